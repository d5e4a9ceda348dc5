// Plans of changes, made from a live server and run on it: the state is captured, and captured again before a plan that
// was saved is run, which refuses any other state than its own.
import { captureServer } from '../capture/capture-server.ts';
import { CAPTURE_OPTION_RULES, type CaptureOptions } from '../capture/options.ts';
import type { Driver } from '../connect/driver.ts';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import { renameServer } from '../model/rename-principals.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Plan, Statement } from '../plan/plan.ts';
import { isRun } from '../plan/plan.ts';
import type { ChangeOptions } from '../plan/plan-changes.ts';
import { CHANGE_OPTION_RULES, planChanges } from '../plan/plan-changes.ts';
import { renderScript } from '../render/render-script.ts';
import { loadTemplates } from '../render/template-set.ts';
import { footerOf } from '../snapshot/serialize-snapshot.ts';
import { captureOptionsOf } from '../verify/capture-options.ts';
import type { ApplyOptions, ApplyResult } from './apply-options.ts';
import { APPLY_OPTION_RULES } from './apply-options.ts';
import { applyScript } from './apply-script.ts';
import { EndedEarly } from './ended-early.ts';
import type { SavedPlan } from './saved-plan.ts';
import { savePlan } from './saved-plan.ts';
import { splitScript } from './script-batches.ts';
import { refuseOtherServer } from './server-guard.ts';

/** Options of {@link planFor}. */
export interface PlanForOptions
  extends ChangeOptions,
    Pick<CaptureOptions, 'signal' | 'timeoutMs' | 'progress' | 'fingerprintKey'> {
  /** Take a server of another name than the captured one, or its new name, for the one that is meant. */
  readonly anyServer?: boolean;
}

const { signal, timeoutMs, progress, fingerprintKey } = CAPTURE_OPTION_RULES;
const PLAN_FOR_RULES: OptionRules<PlanForOptions> = {
  ...CHANGE_OPTION_RULES,
  ...{ signal, timeoutMs, progress, fingerprintKey },
  anyServer: 'flag',
};

/**
 * Captures the server as the snapshot was captured, and plans the difference.
 * Throws a RegrantError: `bad-option`; `not-supported` for a server of another name; what captureServer and planChanges throw.
 */
export async function planFor(
  driver: Driver,
  wanted: Snapshot,
  options: PlanForOptions = {},
): Promise<SavedPlan> {
  checkOptions(options, PLAN_FOR_RULES);
  const { signal, timeoutMs, progress, fingerprintKey, anyServer, ...planning } = options;
  const live = await captureServer(driver, {
    ...defined({ signal, timeoutMs, progress }),
    ...captureOptionsOf(wanted, fingerprintKey, planning.mapping),
    definitions: false,
  });
  const here = live.header.server.name;
  if (!anyServer)
    refuseOtherServer(here, renameServer(wanted.header.server.name, planning.mapping ?? {}), 'snapshot');
  const plan = planChanges(live, wanted, { ...planning, digest: footerOf(wanted).sha256 });
  // Names are those of the server that was looked at, whatever the snapshot's is called.
  return savePlan(live, { ...plan, serverName: here }, await loadTemplates());
}

/** Options of {@link applyPlan}. */
export interface ApplyPlanOptions extends ApplyOptions, Pick<CaptureOptions, 'fingerprintKey'> {
  /** A folder of templates of your own. */
  readonly templates?: string;
}

const APPLY_PLAN_RULES: OptionRules<ApplyPlanOptions> = {
  ...APPLY_OPTION_RULES,
  fingerprintKey,
  templates: 'text',
};

/**
 * Runs a plan, if the server is still in the state that it was made for.
 * Throws a RegrantError: `plan-outdated`, `not-supported` for another server, and what applyScript throws.
 */
export async function applyPlan(
  driver: Driver,
  { live, liveDigest, plan }: SavedPlan,
  options: ApplyPlanOptions = {},
): Promise<ApplyResult> {
  checkOptions(options, APPLY_PLAN_RULES);
  const { signal, timeoutMs, fingerprintKey, templates, ...rest } = options;
  const header = { header: live, facts: [] };
  const now = await captureServer(driver, {
    ...defined({ signal, timeoutMs }),
    ...captureOptionsOf(header, fingerprintKey),
    definitions: false,
  });
  refuseOtherServer(now.header.server.name, live.server.name, 'plan');
  if (footerOf(now).sha256 !== liveDigest) throw outdated(live.server.name);
  const text = [...renderScript(plan, await loadTemplates(templates))].join('');
  try {
    return await applyScript(driver, splitScript('plan', text), {
      ...rest,
      // Whoever brings templates of his own runs his own statements.
      choices: { allowForeign: templates !== undefined, allowLockout: allowsLockout(plan) },
      ...defined({ signal, timeoutMs }),
    });
  } catch (error) {
    // The server is not in the state any more that the plan was made for.
    throw error instanceof EndedEarly ? new EndedEarly(error.cause, error.reached, 'replan') : error;
  }
}

function outdated(server: string): RegrantError {
  return new RegrantError({
    code: 'plan-outdated',
    fact: `${server} is not in the state any more that the plan was made for.`,
    remedy: 'Make the plan again and review it.',
  });
}

/** Whether a step that is run was allowed although it may shut out the login that is used. */
function allowsLockout({ sections }: SavedPlan['plan']): boolean {
  return sections.some(({ steps }) =>
    steps.some((step) => isRun(step) && step.needs?.includes('allow-lockout') === true),
  );
}

/** How many steps a plan runs, and how many wait for an allowance. */
export function countSteps({ sections }: Plan<Statement>): {
  readonly run: number;
  readonly withheld: number;
} {
  const steps = sections.flatMap((section) => section.steps);
  const run = steps.filter(isRun).length;
  return { run, withheld: steps.length - run };
}
