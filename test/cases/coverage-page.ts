// COVERAGE.md, made of the product's tables and the cases: what is captured, scripted and by which case proved, and
// what cannot be captured. A row without a case says so, and a test then fails.

import { OBJECT_TYPES } from '../../src/model/catalog/object-type.ts';
import type { PrincipalType } from '../../src/model/catalog/principal-kind.ts';
import { SECURABLE_CLASSES, type SecurableClass } from '../../src/model/catalog/securable-class.ts';
import type { Fact, FactKind, LoginType, PermissionState, UserType } from '../../src/model/fact.ts';
import { FACT_KINDS, propertiesOf, propertyValue } from '../../src/model/fact-shape.ts';
import { ordinal } from '../../src/model/order.ts';
import { ATTRIBUTES, type Handling } from './attributes.ts';
import { PITFALLS } from './pitfalls.ts';
import type { Case } from './read-case.ts';
import { UNREADABLE } from './unreadable.ts';

/** A case as its files tell it: the facts it must give, and the text of its statements. */
interface Proof {
  readonly name: string;
  readonly facts: readonly Fact[];
  readonly statements: string;
  readonly pitfalls: readonly number[];
}

/** The page, and the rows that no case proves. */
export interface CoveragePage {
  readonly text: string;
  readonly unproved: readonly string[];
}

const NOT_PROVED = '**none**';

/** Makes the page of cases. */
export function coveragePage(cases: readonly Case[]): CoveragePage {
  const proofs = cases.map(proofOf);
  const unproved: string[] = [];
  const name = (found: Proof | undefined, what: string) => {
    if (found === undefined) unproved.push(what);
    return found === undefined ? NOT_PROVED : found.name;
  };
  const parts = [
    HEAD,
    '## Principals\n',
    table(['principal', 'captured and scripted by', 'proved by'], principalRows(proofs, name)),
    '## Permission classes\n',
    'Each class in each state a row can have; R is a column taken out of what its object grants.\n',
    table(['class', 'number', 'since', 'G', 'W', 'D', 'R'], classRows(proofs, name)),
    '## Kinds of objects\n',
    table(['`sys.objects.type`', 'branch', 'proved by'], objectRows(proofs, name)),
    '## Attributes\n',
    table(['fact', 'attribute', 'captured', 'scripted', 'proved by'], attributeRows(proofs, name)),
    '## What cannot be captured\n',
    table(['what', 'why', 'what the script does instead', 'proved by'], unreadableRows(proofs, name)),
    '## What other tools got wrong\n',
    table(['', 'here', 'seen in', 'held by'], pitfallRows(proofs, name)),
  ];
  return { text: `${parts.join('\n')}`, unproved };
}

const HEAD = `# Coverage

Made by \`npm run coverage-page\` of the tables in \`src/model\` and the cases in \`fixtures/cases\`; a test holds that it is
up to date, and that nothing counts as captured without a case that proves it. A case is captured over a socket and
scripted, and its script is run on an empty simulated server, where it makes what was captured: see
\`fixtures/cases\`. Cases are proofs by example; properties over generated environments
(\`test/properties\`) hold the same for every combination.
`;

type Name = (found: Proof | undefined, what: string) => string;

function proofOf({ name, facts, statements, pitfalls = [] }: Case): Proof {
  const parsed = facts
    .filter((line) => !line.startsWith('{"missing"'))
    .map((line) => JSON.parse(line) as Fact);
  return { name, facts: parsed, statements: statements.join('\n'), pitfalls };
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return `${[line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

type PrincipalRow = readonly [string, (fact: Fact) => boolean, string];

const login = (type: LoginType, words: string, statement: string): PrincipalRow => [
  `${words} (${type})`,
  (fact) => fact.kind === 'login' && fact.type === type,
  statement,
];

/** Kinds of logins. A type missing here does not compile. */
const LOGINS: Readonly<Record<LoginType, PrincipalRow>> = {
  S: login('S', 'SQL login', 'HASHED, SID ='),
  U: login('U', 'Windows login', 'FROM WINDOWS'),
  G: login('G', 'Windows group', 'FROM WINDOWS'),
  C: login('C', 'certificate login', 'FROM CERTIFICATE'),
  K: login('K', 'asymmetric-key login', 'FROM ASYMMETRIC KEY'),
  E: login('E', 'Entra login', 'FROM EXTERNAL PROVIDER'),
  X: login('X', 'Entra group', 'FROM EXTERNAL PROVIDER'),
};

/** Kinds of users. A type missing here does not compile. */
const USERS: Readonly<Record<UserType, readonly PrincipalRow[]>> = {
  S: [
    ['user for a SQL login', (fact) => isUser(fact, 'S', 1) && 'login' in fact, 'FOR LOGIN'],
    ['orphan', (fact) => isUser(fact, 'S', 1) && !('login' in fact), 'RAISERROR'],
    ['user without login', (fact) => isUser(fact, 'S', 0), 'WITHOUT LOGIN'],
    ['contained user', (fact) => isUser(fact, 'S', 2), 'CREATE USER [inside] WITH PASSWORD ='],
  ],
  U: [
    ['Windows user with a login', (fact) => isUser(fact, 'U', 3) && 'login' in fact, 'FOR LOGIN'],
    [
      'Windows user without a login',
      (fact) => isUser(fact, 'U', 3) && !('login' in fact),
      'CREATE USER [CONTOSO\\anna] WITH',
    ],
  ],
  G: [['Windows group as a user', (fact) => isUser(fact, 'G', 3), 'CREATE USER']],
  C: [['certificate user', (fact) => isUser(fact, 'C', 0), 'FOR CERTIFICATE']],
  K: [['asymmetric-key user', (fact) => isUser(fact, 'K', 0), 'FOR ASYMMETRIC KEY']],
  E: [['Entra user', (fact) => isUser(fact, 'E', 4), 'FROM EXTERNAL PROVIDER']],
  X: [['Entra group as a user', (fact) => isUser(fact, 'X', 4), 'FROM EXTERNAL PROVIDER']],
};

/** Roles of all sorts. A type missing here does not compile. */
const ROLES: Readonly<Record<Exclude<PrincipalType, LoginType>, readonly PrincipalRow[]>> = {
  R: [
    ['server role (R)', (fact) => fact.kind === 'server-role', 'CREATE SERVER ROLE'],
    [
      'member of a fixed server role',
      (fact) => fact.kind === 'role-member' && fact.role === 'sysadmin',
      'ALTER SERVER ROLE [sysadmin] ADD MEMBER',
    ],
    ['database role', (fact) => fact.kind === 'role', 'CREATE ROLE'],
    [
      'member of a fixed database role',
      (fact) => fact.kind === 'role-member' && fact.role === 'db_datareader',
      'ALTER ROLE [db_datareader] ADD MEMBER',
    ],
    [
      "member of one of msdb's roles",
      (fact) => fact.kind === 'role-member' && fact.role === 'SQLAgentUserRole',
      'ALTER ROLE [SQLAgentUserRole] ADD MEMBER',
    ],
  ],
  A: [['application role', (fact) => fact.kind === 'application-role', 'CREATE APPLICATION ROLE']],
};

/** Every kind of principal: which facts are of it, and what its statement holds. */
const PRINCIPALS: readonly PrincipalRow[] = [
  ...Object.values(LOGINS),
  ['sa, SID 0x01', (fact) => fact.kind === 'login' && fact.sid === '0x01', 'ALTER LOGIN [sa] WITH NAME ='],
  ...Object.values(USERS).flat(),
  ...Object.values(ROLES).flat(),
  [
    'public on the server',
    (fact) => fact.kind === 'permission' && fact.database === undefined && fact.grantee === 'public',
    'TO [public]',
  ],
  [
    'public in a database',
    (fact) => fact.kind === 'permission' && fact.database !== undefined && fact.grantee === 'public',
    'TO [public]',
  ],
  ['guest', (fact) => fact.kind === 'permission' && fact.grantee === 'guest', 'TO [guest]'],
  [
    'dbo, through the owner',
    (fact) => fact.kind === 'database' && fact.owner !== undefined,
    'ALTER AUTHORIZATION ON DATABASE::',
  ],
];

const isUser = (fact: Fact, type: string, authentication: number) =>
  fact.kind === 'user' && fact.type === type && fact.authenticationType === authentication;

function principalRows(proofs: readonly Proof[], name: Name): readonly (readonly string[])[] {
  return PRINCIPALS.map(([principal, isOf, statement]) => {
    const found = proofs.find(({ facts, statements }) => facts.some(isOf) && statements.includes(statement));
    return [principal, `\`${statement}\``, name(found, `principal ${principal}`)];
  });
}

function classRows(proofs: readonly Proof[], name: Name): readonly (readonly string[])[] {
  return (Object.keys(SECURABLE_CLASSES) as SecurableClass[]).sort(ordinal).map((on) => {
    const { number, since } = SECURABLE_CLASSES[on];
    const cell = (state: PermissionState) =>
      state === 'R' && on !== 'OBJECT'
        ? '–'
        : name(
            proofs.find((proof) => proves(proof, on, state)),
            `${on} ${state}`,
          );
    return [
      on,
      number === undefined ? 'as the server says' : String(number),
      String(since),
      cell('G'),
      cell('W'),
      cell('D'),
      cell('R'),
    ];
  });
}

/** A fact of the class and state, and a statement that says it. */
function proves({ facts, statements }: Proof, on: SecurableClass, state: PermissionState): boolean {
  const isWhole = on === 'SERVER' || on === 'DATABASE';
  return facts.some((fact) => {
    if (fact.kind !== 'permission' || fact.class !== on || fact.state !== state) return false;
    const verb = state === 'D' ? 'DENY' : state === 'R' ? 'REVOKE' : 'GRANT';
    const option = state === 'W' ? ' WITH GRANT OPTION' : '';
    const to = `${state === 'R' ? 'FROM' : 'TO'} [${fact.grantee}]${option}`;
    return statements
      .split('\n')
      .some(
        (line) =>
          line.startsWith(`${verb} ${fact.permission} ${isWhole ? '' : `ON ${on}::`}`) && line.includes(to),
      );
  });
}

function objectRows(proofs: readonly Proof[], name: Name): readonly (readonly string[])[] {
  return Object.entries(OBJECT_TYPES).flatMap(([type, branch]) => {
    if (branch === null) return [];
    const isOf = (fact: Fact) => fact.kind === 'securable' && fact.class === 'OBJECT' && fact.type === type;
    return [
      [
        type,
        branch,
        name(
          proofs.find(({ facts }) => facts.some(isOf)),
          `object type ${type}`,
        ),
      ],
    ];
  });
}

function attributeRows(proofs: readonly Proof[], name: Name): readonly (readonly string[])[] {
  return FACT_KINDS.flatMap((kind) =>
    propertiesOf(kind).map(([property]) => {
      const handling = handlingOf(kind, property);
      const what = `${kind}.${property}`;
      const found = proofs.find((proof) => provesAttribute(proof, kind, property, handling));
      const scripted = typeof handling === 'string' ? `no: ${handling}` : 'yes';
      return [kind, property, 'yes', scripted, name(found, what)];
    }),
  );
}

function handlingOf(kind: FactKind, property: string): Handling<Fact> {
  return (ATTRIBUTES[kind] as Readonly<Record<string, Handling<Fact>>>)[property] ?? '';
}

/** A fact that has the attribute, and where it is scripted the statement that says so of that fact. */
function provesAttribute(
  { facts, statements }: Proof,
  kind: FactKind,
  property: string,
  handling: Handling<Fact>,
): boolean {
  return facts.some((fact) => {
    if (fact.kind !== kind || !isTelling(propertyValue(fact, property))) return false;
    return typeof handling === 'string' || statements.includes(handling(fact));
  });
}

/** A switch is proved by the case in which it is on. */
const isTelling = (value: unknown) => value !== undefined && value !== false;

function unreadableRows(proofs: readonly Proof[], name: Name): readonly (readonly string[])[] {
  return UNREADABLE.map(({ what, why, instead, proof }) => [
    what,
    why,
    instead,
    proof === undefined
      ? '–'
      : name(
          proofs.find((found) => found.name === proof),
          `unreadable: ${what}`,
        ),
  ]);
}

function pitfallRows(proofs: readonly Proof[], name: Name): readonly (readonly string[])[] {
  return Object.entries(PITFALLS).map(([number, { rule, source, tests = [] }]) => {
    const cases = proofs.filter(({ pitfalls }) => pitfalls.includes(Number(number)));
    if (cases.length === 0) name(undefined, `pitfall ${number}`);
    const held = [...cases.map((proof) => proof.name), ...tests.map((path) => `\`${path}\``)];
    return [number, rule, source, held.join(', ') || NOT_PROVED];
  });
}
