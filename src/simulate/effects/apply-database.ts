// Databases that a script makes: what a new one is, and what comes along with it that no statement makes.
// Source: "CREATE DATABASE (Transact-SQL)", "Service Broker" (Microsoft).
import { defined } from '../../model/defined.ts';
import { foldOf } from '../../model/name-fold.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import { DatabaseState, NEW_DATABASE } from '../state/database-state.ts';
import { addShippedDatabase } from '../state/shipped.ts';
import { addDefaultDatabaseRows } from '../state/shipped-rows.ts';
import { mentionDatabase } from '../world/mentioned.ts';

/** Who makes a database owns it. In an open world one that is made is one that is spoken of: nobody knows its options. */
export function createDatabase(act: ActOf<'create-database'>, { server }: RunContext): void {
  const { name, isContained } = act;
  if (server.isOpen) {
    mentionDatabase(server, name);
    return;
  }
  const collation = act.collation ?? server.fact?.collation;
  const options = {
    ...NEW_DATABASE,
    ownerSid: server.runner.sid ?? '0x',
    isBrokerEnabled: true,
    containment: isContained ? 1 : 0,
    ...defined({ collation }),
  };
  const id = server.nextDatabaseId(name);
  const made = new DatabaseState({ id, name, options, fold: foldOf(collation), log: server.log });
  addShippedDatabase(made, server);
  addDefaultDatabaseRows(made);
  server.addDatabase(made);
  server.comingAlong.get(made.name)?.(made);
}
