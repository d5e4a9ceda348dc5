// What other tools got wrong, a line each, with what holds here: cases carry the numbers in their case.json, and what
// a case cannot show alone is held by the tests that are named too.

/** A known pitfall. */
export interface Pitfall {
  /** What a correct tool does. */
  readonly rule: string;
  /** Where another tool went wrong. */
  readonly source: string;
  /** Tests that hold it, beside the cases; paths from the root. */
  readonly tests?: readonly string[];
}

/** By number. */
export const PITFALLS: Readonly<Record<number, Pitfall>> = {
  1: {
    rule: "A user without CONNECT keeps the grants that are its own, and gets nobody else's",
    source: 'dbatools #8626',
  },
  2: { rule: 'Users find their login by SID, whatever both are called', source: 'dbatools #2680' },
  3: { rule: 'A role comes with its grants', source: 'dbatools #7722, #5378, #10037' },
  4: { rule: 'Permissions on endpoints and logins are captured as all others', source: 'dbatools #2525' },
  5: {
    rule: 'A permission keeps its securable; a class that is not known is told',
    source: 'sp_SrvPermissions #14',
  },
  6: {
    rule: 'Owners of schemas, roles and objects are scripted, before any grant',
    source: 'dbatools #9458',
  },
  7: { rule: 'One principal brings what it needs and nothing else', source: 'dbatools #9231' },
  8: { rule: 'Column permissions of different kinds stay apart', source: 'sp_DBPermissions #15' },
  9: { rule: "A column's row comes after its object's", source: 'REVOKE Object Permissions (Transact-SQL)' },
  10: { rule: 'Any kind of object takes permissions, security policies too', source: 'DacFx #800' },
  11: { rule: 'A permission that is not known is kept as it is', source: 'SQL Management Objects #102' },
  12: {
    rule: 'GRANT, GRANT WITH GRANT OPTION, DENY and a column REVOKE are told apart',
    source: 'dbatools #9416, schemazen',
  },
  13: { rule: 'Filters filter, in each scope', source: 'dbatools #8414, #2061, #2238' },
  14: {
    rule: 'A quote in a name breaks nothing',
    source: 'dbatools #5931',
    tests: ['test/text/quote.test.ts'],
  },
  15: { rule: 'Every string is Unicode', source: 'sp_help_revlogin' },
  16: {
    rule: 'Names of 127 and 128 characters, and of brackets alone, are written whole',
    source: 'QUOTENAME (Transact-SQL)',
  },
  17: {
    rule: 'No name is a sqlcmd variable, a command or a GO',
    source: 'sqlcmd utility',
    tests: ['test/conformance-bridge/hostile-scripts.conformance.ts'],
  },
  18: {
    rule: 'A script is written to its file in an encoding of choice',
    source: 'mssql-scripter #113, #280, #278',
    tests: ['test/files/encode-text.test.ts', 'test/files/write-file-atomically.test.ts'],
  },
  19: { rule: 'Names that differ in case only are two names', source: 'dbatools #7052' },
  20: {
    rule: 'A case-sensitive server is captured like the others',
    source: 'dbatools #9271',
    tests: ['test/capture/embedded.test.ts'],
  },
  21: {
    rule: 'A login is created unless its name or its SID is taken; a conflict is told',
    source: 'sp_help_revlogin: messages 15025, 15433',
    tests: ['test/render/render-script.test.ts'],
  },
  22: {
    rule: 'Another SID under the same name is another login',
    source: 'dbatools #3679',
    tests: ['test/diff/diff-snapshots.test.ts'],
  },
  23: {
    rule: 'A name given to another account is not the account',
    source: 'dbatools #1173, #7528',
    tests: ['test/diff/diff-snapshots.test.ts'],
  },
  24: { rule: 'A hash is changed with CHECK_POLICY off, which is set again after', source: 'dbatools #7055' },
  25: { rule: 'Disabled, denied and revoked are three things', source: 'dbatools #9208' },
  26: {
    rule: "SQL Server's own logins are left out, members of its roles are not",
    source: 'mssql-scripter #215',
  },
  27: { rule: 'sa is SID 0x01 under any name', source: 'sp_help_revlogin' },
  28: {
    rule: "Accounts of the machine are told by SID and the machine's name",
    source: 'dbatools #275, #3077',
  },
  29: { rule: 'Nothing is dropped', source: 'dbatools #9539, #9948', tests: ['test/cases/check-cases.ts'] },
  30: { rule: 'A missing default database costs a warning, not the login', source: 'dbatools #6940' },
  31: { rule: 'A hash that the target cannot read is refused', source: "What's new in SQL Server 2025" },
  32: { rule: 'Azure SQL Database has no hashes; a managed instance has', source: 'dbatools #5100' },
  33: {
    rule: 'A user without login and a Windows user of a group are no orphans',
    source: 'dbatools #7118, #3157',
  },
  34: { rule: 'What a user is, is decided per user', source: 'dbatools #5887, #9866' },
  35: {
    rule: 'Contained and Entra users keep SID and type; a lost password is told',
    source: 'DacFx #107, #260, #571, #631',
  },
  36: { rule: "The server's release decides, not a compatibility level", source: 'dbatools #10344, #2995' },
  37: {
    rule: 'Owners first, grantors before those they granted, AS only where it is needed',
    source: 'DacFx #700',
    tests: ['test/properties/script-properties.test.ts'],
  },
  38: {
    rule: 'A grant option is a state of its own',
    source: 'comparison tools',
    tests: ['test/diff/diff-snapshots.test.ts'],
  },
  39: {
    rule: 'The order of rows does not show',
    source: 'comparison tools',
    tests: ['test/properties/capture-properties.test.ts'],
  },
  40: {
    rule: 'A database that cannot be read is told, the rest is captured',
    source: 'dbatools #201, #3646, #6493, #7788, #9648',
  },
  41: {
    rule: 'A script is run, and makes what was captured: those of all cases are',
    source: 'no tool does',
    tests: ['test/cases/check-cases.ts', 'test/prove/embedded.test.ts', 'test/apply/generated.test.ts'],
  },
  42: { rule: 'Same input, same bytes', source: 'export tools', tests: ['test/capture/embedded.test.ts'] },
  43: {
    rule: 'How long something has been so is in the history of snapshots',
    source: 'dba-dash #1055',
    tests: ['test/diff/diff-snapshots.test.ts'],
  },
};
