// The options of `sys.configurations` by name: what a new server has them at, when a value takes effect, what a script does
// about each, and which of them a part of a name means, as sp_configure takes it. An option that is not here is captured
// and compared like the others, and set when it is asked for.
// Sources: "Server configuration options (SQL Server)", "sp_configure (Transact-SQL)", "clr strict security", "contained
// database authentication", "allow updates (server configuration option)"; what 2022 brought besides: a guess.
import type { SqlVersion } from './version.ts';

const FIRST: SqlVersion = 2012;

/**
 * `as-captured`: security needs the value that it had. `on-only`: a script switches it on and never off. `asked`: set to the
 * value that it had when all options are asked for. `compared`: the same, and a script tells where the server that it runs
 * on has it otherwise, since it opens or shuts a way in or out. `never`: has no effect any more, or is the server's own.
 */
export type OptionPolicy = 'as-captured' | 'on-only' | 'asked' | 'compared' | 'never';

/** What there is to know of an option. */
export interface OptionRow {
  /** Its value on a new server; absent where that is not known. */
  readonly initial?: number;
  /** Whether it is there only while advanced options are shown; absent where that is not known. */
  readonly isAdvanced?: boolean;
  /** Whether a value takes effect only when SQL Server is started anew. */
  readonly needsRestart: boolean;
  /** The release that brought it. */
  readonly since: SqlVersion;
  readonly policy: OptionPolicy;
}

type Undated = Omit<OptionRow, 'since'>;

const kind =
  (isAdvanced: boolean, needsRestart: boolean) =>
  (initial: number, policy: OptionPolicy = 'asked'): Undated => ({
    initial,
    isAdvanced,
    needsRestart,
    policy,
  });
const plain = kind(false, false);
const atRestart = kind(false, true);
const advanced = kind(true, false);
const advancedAtRestart = kind(true, true);

const since = (
  release: SqlVersion,
  options: Readonly<Record<string, Undated>>,
): Readonly<Record<string, OptionRow>> =>
  Object.fromEntries(Object.entries(options).map(([name, row]) => [name, { ...row, since: release }]));

/** Every option that is known, by its name. */
export const OPTIONS: Readonly<Record<string, OptionRow>> = {
  ...since(2012, {
    'access check cache bucket count': advanced(0),
    'access check cache quota': advanced(0),
    'Ad Hoc Distributed Queries': advanced(0, 'compared'),
    'affinity I/O mask': advancedAtRestart(0),
    'affinity mask': advanced(0),
    'affinity64 I/O mask': advancedAtRestart(0),
    'affinity64 mask': advanced(0),
    'Agent XPs': advanced(0, 'compared'),
    'allow updates': plain(0, 'never'),
    'backup compression default': plain(0),
    'blocked process threshold (s)': advanced(0),
    'c2 audit mode': advancedAtRestart(0, 'compared'),
    'clr enabled': plain(0, 'on-only'),
    'common criteria compliance enabled': advancedAtRestart(0, 'compared'),
    'contained database authentication': plain(0, 'on-only'),
    'cost threshold for parallelism': advanced(5),
    'cross db ownership chaining': plain(0, 'on-only'),
    'cursor threshold': advanced(-1),
    'Database Mail XPs': advanced(0, 'compared'),
    'default full-text language': advanced(1033),
    'default language': plain(0, 'compared'),
    'default trace enabled': advanced(1),
    'disallow results from triggers': advanced(0),
    'EKM provider enabled': advanced(0, 'compared'),
    'filestream access level': plain(0, 'compared'),
    'fill factor (%)': advancedAtRestart(0),
    'ft crawl bandwidth (max)': advanced(100),
    'ft crawl bandwidth (min)': advanced(0),
    'ft notify bandwidth (max)': advanced(100),
    'ft notify bandwidth (min)': advanced(0),
    'in-doubt xact resolution': advanced(0),
    'index create memory (KB)': advanced(0),
    'lightweight pooling': advancedAtRestart(0),
    locks: advancedAtRestart(0),
    'max degree of parallelism': advanced(0),
    'max full-text crawl range': advanced(4),
    'max server memory (MB)': advanced(2147483647),
    'max text repl size (B)': plain(65536),
    'max worker threads': advanced(0),
    'media retention': advanced(0),
    'min memory per query (KB)': advanced(1024),
    'min server memory (MB)': advanced(0),
    'nested triggers': plain(1, 'compared'),
    'network packet size (B)': advanced(4096),
    'Ole Automation Procedures': advanced(0, 'compared'),
    'open objects': advancedAtRestart(0),
    'optimize for ad hoc workloads': advanced(0),
    'PH timeout (s)': advanced(60),
    'precompute rank': advanced(0),
    'priority boost': advancedAtRestart(0),
    'query governor cost limit': advanced(0),
    'query wait (s)': advanced(-1),
    'recovery interval (min)': advanced(0),
    'remote access': atRestart(1, 'compared'),
    'remote admin connections': plain(0, 'compared'),
    'remote login timeout (s)': plain(10, 'compared'),
    'remote proc trans': plain(0, 'compared'),
    'remote query timeout (s)': plain(600, 'compared'),
    'Replication XPs': advanced(0, 'compared'),
    'scan for startup procs': advancedAtRestart(0, 'compared'),
    'server trigger recursion': plain(1, 'compared'),
    'set working set size': advancedAtRestart(0),
    'show advanced options': plain(0, 'never'),
    'SMO and DMO XPs': advanced(1, 'compared'),
    'transform noise words': advanced(0),
    'two digit year cutoff': advanced(2049),
    'user connections': advancedAtRestart(0),
    'user options': plain(0),
    xp_cmdshell: advanced(0, 'compared'),
  }),
  ...since(2014, {
    'backup checksum default': plain(0),
  }),
  ...since(2016, {
    'allow polybase export': plain(0),
    'automatic soft-NUMA disabled': advancedAtRestart(0),
    'external scripts enabled': plain(0, 'compared'),
    'hadoop connectivity': plain(0),
    'polybase network encryption': plain(1),
    'remote data archive': plain(0),
  }),
  ...since(2017, {
    'allow filesystem enumeration': advanced(1),
    'clr strict security': advanced(1, 'as-captured'),
  }),
  ...since(2019, {
    'ADR cleaner retry timeout (min)': advanced(15),
    'ADR Preallocation Factor': advanced(4),
    'column encryption enclave type': atRestart(0),
    'polybase enabled': atRestart(0),
    'tempdb metadata memory-optimized': advancedAtRestart(0),
  }),
  ...since(2022, {
    'ADR Cleaner Thread Count': advanced(1),
    'backup compression algorithm': plain(0),
    'Data processed daily limit in TB': plain(2147483647),
    'Data processed monthly limit in TB': plain(2147483647),
    'Data processed weekly limit in TB': plain(2147483647),
    'hardware offload config': advancedAtRestart(0),
    'hardware offload enabled': advancedAtRestart(0),
    'hardware offload mode': advancedAtRestart(0),
    'openrowset auto_create_statistics': advanced(1),
    'suppress recovery model errors': advanced(0),
    'version high part of SQL Server': advanced(0, 'never'),
    'version low part of SQL Server': advanced(0, 'never'),
  }),
  ...since(2025, {
    'external rest endpoint enabled': plain(0, 'compared'),
  }),
};

const UNKNOWN: OptionRow = { needsRestart: false, since: FIRST, policy: 'asked' };

/** The row of an option; of one that is not known what holds of any. */
export function optionRow(name: string): OptionRow {
  return Object.hasOwn(OPTIONS, name) ? (OPTIONS[name] ?? UNKNOWN) : UNKNOWN;
}

/** Whether a script sets the option only when all options are asked for. */
export function isAskedFor(name: string): boolean {
  const { policy } = optionRow(name);
  return policy === 'asked' || policy === 'compared';
}

const NAMES = Object.keys(OPTIONS);
const ALWAYS = NAMES.filter((name) => optionRow(name).since === FIRST);

/** What a part of a name comes to: the option's own name, or why it is none. */
export type OptionFound = { readonly name: string } | { readonly problem: 'none' | 'several' };

/**
 * The option that sp_configure takes a name for: a part of a name that no other option has, in either case; a whole name
 * goes before parts. Without a release, one that only later releases have does not make a part ambiguous.
 */
export function findOption(part: string, version?: SqlVersion): OptionFound {
  const wanted = part.trim().toLowerCase();
  const later = NAMES.filter((name) => {
    const first = optionRow(name).since;
    return first > FIRST && (version === undefined || first <= version);
  });
  const matching = (names: readonly string[]): string[] =>
    names.filter((name) => name.toLowerCase().includes(wanted));
  const all = [...matching(ALWAYS), ...matching(later)];
  const exact = all.find((name) => name.toLowerCase() === wanted);
  const found = version === undefined && all.length > 1 ? matching(ALWAYS) : all;
  const name = exact ?? (found.length === 1 ? found[0] : undefined);
  if (name !== undefined) return { name };
  return { problem: all.length === 0 ? 'none' : 'several' };
}
