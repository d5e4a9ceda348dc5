// regrant prove: whether a script would make what a snapshot has, found out on a simulated server.
import { readText } from '../../files/read-text.ts';
import { defined } from '../../model/defined.ts';
import type { LeftOut } from '../../model/left-out.ts';
import { digestInHead, HEAD_LENGTH } from '../../model/script-protocol.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { PlanOptions } from '../../plan/plan-head.ts';
import { proveScript } from '../../prove/prove-script.ts';
import { proveText } from '../../prove/prove-text.ts';
import type { ProveFrom } from '../../simulate/start.ts';
import { readSnapshot } from '../../snapshot/read-snapshot.ts';
import { footerOf } from '../../snapshot/serialize-snapshot.ts';
import { baselineOf } from '../baseline.ts';
import { decoding, versionOf } from '../command-options.ts';
import { type Console, report } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { type MappingOptions, mappingFrom } from '../mapping.ts';

/** The options of the command, as the command line gives them. */
export interface ProveCommandOptions extends MappingOptions {
  /** `empty`, `restored`, `without-databases`, or a snapshot file. */
  readonly from: string;
  readonly twice?: boolean;
  readonly targetVersion?: string;
  /** A file or a folder. */
  readonly baseline?: string;
  readonly runBy?: string;
  readonly encoding?: string;
  readonly configuration?: 'security' | 'all';
  readonly localPrincipals?: 'keep' | 'comment-out';
  readonly unsupported?: 'refuse' | 'comment-out';
}

/** What a script made with these options leaves out: it is the planner's word, asked for by the user. */
async function leftOutFrom(
  snapshot: Snapshot,
  { localPrincipals = 'keep', unsupported = 'refuse' }: ProveCommandOptions,
  planning: PlanOptions,
): Promise<readonly LeftOut[]> {
  if (localPrincipals === 'keep' && unsupported === 'refuse') return [];
  // A proof without them starts sooner: the planner is nearly half as large as all that it needs.
  const { planScript } = await import('../../plan/plan-script.ts');
  const { leftOutOf } = await import('../../plan/left-out.ts');
  const options = { ...planning, localPrincipals, unsupported, allowIncomplete: true };
  return leftOutOf(planScript(snapshot, options));
}

/** Proves the script; exit code 2 when it would make anything else, fail anywhere, or cannot be judged. */
export async function proveCommand(
  script: string,
  path: string,
  options: ProveCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const snapshot = await readSnapshot(path, { signal });
  const { from, runBy, configuration, twice = false } = options;
  const version = versionOf(options);
  const planning = {
    mapping: mappingFrom(options),
    ...defined({ targetVersion: version, configuration }),
    ...(await baselineOf(options, snapshot, signal, version)),
  };
  const isNamed = from === 'empty' || from === 'restored' || from === 'without-databases';
  const start: ProveFrom = isNamed ? from : await readSnapshot(from, { signal });
  const text = withHead(readText(script, { ...decoding(options), signal }));
  const proof = await proveScript(text.pieces, snapshot, {
    from: start,
    twice,
    signal,
    ...planning,
    leftOut: await leftOutFrom(snapshot, options, planning),
    ...defined({ runBy }),
  });
  if (!proof.identical) warnOfOther(text.head(), snapshot, console);
  await report(console, proof, () => [...proveText(proof)].join(''), !proof.identical);
  return proof.identical ? EXIT.done : EXIT.differences;
}

/** A text on its way, and how it begins. */
function withHead(text: AsyncIterable<string>): { pieces: AsyncIterable<string>; head(): string } {
  let head = '';
  async function* pieces(): AsyncGenerator<string> {
    for await (const piece of text) {
      if (head.length < HEAD_LENGTH) head += piece;
      yield piece;
    }
  }
  return { pieces: pieces(), head: () => head };
}

/** A script of another snapshot differs from this one in all that the two servers, or the two days, differ in. */
function warnOfOther(head: string, snapshot: Snapshot, console: Console): void {
  const digest = digestInHead(head);
  if (digest === undefined || digest === footerOf(snapshot).sha256) return;
  console.warn(
    `The script says that it was written of another snapshot (SHA-256 ${digest}) than this one of ${snapshot.header.server.name}. Prove it against that one, or write it again of this one.`,
  );
}
