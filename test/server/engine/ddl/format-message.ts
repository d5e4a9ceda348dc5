// The text of a RAISERROR: %s, %d and their kin replaced. Source: "RAISERROR (Transact-SQL)".
import type { Value } from '../../contract.ts';
import { failAt } from '../messages.ts';

/** Longest message; what is longer ends in an ellipsis. */
const LONGEST = 2047;

/** Puts the arguments into a message; throws 2786 and 2787 for arguments that do not fit. */
export function formatMessage(format: string, given: readonly Value[], line: number): string {
  let next = 0;
  const text = format.replace(
    /%(%|[-+0 #]*\d*(?:\.\d+)?(?:h|l|I64)?([diosuxX])|.|$)/gs,
    (whole, spec: string, letter: string | undefined) => {
      if (spec === '%') return '%';
      if (letter === undefined) throw failAt(line, 2787, `Invalid format specification: '${whole}'.`);
      const value = given[next];
      next += 1;
      if (value === undefined || value === null) return '(null)';
      const isNumber = typeof value === 'number' || typeof value === 'bigint';
      if (isNumber === (letter === 's')) {
        throw failAt(
          line,
          2786,
          `The data type of substitution parameter ${next} does not match the expected type of the format specification.`,
        );
      }
      return String(value);
    },
  );
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}
