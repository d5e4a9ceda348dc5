// A plan of changes as a file: to be reviewed by a person, and applied later to the very state it was made for. It is
// JSON with the steps as values, never SQL, so that reviewing and editing cannot slip a statement in. It holds the
// password hashes of the steps that set one; it is written as a snapshot is, readable to its owner alone.
import { readFile } from 'node:fs/promises';
import { failedOrAborted } from '../files/file-error.ts';
import type { WriteOptions } from '../files/write-file-atomically.ts';
import { writeFileAtomically } from '../files/write-file-atomically.ts';
import { RegrantError } from '../model/errors.ts';
import type { SnapshotHeader } from '../model/snapshot.ts';
import type { ParameterKind } from '../plan/action.ts';
import { ACTIONS } from '../plan/action.ts';
import type { ChangePlan } from '../plan/plan-changes.ts';

/** The format this version writes, and the only one it reads. */
const FORMAT = 1;

/** A plan, and the state of the server that it was made for. */
export interface SavedPlan {
  /** Header of the live capture: how to capture again to see whether the state is still the same. */
  readonly live: SnapshotHeader;
  /** SHA-256 of the live capture's facts, as a snapshot's footer has it. */
  readonly liveDigest: string;
  readonly plan: ChangePlan;
}

interface PlanFile extends SavedPlan {
  readonly regrant: 'plan';
  readonly format: typeof FORMAT;
}

/** Writes a plan atomically, mode 0600. Throws a RegrantError: `file-failed`, `cancelled`. */
export async function writePlan(path: string, saved: SavedPlan, options: WriteOptions = {}): Promise<void> {
  const file: PlanFile = { regrant: 'plan', format: FORMAT, ...saved };
  await writeFileAtomically(path, [`${JSON.stringify(file, undefined, 2)}\n`], 'plan', options);
}

/** Reads a plan. Throws a RegrantError: `bad-option` for anything else, `file-failed`, `cancelled`. */
export async function readPlan(path: string, signal?: AbortSignal): Promise<SavedPlan> {
  let text: string;
  try {
    text = await readFile(path, { encoding: 'utf8', signal });
  } catch (error) {
    throw failedOrAborted('read', path, error, signal);
  }
  const file = parsed(path, text);
  const { live, liveDigest, plan } = file;
  const lists = [plan?.sections, plan?.notes, plan?.hazards, plan?.unplanned];
  const isWhole = typeof liveDigest === 'string' && typeof live === 'object' && lists.every(Array.isArray);
  if (file.regrant !== 'plan' || file.format !== FORMAT || !isWhole)
    throw bad(path, 'is no plan of this program');
  checkSteps(path, plan);
  return { live, liveDigest, plan };
}

function parsed(path: string, text: string): PlanFile {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as PlanFile;
  } catch {
    // told below; the parser's message would quote the text, which holds hashes
  }
  throw bad(path, 'is not JSON');
}

/** Steps are edited by hand at times: an unknown action or a missing value is told here and not half-way through. */
function checkSteps(path: string, plan: ChangePlan): void {
  for (const { steps, title } of plan.sections) {
    for (const { action, values } of steps) {
      const row = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
      if (row === undefined)
        throw bad(path, `has the action ${JSON.stringify(action)} in “${title}”, which there is not`);
      const missing = Object.entries<ParameterKind>(row.parameters).find(
        ([name, kind]) => !kind.endsWith('?') && kind !== 'flag' && values[name] === undefined,
      );
      if (missing !== undefined)
        throw bad(path, `has an action ${action} without ${missing[0]} in “${title}”`);
    }
  }
}

function bad(path: string, what: string): RegrantError {
  return new RegrantError({
    code: 'bad-option',
    fact: `${path} ${what}.`,
    remedy: 'Make the plan again (regrant apply snapshot --save-plan).',
  });
}
