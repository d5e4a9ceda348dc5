// The options of a database that ALTER DATABASE … SET gives a value: where each is kept, what its values are called, and how
// it is written. Capture and define read them off this table. Those with a release of their own are only told where they
// are not as every new database has them.
// Source: "ALTER DATABASE SET options (Transact-SQL)", "sys.databases (Transact-SQL)" (Microsoft).
import { majorOf, SQL_VERSIONS, type SqlVersion } from '../catalog/version.ts';
import { RegrantError } from '../errors.ts';
import { shown } from '../words/shown.ts';

/** An option of databases. */
export interface DatabaseOptionRow {
  readonly name: string;
  /** The column of `sys.databases`. */
  readonly column: string;
  /** The words for the numbers of the column; without them the value is a number, or words of the catalogue's own. */
  readonly words?: Readonly<Record<string, string>>;
  /** What the value is: words, or a number. */
  readonly is: 'words' | 'number';
  /** Between name and value. */
  readonly sign: ' ' | ' = ';
  /** Behind the value. */
  readonly unit?: string;
  /** What is written of it instead of name and value, where only one value is ever told. */
  readonly written?: 'AUTO_CREATE_STATISTICS ON (INCREMENTAL = ON)';
  readonly since?: SqlVersion;
  /** What a new database has, where that is not said. */
  readonly usual?: string;
  /** It waits until nobody else is in the database, so that it is refused at once where somebody is. */
  readonly isExclusive?: true;
  /** Only a contained database has it. */
  readonly isOfContained?: true;
}

const SWITCH = { '0': 'OFF', '1': 'ON' } as const;

const on = (name: string, column = `is_${name.toLowerCase()}_on`): DatabaseOptionRow => ({
  name,
  column,
  words: SWITCH,
  is: 'words',
  sign: ' ',
});
const later = (since: SqlVersion, usual: string, row: DatabaseOptionRow): DatabaseOptionRow => ({
  ...row,
  since,
  usual,
});
const contained = (row: Omit<DatabaseOptionRow, 'sign'>): DatabaseOptionRow => ({
  ...row,
  sign: ' = ',
  isOfContained: true,
});

const LEVEL = 'COMPATIBILITY_LEVEL';

/** Every option, in the order in which they are set: what decides how texts are read comes first. */
export const DATABASE_OPTION_ROWS: readonly DatabaseOptionRow[] = [
  { name: LEVEL, column: 'compatibility_level', is: 'number', sign: ' = ' },
  on('ANSI_NULL_DEFAULT'),
  on('ANSI_NULLS'),
  on('ANSI_PADDING'),
  on('ANSI_WARNINGS'),
  on('ARITHABORT'),
  on('CONCAT_NULL_YIELDS_NULL'),
  on('NUMERIC_ROUNDABORT'),
  on('QUOTED_IDENTIFIER'),
  on('RECURSIVE_TRIGGERS'),
  on('CURSOR_CLOSE_ON_COMMIT'),
  { ...on('CURSOR_DEFAULT', 'is_local_cursor_default'), words: { '0': 'GLOBAL', '1': 'LOCAL' } },
  on('AUTO_CLOSE'),
  on('AUTO_SHRINK'),
  {
    ...later(2014, 'OFF', on('AUTO_CREATE_STATISTICS_INCREMENTAL', 'is_auto_create_stats_incremental_on')),
    written: 'AUTO_CREATE_STATISTICS ON (INCREMENTAL = ON)',
  },
  // Behind the other, which switches it on.
  on('AUTO_CREATE_STATISTICS', 'is_auto_create_stats_on'),
  on('AUTO_UPDATE_STATISTICS', 'is_auto_update_stats_on'),
  on('AUTO_UPDATE_STATISTICS_ASYNC', 'is_auto_update_stats_async_on'),
  on('DATE_CORRELATION_OPTIMIZATION', 'is_date_correlation_on'),
  {
    ...on('PARAMETERIZATION', 'is_parameterization_forced'),
    words: { '0': 'SIMPLE', '1': 'FORCED' },
  },
  {
    ...on('ALLOW_SNAPSHOT_ISOLATION', 'snapshot_isolation_state'),
    words: { '0': 'OFF', '1': 'ON', '2': 'OFF', '3': 'ON' },
  },
  { ...on('READ_COMMITTED_SNAPSHOT'), isExclusive: true },
  {
    ...on('RECOVERY', 'recovery_model'),
    words: { '1': 'FULL', '2': 'BULK_LOGGED', '3': 'SIMPLE' },
  },
  {
    ...on('PAGE_VERIFY', 'page_verify_option'),
    words: { '0': 'NONE', '1': 'TORN_PAGE_DETECTION', '2': 'CHECKSUM' },
  },
  {
    name: 'TARGET_RECOVERY_TIME',
    column: 'target_recovery_time_in_seconds',
    is: 'number',
    sign: ' = ',
    unit: ' SECONDS',
  },
  on('HONOR_BROKER_PRIORITY'),
  later(2014, 'DISABLED', {
    ...on('DELAYED_DURABILITY', 'delayed_durability'),
    words: { '0': 'DISABLED', '1': 'ALLOWED', '2': 'FORCED' },
    sign: ' = ',
  }),
  later(2014, 'OFF', { ...on('MEMORY_OPTIMIZED_ELEVATE_TO_SNAPSHOT'), sign: ' = ' }),
  later(2016, 'OFF', on('MIXED_PAGE_ALLOCATION')),
  later(2017, 'ON', on('TEMPORAL_HISTORY_RETENTION', 'is_temporal_history_retention_enabled')),
  later(2019, 'OFF', { ...on('ACCELERATED_DATABASE_RECOVERY'), sign: ' = ', isExclusive: true }),
  later(2025, 'OFF', { ...on('OPTIMIZED_LOCKING'), sign: ' = ', isExclusive: true }),
  contained({ name: 'DEFAULT_LANGUAGE', column: 'default_language_lcid', is: 'number' }),
  contained({ name: 'DEFAULT_FULLTEXT_LANGUAGE', column: 'default_fulltext_language_lcid', is: 'number' }),
  contained({ name: 'NESTED_TRIGGERS', column: 'is_nested_triggers_on', words: SWITCH, is: 'words' }),
  contained({
    name: 'TRANSFORM_NOISE_WORDS',
    column: 'is_transform_noise_words_on',
    words: SWITCH,
    is: 'words',
  }),
  contained({ name: 'TWO_DIGIT_YEAR_CUTOFF', column: 'two_digit_year_cutoff', is: 'number' }),
];

/** What a word of ALTER DATABASE … SET alone makes of a database, as a row of `sys.databases` tells that it is so. */
export const DATABASE_STATES = {
  DISABLE_BROKER: 'is_broker_enabled = 0',
  READ_ONLY: 'is_read_only = 1',
  RESTRICTED_USER: "user_access_desc = N'RESTRICTED_USER'",
  SINGLE_USER: "user_access_desc = N'SINGLE_USER'",
} as const;

/** The option of a name. Throws a RegrantError `bad-snapshot` where there is none. */
export function databaseOption(name: string): DatabaseOptionRow {
  const found = DATABASE_OPTION_ROWS.find((row) => row.name === name);
  if (found !== undefined) return found;
  throw unknown(name);
}

/** The release that an option with a value came with; undefined where 2012 has it. A level of compatibility is ten times the number of its release. */
export function releaseOfOption({ name, since }: DatabaseOptionRow, value: string): SqlVersion | undefined {
  if (name !== LEVEL) return since;
  const release = SQL_VERSIONS.find((version) => majorOf(version) * 10 === Number(value));
  return release === 2012 ? undefined : release;
}

/** How `sys.databases` tells that a database is in a state. Throws a RegrantError `bad-snapshot` where there is none such. */
export function stateCondition(name: string): string {
  if (Object.hasOwn(DATABASE_STATES, name)) return DATABASE_STATES[name as keyof typeof DATABASE_STATES];
  throw unknown(name);
}

function unknown(name: string): RegrantError {
  return new RegrantError({
    code: 'bad-snapshot',
    fact: `Databases have no option ${shown(name)} that is known.`,
    remedy: 'Capture the server again with this version.',
  });
}
