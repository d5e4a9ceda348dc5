// Grantor chains: how many grants WITH GRANT OPTION stand between a securable's owner and each row, and for the rows
// that no chain leads to, where theirs ends. Every row is looked at once for each place that may contain it, so time
// grows with the rows, not with their product. Source: "GRANT Object Permissions (Transact-SQL)" (Microsoft): the
// principal behind AS holds the permission WITH GRANT OPTION, or a higher one that implies it.

import type { PermissionFact } from '../../model/fact.ts';
import { CONTROL, maySpread } from '../../model/fact-index.ts';
import { keyOfParts } from '../../model/identity.ts';
import { ordinal } from '../../model/order.ts';

/** A permission row, ready to be planned. */
export interface OrderedPermission {
  readonly fact: PermissionFact;
  /** Present when the grantor must be named: it is not the securable's owner. */
  readonly grantor?: string;
  /**
   * The column is taken from one who holds the grant option on its object: that needs CASCADE, so it comes before
   * what the grantee grants in turn.
   */
  readonly cascade?: true;
}

/** Where the chain of a row ends that no owner's grant begins. */
export type ChainEnd =
  /** The principal that grants and holds no grant option. */
  | { readonly missing: string }
  /** Principals in granting order, from the ordinally first: the last grants to the first. */
  | { readonly circle: readonly string[] };

/** The depth of a row that no chain leads to: behind all others. */
export const UNLINKED = 1_000_000;

/** The chains of one scope's rows. */
export class GrantorChains {
  readonly #depths = new Map<OrderedPermission, number>();
  /** Rows that let their grantee grant, by {@link optionKey}. */
  readonly #options = new Map<string, OrderedPermission[]>();
  readonly #ends = new Map<OrderedPermission, ChainEnd>();

  constructor(rows: readonly OrderedPermission[], sa: string) {
    const waiting = new Map<string, OrderedPermission[]>();
    let level: OrderedPermission[] = [];
    for (const row of rows) {
      if (maySpread(row.fact)) push(this.#options, optionKey(row.fact), row);
      if (needsOption(row, sa)) for (const key of keysAbove(row.fact)) push(waiting, key, row);
      else {
        this.#depths.set(row, 0);
        if (maySpread(row.fact)) level.push(row);
      }
    }
    for (let depth = 1; level.length > 0; depth++) level = this.#link(level, depth, waiting);
  }

  /** Grants between the owner and a row; {@link UNLINKED} where there is no chain. */
  depthOf(row: OrderedPermission): number {
    return this.#depths.get(row) ?? UNLINKED;
  }

  /** Where the chain of an unlinked row ends. */
  endOf(row: OrderedPermission): ChainEnd {
    const path: OrderedPermission[] = [];
    const seen = new Map<OrderedPermission, number>();
    let at = row;
    let end = this.#ends.get(at);
    while (end === undefined) {
      seen.set(at, path.length);
      path.push(at);
      const above = this.#above(at);
      if (above === undefined) end = { missing: at.fact.grantor };
      else if (seen.has(above)) end = { circle: circleOf(path.slice(seen.get(above))) };
      else {
        at = above;
        end = this.#ends.get(at);
      }
    }
    for (const passed of path) this.#ends.set(passed, end);
    return end;
  }

  #link(
    level: readonly OrderedPermission[],
    depth: number,
    waiting: ReadonlyMap<string, readonly OrderedPermission[]>,
  ): OrderedPermission[] {
    const next: OrderedPermission[] = [];
    for (const option of level) {
      for (const row of waiting.get(optionKey(option.fact)) ?? []) {
        if (this.#depths.has(row)) continue;
        this.#depths.set(row, depth);
        if (maySpread(row.fact)) next.push(row);
      }
    }
    return next;
  }

  /** The row that gives a row's grantor its grant option. */
  #above(row: OrderedPermission): OrderedPermission | undefined {
    for (const key of keysAbove(row.fact)) {
      const option = this.#options.get(key)?.[0];
      if (option !== undefined) return option;
    }
    return undefined;
  }
}

/** sa holds every permission of the server and needs no row for it. */
function needsOption({ fact, grantor }: OrderedPermission, sa: string): boolean {
  return grantor !== undefined && !(fact.database === undefined && fact.grantor === sa);
}

function push<T>(into: Map<string, T[]>, key: string, value: T): void {
  const list = into.get(key);
  if (list === undefined) into.set(key, [value]);
  else list.push(value);
}

/** Whom a row lets grant what, and where. */
function optionKey(fact: PermissionFact): string {
  return keyOf(fact.grantee, fact.permission, placeOf(fact, fact.column));
}

/** The keys of rows that let a row's grantor give it: the same permission or CONTROL, there or in what contains it. */
function keysAbove(fact: PermissionFact): readonly string[] {
  const places = new Set([placeOf(fact), placeOf(fact, fact.column), 'SERVER', 'DATABASE']);
  if (fact.schema !== undefined) places.add(keyOfParts('SCHEMA', undefined, fact.schema));
  const permissions = new Set([fact.permission, ...CONTROL]);
  return [...places].flatMap((place) =>
    [...permissions].map((permission) => keyOf(fact.grantor, permission, place)),
  );
}

const keyOf = (holder: string, permission: string, place: string) => keyOfParts(holder, permission, place);

function placeOf({ class: on, schema, name }: PermissionFact, column?: string): string {
  if (on === 'SERVER' || on === 'DATABASE') return on;
  return keyOfParts(on, schema, name, ...(column === undefined ? [] : [column]));
}

/** The grantors of rows that each need the next, in granting order. */
function circleOf(rows: readonly OrderedPermission[]): readonly string[] {
  const members = rows.map(({ fact }) => fact.grantor).reverse();
  const first = members.indexOf([...members].sort(ordinal)[0] ?? '');
  return [...members.slice(first), ...members.slice(0, first)];
}
