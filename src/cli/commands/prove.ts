// regrant prove: whether a script would make what a snapshot has, found out on a simulated server.
import { readText } from '../../files/read-text.ts';
import type { SqlVersion } from '../../model/version.ts';
import { proveScript } from '../../prove/prove-script.ts';
import { proveText } from '../../prove/prove-text.ts';
import type { ProveFrom } from '../../simulate/start.ts';
import { readSnapshot } from '../../snapshot/read-snapshot.ts';
import { decoding } from '../command-options.ts';
import { type Console, report } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { type MappingOptions, mappingFrom } from '../mapping.ts';

/** The options of the command, as the command line gives them. */
export interface ProveCommandOptions extends MappingOptions {
  /** `empty`, `restored`, or a snapshot file. */
  readonly from: string;
  readonly twice?: boolean;
  readonly targetVersion?: string;
  readonly runBy?: string;
  readonly encoding?: string;
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
  const { from, targetVersion, runBy, twice = false } = options;
  const isNamed = from === 'empty' || from === 'restored';
  const start: ProveFrom = isNamed ? from : await readSnapshot(from, { signal });
  const proof = await proveScript(readText(script, { ...decoding(options), signal }), snapshot, {
    from: start,
    twice,
    signal,
    mapping: mappingFrom(options),
    ...(targetVersion === undefined ? {} : { targetVersion: Number(targetVersion) as SqlVersion }),
    ...(runBy === undefined ? {} : { runBy }),
  });
  await report(console, proof, () => [...proveText(proof)].join(''), !proof.identical);
  return proof.identical ? EXIT.done : EXIT.differences;
}
