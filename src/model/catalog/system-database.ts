// The databases that every server has; their owner and options are the server's own.

import type { DatabaseFact } from '../fact.ts';

/** Their names, in ordinal order. */
export const SYSTEM_DATABASES: readonly string[] = ['master', 'model', 'msdb', 'tempdb'];

/** Whether a database is one of them, or a contained availability group's own master or msdb. */
export function isSystemDatabase({ name, containedGroup }: DatabaseFact): boolean {
  return SYSTEM_DATABASES.includes(name) || containedGroup !== undefined;
}

/** Those whose owner and TRUSTWORTHY and DB_CHAINING no statement changes; msdb's may be. */
const FIXED: readonly string[] = SYSTEM_DATABASES.filter((name) => name !== 'msdb');

/** Whether a database keeps its owner and what it may do outside. Sources: "ALTER AUTHORIZATION", "ALTER DATABASE SET Options (Transact-SQL)" (Microsoft). */
export function isFixedDatabase(name: string): boolean {
  return FIXED.includes(name);
}
