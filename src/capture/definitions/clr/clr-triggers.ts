// Triggers of CLR, of tables, views and the database: what they fire for is told by their events, of a group by the
// group. Source: "sys.triggers", "sys.trigger_events" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { BodyOf } from '../../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../../model/facts/definition-fact.ts';
import { ordinal } from '../../../model/order.ts';
import { filled, id, integer, name } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../../scope.ts';
import { keepById, keepParts } from '../kept.ts';
import { orderOf } from '../modules.ts';
import { yes } from '../tables/column-parts.ts';
import { externalOf } from './clr-modules.ts';

interface TriggerRow {
  readonly name: string;
  /** Absent of one of the database. */
  readonly parent: number | undefined;
  readonly state: Pick<BodyOf<'clr-trigger'>, 'isDisabled' | 'isInsteadOf' | 'isNotForReplication'>;
}

const triggers = keepById<TriggerRow>();

/** `sys.triggers` of CLR. */
const triggerRows = defineQuery<DatabaseScope>()({
  name: 'triggers of CLR',
  view: 'sys.triggers',
  columns: [
    'object_id',
    'name',
    'parent_class',
    'parent_id',
    'is_disabled',
    'is_instead_of_trigger',
    'is_not_for_replication',
  ],
  narrow: (query) => query.where('v.type', 'TA').where('v.is_ms_shipped', 0),
  read: (scope, at) => ({
    row: (row) => {
      triggers(scope).set(id(row[at.object_id]), {
        name: name(row[at.name]),
        parent: integer(row[at.parent_class]) === 0 ? undefined : id(row[at.parent_id]),
        state: defined({
          isDisabled: yes(row[at.is_disabled]),
          isInsteadOf: yes(row[at.is_instead_of_trigger]),
          isNotForReplication: yes(row[at.is_not_for_replication]),
        }),
      });
    },
  }),
});

const events = keepParts<string>();

/** `sys.trigger_events` of triggers of CLR. */
const triggerEvents = defineQuery<DatabaseScope>()({
  name: 'events of triggers of CLR',
  view: 'sys.trigger_events',
  columns: ['object_id', 'type_desc', 'event_group_type_desc'],
  narrow: (query) => query.innerJoin('sys.triggers as t', 't.object_id', 'v.object_id').where('t.type', 'TA'),
  read: (scope, at) => ({
    row: (row) => {
      events(scope).add(
        id(row[at.object_id]),
        filled(row[at.event_group_type_desc]) ?? name(row[at.type_desc]),
      );
    },
  }),
});

/** What is read of triggers of CLR. */
export const CLR_TRIGGER_QUERIES = [triggerRows, triggerEvents];

/** What a trigger is made of; one of which something cannot be read is told. */
function bodyOf(scope: DatabaseScope, trigger: number, row: TriggerRow): BodyOf<'clr-trigger'> | undefined {
  const external = externalOf(scope, trigger);
  const found = [...new Set(events(scope).of(trigger))].sort(ordinal);
  if (external === undefined || found.length === 0) {
    const fact = 'A trigger of CLR has events or an assembly that could not be read; it was not captured.';
    scope.ledger.omit('unresolved-id', fact, 'Capture with a login that sees the assemblies.', 1);
    return undefined;
  }
  return defined({ events: found, ...row.state, ...orderOf(scope, trigger), ...external });
}

/** The triggers of CLR of a database's tables and views. */
export function* clrTriggerFacts(scope: DatabaseScope): Generator<DefinitionOf<'clr-trigger'>> {
  const { database } = scope;
  for (const [trigger, row] of triggers(scope)) {
    const on = securableIndex(scope, 'OBJECT').get(row.parent ?? 0);
    const body = on?.schema === undefined ? undefined : bodyOf(scope, trigger, row);
    if (on?.schema === undefined || body === undefined) continue;
    const { schema } = on;
    yield { kind: 'definition', database, type: 'clr-trigger', schema, name: row.name, on: on.name, body };
  }
}

/** The triggers of CLR of the database itself. */
export function* clrDatabaseTriggerFacts(
  scope: DatabaseScope,
): Generator<DefinitionOf<'clr-database-trigger'>> {
  const { database } = scope;
  for (const [trigger, row] of triggers(scope)) {
    const body = row.parent === undefined ? bodyOf(scope, trigger, row) : undefined;
    if (body !== undefined)
      yield { kind: 'definition', database, type: 'clr-database-trigger', name: row.name, body };
  }
}
