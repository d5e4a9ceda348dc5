// How the value of a setting of a database's scope is written: the catalogue has all of them as variants, and only the
// setting's name tells whether 1 is ON or a number. Source: "ALTER DATABASE SCOPED CONFIGURATION (Transact-SQL)" (Microsoft).

const NUMBERS: ReadonlySet<string> = new Set([
  'MAXDOP',
  'PAUSED_RESUMABLE_INDEX_ABORT_DURATION_MINUTES',
  'FULLTEXT_INDEX_VERSION',
]);

const WORDS: Readonly<Record<string, readonly string[]>> = {
  ELEVATE_ONLINE: ['OFF', 'WHEN_SUPPORTED', 'FAIL_UNSUPPORTED'],
  ELEVATE_RESUMABLE: ['OFF', 'WHEN_SUPPORTED', 'FAIL_UNSUPPORTED'],
};

const SWITCHES: ReadonlySet<string> = new Set([
  'ACCELERATED_PLAN_FORCING',
  'ALLOW_STALE_VECTOR_INDEX',
  'ASYNC_STATS_UPDATE_WAIT_AT_LOW_PRIORITY',
  'BATCH_MODE_ADAPTIVE_JOINS',
  'BATCH_MODE_MEMORY_GRANT_FEEDBACK',
  'BATCH_MODE_ON_ROWSTORE',
  'CE_FEEDBACK',
  'DEFERRED_COMPILATION_TV',
  'DISABLE_BATCH_MODE_ADAPTIVE_JOINS',
  'DISABLE_BATCH_MODE_MEMORY_GRANT_FEEDBACK',
  'DISABLE_INTERLEAVED_EXECUTION_TVF',
  'DOP_FEEDBACK',
  'EXEC_QUERY_STATS_FOR_SCALAR_FUNCTIONS',
  'FORCE_SHOWPLAN_RUNTIME_PARAMETER_COLLECTION',
  'GLOBAL_TEMPORARY_TABLE_AUTO_DROP',
  'IDENTITY_CACHE',
  'INTERLEAVED_EXECUTION_TVF',
  'ISOLATE_SECURITY_POLICY_CARDINALITY',
  'LAST_QUERY_PLAN_STATS',
  'LEGACY_CARDINALITY_ESTIMATION',
  'LIGHTWEIGHT_QUERY_PROFILING',
  'MEMORY_GRANT_FEEDBACK_PERCENTILE_GRANT',
  'MEMORY_GRANT_FEEDBACK_PERSISTENCE',
  'OPTIMIZE_FOR_AD_HOC_WORKLOADS',
  'OPTIMIZED_PLAN_FORCING',
  'OPTIMIZED_SP_EXECUTESQL',
  'OPTIONAL_PARAMETER_OPTIMIZATION',
  'PARAMETER_SENSITIVE_PLAN_OPTIMIZATION',
  'PARAMETER_SNIFFING',
  'PREVIEW_FEATURES',
  'QUERY_OPTIMIZER_HOTFIXES',
  'ROW_MODE_MEMORY_GRANT_FEEDBACK',
  'TSQL_SCALAR_UDF_INLINING',
  'VERBOSE_TRUNCATION_WARNINGS',
  'XTP_PROCEDURE_EXECUTION_STATISTICS',
  'XTP_QUERY_EXECUTION_STATISTICS',
]);

/** The value as the statement takes it; undefined where the setting, or its value, is not known. */
export function scopedValue(name: string, value: string): string | undefined {
  if (NUMBERS.has(name)) return /^\d{1,10}$/.test(value) ? value : undefined;
  const words = WORDS[name];
  if (words !== undefined) return words.find((word) => word === value.toUpperCase());
  if (!SWITCHES.has(name)) return undefined;
  return ({ 0: 'OFF', 1: 'ON', OFF: 'OFF', ON: 'ON' } as Record<string, string>)[value.toUpperCase()];
}
