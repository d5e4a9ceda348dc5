// A snapshot into a script file: plan, render, encode, write atomically. Memory does not grow with the script.
import type { EncodeOptions } from '../files/encode-text.ts';
import { encodeText, NEWLINES, TEXT_ENCODINGS } from '../files/encode-text.ts';
import { writeFileAtomically } from '../files/write-file-atomically.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Plan } from '../plan/plan.ts';
import { PLAN_OPTION_RULES, type PlanOptions } from '../plan/plan-head.ts';
import { planScript } from '../plan/plan-script.ts';
import { footerOf } from '../snapshot/serialize-snapshot.ts';
import type { RenderOptions } from './render-options.ts';
import { renderScript } from './render-script.ts';
import { loadTemplates } from './template-set.ts';

/** How to write a script. */
export interface ScriptOptions extends Omit<PlanOptions, 'digest'>, RenderOptions, EncodeOptions {
  /** A folder whose `*.hbs` files take the place of the package's templates of the same names. */
  readonly templates?: string;
  /** Cancels the work; a signal of AbortSignal.timeout limits it. */
  readonly signal?: AbortSignal;
}

const { digest: _, ...PLANNING } = PLAN_OPTION_RULES;
const RULES: OptionRules<ScriptOptions> = {
  ...PLANNING,
  anyServer: 'flag',
  allowConflicts: 'flag',
  allowLockout: 'flag',
  encoding: TEXT_ENCODINGS,
  newline: NEWLINES,
  templates: 'text',
  signal: 'signal',
};

/** A script about to be read, and what it does. */
export interface Script {
  /** What it does, step by step. */
  readonly plan: Plan;
  /** The script's text, piece by piece; lines end in LF. It can be read once. */
  readonly text: Iterable<string>;
}

/**
 * Makes the script that restores a snapshot.
 * Throws a RegrantError: what planScript throws, and `bad-template`.
 */
export async function scriptSnapshot(snapshot: Snapshot, options: ScriptOptions = {}): Promise<Script> {
  checkOptions(options, RULES);
  const plan = planScript(snapshot, { ...options, digest: footerOf(snapshot).sha256 });
  return { plan, text: renderScript(plan, await loadTemplates(options.templates), options) };
}

/**
 * Writes the script that restores a snapshot to a file, whole or not at all, and gives its plan.
 * Throws a RegrantError: what scriptSnapshot throws, `file-failed` and `cancelled`.
 */
export async function writeScript(
  path: string,
  snapshot: Snapshot,
  options: ScriptOptions = {},
): Promise<Plan> {
  const { plan, text } = await scriptSnapshot(snapshot, options);
  await writeFileAtomically(path, encodeText(text, options), 'script', { signal: options.signal });
  return plan;
}
