// The options that ALTER DATABASE … SET takes ("ALTER DATABASE SET options (Transact-SQL)" and the pages of mirroring,
// HADR and compatibility level). A word that is none of them is refused: it may be one about security, misspelt.
import { SWITCH_WORDS } from '../../model/catalog/database-switch.ts';

/** What is read of an option: ON or OFF behind it, NONE or PARTIAL, the word alone, or only where it ends. */
export type DatabaseOptionForm = 'switch' | 'containment' | 'word' | 'skipped';

/** How an option is read. */
interface DatabaseOption {
  readonly form: DatabaseOptionForm;
  /** Facts speak of it, and it takes nobody's access to the data away. */
  readonly isOfSecurity: boolean;
}

const WORDS: readonly (readonly [DatabaseOptionForm, isOfSecurity: boolean, words: string])[] = [
  ['switch', true, Object.keys(SWITCH_WORDS).join(' ')],
  ['switch', false, 'HONOR_BROKER_PRIORITY'],
  ['containment', true, 'CONTAINMENT'],
  ['word', true, 'ENABLE_BROKER DISABLE_BROKER NEW_BROKER ERROR_BROKER_CONVERSATIONS'],
  ['word', false, 'SINGLE_USER RESTRICTED_USER MULTI_USER READ_ONLY READ_WRITE ONLINE OFFLINE EMERGENCY'],
  [
    'skipped',
    false,
    `ACCELERATED_DATABASE_RECOVERY ALLOW_SNAPSHOT_ISOLATION ANSI_NULL_DEFAULT ANSI_NULLS ANSI_PADDING
    ANSI_WARNINGS ARITHABORT AUTO_CLOSE AUTO_CREATE_STATISTICS AUTO_SHRINK AUTO_UPDATE_STATISTICS
    AUTO_UPDATE_STATISTICS_ASYNC AUTOMATIC_INDEX_COMPACTION AUTOMATIC_TUNING CHANGE_TRACKING COMPATIBILITY_LEVEL
    CONCAT_NULL_YIELDS_NULL CURSOR_CLOSE_ON_COMMIT CURSOR_DEFAULT DATA_RETENTION DATE_CORRELATION_OPTIMIZATION
    DEFAULT_FULLTEXT_LANGUAGE DEFAULT_LANGUAGE DELAYED_DURABILITY ENCRYPTION FILESTREAM HADR LEDGER
    MEMORY_OPTIMIZED_ELEVATE_TO_SNAPSHOT MIXED_PAGE_ALLOCATION NESTED_TRIGGERS NUMERIC_ROUNDABORT OPTIMIZED_LOCKING
    PAGE_VERIFY PARAMETERIZATION PARTNER PERSISTENT_LOG_BUFFER QUERY_STORE QUOTED_IDENTIFIER READ_COMMITTED_SNAPSHOT
    RECOVERY RECURSIVE_TRIGGERS REMOTE_DATA_ARCHIVE RESULT_SET_CACHING SUPPLEMENTAL_LOGGING
    SUSPEND_FOR_SNAPSHOT_BACKUP TARGET_RECOVERY_TIME TEMPORAL_HISTORY_RETENTION TORN_PAGE_DETECTION
    TRANSFORM_NOISE_WORDS TWO_DIGIT_YEAR_CUTOFF VARDECIMAL_STORAGE_FORMAT WITNESS`,
  ],
];

/** Options by their word, upper case. */
export const DATABASE_OPTIONS: ReadonlyMap<string, DatabaseOption> = new Map(
  WORDS.flatMap(([form, isOfSecurity, words]) =>
    words.split(/\s+/).map((word) => [word, { form, isOfSecurity }] as const),
  ),
);

/** What else ALTER DATABASE name goes on with; REBUILD LOG is on no page. */
export const DATABASE_CHANGES: ReadonlySet<string> = new Set(
  'ADD COLLATE FAILOVER FORCE_FAILOVER_ALLOW_DATA_LOSS MODIFY PERFORM_CUTOVER REBUILD REMOVE'.split(' '),
);
