// Steps that wait for their allowance are shown as comments, each with what it needs.
import { isOfKey } from '../model/catalog/principal-kind.ts';
import { ADMINISTRATORS, SA_SID } from '../model/catalog/system-principals.ts';
import type { FactOf } from '../model/fact.ts';
import type { SnapshotIndex } from './lookup/snapshot-index.ts';
import type { Section, Step } from './plan.ts';
import { accessOf as accessOfStep } from './steps/access.ts';
import { actionRow } from './steps/action.ts';
import type { Allowance } from './steps/allowance.ts';
import type { Values } from './steps/parameter-kind.ts';

/** Who is at risk of being shut out. */
export interface Access {
  /** The login that is used. */
  readonly caller: string | undefined;
  /** Enabled logins in sysadmin now. */
  readonly sysadmins: ReadonlySet<string>;
}

/** Reads the access off the server as it is. */
export function accessOf(index: SnapshotIndex, caller: string | undefined): Access {
  const enabled = new Map(index.server('login').map((login) => [login.name, canEnter(login)]));
  const members = index.server('role-member').filter(({ role }) => role === ADMINISTRATORS.server);
  const sysadmins = members.map(({ member }) => member).filter((name) => enabled.get(name) ?? false);
  const sa = index.loginOfSid(SA_SID);
  return {
    caller,
    sysadmins: new Set([...sysadmins, ...(sa !== undefined && canEnter(sa) ? [sa.name] : [])]),
  };
}

const canEnter = ({ isDisabled, type }: FactOf<'login'>): boolean => !isDisabled && !isOfKey(type);

/** Comments out the steps that lack an allowance; each says what it needs. */
export function guardSections(
  sections: readonly Section[],
  access: Access,
  allowed: readonly Allowance[],
): readonly Section[] {
  const losers = new Set(sections.flatMap(({ steps }) => steps.map(loserOf)));
  const leavesNone = [...access.sysadmins].every((name) => losers.has(name));
  return sections.map((section) => ({
    ...section,
    steps: section.steps.map((step) => guarded(step, needsOf(step, access, leavesNone), allowed)),
  }));
}

function guarded(step: Step, needs: readonly Allowance[], allowed: readonly Allowance[]): Step {
  if (needs.length === 0) return step;
  const missing = needs.filter((need) => !allowed.includes(need));
  const why = `needs ${missing.map((need) => `--${need}`).join(' and ')}`;
  const isHeld = missing.length > 0 && step.commentedOut === undefined;
  return { ...step, needs, ...(isHeld ? { commentedOut: why } : {}) };
}

/** What its rule says it needs, and what it needs because of whom it touches or shuts out. */
function needsOf(step: Step, { caller, sysadmins }: Access, leavesNone: boolean): readonly Allowance[] {
  const { grantee } = step.values as Values;
  const loser = loserOf(step);
  const locksOut = caller !== undefined && accessOfStep(step)?.login === caller;
  return [
    ...(step.needs ?? []),
    ...(grantee === 'public' ? (['allow-public'] as const) : []),
    ...(locksOut ? (['allow-lockout'] as const) : []),
    ...(loser !== undefined && leavesNone && sysadmins.has(loser) ? (['allow-no-sysadmin'] as const) : []),
  ];
}

/** The login that a step keeps out, or takes out of sysadmin. */
function loserOf({ action, values }: Step): string | undefined {
  const login = actionRow(action).shutsOut?.(values);
  return typeof login === 'string' ? login : undefined;
}
