// The rules that say what a statement brings about besides what it says. Code asks for each by its name, so that a
// test can switch one off.

/** What an effect is, and the page that says so. */
export interface Effect {
  /** Title of the Microsoft page that says so, with `(a guess)` where none does. */
  readonly source: string;
  /** One sentence. */
  readonly does: string;
}

/** Every effect, by its name. */
export const EFFECTS = {
  'create-login-grants-connect': {
    source: 'CREATE LOGIN (Transact-SQL)',
    does: 'A new login is enabled and granted CONNECT SQL.',
  },
  'create-user-grants-connect': {
    source: 'CREATE USER (Transact-SQL)',
    does: 'A new user is granted CONNECT on its database.',
  },
  'owner-change-drops-permissions': {
    source: 'ALTER AUTHORIZATION (Transact-SQL)',
    does: 'Permissions on a securable that gets another owner are dropped.',
  },
  'schema-owner-change-drops-contained': {
    source: 'ALTER AUTHORIZATION (Transact-SQL)',
    does: 'Permissions on what is in a schema that gets another owner are dropped, but for what has an owner of its own.',
  },
  'object-row-resets-columns': {
    source: 'GRANT Object Permissions (Transact-SQL)',
    does: 'A statement on a whole object takes away the rows of its columns.',
  },
  'column-row-only-where-it-differs': {
    source: 'sys.database_permissions (Transact-SQL)',
    does: 'A column has no row where its state is that of the object.',
  },
  'column-revoke-leaves-a-row': {
    source: 'sys.database_permissions (Transact-SQL)',
    does: 'A column that is revoked out of a row of its object has a row of state REVOKE.',
  },
  'last-of-grant-and-deny-wins': {
    source: 'GRANT (Transact-SQL)',
    does: 'GRANT takes the place of a DENY of the same grantor, and DENY of a GRANT.',
  },
  'grant-keeps-grant-option': {
    source: 'GRANT (Transact-SQL) (a guess)',
    does: 'GRANT without the grant option leaves one that is held.',
  },
  'grant-option-for-keeps-permission': {
    source: 'REVOKE (Transact-SQL)',
    does: 'REVOKE GRANT OPTION FOR takes the option and leaves the permission.',
  },
  'cascade-reaches-what-was-passed-on': {
    source: 'REVOKE (Transact-SQL)',
    does: 'CASCADE takes what the grantee granted or denied in turn.',
  },
  'policy-off-turns-expiration-off': {
    source: 'ALTER LOGIN (Transact-SQL)',
    does: 'CHECK_POLICY = OFF turns CHECK_EXPIRATION off.',
  },
  'default-schema-is-dbo': {
    source: 'CREATE USER (Transact-SQL)',
    does: 'A user that is no group, certificate or key has the default schema dbo.',
  },
  'remap-renames-windows-user': {
    source: 'ALTER USER (Transact-SQL)',
    does: 'A Windows user that is mapped to another login takes its name, unless the statement gives one.',
  },
  'windows-user-maps-itself': {
    source: 'CREATE USER (Transact-SQL)',
    does: 'CREATE USER without a clause takes the login of the same name, or the Windows principal itself.',
  },
  'reconfigure-installs-all': {
    source: 'RECONFIGURE (Transact-SQL)',
    does: 'Values of sp_configure are in use only after RECONFIGURE, which installs every pending one.',
  },
  'server-role-owner-is-its-maker': {
    source: 'CREATE SERVER ROLE (Transact-SQL)',
    does: 'A server role without AUTHORIZATION is owned by the login that makes it.',
  },
  'drop-takes-permissions-along': {
    source: 'DROP USER (Transact-SQL) (a guess)',
    does: 'Permissions of and on a principal that is dropped go with it.',
  },
  'transfer-drops-permissions': {
    source: 'ALTER SCHEMA (Transact-SQL)',
    does: 'Permissions on what is moved to another schema are dropped.',
  },
} as const satisfies Readonly<Record<string, Effect>>;

/** The name of an effect. */
export type EffectName = keyof typeof EFFECTS;
