// A whole diff as NDJSON, line by line, as it is found.
import type { SnapshotDiff } from './diff-snapshots.ts';
import type { RenamedObject } from './renamed-objects.ts';

/** One change a line, then always one line `{"summary":{…},"caveats":[…],"renamed":[…]}`. */
export async function* diffJson(diff: SnapshotDiff): AsyncGenerator<string, void, undefined> {
  for await (const change of diff) yield `${JSON.stringify(change)}\n`;
  yield `${JSON.stringify({ summary: diff.summary, caveats: diff.caveats, renamed: diff.renamed.map(named) })}\n`;
}

/** What an object was called and is called. */
function named({ before, after }: RenamedObject): object {
  const { database, type } = after;
  const nameOf = ({ schema, name }: RenamedObject['after']) => ({ schema, name });
  return { database, type, from: nameOf(before), to: nameOf(after) };
}
