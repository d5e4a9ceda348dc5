// Partition functions and schemes. Source: "CREATE PARTITION FUNCTION", "CREATE PARTITION SCHEME" (Microsoft).
import { collationName, identifier, keyword } from '../text/quote.ts';
import type { DefinitionKind } from './kind.ts';
import { constant } from './parts/constant.ts';
import { typeName } from './type-name.ts';

/** How partition functions are written. */
export const PARTITION_FUNCTION_KIND: DefinitionKind<'partition-function'> = {
  statements: ({ name, body }) => {
    const { type, collation, range, boundaries = [] } = body;
    const of = `${typeName(type)}${collation === undefined ? '' : ` COLLATE ${collationName(collation)}`}`;
    const values = boundaries.map(constant).join(', ');
    return [
      {
        section: 'storage',
        makes: { what: 'partition-function', name },
        text: `CREATE PARTITION FUNCTION ${identifier(name)} (${of})\n    AS RANGE ${keyword(range)} FOR VALUES (${values});`,
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
