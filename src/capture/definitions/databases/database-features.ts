// What a database has switched on that has settings of its own: the query store, automatic tuning, change tracking, FILESTREAM.
// Source: "sys.database_query_store_options", "sys.database_automatic_tuning_options", "sys.change_tracking_databases",
// "sys.database_filestream_options" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { BodyOf } from '../../../model/definitions/definition-type.ts';
import { ordinal } from '../../../model/order.ts';
import { filled, flag, id, integer, name, text } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { keep, keepById } from '../kept.ts';

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
  optional: [
    'wait_stats_capture_mode_desc',
    'capture_policy_execution_count',
    'capture_policy_total_compile_cpu_time_ms',
    'capture_policy_total_execution_cpu_time_ms',
    'capture_policy_stale_threshold_hours',
  ],
  read: (scope, at) => ({
    row(row) {
      const mode = MODES[id(row[at.desired_state])];
      if (mode === undefined) return;
      const capture = name(row[at.query_capture_mode_desc]);
      const policy = {
        executions: integer(row[at.capture_policy_execution_count]) ?? 0,
        compileMs: integer(row[at.capture_policy_total_compile_cpu_time_ms]) ?? 0,
        executionMs: integer(row[at.capture_policy_total_execution_cpu_time_ms]) ?? 0,
        staleHours: integer(row[at.capture_policy_stale_threshold_hours]) ?? 0,
      };
      stores(scope).set(
        ONE,
        defined({
          mode,
          flushSeconds: id(row[at.flush_interval_seconds]),
          intervalMinutes: id(row[at.interval_length_minutes]),
          maxStorage: id(row[at.max_storage_size_mb]),
          staleDays: id(row[at.stale_query_threshold_days]),
          plansPerQuery: id(row[at.max_plans_per_query]),
          capture,
          policy: capture === 'CUSTOM' ? policy : undefined,
          cleanup: name(row[at.size_based_cleanup_mode_desc]),
          waits: text(row[at.wait_stats_capture_mode_desc]) === 'OFF' ? ('OFF' as const) : undefined,
        }),
      );
    },
  }),
});

type Tuning = NonNullable<Body['tuning']>[number];
const TUNINGS: ReadonlySet<string> = new Set<Tuning>([
  'FORCE_LAST_GOOD_PLAN',
  'CREATE_INDEX',
  'DROP_INDEX',
  'MAINTAIN_INDEX',
]);
const tunings = keep(() => new Set<Tuning>());
const isTuning = (option: string): option is Tuning => TUNINGS.has(option);

/** `desired_state`: what somebody switched on, whether the server can do it or not. */
const TUNED = 1;

const automaticTuning = defineQuery<DatabaseScope>()({
  name: 'automatic tuning',
  view: 'sys.database_automatic_tuning_options',
  since: 2017,
  columns: ['name', 'desired_state'],
  narrow: (query) => query.where('v.desired_state', TUNED),
  read: (scope, at) => ({
    row(row) {
      const option = name(row[at.name]);
      if (isTuning(option)) {
        tunings(scope).add(option);
        return;
      }
      const fact = 'An option of automatic tuning is not known; it was not captured.';
      scope.ledger.omit('unknown-tuning', fact, 'Set it by hand.', 1);
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
export const FEATURE_QUERIES = [queryStore, automaticTuning, changeTracking, fileStream];

/** Those that are on. */
export function featuresOf(
  scope: DatabaseScope,
): Pick<Body, 'queryStore' | 'tuning' | 'changeTracking' | 'fileStream'> {
  const tuning = [...tunings(scope)].sort(ordinal);
  return defined({
    queryStore: stores(scope).get(ONE),
    tuning: tuning.length === 0 ? undefined : tuning,
    changeTracking: tracking(scope).get(ONE),
    fileStream: streams(scope).get(ONE),
  });
}
