// Whether a database tracks changes. Source: "sys.change_tracking_databases" (Microsoft).
import { defined } from '../../model/defined.ts';
import type { BodyOf } from '../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../model/facts/definition-fact.ts';
import { flag, integer, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';
import { keep } from './kept.ts';

const found = keep(() => ({ bodies: [] as BodyOf<'change-tracking'>[] }));
const UNITS = ['DAYS', 'HOURS', 'MINUTES'] as const;

/** `sys.change_tracking_databases`: of this database. */
const trackedDatabases = defineQuery<DatabaseScope>()({
  name: 'change tracking',
  view: 'sys.change_tracking_databases',
  columns: ['database_id', 'is_auto_cleanup_on', 'retention_period', 'retention_period_units_desc'],
  expressions: { own: 'DB_ID()' },
  read: (scope, at) => ({
    row(row) {
      if (integer(row[at.database_id]) !== integer(row[at.own])) return;
      const unit = UNITS.find((one) => one === name(row[at.retention_period_units_desc]));
      const retention = integer(row[at.retention_period]);
      if (unit === undefined || retention === undefined) {
        const fact =
          'How long changes are kept is told in a unit that is not known; change tracking was not captured.';
        scope.ledger.omit('unknown-unit', fact, 'Script change tracking of the database by hand.', 1);
        return;
      }
      const isKeptForEver = flag(row[at.is_auto_cleanup_on]) ? undefined : (true as const);
      found(scope).bodies.push(defined({ retention, unit, isKeptForEver }));
    },
  }),
});

/** What is read of change tracking. */
export const CHANGE_TRACKING_QUERIES = [trackedDatabases];

/** The change tracking of a database, where it has one. */
export function* changeTrackingFacts(scope: DatabaseScope): Generator<DefinitionOf<'change-tracking'>> {
  const { database } = scope;
  for (const body of found(scope).bodies)
    yield { kind: 'definition', database, type: 'change-tracking', name: 'CHANGE_TRACKING', body };
}
