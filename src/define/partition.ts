// Partition functions and schemes. Source: "CREATE PARTITION FUNCTION", "CREATE PARTITION SCHEME" (Microsoft).
import { RegrantError } from '../model/errors.ts';
import type { DefinitionOf } from '../model/facts/definition-fact.ts';
import { binary, collationName, identifier, text } from '../text/quote.ts';
import type { DefinitionKind } from './kind.ts';
import { typeName } from './type-name.ts';

/** How partition functions are written. */
export const PARTITION_FUNCTION_KIND: DefinitionKind<'partition-function'> = {
  statements: ({ name, body }) => {
    const { type, collation, range, boundaries = [] } = body;
    const of = `${typeName(type)}${collation === undefined ? '' : ` COLLATE ${collationName(collation)}`}`;
    const values = boundaries.map(boundaryText).join(', ');
    return [
      {
        section: 'storage',
        makes: { what: 'partition-function', name },
        text: `CREATE PARTITION FUNCTION ${identifier(name)} (${of})\n    AS RANGE ${range} FOR VALUES (${values});`,
      },
    ];
  },
  isHard: () => false,
};

/** How partition schemes are written: the filegroup of the next partition is the last of the list. */
export const PARTITION_SCHEME_KIND: DefinitionKind<'partition-scheme'> = {
  statements: ({ name, body }, { options }) => {
    const to =
      options.filegroups === 'omit'
        ? `ALL TO (${identifier('PRIMARY')})`
        : `TO (${body.filegroups.map(identifier).join(', ')})`;
    return [
      {
        section: 'storage',
        makes: { what: 'partition-scheme', name },
        text: `CREATE PARTITION SCHEME ${identifier(name)}\n    AS PARTITION ${identifier(body.function)} ${to};`,
      },
    ];
  },
  isHard: () => false,
  needs: ({ body }) => [{ space: 'data-space', name: body.function }],
};

type Boundary = NonNullable<DefinitionOf<'partition-function'>['body']['boundaries']>[number];

const NUMBERS = new Set(
  'tinyint smallint int bigint bit decimal numeric money smallmoney float real'.split(' '),
);
const NUMBER = /^-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

/** Dates and names as constants that no setting reads otherwise; numbers and binary values as they are. */
function boundaryText({ type, value }: Boundary): string {
  if (value === undefined) return 'NULL';
  if (type === 'binary' || type === 'varbinary') return binary(value);
  if (!NUMBERS.has(type)) return text(value);
  if (NUMBER.test(value)) return value;
  throw new RegrantError({
    code: 'bad-snapshot',
    fact: `${JSON.stringify(value.slice(0, 40))} is no number, as a boundary of type ${type} is.`,
    remedy: 'Capture the server again; if it stays, report the snapshot line that holds it.',
  });
}
