// What Service Broker names in no schema, and what of it came with SQL Server: its own things have ids below 65,536, but for
// those of msdb. Source: "Database Mail Messaging Objects", "Troubleshoot Database Mail issues" (Microsoft).
import type { BodyOf, DefinitionType } from '../../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../../model/facts/definition-fact.ts';
import type { DatabaseScope } from '../../scope.ts';
import { keepById } from '../kept.ts';

/** The first id of what users made. */
const FIRST = 65_536;

/** What Database Mail and the policies of a server are made of, which have ids as what users make. */
const OF_MSDB: ReadonlySet<string> = new Set([
  '{//www.microsoft.com/databasemail/messages}SendMail',
  '{//www.microsoft.com/databasemail/messages}SendMailStatus',
  '//www.microsoft.com/databasemail/contracts/SendMail/v1.0',
  'InternalMailService',
  'ExternalMailService',
  'syspolicy_event_listener',
]);

/** Whether a message type, a contract or a service came with SQL Server. */
export function isShipped({ database }: DatabaseScope, id: number, name: string): boolean {
  return id < FIRST || (database === 'msdb' && OF_MSDB.has(name));
}

/** What is named in no schema, by its id. */
export const things = <T extends DefinitionType>() =>
  keepById<{ readonly name: string; readonly body: BodyOf<T> }>();

/** The facts of what is named in no schema. */
export function* named<T extends DefinitionType>(
  { database }: DatabaseScope,
  type: T,
  found: ReadonlyMap<number, { readonly name: string; readonly body: BodyOf<T> }>,
): Generator<DefinitionOf<T>> {
  for (const { name: called, body } of found.values()) {
    yield { kind: 'definition', database, type, name: called, body };
  }
}
