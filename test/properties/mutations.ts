// The mutations of `npm run mutate`: what is broken, by which exact text, and the tests that should notice.

/** One place broken on purpose. */
export interface Mutation {
  readonly what: string;
  readonly file: string;
  /** Stands once in the file. */
  readonly from: string;
  readonly to: string;
  /** Test files, or `cases:` and names; tried in order. */
  readonly tests: readonly string[];
}

export const MUTATIONS: readonly Mutation[] = [
  {
    what: 'WITH GRANT OPTION is read as a plain GRANT',
    file: 'src/capture/permissions.ts',
    from: 'state: state as PermissionState,',
    to: "state: (state === 'W' ? 'G' : state) as PermissionState,",
    tests: ['cases: class-object'],
  },
  {
    what: 'the grantee is taken for the grantor',
    file: 'src/capture/permissions.ts',
    from: '= [row.grantee.name, row.grantor.name];',
    to: '= [row.grantee.name, row.grantee.name];',
    tests: ['cases: permission-chain'],
  },
  {
    what: "a column's row becomes its table's",
    file: 'src/capture/permissions.ts',
    from: 'const minor = resolved.isColumn ? id(row[at.minor_id]) : 0;',
    to: 'const minor = resolved.isColumn ? 0 : id(row[at.minor_id]);',
    tests: ['cases: permission-columns unresolved-column'],
  },
  {
    what: 'an unknown class is left out without a word',
    file: 'src/capture/permissions.ts',
    from: 'scope.ledger.omit(code, `${reading.view} has rows of ${what}, which is not known.`, UPDATE_REGRANT, 1);',
    to: 'scope.ledger.exclude(code, what);',
    tests: ['cases: unknown-server-class'],
  },
  {
    what: 'a permission on an application role is taken for one on a user',
    file: 'src/model/principal-kind.ts',
    from: "undefined, 'APPLICATION ROLE'",
    to: "undefined, 'USER'",
    tests: ['cases: class-application-role'],
  },
  {
    what: 'a permission on a server role is taken for one on a login',
    file: 'src/model/principal-kind.ts',
    from: "'SERVER ROLE', 'ROLE'",
    to: "'LOGIN', 'ROLE'",
    tests: ['cases: class-server-role'],
  },
  {
    what: 'users of SQL logins find no login',
    file: 'src/capture/database/principals.ts',
    from: 'const hasLogin = authenticationType === 1 || ',
    to: 'const hasLogin = ',
    tests: ['cases: user-for-sql-login'],
  },
  {
    what: 'dbo in any role counts as shipped',
    file: 'src/capture/database/role-members.ts',
    from: 'if (isDbo(member.id)) return role.id === FIXED_DATABASE_ROLE_IDS.first;',
    to: 'if (isDbo(member.id)) return role.id >= FIXED_DATABASE_ROLE_IDS.first;',
    tests: ['cases: dbo-rows'],
  },
  {
    what: 'the shipped types are taken for the user-defined ones',
    file: 'src/capture/database/types.ts',
    from: "query.where('v.is_user_defined', 1)",
    to: "query.where('v.is_user_defined', 0)",
    tests: ['cases: class-type'],
  },
  {
    what: 'a shipped schema under another owner counts as shipped',
    file: 'src/model/system-principals.ts',
    from: '    return owner === name;\n',
    to: '    return owner !== undefined;\n',
    tests: ['cases: schema-of-a-fixed-role-owned-anew'],
  },
  {
    what: "whatever begins with ##MS_ is SQL Server's own",
    file: 'src/model/system-principals.ts',
    from: "name.startsWith('##MS_') && name.endsWith('##')",
    to: "name.startsWith('##MS_')",
    tests: ['cases: system-logins'],
  },
  {
    what: 'the server role public is a fact',
    file: 'src/model/system-principals.ts',
    from: 'return id === PUBLIC_SERVER_ROLE_ID || isFixedServerRole',
    to: 'return isFixedServerRole',
    tests: ['cases: bare-server'],
  },
  {
    what: "one of msdb's roles is a user's",
    file: 'src/model/system-principals.ts',
    from: "  'dc_proxy',\n",
    to: '',
    tests: ['cases: bare-server'],
  },
  {
    what: 'a DENY on a shipped object counts as shipped',
    file: 'src/model/default-permission.ts',
    from: "if (row.state !== 'G' || row.isColumn",
    to: 'if (row.isColumn',
    tests: ['cases: msdb-custom-grants'],
  },
  {
    what: 'xp_cmdshell for public counts as shipped',
    file: 'src/model/default-permission.ts',
    from: "  'xp_cmdshell',\n",
    to: '',
    tests: ['cases: public-may-run-xp-cmdshell'],
  },
  {
    what: 'one of the default endpoints is forgotten',
    file: 'src/model/default-permission.ts',
    from: "  'TSQL Default VIA',\n",
    to: '',
    tests: ['cases: endpoint-connect-revoked'],
  },
  {
    what: 'chains come before columns in the order of rows',
    file: 'src/plan/grantor-order.ts',
    from: 'a.last - b.last || a.depth - b.depth',
    to: 'a.depth - b.depth || a.last - b.last',
    tests: ['cases: permission-column-after-every-object-row'],
  },
  {
    what: 'chains are not ordered',
    file: 'src/plan/grantor-order.ts',
    from: 'a.last - b.last || a.depth - b.depth ||',
    to: 'a.last - b.last ||',
    tests: ['test/properties/script-properties.test.ts', 'cases: permission-chain'],
  },
  {
    what: "the schema's owner is no default grantor",
    file: 'src/plan/snapshot-index.ts',
    from: "SECURABLE_CLASSES[on.class].owner === 'schema' && on.schema",
    to: "SECURABLE_CLASSES[on.class].owner === 'none' && on.schema",
    tests: ['cases: object-in-owned-schema'],
  },
  {
    what: 'a default of public that was revoked comes back',
    file: 'src/plan/plan-server.ts',
    from: "if (!has('VIEW ANY DATABASE')) {",
    to: "if (has('VIEW ANY DATABASE', 'x')) {",
    tests: ['cases: public-revoked'],
  },
  {
    what: 'CONNECT SQL is not taken from a login that has no row of it',
    file: 'src/plan/plan-finally.ts',
    from: 'name !== index.sa && !connected.has(name)',
    to: 'name !== index.sa && connected.has(`${name} `)',
    tests: ['cases: login-revoked'],
  },
  {
    what: 'owners are changed after permissions are granted',
    file: 'src/plan/plan-database.ts',
    from: "    section('owners', owners(index, name, notes)),\n    section('role members', members(index, name, notes)),\n    section('permissions', permissions(index, name, notes)),\n",
    to: "    section('role members', members(index, name, notes)),\n    section('permissions', permissions(index, name, notes)),\n    section('owners', owners(index, name, notes)),\n",
    tests: ['test/properties/script-properties.test.ts', 'cases: object-owner'],
  },
  {
    what: 'CONNECT of guest is taken away in master',
    file: 'src/plan/plan-database.ts',
    from: "const revocable = !['master', 'tempdb'].includes(database);",
    to: "const revocable = !['tempdb'].includes(database);",
    tests: ['cases: guest-revoked-in-msdb'],
  },
  {
    what: 'only the first ] of a name is doubled',
    file: 'src/text/quote.ts',
    from: "name.replaceAll(']', ']]')",
    to: "name.replace(']', ']]')",
    tests: ['test/text/quote.test.ts', 'cases: name-bracket'],
  },
  {
    what: 'only the first quote of a text is doubled',
    file: 'src/text/quote.ts',
    from: `value.replaceAll("'", "''")`,
    to: `value.replace("'", "''")`,
    tests: ['test/text/quote.test.ts', 'cases: name-quote'],
  },
  {
    what: 'a sqlcmd variable stays whole',
    file: 'src/text/literal.ts',
    from: '\\uffff]|\\$\\(/u;',
    to: '\\uffff]/u;',
    tests: ['test/text/literal.test.ts', 'cases: name-sqlcmd-variable'],
  },
  {
    what: 'service accounts are not told from those of a domain',
    file: 'src/plan/local-principal.ts',
    from: "/^0x01060000000000055[0-9A-F]000000/, 'NT SERVICE'",
    to: "/^0x01060000000000056[0-9A-F]000000/, 'NT SERVICE'",
    tests: ['cases: local-principals-commented-out'],
  },
  {
    what: 'a hash of 2025 goes to 2022',
    file: 'src/plan/target-gate.ts',
    from: "if (hash.startsWith('0x0300')) return { since: 2025,",
    to: "if (hash.startsWith('0x0300')) return { since: 2022,",
    tests: ['cases: hash-of-2025-on-2022'],
  },
  {
    what: 'a permission on a renamed login keeps its old name',
    file: 'src/plan/rename-principals.ts',
    from: "['LOGIN', 'USER'].includes(fact.class)",
    to: "['USER'].includes(fact.class)",
    tests: ['cases: rename-domain'],
  },
  {
    what: 'a column is taken from a holder of the grant option behind what the holder granted',
    file: 'src/plan/grantor-order.ts',
    from: '      last: 0,',
    to: '      last: 1,',
    tests: ['cases: permission-column-revoke-with-grant-option', 'test/plan/plan-script.test.ts'],
  },
  {
    what: 'a denial is lost when its principal alone is selected',
    file: 'src/select/relations.ts',
    from: "fact.state === 'D' || isConnect(fact)",
    to: 'isConnect(fact)',
    tests: ['cases: selection-keeps-denials', 'test/properties/script-properties.test.ts'],
  },
];
