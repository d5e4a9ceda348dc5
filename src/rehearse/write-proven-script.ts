// A script that is proved as it is written: run on simulated servers in the states in which a disaster leaves one.

import { readText } from '../files/read-text.ts';
import { defined } from '../model/defined.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { leftOutOf } from '../plan/left-out.ts';
import type { Plan } from '../plan/plan.ts';
import type { Proof } from '../prove/proof.ts';
import { proveScript } from '../prove/prove-script.ts';
import type { ScriptOptions } from '../render/write-script.ts';
import { scriptSnapshot, writeScript } from '../render/write-script.ts';
import type { ProveFrom } from '../simulate/start.ts';

/** Where a disaster leaves a server: with its databases from a backup, and new. */
export const PROVEN_FROM = ['restored', 'empty'] as const satisfies readonly ProveFrom[];

/** Where one leaves it whose databases the script is to make: with them from a backup, and without any. */
const PROVEN_WHERE_MADE = ['restored', 'without-databases'] as const satisfies readonly ProveFrom[];

/** A proof, and what the script began on. */
export interface ScriptProof {
  /** What the simulated server was at the start. */
  readonly from: (typeof PROVEN_FROM)[number] | (typeof PROVEN_WHERE_MADE)[number];
  /** What was found. */
  readonly proof: Proof;
}

/** A script that was written, and what its proofs found. */
export interface ProvenScript {
  /** What the script does. */
  readonly plan: Plan;
  /** One for each state in which a disaster leaves a server, up to the first that found something. */
  readonly proofs: readonly ScriptProof[];
  /** Whether every proof found that the script makes what the snapshot has. */
  readonly isProven: boolean;
}

/**
 * Writes the script that restores a snapshot to a file and proves what was written. The file stays when it is not proven.
 * Throws a RegrantError: what writeScript and proveScript throw.
 */
export async function writeProvenScript(
  path: string,
  snapshot: Snapshot,
  options: ScriptOptions = {},
): Promise<ProvenScript> {
  const plan = await writeScript(path, snapshot, options);
  return proven(plan, snapshot, options, async () => readText(path, defined({ signal: options.signal })));
}

/**
 * Proves the script that {@link scriptSnapshot} makes of the same snapshot and options, without writing it.
 * Throws a RegrantError: what scriptSnapshot and proveScript throw.
 */
export async function proveSnapshotScript(
  snapshot: Snapshot,
  options: ScriptOptions = {},
): Promise<ProvenScript> {
  const { plan } = await scriptSnapshot(snapshot, options);
  return proven(plan, snapshot, options, async () => (await scriptSnapshot(snapshot, options)).text);
}

async function proven(
  plan: Plan,
  snapshot: Snapshot,
  { mapping, targetVersion, baseline, configuration, createDatabase, signal }: ScriptOptions,
  open: () => Promise<Iterable<string> | AsyncIterable<string>>,
): Promise<ProvenScript> {
  const proofs: ScriptProof[] = [];
  // What was asked for is not held against the script.
  const leftOut = leftOutOf(plan);
  for (const from of createDatabase ? PROVEN_WHERE_MADE : PROVEN_FROM) {
    const proof = await proveScript(await open(), snapshot, {
      from,
      leftOut,
      ...defined({ mapping, targetVersion, baseline, configuration, signal }),
    });
    proofs.push({ from, proof });
    if (!proof.identical) break;
  }
  return { plan, proofs, isProven: proofs.every(({ proof }) => proof.identical) };
}
