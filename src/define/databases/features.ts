// What a database has switched on that has settings of its own: FILESTREAM, change tracking, the query store, automatic
// tuning. Source: "ALTER DATABASE SET options (Transact-SQL)" (Microsoft).
import type { SqlVersion } from '../../model/catalog/version.ts';
import type { BodyOf } from '../../model/definitions/definition-type.ts';
import { identifier, integer, keyword, text } from '../../text/quote.ts';
import type { ObjectStatement } from '../statement.ts';
import { databaseStatement } from './database-statement.ts';

type Body = BodyOf<'database'>;

/** The statements that switch them on. */
export function featureStatements(
  database: string,
  { queryStore, tuning = [], changeTracking, fileStream }: Body,
): ObjectStatement[] {
  const statements: ObjectStatement[] = [];
  if (fileStream !== undefined) {
    const { access, directory } = fileStream;
    const named = directory === undefined ? '' : `, DIRECTORY_NAME = ${text(directory)}`;
    statements.push(
      feature(
        database,
        ['FILESTREAM', access],
        `FILESTREAM (NON_TRANSACTED_ACCESS = ${keyword(access)}${named}) WITH NO_WAIT`,
      ),
    );
  }
  if (changeTracking !== undefined) {
    const { retention, unit, cleansUp } = changeTracking;
    statements.push(
      feature(
        database,
        ['CHANGE_TRACKING', 'ON'],
        `CHANGE_TRACKING = ON (CHANGE_RETENTION = ${integer(retention)} ${keyword(unit)}, AUTO_CLEANUP = ${cleansUp ? 'ON' : 'OFF'})`,
      ),
    );
  }
  return [
    ...statements,
    ...(queryStore === undefined ? [] : storeStatements(database, queryStore)),
    ...tuning.map((option) =>
      feature(database, ['AUTOMATIC_TUNING', option], `AUTOMATIC_TUNING (${keyword(option)} = ON)`, 2017),
    ),
  ];
}

/** `set`: what stands behind SET. */
function feature(
  database: string,
  [name, definition]: readonly [string, string],
  set: string,
  since?: SqlVersion,
): ObjectStatement {
  const makes = { what: 'database-feature', on: database, name, definition } as const;
  return databaseStatement('databases', makes, `ALTER DATABASE ${identifier(database)} SET ${set};`, since);
}

/** What came with a later release than the store is said behind it, so that an older one leaves out only that. */
function storeStatements(
  database: string,
  store: NonNullable<Body['queryStore']>,
): readonly ObjectStatement[] {
  const { mode, policy, waits } = store;
  return [
    feature(database, ['QUERY_STORE', mode], `QUERY_STORE = ON (${storeText(store)})`, 2016),
    ...(policy === undefined
      ? []
      : [
          feature(
            database,
            ['QUERY_CAPTURE_MODE', 'CUSTOM'],
            `QUERY_STORE (QUERY_CAPTURE_MODE = CUSTOM, QUERY_CAPTURE_POLICY = (STALE_CAPTURE_POLICY_THRESHOLD = ${integer(policy.staleHours)} HOURS, EXECUTION_COUNT = ${integer(policy.executions)}, TOTAL_COMPILE_CPU_TIME_MS = ${integer(policy.compileMs)}, TOTAL_EXECUTION_CPU_TIME_MS = ${integer(policy.executionMs)}))`,
            2019,
          ),
        ]),
    ...(waits === undefined
      ? []
      : [
          feature(
            database,
            ['WAIT_STATS_CAPTURE_MODE', waits],
            `QUERY_STORE (WAIT_STATS_CAPTURE_MODE = ${keyword(waits)})`,
            2017,
          ),
        ]),
  ];
}

/** A policy of one's own is set behind it: until then, and for a release without, AUTO is nearest to it. */
function storeText(store: NonNullable<Body['queryStore']>): string {
  const capture = store.policy === undefined ? store.capture : 'AUTO';
  return [
    `OPERATION_MODE = ${keyword(store.mode)}`,
    `CLEANUP_POLICY = (STALE_QUERY_THRESHOLD_DAYS = ${integer(store.staleDays)})`,
    `DATA_FLUSH_INTERVAL_SECONDS = ${integer(store.flushSeconds)}`,
    `MAX_STORAGE_SIZE_MB = ${integer(store.maxStorage)}`,
    `INTERVAL_LENGTH_MINUTES = ${integer(store.intervalMinutes)}`,
    `SIZE_BASED_CLEANUP_MODE = ${keyword(store.cleanup)}`,
    `QUERY_CAPTURE_MODE = ${keyword(capture)}`,
    `MAX_PLANS_PER_QUERY = ${integer(store.plansPerQuery)}`,
  ].join(', ');
}
