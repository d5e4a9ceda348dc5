// A small server that the tests of the rules run their statements on.

import type { SqlVersion } from '../../src/model/catalog/version.ts';
import { majorOf } from '../../src/model/catalog/version.ts';
import type { Fact, FactOf } from '../../src/model/fact.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { parseParts } from '../../src/parse/parse-script.ts';
import { newLinkedServer } from '../../src/simulate/effects/apply-linked.ts';
import type { Failure } from '../../src/simulate/failure.ts';
import { foldStatements } from '../../src/simulate/run/run-statements.ts';
import { startOf } from '../../src/simulate/start.ts';
import { stateToFacts } from '../../src/simulate/state/state-to-facts.ts';
import { databaseFact } from '../model/database-fact.ts';
import { DEFAULTS, snapshotOf } from '../render/script-of.ts';

const login = (name: string, type: FactOf<'login'>['type'], sid: number): Fact => ({
  kind: 'login',
  name,
  type,
  sid: `0x01${sid.toString(16).toUpperCase().padStart(2, '0')}`,
  isDisabled: false,
  defaultDatabase: 'master',
  defaultLanguage: 'us_english',
  ...(type === 'S' ? { isPolicyChecked: true, isExpirationChecked: true } : {}),
});
const user = (name: string, type: 'S' | 'U' | 'C', authenticationType: 0 | 1 | 3, sid: number): Fact => ({
  kind: 'user',
  database: 'D',
  name,
  type,
  authenticationType,
  sid: `0x01${sid.toString(16).toUpperCase().padStart(2, '0')}`,
  ...(type === 'C' ? { certificate: 'cert' } : { defaultSchema: 'dbo' }),
});
const object = (name: string, type: string, schema = 'dbo', owner?: string): Fact => ({
  kind: 'securable',
  database: 'D',
  class: 'OBJECT',
  schema,
  name,
  type,
  ...(owner === undefined ? {} : { owner }),
});

/** Logins app, spare (SQL), A\u, A\v, A\g (Windows), key (certificate); server role R; database D, contained C, read-only O. */
const FACTS: readonly Fact[] = [
  { ...login('sa', 'S', 0), sid: '0x01' } as Fact,
  login('app', 'S', 0x10),
  login('spare', 'S', 0x11),
  login('A\\u', 'U', 0x20),
  login('A\\v', 'U', 0x21),
  login('A\\g', 'G', 0x22),
  { ...login('key', 'C', 0x30), certificate: 'login cert' } as Fact,
  { kind: 'securable', database: 'master', class: 'CERTIFICATE', name: 'login cert', owner: 'dbo' },
  { kind: 'server-role', name: 'R', owner: 'sa' },
  { kind: 'credential', name: 'cred', identity: 'i' },
  {
    kind: 'message',
    messageId: 50_001,
    languageId: 1033,
    severity: 16,
    isEventLogged: false,
    language: 'us_english',
    text: 'm',
  },
  { kind: 'trusted-assembly', hash: '0xAA' },
  newLinkedServer({ name: 'L', provider: 'MSDASQL', dataSource: 'd' }),
  { kind: 'linked-login', server: 'L', login: 'spare', usesSelf: false, remoteName: 'r' },
  { kind: 'configuration', name: 'show advanced options', value: 0, valueInUse: 0 },
  { kind: 'configuration', name: 'clr enabled', value: 0, valueInUse: 0 },
  { kind: 'configuration', name: 'clr strict security', value: 1, valueInUse: 1 },
  {
    kind: 'server-audit',
    name: 'AU',
    guid: '0F0E0D0C-0B0A-0908-0706-050403020100',
    target: 'SECURITY LOG',
    queueDelay: 1000,
    onFailure: 'CONTINUE',
    isEnabled: true,
  },
  { kind: 'server-audit', name: 'AV', target: 'SECURITY LOG', isEnabled: false },
  { kind: 'audit-specification', name: 'AS', audit: 'AU', isEnabled: true },
  { kind: 'audit-action', specification: 'AS', action: 'LOGOUT_GROUP' },
  {
    kind: 'server-trigger',
    name: 'T',
    events: ['LOGON'],
    isDisabled: true,
    definition: 'CREATE TRIGGER T ON ALL SERVER FOR LOGON AS RETURN',
  },
  {
    kind: 'endpoint',
    name: 'E',
    owner: 'sa',
    type: 'SERVICE_BROKER',
    protocol: 'TCP',
    state: 'STARTED',
    port: 4022,
    authentication: 'NEGOTIATE',
    encryption: 'AES',
    isForwarding: false,
    forwardingSize: 10,
  },
  databaseFact('master'),
  { kind: 'agent-proxy', database: 'msdb', name: 'px', credential: 'cred', isEnabled: true },
  { kind: 'agent-proxy-subsystem', database: 'msdb', proxy: 'px', subsystem: 'CmdExec' },
  { kind: 'agent-proxy-user', database: 'msdb', proxy: 'px', userKind: 'login', user: 'app' },
  { kind: 'agent-category', database: 'msdb', class: 'OPERATOR', name: 'shift', type: 'NONE' },
  { kind: 'agent-operator', database: 'msdb', name: 'on call', isEnabled: true, email: 'a@b' },
  { kind: 'agent-job', database: 'msdb', name: 'job', owner: 'spare', isEnabled: true },
  { kind: 'mail-profile-user', database: 'msdb', profile: 'mail', user: 'public', isDefault: true },
  { kind: 'mail-profile-user', database: 'msdb', profile: 'other', user: 'guest', isDefault: true },
  databaseFact('D'),
  {
    kind: 'ssis-permission',
    database: 'D',
    objectType: 'project',
    folder: 'etl',
    name: 'load',
    permission: 'EXECUTE',
    grantee: 'app',
    isDenied: false,
  },
  databaseFact('C', { containment: 1 }),
  databaseFact('O', { isReadOnly: true }),
  user('app', 'S', 1, 0x10),
  user('A\\u', 'U', 3, 0x20),
  user('alone', 'S', 0, 0x40),
  user('signer', 'C', 0, 0x50),
  { kind: 'role', database: 'D', name: 'r', owner: 'dbo' },
  { kind: 'role', database: 'D', name: 'inner', owner: 'dbo' },
  { kind: 'role-member', database: 'D', role: 'r', member: 'inner' },
  { kind: 'application-role', database: 'D', name: 'a', defaultSchema: 'dbo' },
  { kind: 'schema', database: 'D', name: 's', owner: 'alone' },
  { kind: 'schema', database: 'D', name: 'void', owner: 'dbo' },
  { kind: 'securable', database: 'D', class: 'CERTIFICATE', name: 'cert', owner: 'dbo' },
  object('t', 'U'),
  object('p', 'P'),
  object('q', 'SQ'),
  object('x', 'U', 's'),
  object('own', 'U', 's', 'app'),
  { kind: 'audit-specification', database: 'D', name: 'DS', audit: 'AU', isEnabled: false },
  {
    kind: 'audit-action',
    database: 'D',
    specification: 'DS',
    action: 'SELECT',
    class: 'OBJECT',
    schema: 'dbo',
    name: 't',
    principal: 'app',
  },
];

/** The small server. */
export function world(version: SqlVersion = 2022): Snapshot {
  return snapshotOf(
    FACTS.filter((fact) => version >= 2017 || (fact.kind !== 'trusted-assembly' && !isStrict(fact))).map(
      (fact) => fact,
    ),
    { server: { name: 'W', productVersion: `${majorOf(version)}.0.1.1`, edition: 'x' } },
  );
}

function isStrict(fact: Fact): boolean {
  return fact.kind === 'configuration' && fact.name === 'clr strict security';
}

/** What every master has. */
const GUEST: Fact = {
  kind: 'permission',
  database: 'master',
  class: 'DATABASE',
  permission: 'CONNECT',
  grantee: 'guest',
  grantor: 'dbo',
  state: 'G',
};

/** The small server as a capture of it would be: with owners, logins and default rows. */
export function settledWorld(more: readonly Fact[] = []): Snapshot {
  const base = world();
  const facts = [...base.facts.filter(({ kind }) => kind !== 'server'), ...more];
  const { server } = startOf(
    snapshotOf(facts, base.header),
    snapshotOf([...facts, ...DEFAULTS, GUEST], base.header),
    { version: 2022 },
  );
  const settled = stateToFacts(server, new Set(['D', 'C', 'O', 'master']));
  return snapshotOf(
    settled.filter(({ kind }) => kind !== 'server'),
    base.header,
  );
}

/** What a script did. */
export interface Outcome {
  readonly failures: readonly Failure[];
  /** Facts that are there afterwards and were not before. */
  readonly added: readonly Fact[];
  readonly removed: readonly Fact[];
}

/** How a script is run on the small server. */
export interface RunOptions {
  readonly version?: SqlVersion;
  readonly runBy?: string;
}

/** Runs a script on the small server. */
export async function outcomeOf(script: string, options: RunOptions = {}): Promise<Outcome> {
  const { version = 2022, runBy } = options;
  const base = world(version);
  const { server } = startOf(base, base, { version });
  if (runBy !== undefined) server.runAs(runBy);
  const before = stateToFacts(server);
  const { failures } = await foldStatements(parseParts(script), server);
  const after = stateToFacts(server);
  return {
    failures: failures.map(({ failure }) => failure),
    added: minus(after, before),
    removed: minus(before, after),
  };
}

function minus(facts: readonly Fact[], others: readonly Fact[]): Fact[] {
  const known = new Set(others.map((fact) => JSON.stringify(fact)));
  return facts.filter((fact) => !known.has(JSON.stringify(fact)));
}
