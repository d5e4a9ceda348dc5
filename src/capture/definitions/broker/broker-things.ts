// What Service Broker names in no schema, and what of it came with SQL Server: its own things have ids below 65,536.
import type { BodyOf, DefinitionType } from '../../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../../model/facts/definition-fact.ts';
import type { DatabaseScope } from '../../scope.ts';
import { keepById } from '../kept.ts';

/** The first id of what users made. */
export const FIRST = 65_536;

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
