// A plan with every action the product has, each with all of its optional parameters and with none.
import { SECURABLE_CLASSES, type SecurableClass } from '../../src/model/catalog/securable-class.ts';
import type { SnapshotHeader } from '../../src/model/snapshot.ts';
import type { Plan, Statement } from '../../src/plan/plan.ts';
import { ACTIONS, type ActionName, actionRow } from '../../src/plan/steps/action.ts';
import { kindOf, type ValueTypes } from '../../src/plan/steps/parameter-kind.ts';

const HEADER: SnapshotHeader = {
  regrant: 'snapshot',
  format: 1,
  tool: { name: 'regrant', version: '0.0.0' },
  server: { name: 'SMDB01', productVersion: '11.0.2100.60', edition: 'Enterprise Edition (64-bit)' },
  complete: true,
  omissions: [],
  exclusions: [],
  passwords: 'hashes',
  counts: {},
};

/** The plan. */
export function everyActionPlan(): Plan<Statement> {
  const steps = everyStep();
  return {
    source: HEADER,
    renames: [],
    serverName: 'SMDB01',
    majorVersion: 11,
    expected: [
      { property: 'collation', value: 'Latin1_General_BIN2' },
      { property: 'database', value: "it's [x]" },
    ],
    needs: [],
    sections: [{ name: 'database', title: 'Every action', database: "o'brien ]\n", steps }],
    notes: [],
  };
}

function everyStep(): readonly Statement[] {
  return (Object.keys(ACTIONS) as ActionName[]).flatMap((action) => {
    const parameters = Object.entries(actionRow(action).parameters).map(
      ([name, mark]) => ({ name, ...kindOf(mark) }) as const,
    );
    const hasSecurable = parameters.some(({ kind }) => kind === 'securable');
    return (hasSecurable ? classesFor(action) : [undefined]).flatMap((on) =>
      [true, false].map((full) => {
        const values = parameters.map((parameter) => [parameter.name, value(action, parameter, full, on)]);
        return { action, values: { ...Object.fromEntries(values), ...oneOf(action, full) } } as Statement;
      }),
    );
  });
}

/** Whom a proxy is given to is one of the three, and never none of them. */
function oneOf(action: ActionName, full: boolean): Readonly<Record<string, unknown>> {
  if (action !== 'grant-agent-proxy' && action !== 'revoke-agent-proxy') return {};
  const none = { login: undefined, serverRole: undefined, role: undefined };
  return full ? { ...none, serverRole: "server role ]'" } : { ...none, login: "login ]'" };
}

/** The classes an action can be on: ALTER AUTHORIZATION does not take all, and of databases by another rule. */
function classesFor(action: ActionName): readonly SecurableClass[] {
  const all = Object.keys(SECURABLE_CLASSES) as SecurableClass[];
  if (!action.startsWith('own')) return all;
  return all.filter(
    (on) => SECURABLE_CLASSES[on].alterAuthorization || (on === 'DATABASE' && action === 'own'),
  );
}

interface Parameter {
  readonly name: string;
  readonly kind: keyof ValueTypes;
  readonly isOptional: boolean;
}

function value(
  action: ActionName,
  { name, kind, isOptional }: Parameter,
  full: boolean,
  on: SecurableClass | undefined,
): unknown {
  if (isWhom(action, name)) return name === whom(action, full) ? `${name} ]'` : undefined;
  if (isOptional && !(full && (kind !== 'column' || on === 'OBJECT'))) return undefined;
  const words = WORDS[name];
  if (words !== undefined && (kind === 'words' || kind === 'address')) return words(full, action);
  switch (kind) {
    case 'predicate':
      // No version of Microsoft's parser knows LIKE here, which the page has.
      return "NOT ([a] <> N'it''s' OR [b] >= 1) AND [c].[d] < N'x'";
    case 'guid':
      return '0F0E0D0C-0B0A-0908-0706-050403020100';
    case 'module':
      return 'CREATE TRIGGER [t] ON ALL SERVER FOR LOGON AS\r\nPRINT 1';
    case 'text':
    case 'option':
      return `${name} '\r\nGO\r\n`;
    case 'server-option':
      return full ? 'collation name' : 'rpc';
    case 'binary':
      return name === 'hash' ? '0x0200AB' : '0x0105';
    case 'hash':
      return '0x0200AB';
    case 'permission':
      return 'VIEW DEFINITION';
    case 'number':
      // Microsoft's parser takes ports from 1024 to 32767.
      return name === 'port' ? 5022 : 1;
    case 'flag':
      return full;
    case 'encrypted':
      return false; // No version of Microsoft's parser knows this option of CREATE USER.
    case 'made':
      return { what: 'object', schema: "s ]'", name: "n ]'" };
    case 'batch':
      return 'CREATE VIEW [v] AS\r\nSELECT 1 AS [a]';
    case 'audited':
      return { class: 'OBJECT', schema: "s ]'", name: "n ]'" };
    case 'scope':
      return full ? 'database' : 'server';
    case 'securable':
      return securableOf(on ?? 'OBJECT', action);
    default:
      return `${name} ]'`;
  }
}

/** A proxy is given to exactly one of three; a plan of two steps for each action has two of them. */
const WHOM: ReadonlySet<string> = new Set(['login', 'serverRole', 'role']);
const isWhom = (action: ActionName, name: string): boolean =>
  (action === 'grant-agent-proxy' || action === 'revoke-agent-proxy') && WHOM.has(name);
const whom = (action: ActionName, full: boolean): string =>
  full ? 'login' : action === 'grant-agent-proxy' ? 'serverRole' : 'role';

/** Words that go together: an endpoint with all that one for Service Broker has, or one for T-SQL. */
const WORDS: Readonly<Record<string, (full: boolean, action: ActionName) => string | undefined>> = {
  target: (full) => (full ? 'FILE' : 'SECURITY_LOG'),
  onFailure: () => 'FAIL_OPERATION',
  type: (full) => (full ? 'SERVICE_BROKER' : 'TSQL'),
  before: () => 'WINDOWS NEGOTIATE',
  after: () => undefined,
  encryption: () => 'SUPPORTED ALGORITHM AES RC4',
  role: () => undefined,
  forwarding: () => 'ENABLED',
  state: () => 'DISABLED',
  address: () => 'fe80::7',
  action: (full) => (full ? 'SELECT' : 'FAILED_LOGIN_GROUP'),
  event: () => 'LOGON',
  existing: () => 'SKIP',
};

/** A database is named where its owner is set, and nowhere else: permissions on it are given in it. */
function securableOf(on: SecurableClass, action: ActionName): object {
  if (on === 'SERVER' || (on === 'DATABASE' && action !== 'own')) return { class: on };
  return { class: on, name: "n ]'", ...(SECURABLE_CLASSES[on].schemaQualified ? { schema: "s ]'" } : {}) };
}
