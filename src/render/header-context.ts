// What the head of a script says: where it is from, what is in it, what is not, and what is left to a person.
import { ordinal } from '../model/order.ts';
import type { Exclusion } from '../model/snapshot.ts';
import type { Plan, Statement } from '../plan/plan.ts';
import { plainText } from '../text/literal.ts';

/** The context of the template `header`; every text is fit for a comment. */
export function headerContext(plan: Plan<Statement>, total: number): object {
  const { source } = plan;
  return {
    server: plainText(source.server.name),
    edition: plainText(source.server.edition),
    productVersion: plainText(source.server.productVersion),
    tool: plainText(`${source.tool.name} ${source.tool.version}`),
    digest: plan.digest,
    total: String(total),
    counts: Object.entries(source.counts).map(([kind, count]) => ({
      label: kind.padEnd(19),
      count: String(count),
    })),
    omissions: source.omissions.map(({ database, fact }) => line(database, fact)),
    renames: plan.renames.map(({ from, to }) => plainText(`${from} becomes ${to}`)),
    notes: plan.notes.map(({ database, note }) => line(database, note)),
    exclusions: leftOut(source.exclusions),
  };
}

/** How many of each rule over all databases; names stay in the snapshot, whose header lists them. */
function leftOut(exclusions: readonly Exclusion[]): string[] {
  const counts = new Map<string, number>();
  for (const { rule, count } of exclusions) counts.set(rule, (counts.get(rule) ?? 0) + count);
  return [...counts].map(([rule, count]) => plainText(`${count} ${rule}`)).sort(ordinal);
}

function line(database: string | undefined, sentence: string): string {
  return plainText(database === undefined ? sentence : `${database}: ${sentence}`);
}
