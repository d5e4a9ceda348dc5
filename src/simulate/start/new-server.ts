// A new server: what Setup makes, what the databases bring, and what is taken for granted because no statement makes it.
import { RESTORED_SWITCHES } from '../../model/catalog/database-switch.ts';
import { comesWithFeature } from '../../model/catalog/feature-principal.ts';
import { isAccount, isOfKey } from '../../model/catalog/principal-kind.ts';
import {
  comesWithDatabase,
  LISTED_DATABASES,
  type RightRow,
  shipsWithServer,
} from '../../model/catalog/shipped-row.ts';
import { featureCredentialsOf } from '../../model/catalog/system-credential.ts';
import { SYSTEM_DATABASES } from '../../model/catalog/system-database.ts';
import { isMicrosoftName, SA_SID } from '../../model/catalog/system-principals.ts';
import { databasesMade, securablesMade } from '../../model/definitions/brought.ts';
import type { Fact, FactOf } from '../../model/fact.ts';
import { FactIndex } from '../../model/fact-index.ts';
import type { DefinitionFact } from '../../model/facts/definition-fact.ts';
import { databaseOf, securableKey } from '../../model/identity.ts';
import { limitOfEndpoint } from '../../model/limit-of-row.ts';
import { foldOfWindows } from '../../model/name-fold.ts';
import type { DatabaseState } from '../state/database-state.ts';
import { newSid } from '../state/directory.ts';
import {
  addContents,
  addDatabase,
  addEndpoints,
  addJobs,
  addKept,
  addMailProfiles,
  addMentioned,
  addRights,
  addSecurables,
  addUser,
} from '../state/load-facts.ts';
import type { Scope } from '../state/scope.ts';
import type { ServerState } from '../state/server-state.ts';
import { addDefaultDatabaseRows, addDefaultServerRows } from '../state/shipped-rows.ts';
import { mentionSecurable } from '../world/mentioned.ts';
import { type Assumption, take } from './assumption.ts';
import { databasesOf } from './databases-of.ts';
import { addUnknownOptions } from './options.ts';

interface Fresh {
  readonly isRestored: boolean;
  /** A baseline's rows in master and msdb. */
  readonly own: readonly RightRow[] | undefined;
  /** The definitions that the script makes, those of its databases among them. */
  readonly made: readonly DefinitionFact[];
}

/** Adds what a new server has that the facts are to be made on; gives what is taken for granted. */
export function addNew(
  server: ServerState,
  facts: FactIndex,
  { isRestored, own, made }: Fresh,
): Assumption[] {
  const assumptions: Assumption[] = [];
  addSystemPrincipals(server, facts, undefined);
  addSecurables(server, facts, undefined);
  const kept = facts.of('endpoint').filter((one) => limitOfEndpoint(one) !== undefined);
  addEndpoints(server, kept);
  addDefaultServerRows(server);
  take(assumptions, 'options-present', undefined, addUnknownOptions(server, facts));
  take(assumptions, 'securables-present', undefined, facts.of('securable').length + kept.length);
  take(assumptions, 'audits-present', undefined, addMentionedAudits(server, facts));
  take(assumptions, 'credentials-present', undefined, addFeatureCredentials(server, facts));
  const featured = new FactIndex(facts.facts.filter((fact) => comesWithFeature(fact, facts)));
  const hasFact = new Set(facts.of('database').map(({ name }) => name));
  const madeLater = databasesMade(made);
  const unmade = madeLater.size === 0 ? facts : factsUnmade(facts, securablesMade(made));
  for (const fact of databasesOf(facts)) {
    if (madeLater.has(fact.name)) {
      server.comingAlong.set(fact.name, (database) =>
        addComingAlong(server, database, { facts: unmade, featured, assumptions }),
      );
      continue;
    }
    const isSystem = SYSTEM_DATABASES.includes(fact.name);
    const database = addDatabase(server, isSystem ? { ...fact, ownerSid: SA_SID } : backup(fact, server));
    if (fact.name === 'master' && !hasFact.has(fact.name))
      take(assumptions, 'keys-present', fact.name, addMentionedKeys(database, facts));
    if (!isSystem && !hasFact.has(fact.name))
      take(assumptions, 'mentioned-present', fact.name, addMentioned(server, database, facts));
    addSystemPrincipals(database, facts, fact.name);
    addSecurables(database, facts, fact.name);
    const isTold = own !== undefined && LISTED_DATABASES.includes(fact.name);
    addDefaultDatabaseRows(database, isTold ? own.filter((row) => row.database === fact.name) : undefined);
    take(assumptions, 'securables-present', fact.name, facts.of('securable', fact.name).length);
    const shipped = isTold ? 0 : addShipped(database, facts);
    take(assumptions, 'shipped-present', fact.name, shipped);
    if (fact.name === 'msdb') {
      // What is made by hand, or comes with msdb where that is restored.
      take(assumptions, 'mail-profiles-present', fact.name, addMailProfiles(server, facts));
      take(assumptions, 'jobs-present', fact.name, addJobs(server, facts));
    }
    take(
      assumptions,
      'ssis-objects-present',
      fact.name,
      database.ssis.addAll(facts.of('ssis-permission', fact.name)),
    );
    take(assumptions, 'kept-present', fact.name, addKept(database, facts));
    const isReadOnly = !isSystem && !database.isWritable;
    if (isReadOnly) take(assumptions, 'read-only-database', fact.name, 1);
    if (!isSystem && (isRestored || isReadOnly)) addContents(server, database, facts);
    else {
      take(assumptions, 'orphans-present', fact.name, addOrphans(database, facts));
      take(assumptions, 'features-present', fact.name, addFeatures(server, database, featured));
    }
  }
  return assumptions;
}

/**
 * The facts without the securables that the script makes, and without what only is on them. Assemblies stay: of what is in one
 * nothing is judged.
 */
function factsUnmade({ facts }: FactIndex, made: ReadonlySet<string>): FactIndex {
  const isOfMade = (fact: Fact): boolean => {
    if (fact.kind !== 'securable' && fact.kind !== 'permission' && fact.kind !== 'audit-action') return false;
    const { class: found } = fact;
    return found !== undefined && found !== 'ASSEMBLY' && made.has(securableKey({ ...fact, class: found }));
  };
  return new FactIndex(facts.filter((fact) => !isOfMade(fact)));
}

interface ComingAlong {
  readonly facts: FactIndex;
  readonly featured: FactIndex;
  readonly assumptions: Assumption[];
}

/** What a database that the script makes has besides what the script makes in it: its release brings it, or people do. */
function addComingAlong(
  server: ServerState,
  database: DatabaseState,
  { facts, featured, assumptions }: ComingAlong,
): void {
  const { name } = database;
  addSystemPrincipals(database, facts, name);
  addSecurables(database, facts, name);
  take(assumptions, 'unscripted-present', name, facts.of('securable', name).length);
  take(assumptions, 'shipped-present', name, addShipped(database, facts));
  take(assumptions, 'kept-present', name, addKept(database, facts));
  take(assumptions, 'orphans-present', name, addOrphans(database, facts));
  take(assumptions, 'features-present', name, addFeatures(server, database, featured));
}

/** Certificates and keys of logins, of which there is no fact where master was not captured; gives how many. */
function addMentionedKeys(master: DatabaseState, facts: FactIndex): number {
  const logins = facts
    .of('login')
    .filter(({ certificate, asymmetricKey }) => (certificate ?? asymmetricKey) !== undefined);
  for (const { certificate, asymmetricKey = '' } of logins) {
    const found = certificate === undefined ? 'ASYMMETRIC KEY' : 'CERTIFICATE';
    mentionSecurable(master, found, undefined, certificate ?? asymmetricKey);
  }
  return logins.length;
}

/** Audits of which there is no fact, and specifications are; gives how many. */
function addMentionedAudits(server: ServerState, index: FactIndex): number {
  const named = index.facts.flatMap((fact) =>
    fact.kind === 'audit-specification' ? (fact.audit ?? []) : [],
  );
  const only = new Set(named.filter((name) => index.named('server-audit', name) === undefined));
  for (const name of only) server.things['server-audit'].put({ name, isEnabled: false, isMentioned: true });
  return only.size;
}

/** Credentials that only a feature makes, which somebody is given: no statement could make them, so they are there; gives how many. */
function addFeatureCredentials(server: ServerState, index: FactIndex): number {
  const names = new Set(index.facts.flatMap(featureCredentialsOf));
  for (const name of names) {
    const fact = index.named('credential', name);
    if (fact === undefined) server.things.credential.put({ name, identity: '', isMentioned: true });
    else server.things.credential.put(fact);
  }
  return names.size;
}

/** Who restores owns it, while dbo stays whom it was; what a restore turns off is off. Source: "ALTER DATABASE SET Options", "RESTORE" (Microsoft). */
function backup(fact: FactOf<'database'>, server: ServerState): FactOf<'database'> {
  return {
    ...fact,
    ownerSid: server.runner.sid ?? '0x',
    dboSid: fact.dboSid ?? fact.ownerSid,
    ...RESTORED_SWITCHES,
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
  const names = new Set(logins.map(({ name }) => foldOfWindows(name)));
  const orphans = facts.of('user', database.name).filter((fact) => {
    const { name, type, authenticationType, sid } = fact;
    if (sid !== undefined && sids.has(sid)) return false;
    if (isOfKey(type)) return fact.certificate === undefined && fact.asymmetricKey === undefined;
    // Of a replaced Windows or Entra account: CREATE USER would take the login of its name.
    return type === 'S' ? authenticationType === 1 : isAccount(type) && names.has(foldOfWindows(name));
  });
  for (const fact of orphans) database.grantWhole('CONNECT', addUser(database, fact));
  return orphans.length;
}

/** What a feature makes for itself when it is switched on, and no script may make before. */
function addFeatures(server: ServerState, database: DatabaseState, featured: FactIndex): number {
  addContents(server, database, featured);
  return featured.facts.filter((fact) => databaseOf(fact) === database.name).length;
}
