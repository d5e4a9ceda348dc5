// Values of the catalogue as constants: boundaries of partitions, defaults of parameters.
// Source: "Constants (Transact-SQL)" (Microsoft).
import type { Constant } from '../../model/definitions/type-shape.ts';
import { RegrantError } from '../../model/errors.ts';
import { binary, text } from '../../text/quote.ts';

const NUMBERS = new Set(
  'tinyint smallint int bigint bit decimal numeric money smallmoney float real'.split(' '),
);
const NUMBER = /^-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

/** Dates and names as constants that no setting reads otherwise; numbers and binary values as they are. */
export function constant({ type, value }: Constant): string {
  if (value === undefined) return 'NULL';
  if (type === 'binary' || type === 'varbinary') return binary(value);
  if (!NUMBERS.has(type)) return text(value);
  if (NUMBER.test(value)) return value;
  throw new RegrantError({
    code: 'bad-snapshot',
    fact: `${JSON.stringify(value.slice(0, 40))} is no number, as a value of type ${type} is.`,
    remedy: 'Capture the server again; if it stays, report the snapshot line that holds it.',
  });
}
