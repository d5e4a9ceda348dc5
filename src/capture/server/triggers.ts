// Triggers of the server: their events and texts come first, and are joined by id.
import { defined } from '../../model/defined.ts';
import { ordinal } from '../../model/order.ts';
import { code, flag, id, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { ownerName } from '../principal.ts';
import type { ServerScope, TriggerEvents } from '../scope.ts';

/** `sys.server_trigger_events`: an event of a group stands for the group, which the trigger's text names. */
export const triggerEvents = defineQuery<ServerScope>()({
  name: 'events of server triggers',
  view: 'sys.server_trigger_events',
  columns: ['object_id', 'type_desc', 'event_group_type_desc', 'is_first', 'is_last'],
  read: (scope, at) => ({
    row(row) {
      const triggerId = id(row[at.object_id]);
      const event = name(row[at.type_desc]);
      let found = scope.triggerEvents.get(triggerId);
      if (found === undefined) {
        found = { events: new Set(), firstFor: new Set(), lastFor: new Set() };
        scope.triggerEvents.set(triggerId, found);
      }
      found.events.add(text(row[at.event_group_type_desc]) ?? event);
      if (flag(row[at.is_first])) found.firstFor.add(event);
      if (flag(row[at.is_last])) found.lastFor.add(event);
    },
  }),
});

/** `sys.server_sql_modules`; a trigger of CLR has none, and one that is encrypted no text. */
export const triggerTexts = defineQuery<ServerScope>()({
  name: 'texts of server triggers',
  view: 'sys.server_sql_modules',
  columns: [
    'object_id',
    'definition',
    'uses_ansi_nulls',
    'uses_quoted_identifier',
    'execute_as_principal_id',
  ],
  read: (scope, at) => ({
    row: (row) => {
      const who = integer(row[at.execute_as_principal_id]);
      scope.triggerTexts.set(id(row[at.object_id]), {
        executeAs: ownerName(scope.principals, who, 'server triggers', scope.ledger),
        isAnsiNullsOff: !flag(row[at.uses_ansi_nulls]) || undefined,
        isQuotedIdentifierOff: !flag(row[at.uses_quoted_identifier]) || undefined,
        definition: text(row[at.definition]),
      });
    },
  }),
});

/** `sys.server_triggers`; `TA` is one of CLR. */
export const triggers = defineQuery<ServerScope>()({
  name: 'server triggers',
  view: 'sys.server_triggers',
  columns: ['object_id', 'name', 'type', 'is_ms_shipped', 'is_disabled'],
  read: (scope, at) => ({
    row(row) {
      const triggerId = id(row[at.object_id]);
      const trigger = name(row[at.name]);
      if (flag(row[at.is_ms_shipped])) {
        scope.ledger.exclude('system-trigger', trigger);
        return;
      }
      const events = scope.triggerEvents.get(triggerId);
      const parts = code(row[at.type]) === 'TR' ? scope.triggerTexts.get(triggerId) : undefined;
      scope.facts.push(
        defined({
          kind: 'server-trigger' as const,
          name: trigger,
          events: listed(events, 'events'),
          isDisabled: flag(row[at.is_disabled]),
          executeAs: parts?.executeAs,
          firstFor: listed(events, 'firstFor'),
          lastFor: listed(events, 'lastFor'),
          isAnsiNullsOff: parts?.isAnsiNullsOff,
          isQuotedIdentifierOff: parts?.isQuotedIdentifierOff,
          definition: parts?.definition,
        }),
      );
    },
  }),
});

function listed(
  events: TriggerEvents | undefined,
  which: keyof TriggerEvents,
): readonly string[] | undefined {
  const found = [...(events?.[which] ?? [])];
  return found.length === 0 ? undefined : found.sort(ordinal);
}
