// The subsystems of SQL Server Agent that a proxy may be used for, by the number that msdb's tables have for each.
// Source: "sp_grant_proxy_to_subsystem (Transact-SQL)" (Microsoft); T-SQL steps, number 1, run as no proxy.

const NAMES: ReadonlyMap<number, string> = new Map([
  [2, 'ActiveScripting'],
  [3, 'CmdExec'],
  [4, 'Snapshot'],
  [5, 'LogReader'],
  [6, 'Distribution'],
  [7, 'Merge'],
  [8, 'QueueReader'],
  [9, 'ANALYSISQUERY'],
  [10, 'ANALYSISCOMMAND'],
  [11, 'SSIS'],
  [12, 'PowerShell'],
]);

/** What the page calls Integration Services; `dbo.syssubsystems` says SSIS. */
const OTHER_NAMES: ReadonlyMap<string, number> = new Map([['DTS', 11]]);

const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...[...NAMES].map(([number, name]) => [name.toUpperCase(), number] as const),
  ...OTHER_NAMES,
]);

/** The name of a subsystem; undefined for a number that is not known. */
export function subsystemName(number: number): string | undefined {
  return NAMES.get(number);
}

/** The number of a subsystem of a name, in any case; undefined for one that is not known. */
export function subsystemNumber(name: string): number | undefined {
  return NUMBERS.get(name.toUpperCase());
}
