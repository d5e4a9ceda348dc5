// Captures a server again, as its snapshot was captured, and tells what differs: what every restore changes apart from
// what is really missing.

import { captureServer } from '../capture/capture-server.ts';
import { CAPTURE_OPTION_RULES, type CaptureOptions } from '../capture/options.ts';
import type { Driver } from '../connect/driver.ts';
import type { Caveat, Change } from '../diff/change.ts';
import { type DiffOptions, diffSnapshots } from '../diff/diff-snapshots.ts';
import { defined } from '../model/defined.ts';
import { FactIndex } from '../model/fact-index.ts';
import { isSameToWindows } from '../model/name-fold.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import type { PrincipalMapping } from '../model/rename-principals.ts';
import { renamePrincipals, renameServer } from '../model/rename-principals.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { captureOptionsOf } from './capture-options.ts';
import type { Explanation } from './expected-difference.ts';
import { explain } from './expected-difference.ts';

/** How a server is held against a snapshot. */
export interface CompareOptions extends DiffOptions {
  /** The options of the configuration that were to be set, as the script was given. Default `security`. */
  readonly configuration?: 'security' | 'all';
}

/** Options of {@link verifyServer}. */
export interface VerifyOptions
  extends Pick<CaptureOptions, 'signal' | 'timeoutMs' | 'progress' | 'fingerprintKey'>,
    CompareOptions {
  /** Other names for machines, domains and logins, as the script was given. */
  readonly mapping?: PrincipalMapping;
}

const { signal, timeoutMs, progress, fingerprintKey } = CAPTURE_OPTION_RULES;
const RULES: OptionRules<VerifyOptions> = {
  signal,
  timeoutMs,
  progress,
  fingerprintKey,
  inventory: 'flag',
  configuration: ['security', 'all'],
  definitions: 'flag',
  mapping: 'object',
};

/** A difference that every restore makes. */
export interface ExpectedDifference {
  /** How it differs. */
  readonly change: Change;
  /** Why every restore makes it. */
  readonly reasons: readonly Explanation[];
}

/** What a verification found. */
export interface Verification {
  /** What the server was held against: the snapshot under its new names. */
  readonly wanted: Snapshot;
  /** The server as it is. */
  readonly live: Snapshot;
  /** What really differs. */
  readonly real: readonly Change[];
  /** What every restore changes, with the reason. */
  readonly expected: readonly ExpectedDifference[];
  /** How many differences of inventory were not asked for. */
  readonly inventory: number;
  /** What the comparison cannot tell, and why. */
  readonly caveats: readonly Caveat[];
  /** Nothing really differs, and nothing that would tell was left out. */
  readonly isClean: boolean;
}

/**
 * Verifies that a server is as its snapshot says. The selection is the snapshot's own.
 * Throws a RegrantError: `bad-option`, and what captureServer throws.
 */
export async function verifyServer(
  driver: Driver,
  snapshot: Snapshot,
  options: VerifyOptions = {},
): Promise<Verification> {
  checkOptions(options, RULES);
  const { mapping, inventory, definitions, configuration, ...capture } = options;
  const live = await captureServer(driver, {
    ...capture,
    ...captureOptionsOf(snapshot, options.fingerprintKey, mapping),
    // What is not told is not read either.
    ...(definitions === false ? { definitions } : {}),
  });
  return compareWith(snapshot, live, mapping, defined({ inventory, definitions, configuration }));
}

/** Holds a captured server against a snapshot. */
export async function compareWith(
  snapshot: Snapshot,
  live: Snapshot,
  mapping: PrincipalMapping = {},
  { inventory, definitions, configuration }: CompareOptions = {},
): Promise<Verification> {
  const wanted = renamed(snapshot, mapping);
  const elsewhere = snapshot.header.server.name !== live.header.server.name || wanted !== snapshot;
  const isOtherBuild = snapshot.header.server.productVersion !== live.header.server.productVersion;
  const context = {
    elsewhere,
    isOtherBuild,
    setsAllOptions: configuration === 'all',
    sa: new FactIndex(wanted.facts).sa,
  };
  const diff = diffSnapshots(wanted, live, defined({ inventory, definitions }));
  const real: Change[] = [];
  const expected: ExpectedDifference[] = [];
  for await (const change of diff) {
    const reasons = explain(change, context);
    if (reasons === undefined) real.push(change);
    else expected.push({ change, reasons });
  }
  const blind = diff.caveats.some(({ code, side }) => code === 'not-captured' && side === 'after');
  return {
    wanted,
    live,
    real,
    expected,
    inventory: diff.summary.inventory,
    caveats: [...anotherServer(snapshot, live, mapping), ...diff.caveats],
    isClean: real.length === 0 && !blind,
  };
}

/** Whoever looks at the wrong server is told so before all that differs there. */
function anotherServer(
  { header: { server } }: Snapshot,
  { header: { server: here } }: Snapshot,
  mapping: PrincipalMapping,
): Caveat[] {
  const name = renameServer(server.name, mapping);
  if (isSameToWindows(name, here.name)) return [];
  return [
    {
      code: 'another-server',
      fact: `This server is ${here.name}, and the snapshot is of ${name}.`,
      remedy: 'If this is the one that is meant, say so by its new name (--map-machine).',
    },
  ];
}

function renamed(snapshot: Snapshot, mapping: PrincipalMapping): Snapshot {
  const { facts, renames } = renamePrincipals(snapshot, mapping);
  return renames.size === 0 ? snapshot : { header: snapshot.header, facts };
}
