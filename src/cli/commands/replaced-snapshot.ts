// Which snapshot is not written over, although the new one has its name: the only one of a server that is lost is worth
// more than one that was read from a script, or captured from what was installed in its place.

import { RegrantError } from '../../model/errors.ts';
import type { Fact } from '../../model/fact.ts';
import { isSameToWindows } from '../../model/name-fold.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { isFromScript } from '../../model/snapshot.ts';
import { visible } from '../../model/words/visible.ts';
import { openSnapshot, type SnapshotStream } from '../../snapshot/read-snapshot.ts';

/** Throws a RegrantError `file-failed` where the file has a snapshot that was captured, and that the new one is no successor of. */
export async function refuseToReplace(path: string, after: Snapshot, signal: AbortSignal): Promise<void> {
  const why = await ifReadable(async () => {
    const before = await openSnapshot(path, { signal });
    const { server, capturedAt } = before.header;
    const reason = capturedAt === undefined ? undefined : await whyNoSuccessor(before, after);
    return reason && `was captured from ${server.name} at ${capturedAt}, and ${reason}`;
  });
  if (why === undefined) return;
  throw new RegrantError({
    code: 'file-failed',
    fact: `${path} ${visible(why)}.`,
    remedy: 'It was left as it is: write to another place (--out), or move it away first.',
  });
}

/** What is not there, or no whole snapshot, is told of by whoever writes there. */
async function ifReadable<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const isTold = error instanceof RegrantError && ['bad-snapshot', 'file-failed'].includes(error.code);
    if (!isTold) throw error;
    return undefined;
  }
}

async function whyNoSuccessor(
  before: SnapshotStream,
  { header, facts }: Snapshot,
): Promise<string | undefined> {
  if (isFromScript(header)) return 'a script tells less than a server';
  const { name } = header.server;
  if (!isSameToWindows(before.header.server.name, name)) return `what would take its place is of ${name}`;
  const [was, is] = [await installationOf(before.facts), await installationOf(facts)];
  return was !== undefined && is !== undefined && was !== is
    ? 'what would take its place is of a server that was installed anew since'
    : undefined;
}

/** What msdb is known by: no other installation has it. */
async function installationOf(facts: AsyncIterable<Fact> | Iterable<Fact>): Promise<string | undefined> {
  for await (const fact of facts) if (fact.kind === 'database' && fact.name === 'msdb') return fact.brokerId;
  return undefined;
}
