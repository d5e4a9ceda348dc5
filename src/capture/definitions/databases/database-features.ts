// What a database has switched on that has settings of its own: the query store, change tracking, FILESTREAM.
// Source: "sys.database_query_store_options", "sys.change_tracking_databases", "sys.database_filestream_options" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { BodyOf } from '../../../model/definitions/definition-type.ts';
import { filled, flag, id, name, text } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { keepById } from '../kept.ts';

type Body = BodyOf<'database'>;

/** The one row of each view that has one for the database. */
const ONE = 0;

const stores = keepById<NonNullable<Body['queryStore']>>();
const tracking = keepById<NonNullable<Body['changeTracking']>>();
const streams = keepById<NonNullable<Body['fileStream']>>();

const MODES: Readonly<Record<number, 'READ_ONLY' | 'READ_WRITE'>> = { 1: 'READ_ONLY', 2: 'READ_WRITE' };

const queryStore = defineQuery<DatabaseScope>()({
  name: 'the query store',
  view: 'sys.database_query_store_options',
  since: 2016,
  columns: [
    'desired_state',
    'flush_interval_seconds',
    'interval_length_minutes',
    'max_storage_size_mb',
    'stale_query_threshold_days',
    'max_plans_per_query',
    'query_capture_mode_desc',
    'size_based_cleanup_mode_desc',
  ],
  optional: ['wait_stats_capture_mode_desc'],
  read: (scope, at) => ({
    row(row) {
      const mode = MODES[id(row[at.desired_state])];
      if (mode === undefined) return;
      stores(scope).set(
        ONE,
        defined({
          mode,
          flushSeconds: id(row[at.flush_interval_seconds]),
          intervalMinutes: id(row[at.interval_length_minutes]),
          maxStorage: id(row[at.max_storage_size_mb]),
          staleDays: id(row[at.stale_query_threshold_days]),
          plansPerQuery: id(row[at.max_plans_per_query]),
          capture: name(row[at.query_capture_mode_desc]),
          cleanup: name(row[at.size_based_cleanup_mode_desc]),
          waits: text(row[at.wait_stats_capture_mode_desc]),
        }),
      );
    },
  }),
});

const UNITS: Readonly<Record<number, 'MINUTES' | 'HOURS' | 'DAYS'>> = { 1: 'MINUTES', 2: 'HOURS', 3: 'DAYS' };

const changeTracking = defineQuery<DatabaseScope>()({
  name: 'change tracking of the database',
  view: 'sys.change_tracking_databases',
  columns: ['retention_period', 'retention_period_units', 'is_auto_cleanup_on'],
  narrow: (query, knex) => query.where('v.database_id', knex.raw('DB_ID()')),
  read: (scope, at) => ({
    row(row) {
      const unit = UNITS[id(row[at.retention_period_units])];
      if (unit === undefined) return;
      const retention = id(row[at.retention_period]);
      tracking(scope).set(ONE, { retention, unit, cleansUp: flag(row[at.is_auto_cleanup_on]) });
    },
  }),
});

const ACCESS: Readonly<Record<number, 'OFF' | 'READ_ONLY' | 'FULL'>> = {
  0: 'OFF',
  1: 'READ_ONLY',
  2: 'FULL',
};

const fileStream = defineQuery<DatabaseScope>()({
  name: 'FILESTREAM of the database',
  view: 'sys.database_filestream_options',
  columns: ['non_transacted_access', 'directory_name'],
  narrow: (query, knex) => query.where('v.database_id', knex.raw('DB_ID()')),
  read: (scope, at) => ({
    row(row) {
      const access = ACCESS[id(row[at.non_transacted_access])];
      const directory = filled(row[at.directory_name]);
      if (access === undefined || (access === 'OFF' && directory === undefined)) return;
      streams(scope).set(ONE, defined({ access, directory }));
    },
  }),
});

/** What is read of them. */
export const FEATURE_QUERIES = [queryStore, changeTracking, fileStream];

/** Those that are on. */
export function featuresOf(scope: DatabaseScope): Pick<Body, 'queryStore' | 'changeTracking' | 'fileStream'> {
  return defined({
    queryStore: stores(scope).get(ONE),
    changeTracking: tracking(scope).get(ONE),
    fileStream: streams(scope).get(ONE),
  });
}
