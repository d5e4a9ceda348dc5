// Triggers of the database, which are no objects of a schema. Source: "sys.triggers", "sys.sql_modules",
// "sys.trigger_events" (Microsoft).
import { defined } from '../../model/defined.ts';
import type { BodyOf } from '../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../model/facts/definition-fact.ts';
import { flag, id, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';
import { keepById } from './kept.ts';
import { orderOf } from './modules.ts';
import { yes } from './tables/column-parts.ts';

const triggers = keepById<{ readonly name: string; readonly body: BodyOf<'database-trigger'> }>();

/** `sys.triggers` with their texts. */
const triggerRows = defineQuery<DatabaseScope>()({
  name: 'triggers of the database',
  view: 'sys.triggers',
  columns: ['object_id', 'name', 'is_disabled'],
  expressions: {
    definition: '[m].[definition]',
    nulls: '[m].[uses_ansi_nulls]',
    quotes: '[m].[uses_quoted_identifier]',
    is_encrypted: "OBJECTPROPERTY([v].[object_id], 'IsEncrypted')",
  },
  narrow: (query) =>
    query
      .leftJoin('sys.sql_modules as m', 'm.object_id', 'v.object_id')
      .where('v.parent_class', 0)
      .where('v.is_ms_shipped', 0)
      .where('v.type', 'TR'),
  read: (scope, at) => ({
    row(row) {
      const definition = text(row[at.definition]);
      if (definition === undefined && !flag(row[at.is_encrypted])) {
        const fact =
          'The texts of triggers of the database are hidden from the login; they were not captured.';
        scope.ledger.omit('text-hidden', fact, 'Grant the login VIEW DEFINITION in the database.', 1);
        return;
      }
      triggers(scope).set(id(row[at.object_id]), {
        name: name(row[at.name]),
        body: defined({
          definition,
          isAnsiNullsOff: flag(row[at.nulls]) ? undefined : (true as const),
          isQuotedIdentifierOff: flag(row[at.quotes]) ? undefined : (true as const),
          isDisabled: yes(row[at.is_disabled]),
        }),
      });
    },
  }),
});

/** What is read of triggers of the database. */
export const DATABASE_TRIGGER_QUERIES = [triggerRows];

/** The triggers of the database itself. */
export function* databaseTriggerFacts(scope: DatabaseScope): Generator<DefinitionOf<'database-trigger'>> {
  const { database } = scope;
  for (const [trigger, { name: called, body }] of triggers(scope)) {
    const whole = defined({ ...body, ...orderOf(scope, trigger) });
    yield { kind: 'definition', database, type: 'database-trigger', name: called, body: whole };
  }
}
