// Where a proof begins: an empty server, one with its databases restored, or one that was captured.

import { comesWithFeature } from '../model/catalog/feature-principal.ts';
import { isAccount, isOfKey } from '../model/catalog/principal-kind.ts';
import {
  comesWithDatabase,
  LISTED_DATABASES,
  ownRows,
  type RightRow,
  shipsWithServer,
} from '../model/catalog/shipped-row.ts';
import { SYSTEM_DATABASES } from '../model/catalog/system-database.ts';
import { isMicrosoftName } from '../model/catalog/system-principals.ts';
import type { SqlVersion } from '../model/catalog/version.ts';
import { releaseOf, SQL_VERSIONS } from '../model/catalog/version.ts';
import { defined } from '../model/defined.ts';
import type { FactOf } from '../model/fact.ts';
import { FactIndex } from '../model/fact-index.ts';
import { databaseOf, databasesIn, securableOf } from '../model/identity.ts';
import { limitOfEndpoint } from '../model/limit-of-row.ts';
import { foldOf } from '../model/name-fold.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { addMentioned } from './state/add-mentioned.ts';
import { addMailProfiles, addMsdb } from './state/add-msdb.ts';
import { type DatabaseState, NEW_DATABASE } from './state/database-state.ts';
import { Directory, newSid } from './state/directory.ts';
import {
  addContents,
  addDatabase,
  addEndpoints,
  addLinkedServers,
  addLogin,
  addMembersAndRows,
  addOwners,
  addPermitted,
  addRights,
  addRoles,
  addSecurables,
  addUser,
} from './state/load-facts.ts';
import type { Scope } from './state/scope.ts';
import { messageKey, ServerState } from './state/server-state.ts';
import { addDefaultEndpoint, addShippedServer } from './state/shipped.ts';
import { addDefaultDatabaseRows, addDefaultServerRows } from './state/shipped-rows.ts';

/**
 * `empty`: a new server; databases are there with what they hold, but no user, role, schema, owner or permission.
 * `restored`: the same, with user databases as a backup brings them. A snapshot: the server that it is of.
 */
export type ProveFrom = 'empty' | 'restored' | Snapshot;

/** Something that a proof takes for granted. */
export interface Assumption {
  /** Stable code: `securables-present`, `orphans-present`, `read-only-database`. */
  readonly code: string;
  /** The database; absent for what is of the server. */
  readonly database?: string;
  /** How many rows it concerns. */
  readonly count: number;
  /** One sentence. */
  readonly fact: string;
}

/** A simulated server before the script. */
export interface Start {
  readonly server: ServerState;
  /** The facts of the snapshot that is to be made. */
  readonly wanted: FactIndex;
  readonly assumptions: readonly Assumption[];
}

/** Configuration options that facts speak of, their value on a new server, and the release that brought them. */
const CONFIGURATIONS: readonly (readonly [string, number, SqlVersion])[] = [
  ['clr enabled', 0, 2012],
  ['clr strict security', 1, 2017],
  ['contained database authentication', 0, 2012],
  ['cross db ownership chaining', 0, 2012],
  ['show advanced options', 0, 2012],
];

/** What else there is to know of where a proof begins. */
export interface StartOptions {
  /** The release of the server; default that of the snapshot. */
  readonly version?: SqlVersion;
  /** What an untouched server has in master and msdb; default the lists of what ships. */
  readonly baseline?: Snapshot;
}

/** Builds the server that a script for `wanted` begins on. */
export function startOf(wanted: Snapshot, from: ProveFrom, { version, baseline }: StartOptions = {}): Start {
  const reference = new FactIndex(wanted.facts);
  const given = typeof from === 'string' ? undefined : new FactIndex(from.facts);
  const directory = new Directory();
  directory.learn(wanted.facts);
  if (given !== undefined) directory.learn(given.facts);
  const [fact] = (given ?? reference).of('server');
  const release = version ?? (fact && releaseOf(fact.productVersion, fact.engineEdition)) ?? newest();
  const server = new ServerState({
    ...defined({ fact }),
    version: release,
    directory,
    fold: foldOf(fact?.collation),
    defaultLanguage: 'us_english',
  });
  addShippedServer(server);
  for (const [name, value, since] of CONFIGURATIONS) {
    if (since > release) continue;
    server.configurations.set(name, { kind: 'configuration', name, value, valueInUse: value });
  }
  if (given === undefined) {
    const own = baseline === undefined ? undefined : ownRows(baseline.facts);
    const assumptions = fresh(server, reference, { isRestored: from === 'restored', own });
    return { server, wanted: reference, assumptions };
  }
  addCaptured(server, given, reference);
  return { server, wanted: reference, assumptions: [] };
}

const newest = (): SqlVersion => SQL_VERSIONS.at(-1) ?? 2025;

interface Fresh {
  readonly isRestored: boolean;
  /** A baseline's rows in master and msdb. */
  readonly own: readonly RightRow[] | undefined;
}

function fresh(server: ServerState, facts: FactIndex, { isRestored, own }: Fresh): Assumption[] {
  const assumptions: Assumption[] = [];
  addSystemPrincipals(server, facts, undefined);
  addSecurables(server, facts, undefined);
  const kept = facts.of('endpoint').filter((one) => limitOfEndpoint(one) !== undefined);
  addEndpoints(server, kept);
  addDefaultServerRows(server);
  take(assumptions, 'securables-present', undefined, facts.of('securable').length + kept.length);
  const featured = new FactIndex(facts.facts.filter((fact) => comesWithFeature(fact, facts)));
  const hasFact = new Set(facts.of('database').map(({ name }) => name));
  for (const fact of databasesOf(facts)) {
    const isSystem = SYSTEM_DATABASES.includes(fact.name);
    const database = addDatabase(server, isSystem ? { ...fact, ownerSid: '0x01' } : backup(fact, server));
    if (!isSystem && !hasFact.has(fact.name))
      take(assumptions, 'mentioned-present', fact.name, addMentioned(server, database, facts));
    addSystemPrincipals(database, facts, fact.name);
    addSecurables(database, facts, fact.name);
    const isTold = own !== undefined && LISTED_DATABASES.includes(fact.name);
    addDefaultDatabaseRows(database, isTold ? own.filter((row) => row.database === fact.name) : undefined);
    take(assumptions, 'securables-present', fact.name, facts.of('securable', fact.name).length);
    const shipped = isTold ? 0 : addShipped(database, facts);
    take(assumptions, 'shipped-present', fact.name, shipped);
    if (fact.name === 'msdb')
      take(assumptions, 'mail-profiles-present', fact.name, addMailProfiles(server, database, facts));
    const isReadOnly = !isSystem && !database.isWritable;
    if (isReadOnly) take(assumptions, 'read-only-database', fact.name, 1);
    if (!isSystem && (isRestored || isReadOnly)) addContents(database, facts);
    else {
      take(assumptions, 'orphans-present', fact.name, addOrphans(database, facts));
      take(assumptions, 'features-present', fact.name, addFeatures(database, featured));
    }
  }
  return assumptions;
}

const SENTENCES: Readonly<Record<string, string>> = {
  'securables-present':
    'What is neither principal, schema nor permission (tables, procedures, certificates …) is taken as present: it comes with the databases or with Setup.',
  'shipped-present':
    'Rows that ship with SQL Server and come with its release or with the database are taken as present.',
  'mail-profiles-present':
    'Profiles of Database Mail are taken as present: they are made by hand, with their accounts and servers.',
  'mentioned-present':
    'Databases, and logins and schemas that what is in them speaks of, are taken as present: the snapshot was read from a script, which does so.',
  'orphans-present':
    'Users whose login or account is gone are taken as present: no statement creates one as it was, the database brings it.',
  'features-present':
    'What change data capture makes for itself is taken as present: the database is restored with it, or it is enabled before.',
  'read-only-database': 'The database cannot be changed, so it is taken as it was captured.',
};

function take(into: Assumption[], code: string, database: string | undefined, count: number): void {
  if (count === 0) return;
  into.push({ code, ...defined({ database }), count, fact: SENTENCES[code] ?? '' });
}

/** The databases of the snapshot, those that only what is in them speaks of, and those that every server has. */
function databasesOf(index: FactIndex): FactOf<'database'>[] {
  const facts = index.of('database');
  const known = new Set(facts.map(({ name }) => name));
  const missing = [...new Set([...SYSTEM_DATABASES, ...databasesIn(index.facts)])].filter(
    (name) => !known.has(name),
  );
  return [...facts, ...missing.map(unspokenDatabase)];
}

function unspokenDatabase(name: string): FactOf<'database'> {
  return {
    ...NEW_DATABASE,
    kind: 'database',
    name,
    ownerSid: '0x01',
    isTrustworthy: name === 'msdb',
    isDbChaining: name !== 'model',
    isBrokerEnabled: name === 'msdb' || name === 'tempdb',
    brokerId: '',
  };
}

/** Who restores owns it, while dbo stays whom it was; what a restore turns off is off. Source: "ALTER DATABASE SET Options", "RESTORE" (Microsoft). */
function backup(fact: FactOf<'database'>, server: ServerState): FactOf<'database'> {
  return {
    ...fact,
    ownerSid: server.runner.sid ?? '0x',
    dboSid: fact.dboSid ?? fact.ownerSid,
    isTrustworthy: false,
    isDbChaining: false,
    isBrokerEnabled: false,
  };
}

/** The rows that come with a release of SQL Server, as far as they are wanted: which there are it does not tell. */
function addShipped(database: DatabaseState, facts: FactIndex): number {
  const { name } = database;
  const isListed = LISTED_DATABASES.includes(name);
  const ships = (row: RightRow) => (isListed ? shipsWithServer(row, facts.sa) : comesWithDatabase(row));
  const there = facts.of('permission', name).filter((row) => row.isShipped === true && ships(row));
  addRights(database, there);
  return there.length;
}

/** SQL Server's own principals that only a row speaks of: which there are the release tells. */
function addSystemPrincipals(scope: Scope, facts: FactIndex, database: string | undefined): void {
  for (const row of [...facts.of('permission', database), ...facts.of('role-member', database)]) {
    const name = row.kind === 'permission' ? row.grantee : row.member;
    if (!isMicrosoftName(name) || facts.principal(database, name) !== undefined) continue;
    if (scope.principal(name) === undefined)
      scope.addPrincipal({ name, type: 'C', sid: newSid(name), isSystem: true });
  }
}

/** Users that no statement makes as they were, with the CONNECT that every new user has. */
function addOrphans(database: DatabaseState, facts: FactIndex): number {
  const logins = facts.of('login');
  const sids = new Set(logins.map(({ sid }) => sid));
  const names = new Set(logins.map(({ name }) => name.toUpperCase()));
  const orphans = facts.of('user', database.name).filter((fact) => {
    const { name, type, authenticationType, sid } = fact;
    if (sid !== undefined && sids.has(sid)) return false;
    if (isOfKey(type)) return fact.certificate === undefined && fact.asymmetricKey === undefined;
    // Of a replaced Windows or Entra account: CREATE USER would take the login of its name.
    return type === 'S' ? authenticationType === 1 : isAccount(type) && names.has(name.toUpperCase());
  });
  for (const fact of orphans) database.grantWhole('CONNECT', addUser(database, fact));
  return orphans.length;
}

/** What a feature makes for itself when it is switched on, and no script may make before. */
function addFeatures(database: DatabaseState, featured: FactIndex): number {
  addContents(database, featured);
  return featured.facts.filter((fact) => databaseOf(fact) === database.name).length;
}

function addCaptured(server: ServerState, facts: FactIndex, reference: FactIndex): void {
  const spoken = new Set(facts.facts.map(databaseOf));
  for (const fact of facts.of('login')) addLogin(server, fact);
  addRoles(server, facts.of('server-role'));
  for (const fact of facts.of('configuration')) server.configurations.set(fact.name, fact);
  for (const fact of facts.of('message')) server.messages.set(messageKey(fact), fact);
  for (const fact of facts.of('trusted-assembly')) server.trustedAssemblies.set(fact.hash, fact);
  for (const fact of facts.of('credential')) {
    server.credentials.set(server.fold(fact.name), { ...fact, id: server.newId() });
  }
  for (const fact of facts.of('server-audit')) server.audits.set(server.fold(fact.name), fact);
  for (const fact of facts.of('server-trigger')) server.triggers.set(server.fold(fact.name), fact);
  addLinkedServers(server, facts);
  addSecurables(server, facts, undefined);
  addEndpoints(server, facts.of('endpoint'));
  for (const name of ['TSQL Default TCP', 'TSQL Local Machine', 'TSQL Named Pipes'])
    addDefaultEndpoint(server, name);
  addOwners(server, facts, undefined);
  addMembersAndRows(server, facts, undefined);
  for (const fact of databasesOf(facts)) {
    const database = addDatabase(server, fact);
    addSecurables(database, facts, fact.name);
    // What only a permission speaks of is SQL Server's own, and there wherever the database is.
    for (const row of reference.of('permission', fact.name)) {
      if (reference.securable(securableOf(row)) === undefined) addPermitted(database, row);
    }
    addContents(database, facts);
    if (!spoken.has(fact.name)) addDefaultDatabaseRows(database);
    if (fact.name !== 'msdb') continue;
    addMsdb(server, database, facts);
    addMailProfiles(server, database, reference);
  }
}
