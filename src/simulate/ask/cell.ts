// What the views of the simulated server's catalogue are made of: cells, rows, where they are read, and how cells compare.
import type { Hex } from '../../model/fact.ts';
import type { Fold } from '../../model/name-fold.ts';
import type { DatabaseState } from '../state/database-state.ts';
import { isMade } from '../state/principal.ts';
import type { ServerState } from '../state/server-state.ts';
import type { ServerThing, Thing } from '../state/things.ts';

/** A value of a column: text, a number, a binary value, NULL, or undefined where it is not known. */
export type Cell = string | number | { readonly hex: string } | null | undefined;

/** A row; a column the view does not have is absent. */
export type Row = Readonly<Record<string, Cell>>;

/** What a query is sure to ask of a view's columns, in lower case, so that not every row is made. */
export type Hint = Readonly<Record<string, Cell>>;

/** Where a view is read. */
export interface CatalogContext {
  readonly server: ServerState;
  readonly database: DatabaseState;
  /** `show advanced options` when the script began, which regrant's preflight keeps. */
  readonly savedAdvancedOptions: number;
  /** What the session tells of itself; an error of undefined is not known. */
  readonly session: { readonly transactions: number; readonly error: number | undefined };
}

/** The rows of a view; of those that a hint rules out it may leave out any. */
export type View = (context: CatalogContext, hint: Hint) => Iterable<Row>;

export const bit = (value: boolean | undefined): Cell => (value === undefined ? undefined : value ? 1 : 0);
export const binary = (value: string | undefined): Cell => (value === undefined ? null : { hex: value });

export const textOf = (value: Cell): string | undefined => (typeof value === 'string' ? value : undefined);
export const numberOf = (value: Cell): number | undefined => (typeof value === 'number' ? value : undefined);
export const hexOf = (value: Cell): Hex | undefined =>
  typeof value === 'object' && value !== null ? (value.hex as Hex) : undefined;

type Asked = (hint: Hint) => readonly (string | number | undefined)[];

/** What a view is asked for by a name. */
export const byName: Asked = ({ name }) => [textOf(name)];

/** The view of a kind of things, asked for by what identifies one; what is only spoken of has no row. */
export const viewOf = <K extends ServerThing>(
  kind: K,
  asked: Asked,
  row: (thing: Thing<K>, context: CatalogContext) => Row,
): View =>
  function* (context, hint) {
    for (const thing of context.server.things[kind].asked(...asked(hint)))
      if (isMade(thing)) yield row(thing, context);
  };

/** true, false, null (SQL's UNKNOWN), or undefined where it was not understood. */
export type Truth = boolean | null | undefined;

/** Whether a comparison holds, with SQL's three values. Source: "Comparison Operators (Transact-SQL)" (Microsoft). */
export function compare(operator: string, a: Cell, b: Cell, fold: Fold): Truth {
  if (a === undefined || b === undefined) return undefined;
  if (a === null || b === null) return null;
  const order = orderOf(a, b, fold);
  if (order === undefined || (Number.isNaN(order) && operator !== '=' && operator !== '<>')) return undefined;
  return COMPARISONS[operator]?.(order);
}

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** Texts and binary values tell equal from unequal only: their order is the collation's. */
function orderOf(a: NonNullable<Cell>, b: NonNullable<Cell>, fold: Fold): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return fold(a) === fold(b) ? 0 : Number.NaN;
  if (typeof a === 'object' && typeof b === 'object') return a.hex === b.hex ? 0 : Number.NaN;
  return undefined;
}
