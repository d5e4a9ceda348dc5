// Values of the catalogue compared, with SQL's three values; a fourth, undefined, where what they are is not known.
// Source: "Comparison Operators (Transact-SQL)" (Microsoft).
import type { Fold } from '../../model/name-fold.ts';
import type { Cell } from './cell.ts';

/** true, false, null (SQL's UNKNOWN), or undefined where it was not understood. */
export type Truth = boolean | null | undefined;

/** Whether a comparison holds. */
export function compare(operator: string, a: Cell, b: Cell, fold: Fold): Truth {
  if (a === undefined || b === undefined) return undefined;
  if (a === null || b === null) return null;
  const order = orderOf(a, b, fold);
  if (order === undefined || (Number.isNaN(order) && operator !== '=' && operator !== '<>')) return undefined;
  switch (operator) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      return undefined;
  }
}

/** Texts and binary values tell equal from unequal only: their order is the collation's. */
function orderOf(a: NonNullable<Cell>, b: NonNullable<Cell>, fold: Fold): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return fold(a) === fold(b) ? 0 : Number.NaN;
  if (typeof a === 'object' && typeof b === 'object') return a.hex === b.hex ? 0 : Number.NaN;
  return undefined;
}
