// A server that was captured: everything is there that its facts tell of.
import type { FactIndex } from '../../model/fact-index.ts';
import { databaseOf, securableOf } from '../../model/identity.ts';
import { addMailProfiles, addMsdb } from '../state/add-msdb.ts';
import {
  addContents,
  addDatabase,
  addEndpoints,
  addKept,
  addLinkedServers,
  addLogin,
  addMembersAndRows,
  addOwners,
  addPermitted,
  addRoles,
  addSecurables,
  addSpecifications,
} from '../state/load-facts.ts';
import { messageKey, type ServerState } from '../state/server-state.ts';
import { addDefaultEndpoint } from '../state/shipped.ts';
import { addDefaultDatabaseRows } from '../state/shipped-rows.ts';
import { addSsisObjects } from '../state/ssis-state.ts';
import { databasesOf } from './databases-of.ts';

/** Adds what a capture has; of `reference`, the facts that are to be made, what is SQL Server's own. */
export function addCaptured(server: ServerState, facts: FactIndex, reference: FactIndex): void {
  const spoken = new Set(facts.facts.map(databaseOf));
  for (const fact of facts.of('login')) addLogin(server, fact);
  addRoles(server, facts.of('server-role'));
  for (const fact of facts.of('configuration')) server.configurations.set(fact.name, fact);
  for (const fact of facts.of('message')) server.messages.set(messageKey(fact), fact);
  for (const fact of facts.of('trusted-assembly')) server.trustedAssemblies.set(fact.hash, fact);
  for (const fact of facts.of('credential')) {
    server.credentials.set(fact.name, { ...fact, id: server.newId() });
  }
  for (const fact of facts.of('server-audit')) server.audits.set(fact.name, fact);
  for (const fact of facts.of('server-trigger')) server.triggers.set(fact.name, fact);
  addLinkedServers(server, facts);
  addSecurables(server, facts, undefined);
  addEndpoints(server, facts.of('endpoint'));
  for (const name of ['TSQL Default TCP', 'TSQL Local Machine', 'TSQL Named Pipes'])
    addDefaultEndpoint(server, name);
  addOwners(server, facts, undefined);
  addMembersAndRows(server, facts, undefined);
  addSpecifications(server, facts, undefined);
  for (const fact of databasesOf(facts)) {
    const database = addDatabase(server, fact);
    addSecurables(database, facts, fact.name);
    // What only a permission speaks of is SQL Server's own, and there wherever the database is.
    for (const row of reference.of('permission', fact.name)) {
      if (reference.securable(securableOf(row)) === undefined) addPermitted(database, row);
    }
    addSsisObjects(database.ssis, reference.of('ssis-permission', fact.name));
    addContents(database, facts);
    addKept(database, facts);
    if (!spoken.has(fact.name)) addDefaultDatabaseRows(database);
    if (fact.name !== 'msdb') continue;
    addMsdb(server, database, facts);
    addMailProfiles(server, database, reference);
  }
}
