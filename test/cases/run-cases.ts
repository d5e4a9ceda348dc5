// Runs many cases on a few test servers at a time: a capture mostly waits for packets.

import type { SqlVersion } from '../../src/model/catalog/version.ts';
import { bareEngine } from './case-engine.ts';
import { startCaseServer } from './case-server.ts';
import type { Case } from './read-case.ts';
import { type Outcome, runCase } from './run-case.ts';

/** A case, the release it ran as, and what came of it or what it failed with. */
export interface Ran {
  readonly found: Case;
  readonly version: SqlVersion;
  readonly outcome?: Outcome;
  readonly failure?: unknown;
}

const SERVERS = 6;

/** Runs cases as every release they name; in the order of the cases. */
export async function runCases(cases: readonly Case[]): Promise<readonly Ran[]> {
  const runs = cases.flatMap((found) =>
    (found.versions ?? [2019]).map((version) => ({ found, version: version as SqlVersion })),
  );
  const ran: Ran[] = [];
  let next = 0;
  const work = async () => {
    const [first] = runs;
    if (first === undefined) return;
    const server = await startCaseServer(bareEngine(first.found, first.version));
    for (let at = next++; at < runs.length; at = next++) {
      const run = runs[at];
      if (run === undefined) break;
      try {
        ran[at] = { ...run, outcome: await runCase(run.found, run.version, server) };
      } catch (failure) {
        ran[at] = { ...run, failure };
      }
    }
    await server.close();
  };
  await Promise.all(Array.from({ length: Math.min(SERVERS, runs.length) }, work));
  return ran;
}
