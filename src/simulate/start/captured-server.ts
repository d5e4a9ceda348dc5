// A server that was captured: everything is there that its facts tell of.
import type { FactIndex } from '../../model/fact-index.ts';
import { databaseOf, securableOf } from '../../model/identity.ts';
import { addLinks, MSDB_LINKS } from '../state/link-facts.ts';
import {
  addContents,
  addDatabase,
  addEndpoints,
  addKept,
  addLogin,
  addMailProfiles,
  addMembersAndRows,
  addOwners,
  addPermitted,
  addRoles,
  addSecurables,
  addSpecifications,
  addThings,
} from '../state/load-facts.ts';
import type { ServerState } from '../state/server-state.ts';
import { addDefaultEndpoint } from '../state/shipped.ts';
import { addDefaultDatabaseRows } from '../state/shipped-rows.ts';
import { MSDB_THINGS, SERVER_THINGS } from '../state/things.ts';
import { databasesOf } from './databases-of.ts';

/** Adds what a capture has; of `reference`, the facts that are to be made, what is SQL Server's own. */
export function addCaptured(server: ServerState, facts: FactIndex, reference: FactIndex): void {
  const spoken = new Set(facts.facts.map(databaseOf));
  for (const fact of facts.of('login')) addLogin(server, fact);
  addRoles(server, facts.of('server-role'));
  addThings(server, SERVER_THINGS, facts);
  addLinks(['linked-login'], facts, { server });
  addSecurables(server, facts, undefined);
  addEndpoints(server, facts.of('endpoint'));
  for (const name of ['TSQL Default TCP', 'TSQL Local Machine', 'TSQL Named Pipes'])
    addDefaultEndpoint(server, name);
  addOwners(server, facts, undefined);
  addMembersAndRows(server, facts, undefined);
  addSpecifications(server, undefined, facts);
  for (const fact of databasesOf(facts)) {
    const database = addDatabase(server, fact);
    addSecurables(database, facts, fact.name);
    // What only a permission speaks of is SQL Server's own, and there wherever the database is.
    for (const row of reference.of('permission', fact.name)) {
      if (reference.securable(securableOf(row)) === undefined) addPermitted(database, row);
    }
    database.ssis.addAll(reference.of('ssis-permission', fact.name));
    addContents(server, database, facts);
    addKept(database, facts);
    if (!spoken.has(fact.name)) addDefaultDatabaseRows(database);
    if (fact.name !== 'msdb') continue;
    addThings(server, MSDB_THINGS, facts);
    addMailProfiles(server, facts);
    addLinks(MSDB_LINKS, facts, { server, database });
    addMailProfiles(server, reference);
  }
}
