// What a rule of a kind of facts is: how a fact is made, how it goes, and how each of its properties changes, each by
// steps or by the reason why there are none.
import type { FactKind, FactOf } from '../model/fact.ts';
import type { IdentityOf } from '../model/fact-shape.ts';
import { LIMITS, type LimitCode } from '../model/limit.ts';
import type { ChangedFact } from './compare-snapshots.ts';
import type { World } from './lookup/world.ts';
import type { Made } from './plan.ts';
import { limit, type Reason } from './reason.ts';

/** What is told of a fact in a script's head. */
export interface Told {
  readonly code: string;
  readonly note: string;
}

/** What comes of a fact. */
export interface Outcome {
  readonly steps?: readonly Made[];
  readonly notes?: readonly Told[];
  /** Why nothing is done for it, or not all. */
  readonly reason?: Reason;
}

/** Nothing to do and nothing to tell: what it is comes with something else. */
export const COMES_ALONG: Outcome = {};

type Why<K extends FactKind> = Reason | ((change: ChangedFact<K>, world: World) => Reason);

/** How a property changes. Properties of one `make` are asked for together, once. */
export interface Settable<K extends FactKind> {
  readonly make: (change: ChangedFact<K>, world: World) => readonly Made[];
  /** Why, where none of the steps settles the property. */
  readonly otherwise: Why<K>;
}

/** How a property changes, or why it does not. */
export type PropertyRule<K extends FactKind> = Why<K> | Settable<K>;

/** All that there is to know of planning a kind of facts. */
export interface KindRule<K extends FactKind> {
  /** Makes a fact that is not there or, for a script, that may not be there. */
  readonly create: (fact: FactOf<K>, world: World) => Outcome;
  /** Takes away a fact that the wanted state lacks. */
  readonly drop: (fact: FactOf<K>, world: World) => Outcome;
  /** Every property that is no part of the identity. */
  readonly change: {
    readonly [P in Exclude<keyof Required<Omit<FactOf<K>, 'kind'>>, IdentityOf<K>>]: PropertyRule<K>;
  };
  /** The order in which facts are made, where it is not that of their keys. */
  readonly sort?: (facts: readonly FactOf<K>[], world: World) => readonly FactOf<K>[];
}

/** A property that steps set. */
export function by<K extends FactKind>(make: Settable<K>['make'], otherwise: Why<K>): Settable<K> {
  return { make, otherwise };
}

/** Several properties with one rule. */
export function each<K extends FactKind, P extends string>(
  properties: readonly P[],
  rule: PropertyRule<K>,
): { readonly [Q in P]: PropertyRule<K> } {
  return Object.fromEntries(properties.map((property) => [property, rule])) as Record<P, PropertyRule<K>>;
}

/** Steps, and nothing to tell. */
export const steps = (...list: readonly Made[]): Outcome => ({ steps: list });

/** No step, and why. */
export const not = (reason: Reason): Outcome => ({ reason });

/** No step because of a limit, which the script's head tells of what has it. */
export const unscripted = (what: string, code: LimitCode): Outcome => ({
  notes: [{ code, note: `${what}: ${LIMITS[code]}` }],
  reason: limit(code),
});
