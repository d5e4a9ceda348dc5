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

/** `([a]=(1) OR [a]=(2))`. */
const ALTERNATIVES =
  /^\((\[(?:[^\]]|\]\])+\])=(\([^()]*\)|N?'(?:[^']|'')*')(?: OR \1=(?:\([^()]*\)|N?'(?:[^']|'')*'))+\)$/;

function filterText(filter: string): string {
  const column = ALTERNATIVES.exec(filter)?.[1];
  if (column === undefined) return parenthesized(filter);
  const values = filter
    .slice(1, -1)
    .split(` OR ${column}=`)
    .map((part, at) => (at === 0 ? part.slice(column.length + 1) : part))
    // From the last to the first, as IN is turned into OR.
    .reverse();
  return parenthesized(`(${column} IN (${values.join(', ')}))`);
}
