// The values that facts of several kinds have.

/** A SID or another binary value as `0x` and upper-case hexadecimal digits. */
export type Hex = `0x${string}`;

/** Server principal types that are logins: SQL, Windows, Windows group, certificate, asymmetric key, Entra, Entra group. */
export type LoginType = 'S' | 'U' | 'G' | 'C' | 'K' | 'E' | 'X';

/** Database principal types that are users; the letters are those of {@link LoginType}. */
export type UserType = LoginType;

/** `sys.database_principals.authentication_type`: none, instance, database, Windows, external. */
export type AuthenticationType = 0 | 1 | 2 | 3 | 4;

/** State of a permission row: GRANT, GRANT WITH GRANT OPTION, DENY, and REVOKE (a column's exception). */
export type PermissionState = 'G' | 'W' | 'D' | 'R';
