// What a statement changes once no rule refuses it, and where: on the server or in a database.
import type { ActOf, SimpleStatement } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import type { Scope } from '../state/scope.ts';

/** A kind of statements that are one act. */
export type SimpleKind = SimpleStatement['kind'];

type Apply<A> = (act: A, context: RunContext, scope: Scope) => void;
type Where<A> = 'server' | 'database' | ((act: A, context: RunContext) => Scope | undefined);

/** Where and what. */
export type Effect = readonly [Where<never>, Apply<never>];

/** What statements change that are all of one place. */
export function within<T extends { readonly [K in SimpleKind]?: Apply<ActOf<K>> }>(
  where: 'server' | 'database',
  applies: T,
): Readonly<Record<keyof T, Effect>> {
  const rows = Object.entries(applies).map(([kind, apply]) => [kind, [where, apply]]);
  return Object.fromEntries(rows) as Readonly<Record<keyof T, Effect>>;
}

/** What statements change whose words tell where. */
export function whereSaid<K extends SimpleKind>(
  kinds: readonly K[],
  where: (act: ActOf<K>, context: RunContext) => Scope | undefined,
  apply: Apply<ActOf<K>>,
): Readonly<Record<K, Effect>> {
  return Object.fromEntries(kinds.map((kind) => [kind, [where, apply]])) as unknown as Readonly<
    Record<K, Effect>
  >;
}

/** What is said of a thing: what is not said stays as it is, and an empty text takes away what was. */
export function told<T extends object>(said: T): { readonly [P in keyof T]?: T[P] | undefined } {
  const given = Object.entries(said).filter(([, value]) => value !== undefined);
  const parts = given.map(([property, value]) => [property, value === '' ? undefined : value]);
  return Object.fromEntries(parts) as { readonly [P in keyof T]?: T[P] | undefined };
}
