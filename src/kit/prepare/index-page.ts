// The first page of a kit: what it is of, whether it is all that it should be, and what each file is for.
import { timeText } from '../check/point.ts';
import type { Readiness } from '../check/readiness.ts';
import { summaryOf } from '../check/readiness-text.ts';
import { renderPage } from '../page/render-page.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { ServerFiles } from '../runbook/runbook-server.ts';
import type { KitManifest, KitServerRow } from './manifest.ts';

/** The page, in HTML. */
export function indexPage(
  { madeAt, profile, servers, isGood }: Pick<KitManifest, 'madeAt' | 'profile' | 'servers' | 'isGood'>,
  readiness: Readiness,
  runbook: Runbook,
  files: ReadonlyMap<string, ServerFiles>,
): Promise<string> {
  const missing = runbook.stages.flatMap(({ steps }) => steps).filter((step) => step.missing !== undefined);
  return renderPage('index', {
    profile,
    madeAt: timeText(new Date(madeAt)),
    isGood,
    outcome: readiness.outcome,
    readiness: summaryOf(readiness),
    stages: runbook.stages.length,
    missing: missing.length,
    servers: servers.map((server) => ({
      ...server,
      state: stateOf(server),
      problem: server.problem ?? '',
      script: files.get(server.name)?.script ?? '',
      snapshot: files.get(server.name)?.snapshot ?? '',
    })),
  });
}

/** What became of a server, in words. */
export function stateOf({ isCaptured, isComplete, isProven }: KitServerRow): string {
  if (!isCaptured) return 'NOT CAPTURED';
  if (!isComplete) return isProven ? 'INCOMPLETE' : 'INCOMPLETE, without a proven script';
  return isProven ? 'captured, its script proven' : 'captured, its script NOT PROVEN';
}
