// The names of `sys.configurations`, and which of them a part of a name means, as sp_configure takes it.
// Sources: "Server configuration options (SQL Server)", "sp_configure (Transact-SQL)".
import type { SqlVersion } from './version.ts';

/** Names that every release since 2012 has. */
const ALWAYS: readonly string[] =
  `access check cache bucket count,access check cache quota,Ad Hoc Distributed Queries,
affinity I/O mask,affinity mask,affinity64 I/O mask,affinity64 mask,Agent XPs,allow updates,backup compression default,
blocked process threshold (s),c2 audit mode,clr enabled,common criteria compliance enabled,
contained database authentication,cost threshold for parallelism,cross db ownership chaining,cursor threshold,
Database Mail XPs,default full-text language,default language,default trace enabled,disallow results from triggers,
EKM provider enabled,filestream access level,fill factor (%),ft crawl bandwidth (max),ft crawl bandwidth (min),
ft notify bandwidth (max),ft notify bandwidth (min),index create memory (KB),in-doubt xact resolution,
lightweight pooling,locks,max degree of parallelism,max full-text crawl range,max server memory (MB),
max text repl size (B),max worker threads,media retention,min memory per query (KB),min server memory (MB),
nested triggers,network packet size (B),Ole Automation Procedures,open objects,optimize for ad hoc workloads,
PH timeout (s),precompute rank,priority boost,query governor cost limit,query wait (s),recovery interval (min),
remote access,remote admin connections,remote login timeout (s),remote proc trans,remote query timeout (s),
Replication XPs,scan for startup procs,server trigger recursion,set working set size,show advanced options,
SMO and DMO XPs,transform noise words,two digit year cutoff,user connections,user options,xp_cmdshell`
    .split(',')
    .map((name) => name.trim());

/** Names that came later, by release. */
const LATER: readonly (readonly [SqlVersion, readonly string[]])[] = [
  [2014, ['backup checksum default']],
  [
    2016,
    [
      'allow polybase export',
      'automatic soft-NUMA disabled',
      'external scripts enabled',
      'hadoop connectivity',
      'polybase network encryption',
      'remote data archive',
    ],
  ],
  [2017, ['clr strict security']],
  [
    2019,
    [
      'ADR cleaner retry timeout (min)',
      'ADR Preallocation Factor',
      'allow filesystem enumeration',
      'column encryption enclave type',
      'polybase enabled',
      'tempdb metadata memory-optimized',
    ],
  ],
  [2022, ['ADR Cleaner Thread Count', 'backup compression algorithm', 'suppress recovery model errors']],
  [2025, ['external rest endpoint enabled']],
];

/** What the product knows of an option that decides what security statements do. */
export interface SecurityOption {
  /** The value that a new server has. */
  readonly initial: number;
  /** The release that brought it, where that is later than 2012. */
  readonly since?: SqlVersion;
  /** Only there while advanced options are shown. */
  readonly isAdvanced?: true;
}

const SECURITY: Readonly<Record<string, SecurityOption>> = {
  'clr enabled': { initial: 0 },
  'clr strict security': { initial: 1, since: 2017, isAdvanced: true },
  'contained database authentication': { initial: 0 },
  'cross db ownership chaining': { initial: 0 },
  'show advanced options': { initial: 0 },
};

/** The options that decide what security statements do: the only ones that facts speak of. */
export const SECURITY_OPTIONS: readonly string[] = Object.keys(SECURITY);

/** What is known of an option by its own name; undefined for one that facts do not speak of. */
export function securityOption(name: string): SecurityOption | undefined {
  return Object.hasOwn(SECURITY, name) ? SECURITY[name] : undefined;
}

/** What a part of a name comes to: the option's own name, or why it is none. */
export type OptionFound = { readonly name: string } | { readonly problem: 'none' | 'several' };

/**
 * The option that sp_configure takes a name for: any part of a name that no other option has, in any case; a whole name
 * goes before parts. Without a release, one that only later releases have does not make a part ambiguous.
 */
export function findOption(part: string, version?: SqlVersion): OptionFound {
  const wanted = part.trim().toLowerCase();
  const later = LATER.flatMap(([since, names]) => (version === undefined || since <= version ? names : []));
  const matching = (names: readonly string[]): string[] =>
    names.filter((name) => name.toLowerCase().includes(wanted));
  const all = [...matching(ALWAYS), ...matching(later)];
  const exact = all.find((name) => name.toLowerCase() === wanted);
  const found = version === undefined && all.length > 1 ? matching(ALWAYS) : all;
  const name = exact ?? (found.length === 1 ? found[0] : undefined);
  if (name !== undefined) return { name };
  return { problem: all.length === 0 ? 'none' : 'several' };
}
