// What SQL Server keeps twice and lets differ, as far as a capture sees both: a note's code, and what to do about it on
// the server that was captured. Sources: "ALTER AUTHORIZATION (Transact-SQL)", "MSSQLSERVER_15517", "ALTER USER
// (Transact-SQL)" (Microsoft).

/** What to do where the two differ, by the code of the note that tells it. */
export const PAIRS = {
  'stale-dbo': 'Set the owner again there with ALTER AUTHORIZATION ON DATABASE.',
  'missing-default-schema': 'Make the schema, or give the users another with ALTER USER.',
  'report-policy-differs': 'Set the roles of the item again in the web portal, which writes both.',
  'key-elsewhere': 'Nothing has to be done where the users come by their login alone.',
} as const;

/** The code of a pair that differs. */
export type PairCode = keyof typeof PAIRS;

/** What to do about a note that tells of a pair; undefined for any other note. */
export function remedyOfPair(code: string): string | undefined {
  return Object.hasOwn(PAIRS, code) ? PAIRS[code as PairCode] : undefined;
}
