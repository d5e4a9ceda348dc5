// Orders permission rows so that each can run: object rows before column rows, and a row granted AS a principal
// after the row that gave that principal its grant option. Sources: "GRANT (Transact-SQL)", AS clause (Microsoft).
import type { PermissionFact } from '../model/fact.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import { securableOf } from './snapshot-index.ts';

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

/** The rows in an order that can run, and those whose grantor no row gives the grant option to. */
export interface PermissionOrder {
  readonly rows: readonly OrderedPermission[];
  /** Rows whose chain leads nowhere or in a circle; they are in `rows` too, last of their depth. */
  readonly unlinked: readonly PermissionFact[];
}

/** Orders the rows of one scope (the server's, or one database's); the input is in key order and that order breaks ties. */
export function orderPermissions(facts: readonly PermissionFact[], index: SnapshotIndex): PermissionOrder {
  const options = new Map<string, OrderedPermission>();
  const rows = facts.map((fact): OrderedPermission => {
    const isDefault = fact.grantor === index.ownerOf(securableOf(fact));
    return isDefault ? { fact } : { fact, grantor: fact.grantor };
  });
  for (const row of rows) {
    if (row.fact.state === 'W' && row.fact.column === undefined) options.set(wholeKey(row.fact), row);
  }
  const chains = rows.some(({ grantor }) => grantor !== undefined) ? new Chains(rows, index.sa) : undefined;
  const depthOf = (row: OrderedPermission) => chains?.depthOf(row) ?? 0;
  const unlinked: PermissionFact[] = [];
  const ranked = rows.map((row, at) => {
    const depth = depthOf(row);
    if (depth === Chains.unlinked) unlinked.push(row.fact);
    const column = row.fact.column === undefined ? 0 : 1;
    const option = takesColumn(row.fact) ? options.get(wholeKey(row.fact)) : undefined;
    if (option === undefined) return { row, last: column, depth, column, at };
    return {
      row: { ...row, cascade: true } as const,
      last: 0,
      depth: Math.max(depth, depthOf(option)),
      column,
      at,
    };
  });
  ranked.sort((a, b) => a.last - b.last || a.depth - b.depth || a.column - b.column || a.at - b.at);
  return { rows: ranked.map(({ row }) => row), unlinked };
}

function takesColumn({ column, state }: PermissionFact): boolean {
  return column !== undefined && (state === 'R' || state === 'D');
}

/** What the row of a whole object has in common with those of its columns. */
function wholeKey({ class: found, schema, name, permission, grantee, grantor }: PermissionFact): string {
  return JSON.stringify([found, schema, name, permission, grantee, grantor]);
}

/** How many grants with grant option stand between the owner and a row. */
class Chains {
  static readonly unlinked = 1_000_000;
  readonly #options = new Map<string, OrderedPermission[]>();
  readonly #depths = new Map<OrderedPermission, number>();
  readonly #sa: string;

  constructor(rows: readonly OrderedPermission[], sa: string) {
    this.#sa = sa;
    for (const row of rows) {
      if (row.fact.state !== 'W') continue;
      const held = this.#options.get(row.fact.grantee);
      if (held === undefined) this.#options.set(row.fact.grantee, [row]);
      else held.push(row);
    }
  }

  depthOf(row: OrderedPermission): number {
    if (row.grantor === undefined || this.#holdsAll(row.fact)) return 0;
    const known = this.#depths.get(row);
    if (known !== undefined) return known;
    this.#depths.set(row, Chains.unlinked);
    let depth = Chains.unlinked;
    for (const option of this.#options.get(row.grantor) ?? []) {
      if (covers(option.fact, row.fact)) depth = Math.min(depth, this.depthOf(option) + 1);
    }
    depth = Math.min(depth, Chains.unlinked);
    this.#depths.set(row, depth);
    return depth;
  }

  /** sa holds every permission of the server and needs no row for it. */
  #holdsAll(fact: PermissionFact): boolean {
    return fact.database === undefined && fact.grantor === this.#sa;
  }
}

/** Whether a row held with grant option lets its grantee give the other row: the same securable or one that contains it. */
function covers(option: PermissionFact, row: PermissionFact): boolean {
  const samePermission =
    option.permission === row.permission ||
    option.permission === 'CONTROL' ||
    option.permission === 'CONTROL SERVER';
  if (!samePermission) return false;
  if (option.class === 'SERVER' || option.class === 'DATABASE') return true;
  if (option.class === 'SCHEMA' && row.class !== 'SCHEMA') return option.name === row.schema;
  return (
    option.class === row.class &&
    option.schema === row.schema &&
    option.name === row.name &&
    (option.column === undefined || option.column === row.column)
  );
}
