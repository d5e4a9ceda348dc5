// A whole diff as NDJSON, line by line, as it is found.
import type { SnapshotDiff } from './diff-snapshots.ts';

/** One change a line, then always one line `{"summary":{…},"caveats":[…]}`. */
export async function* diffJson(diff: SnapshotDiff): AsyncGenerator<string, void, undefined> {
  for await (const change of diff) yield `${JSON.stringify(change)}\n`;
  yield `${JSON.stringify({ summary: diff.summary, caveats: diff.caveats })}\n`;
}
