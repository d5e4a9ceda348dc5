// What a plan of changes does only when it is told to: taking away, dropping, and what can shut people out.
import type { FactOf } from '../model/fact.ts';
import { SA_SID } from '../model/system-principals.ts';
import type { Section, Step } from './plan.ts';
import type { SnapshotIndex } from './snapshot-index.ts';

/** The flags, by what they allow. */
export const ALLOWANCES = {
  'revoke-extra': 'takes away what the snapshot does not have',
  'drop-extra': 'drops what the snapshot does not have',
  'change-owners': 'gives something that is there another owner, which also takes the permissions on it away',
  'allow-public': 'widens or narrows what everybody may do (public)',
  'enable-logins': 'lets a login in that is disabled now',
  'allow-lockout':
    'shuts out the login that is used here: disables it, gives it another password, takes its sysadmin from it',
  'allow-no-sysadmin': 'leaves no enabled login in sysadmin',
} as const;

/** One of {@link ALLOWANCES}; on the command line `--` and this. */
export type Allowance = keyof typeof ALLOWANCES;

/** A step with what it takes to be run. */
export interface GuardedStep {
  readonly step: Step;
  readonly needs: readonly Allowance[];
}

/** A step that is dangerous, and whether it was allowed. */
export interface Hazard {
  readonly step: Step;
  readonly database?: string;
  readonly needs: readonly Allowance[];
  readonly isAllowed: boolean;
}

/** Comments out the steps that lack an allowance, and lists all that need one. */
export function guard(
  sections: readonly { readonly section: Section; readonly steps: readonly GuardedStep[] }[],
  allowed: ReadonlySet<Allowance>,
): { readonly sections: readonly Section[]; readonly hazards: readonly Hazard[] } {
  const hazards: Hazard[] = [];
  const guarded = sections.map(({ section, steps }) => ({
    ...section,
    steps: steps.map(({ step, needs }): Step => {
      if (needs.length === 0) return step;
      const missing = needs.filter((need) => !allowed.has(need));
      const { database } = section;
      hazards.push({
        step,
        needs,
        isAllowed: missing.length === 0,
        ...(database === undefined ? {} : { database }),
      });
      if (missing.length === 0) return step;
      return { ...step, commentedOut: `needs ${missing.map((need) => `--${need}`).join(' and ')}` };
    }),
  }));
  return { sections: guarded, hazards };
}

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
  const members = index.server('role-member').filter(({ role }) => role === 'sysadmin');
  const sysadmins = members.map(({ member }) => member).filter((name) => enabled.get(name) ?? false);
  const sa = index.server('login').find(({ sid }) => sid === SA_SID);
  return {
    caller,
    sysadmins: new Set([...sysadmins, ...(sa !== undefined && canEnter(sa) ? [sa.name] : [])]),
  };
}

const canEnter = ({ isDisabled, type }: FactOf<'login'>): boolean => !isDisabled && !'CK'.includes(type);

/** Adds what the steps need beside their own allowances, because of whom they shut out together. */
export function withAccessNeeds<P extends { readonly steps: readonly GuardedStep[] }>(
  parts: readonly P[],
  access: Access,
): readonly P[] {
  const losers = new Set(parts.flatMap(({ steps }) => steps.map(({ step }) => loserOf(step))));
  const leavesNone = [...access.sysadmins].every((name) => losers.has(name));
  const needsOf = (step: Step): readonly Allowance[] => {
    const { caller, sysadmins } = access;
    const loser = loserOf(step);
    const locksOut = caller !== undefined && (loser === caller || passwordOf(step) === caller);
    return [
      ...(locksOut ? (['allow-lockout'] as const) : []),
      ...(loser !== undefined && leavesNone && sysadmins.has(loser) ? (['allow-no-sysadmin'] as const) : []),
    ];
  };
  return parts.map((part) => ({
    ...part,
    steps: part.steps.map(({ step, needs }) => ({ step, needs: [...needs, ...needsOf(step)] })),
  }));
}

const passwordOf = ({ action, values }: Step) => (action === 'set-login-password' ? values.login : undefined);

/** The login that a step keeps out, or takes out of sysadmin. */
function loserOf({ action, values }: Step): string | undefined {
  const { login, role, member, permission, grantee } = values as Readonly<Record<string, string | undefined>>;
  if (action === 'drop-login' || action === 'disable-login' || action === 'revoke-connect-sql') return login;
  if (action === 'drop-server-role-member' && role === 'sysadmin') return member;
  const connect = permission === 'CONNECT SQL' || permission === 'CONTROL SERVER';
  return connect && (action === 'deny' || action === 'revoke') ? grantee : undefined;
}
