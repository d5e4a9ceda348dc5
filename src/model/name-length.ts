// How long a name of SQL Server is: `sysname`. Source: "Database identifiers" (Microsoft).

/** Most characters of a name, in UTF-16 code units. */
export const NAME_LENGTH = 128;

/** JSON Schema of a name. */
export const NAME_SCHEMA = { type: 'string', minLength: 1, maxLength: NAME_LENGTH } as const;
