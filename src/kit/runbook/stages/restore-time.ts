// How long a restore takes, by how long its backups took: an estimate, since msdb does not tell how long restores took. A
// restore writes at least what the backup read, and a new log besides. Source: "backupset (Transact-SQL)" (Microsoft).
import type { Backup } from '../../environment/backup-history.ts';

/** In the table of databases: `about 1 h 5 min, 182 GB`. */
export function restoreTime(chain: readonly Backup[]): string {
  const [seconds, bytes] = [sumOf(chain, 'seconds'), sumOf(chain, 'bytes')];
  const size = bytes === undefined ? [] : [sizeText(bytes)];
  return [seconds === undefined ? 'not known' : `about ${durationText(seconds)}`, ...size].join(', ');
}

/** As a sentence of a step; empty where nothing is known. */
export function restoreTimeSentence(chain: readonly Backup[]): string {
  const seconds = sumOf(chain, 'seconds');
  if (seconds === undefined) return '';
  return ` It takes about ${durationText(seconds)}: an estimate, as long as ${chain.length === 1 ? 'the backup' : 'these backups'} took by msdb.`;
}

/** What several chains take one after another; undefined where that of one is not known. */
export function restoreTimeOfAll(chains: readonly (readonly Backup[])[]): string | undefined {
  const seconds = sumOf(chains.flat(), 'seconds');
  return seconds === undefined ? undefined : durationText(seconds);
}

function sumOf(backups: readonly Backup[], property: 'seconds' | 'bytes'): number | undefined {
  let sum = 0;
  for (const { [property]: one } of backups) {
    if (one === undefined) return undefined;
    sum += one;
  }
  return backups.length === 0 ? undefined : sum;
}

/** Whole minutes, and hours from one on. */
function durationText(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 ? [`${rest} min`] : [])].join(' ');
}

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** By 1,024, as SQL Server tells sizes. */
function sizeText(bytes: number): string {
  const at = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return `${Math.round(bytes / 1024 ** at)} ${UNITS[at]}`;
}
