// Orders permission rows so that each can run: object rows before column rows, and a row granted AS a principal
// after the row that gave that principal its grant option. Sources: "GRANT (Transact-SQL)", AS clause (Microsoft).

import type { PermissionFact } from '../../model/fact.ts';
import { keyOfParts, securableOf } from '../../model/identity.ts';
import type { SnapshotIndex } from '../lookup/snapshot-index.ts';
import { type ChainEnd, GrantorChains, type OrderedPermission, UNLINKED } from './grantor-chains.ts';

/** The rows in an order that can run, and those whose grantor no row gives the grant option to. */
export interface PermissionOrder {
  readonly rows: readonly OrderedPermission[];
  /** Rows whose chain leads nowhere or in a circle, and where it ends; they are in `rows` too, last of their depth. */
  readonly unlinked: readonly { readonly fact: PermissionFact; readonly end: ChainEnd }[];
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
  const chains = rows.some(({ grantor }) => grantor !== undefined)
    ? new GrantorChains(rows, index.sa)
    : undefined;
  const depthOf = (row: OrderedPermission) => chains?.depthOf(row) ?? 0;
  const unlinked: { fact: PermissionFact; end: ChainEnd }[] = [];
  const ranked = rows.map((row, at) => {
    const depth = depthOf(row);
    if (chains !== undefined && depth === UNLINKED) unlinked.push({ fact: row.fact, end: chains.endOf(row) });
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
  return keyOfParts(found, schema, name, permission, grantee, grantor);
}
