// What facts speak of and none of them is: a script that was read has users of logins, and permissions on schemas, that
// it takes as being there.
import type { FactOf, Hex } from '../../model/fact.ts';
import type { FactIndex } from '../../model/fact-index.ts';
import type { DatabaseState } from './database-state.ts';
import { addLogin } from './load-facts.ts';
import type { ServerState } from './server-state.ts';

/** Adds the schemas and logins that a database's facts only mention; gives how many. */
export function addMentioned(server: ServerState, database: DatabaseState, facts: FactIndex): number {
  const schemas = schemasIn(facts, database.name).filter((name) => database.schema(name) === undefined);
  for (const name of schemas) {
    database.addSecurable({ class: 'SCHEMA', name, owner: database.dbo });
  }
  const users = facts
    .of('user', database.name)
    .filter(({ login }) => login !== undefined && server.principal(login) === undefined);
  for (const user of users) addLogin(server, loginOf(user, server));
  return schemas.length + users.length;
}

function schemasIn(facts: FactIndex, database: string): readonly string[] {
  const made = new Set(facts.of('schema', database).map(({ name }) => name));
  const rows = facts.of('permission', database);
  const named = rows.flatMap(
    ({ class: on, name, schema = on === 'SCHEMA' ? name : undefined }) => schema ?? [],
  );
  return [...new Set(named)].filter((name) => !made.has(name));
}

function loginOf({ login: name = '', type, sid }: FactOf<'user'>, server: ServerState): FactOf<'login'> {
  const made: Hex = `0x${server.newId().toString(16).toUpperCase().padStart(32, '0')}`;
  return { kind: 'login', name, type, sid: sid ?? made, isDisabled: false };
}
