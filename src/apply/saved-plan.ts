// A plan of changes as plain values: what a file keeps, a dry run shows, and rendering takes. Each step says itself in
// T-SQL; the facts that it is for are named by their keys, so that no secret is in more than the one value that needs it.
import { defined } from '../model/defined.ts';
import { keyOf } from '../model/identity.ts';
import type { Snapshot, SnapshotHeader } from '../model/snapshot.ts';
import { MASK } from '../model/words/sentence.ts';
import type { Statement, Step } from '../plan/plan.ts';
import type { ChangePlan } from '../plan/plan-changes.ts';
import { actionRow } from '../plan/steps/action.ts';
import type { Allowance } from '../plan/steps/allowance.ts';
import type { Values } from '../plan/steps/parameter-kind.ts';
import { kindOf, PARAMETER_KINDS } from '../plan/steps/parameter-kind.ts';
import { sentenceOfStep } from '../render/step-sentence.ts';
import type { TemplateSet } from '../render/step-template.ts';
import { footerOf } from '../snapshot/serialize-snapshot.ts';

/** A step in plain values. */
export type SavedStep = Statement & {
  /** The step in T-SQL, with its secrets taken out. */
  readonly sentence: string;
  /** The key of the fact that it settles, and which of its properties; absent where it is all of it. */
  readonly key: string;
  readonly properties?: readonly string[];
  /** What it takes to be run. */
  readonly needs?: readonly Allowance[];
};

/** A plan, and the state of the server that it was made for. */
export interface SavedPlan {
  /** Header of the live capture: how to capture again to see whether the state is still the same. */
  readonly live: SnapshotHeader;
  /** SHA-256 of the live capture's facts, as a snapshot's footer has it. */
  readonly liveDigest: string;
  /** The plan. */
  readonly plan: ChangePlan<SavedStep>;
}

/** A plan in plain values. */
export function savePlan(live: Snapshot, plan: ChangePlan, templates: TemplateSet): SavedPlan {
  const sections = plan.sections.map((section) => ({
    ...section,
    steps: section.steps.map((step) => saveStep(step, templates)),
  }));
  return { live: live.header, liveDigest: footerOf(live).sha256, plan: { ...plan, sections } };
}

function saveStep(step: Step, templates: TemplateSet): SavedStep {
  const { fact, phase: _, properties, needs = [], ...statement } = step;
  return {
    ...(statement as Statement),
    sentence: sentenceOfStep(statement as Statement, templates),
    key: keyOf(fact),
    ...defined({ properties, needs: needs.length === 0 ? undefined : needs }),
  };
}

/** The plan with `***` for every secret: for whoever only looks at it. */
export function withoutSecretValues(saved: SavedPlan): SavedPlan {
  const sections = saved.plan.sections.map((section) => ({ ...section, steps: section.steps.map(masked) }));
  return { ...saved, plan: { ...saved.plan, sections } };
}

function masked(step: SavedStep): SavedStep {
  const secret = Object.entries(actionRow(step.action).parameters).filter(
    ([, kind]) => PARAMETER_KINDS[kindOf(kind).kind].secret,
  );
  if (secret.length === 0) return step;
  const values: Record<string, unknown> = { ...(step.values as Values) };
  for (const [name] of secret) if (values[name] !== undefined) values[name] = MASK;
  return { ...step, values } as unknown as SavedStep;
}
