// Event notifications: what happens in a database, sent to a service. Source: "sys.event_notifications", "sys.events"
// (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { DefinitionOf } from '../../../model/facts/definition-fact.ts';
import { ordinal } from '../../../model/order.ts';
import { filled, id, integer, name } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import { type DatabaseScope, objectPlace } from '../../scope.ts';
import { keepById, keepParts } from '../kept.ts';

const events = keepParts<string>();

/** `sys.events`: of an event that came with a group, the group. */
const eventRows = defineQuery<DatabaseScope>()({
  name: 'events of notifications',
  view: 'sys.events',
  columns: ['object_id', 'type_desc', 'event_group_type_desc'],
  narrow: (query) => query.where('v.is_trigger_event', 0),
  read: (scope, at) => ({
    row: (row) => {
      events(scope).add(
        id(row[at.object_id]),
        filled(row[at.event_group_type_desc]) ?? name(row[at.type_desc]),
      );
    },
  }),
});

interface Notification {
  readonly name: string;
  readonly queue: number | undefined;
  readonly service: string;
  readonly broker: string | undefined;
}

/** `parent_class` of a notification of a queue. */
const OF_QUEUE = 1;
const notifications = keepById<Notification>();

/** `sys.event_notifications`. */
const notificationRows = defineQuery<DatabaseScope>()({
  name: 'event notifications',
  view: 'sys.event_notifications',
  columns: ['object_id', 'name', 'parent_class', 'parent_id', 'service_name', 'broker_instance'],
  read: (scope, at) => ({
    row: (row) => {
      notifications(scope).set(id(row[at.object_id]), {
        name: name(row[at.name]),
        queue: integer(row[at.parent_class]) === OF_QUEUE ? id(row[at.parent_id]) : undefined,
        service: name(row[at.service_name]),
        broker: filled(row[at.broker_instance]),
      });
    },
  }),
});

/** The broker that is told; none for the database's own, which has another id where the database is made anew. */
function brokerOf({ database, server }: DatabaseScope, told: string | undefined): string | undefined {
  const own = server.databases.find(({ fact }) => fact.name === database)?.fact.brokerId;
  return told?.toUpperCase() === own?.toUpperCase() ? undefined : told;
}

/** What is read of event notifications. */
export const NOTIFICATION_QUERIES = [eventRows, notificationRows];

/** The event notifications of a database. */
export function* notificationFacts(scope: DatabaseScope): Generator<DefinitionOf<'event-notification'>> {
  const { database } = scope;
  for (const [notification, row] of notifications(scope)) {
    const found = [...new Set(events(scope).of(notification))].sort(ordinal);
    const queue = row.queue === undefined ? undefined : objectPlace(scope, row.queue);
    if (found.length === 0 || (row.queue !== undefined && queue === undefined)) {
      const fact = 'An event notification has events or a queue that could not be read; it was not captured.';
      scope.ledger.omit('unresolved-id', fact, 'Script this event notification by hand.', 1);
      continue;
    }
    const body = defined({ queue, events: found, service: row.service, broker: brokerOf(scope, row.broker) });
    yield { kind: 'definition', database, type: 'event-notification', name: row.name, body };
  }
}
