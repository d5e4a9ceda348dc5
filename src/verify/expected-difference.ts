// Differences that every restore makes, each with its reason: those that no restore can help, and what depends on where
// it was restored to. Anything else is a real difference.
import type { Change, Changed } from '../diff/change.ts';
import { RESTORE_DIFFERENCES } from '../diff/restore-difference.ts';
import type { Fact } from '../model/fact.ts';

/** Where the snapshot was taken and where it was restored. */
export interface RestoreContext {
  /** Another server, machine or domain than the one that was captured. */
  readonly elsewhere: boolean;
}

/** One rule: what it is called, why no restore can help it, and what it is about. */
interface Rule {
  readonly code: string;
  readonly reason: string;
  /** Properties of a changed fact that the rule explains. */
  readonly properties?: readonly string[];
  readonly applies: (fact: Fact, context: RestoreContext, change: Change) => boolean;
}

const isWindowsPrincipal = (fact: Fact): boolean =>
  (fact.kind === 'login' || fact.kind === 'user') && 'UG'.includes(fact.type);

const rule = (
  code: string,
  reason: string,
  properties: readonly string[],
  applies: Rule['applies'],
): Rule => ({ code, reason, properties, applies });

/** Every rule. A changed fact is explained when each of its properties is. */
export const EXPECTED: readonly Rule[] = [
  ...RESTORE_DIFFERENCES.map(({ code, why, properties, of }) => rule(code, why, properties, of)),
  rule(
    'windows-sid',
    'Windows gives an account its SID; in another domain or on another machine it is another one.',
    ['sid', 'ownerSid'],
    (fact, { elsewhere }) => elsewhere && (isWindowsPrincipal(fact) || fact.kind === 'database'),
  ),

  rule(
    'broker-identity',
    'A database that is restored beside its original, or made anew, has another broker id.',
    ['brokerId'],
    (fact) => fact.kind === 'database',
  ),
  rule(
    'database-kept',
    'A script sets owner, TRUSTWORTHY, DB_CHAINING and the broker; access, state and collation come with the database.',
    ['state', 'userAccess', 'collation', 'containment', 'isReadOnly'],
    (fact, { elsewhere }) => elsewhere && fact.kind === 'database',
  ),

  rule(
    'configuration-kept',
    'A script switches on what security needs and switches nothing off.',
    ['value', 'valueInUse'],
    (fact, _, change) => isSwitchLeftOn(fact, change),
  ),
];

const SWITCHED_ON_ONLY = ['clr enabled', 'contained database authentication', 'cross db ownership chaining'];

function isSwitchLeftOn(fact: Fact, change: Change): boolean {
  if (fact.kind !== 'configuration' || !SWITCHED_ON_ONLY.includes(fact.name)) return false;
  return change.change === 'changed' && change.before.kind === 'configuration' && change.before.value === 0;
}

/** Why a difference is none to worry about. */
export interface Explanation {
  readonly code: string;
  readonly reason: string;
}

/** The reasons that explain a difference wholly; undefined for a real one. */
export function explain(change: Change, context: RestoreContext): readonly Explanation[] | undefined {
  if (change.change !== 'changed') return undefined;
  const found = new Map<string, Explanation>();
  for (const { property } of change.changes) {
    const match = ruleFor(property, change, context);
    if (match === undefined) return undefined;
    found.set(match.code, { code: match.code, reason: match.reason });
  }
  return [...found.values()];
}

function ruleFor(property: string, change: Changed, context: RestoreContext): Rule | undefined {
  return EXPECTED.find(
    ({ properties, applies }) => properties?.includes(property) && applies(change.before, context, change),
  );
}
