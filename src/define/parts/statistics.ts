// Statistics that somebody made. SQL Server keeps a filter in a form that CREATE STATISTICS refuses where it has OR: there
// it is said with IN, as SQL Server's own scripts say it. Source: "CREATE STATISTICS (Transact-SQL)" (Microsoft).
import type { StatisticsShape } from '../../model/definitions/index-shape.ts';
import type { Qualified } from '../../model/definitions/type-shape.ts';
import { parenthesized } from '../../text/expression.ts';
import { identifier, qualified } from '../../text/quote.ts';
import type { ObjectStatement } from '../statement.ts';

/** The statements that make the statistics of a table or a view. */
export function statisticsStatements(
  { schema, name: on }: Qualified,
  statistics: readonly StatisticsShape[] = [],
  isInMemory = false,
): ObjectStatement[] {
  return statistics.map(({ name, columns, filter, isNotRecomputed, isIncremental, isAutoDropped }) => {
    const options = [
      // SQL Server 2014 takes no other of a table in memory, and a new one has no rows.
      ...(isInMemory ? ['FULLSCAN'] : []),
      ...(isNotRecomputed ? ['NORECOMPUTE'] : []),
      ...(isIncremental ? ['INCREMENTAL = ON'] : []),
      ...(isAutoDropped ? ['AUTO_DROP = ON'] : []),
    ];
    const clauses = [
      `CREATE STATISTICS ${identifier(name)} ON ${qualified({ schema, name: on })} (${columns.map(identifier).join(', ')})`,
      filter === undefined ? '' : `WHERE ${filterText(filter)}`,
      options.length === 0 ? '' : `WITH ${options.join(', ')}`,
    ].filter((clause) => clause !== '');
    return {
      section: 'indexes',
      makes: { what: 'statistics', schema, name, on },
      text: `${clauses.join('\n')};`,
    };
  });
}

/** A value in a filter. */
const VALUE = "\\([^()]*\\)|N?'(?:[^']|'')*'|0x[0-9A-Fa-f]*";
const ONE_VALUE = new RegExp(VALUE, 'y');
const NAME = '\\[(?:[^\\]]|\\]\\])+\\]';
/** `([a]=(1) OR [a]=(2))`, wherever it stands; or a constant or a name, in which nothing is looked for. */
const ALTERNATIVES = new RegExp(
  `\\((${NAME})=(?:${VALUE})(?: OR \\1=(?:${VALUE}))+\\)|'(?:[^']|'')*'|${NAME}`,
  'g',
);

function filterText(filter: string): string {
  return parenthesized(
    parenthesized(filter).replace(ALTERNATIVES, (found, column: string | undefined) =>
      column === undefined ? found : `(${column} IN (${valuesOf(found, column).join(', ')}))`,
    ),
  );
}

/** From the last to the first, as IN is turned into OR. */
function valuesOf(alternatives: string, column: string): readonly string[] {
  const values: string[] = [];
  for (let at = 1; at < alternatives.length; ) {
    ONE_VALUE.lastIndex = at + column.length + 1;
    values.unshift(ONE_VALUE.exec(alternatives)?.[0] ?? '');
    at += column.length + 1 + (values[0]?.length ?? 0) + ' OR '.length;
  }
  return values;
}
