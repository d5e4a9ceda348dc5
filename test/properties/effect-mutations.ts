// One mutation for each effect that a statement of the simulated server does not say itself: each takes its effect away.
import type { Mutation } from './mutation.ts';

type Row = readonly [what: string, file: string, from: string, to: string];

const PERMISSION = 'apply-permission.ts';
const LOGIN = 'apply-login.ts';
const USER = 'apply-user.ts';

const ROWS: readonly Row[] = [
  [
    'a new endpoint for T-SQL leaves the default one open',
    'apply-endpoint.ts',
    "if (rest.type === 'TSQL') closeDefault(context);",
    '',
  ],
  [
    'a new audit specification is on',
    'apply-audit.ts',
    '{ name: act.name, isEnabled: false }',
    '{ name: act.name, isEnabled: true }',
  ],
  ['a sysadmin is given proxies', 'apply-msdb.ts', ' || isUselessFor(row, context)', ''],
  ['a new login may not connect', LOGIN, "  server.grantWhole('CONNECT SQL', made);\n", ''],
  ['a new user may not connect', USER, "  database.grantWhole('CONNECT', made);\n", ''],
  [
    'a new owner leaves the permissions',
    PERMISSION,
    'for (const row of scope.permissions.on(target)) scope.permissions.remove(row);',
    '',
  ],
  [
    "a schema's new owner leaves the permissions inside",
    PERMISSION,
    "if (found === 'SCHEMA') dropContained",
    "if (found === 'OBJECT') dropContained",
  ],
  [
    'rows of columns outlive one on the object',
    PERMISSION,
    'for (const row of scope.permissions.onColumns(target, key)) scope.permissions.remove(row);',
    '',
  ],
  [
    'a column has a row that says what its object says',
    PERMISSION,
    'return isSame ? undefined :',
    'return isSame ? state :',
  ],
  ['a column that is revoked leaves no row', PERMISSION, "(state ?? 'R')", 'state'],
  [
    'DENY leaves a GRANT',
    PERMISSION,
    "if (kind === 'deny') return 'D';",
    "if (kind === 'deny') return old ?? 'D';",
  ],
  [
    'GRANT leaves a DENY',
    PERMISSION,
    "if (kind === 'grant') return ",
    "if (kind === 'grant') return old === 'D' ? old : ",
  ],
  [
    'GRANT takes the grant option',
    PERMISSION,
    "return withGrantOption || old === 'W' ?",
    'return withGrantOption ?',
  ],
  [
    'REVOKE GRANT OPTION FOR takes the permission',
    PERMISSION,
    "return grantOptionFor && old === 'W' ? 'G' : undefined;",
    'return undefined;',
  ],
  [
    'CASCADE takes nothing',
    PERMISSION,
    'if (act.statement.cascade) passedOn(',
    'if (!act.statement.cascade) passedOn(',
  ],
  [
    'a policy that is off leaves the expiration on',
    LOGIN,
    '...(isPolicyChecked === false ? { isExpirationChecked: false } : {}),',
    '',
  ],
  [
    'a user has no default schema',
    USER,
    'if (!PRINCIPAL_KINDS[type].isGroup && !isOfKey(type)) user',
    'if (PRINCIPAL_KINDS[type].isGroup) user',
  ],
  [
    'a Windows user keeps its name',
    USER,
    "isAccountName(found.name) && found.type !== 'S' ? mapped?.name : undefined",
    'undefined',
  ],
  ['a Windows user loses a name that is no account', USER, 'isAccountName(found.name) && ', ''],
  [
    'CREATE USER takes no login of its name',
    USER,
    'return ofLogin(sourceName ?? name, context);',
    "return ofLogin(sourceName ?? '', context);",
  ],
  [
    'sp_configure is in use at once',
    'apply-server.ts',
    'configuration.change(option, { value })',
    'configuration.change(option, { value, valueInUse: value })',
  ],
  ["a role is dbo's, or sa's", USER, 'actorIn(scope, context) : scope', 'undefined : scope'],
  ["a new job is nobody's", 'apply-msdb.ts', 'server.isOpen ? undefined : server.runner.sid', 'undefined'],
  [
    'an operator keeps an address that is taken away',
    'effect.ts',
    "value === '' ? undefined : value",
    'value',
  ],
  [
    'what is denied in SSISDB is given',
    'apply-msdb.ts',
    '{ ...act, isDenied: true }',
    '{ ...act, isDenied: false }',
  ],
  ['what moves to another schema keeps its permissions', USER, '{ schema }, false)', '{ schema }, true)'],
];

/** Takes one effect away each. */
export const EFFECT_MUTATIONS: readonly Mutation[] = [
  ...ROWS.map(([what, file, from, to]) => ({
    what,
    file: `src/simulate/effects/${file}`,
    from,
    to,
    tests: ['test/prove/effects.test.ts'],
  })),
  {
    what: 'who is dropped keeps permissions',
    file: 'src/simulate/state/scope.ts',
    from: 'for (const row of this.permissions.heldBy(principal.id)) this.permissions.remove(row);',
    to: '',
    tests: ['test/prove/effects.test.ts'],
  },
  {
    what: 'an audited action stays where its object was',
    file: 'src/simulate/state/scope.ts',
    from: '    this.audited.change((row) => row.target?.securable === old, { target });\n',
    to: '',
    tests: ['test/prove/effects.test.ts'],
  },
  {
    what: 'a specification finds its audit by the name alone',
    file: 'src/simulate/state/server-state.ts',
    from: 'if (auditGuid === undefined) return audit;',
    to: 'if (auditGuid !== undefined) return audit;',
    tests: ['test/prove/effects.test.ts'],
  },
];
