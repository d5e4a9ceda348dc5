// Counts what the server has and no capture brings, so that nobody takes a script for the whole of it. The rows of msdb's
// tables are counted by their partitions, which takes no right to read them.
import { UNCAPTURED_OF_MSDB, UNCAPTURED_OF_SERVER, type Uncaptured } from '../model/catalog/uncaptured.ts';
import { counted } from '../model/words/shown.ts';
import { integer, name } from './batch/cell.ts';
import { defineQuery } from './batch/query.ts';
import type { Ledger } from './ledger.ts';
import type { DatabaseScope, ServerScope } from './scope.ts';

/** The code of the notes. */
export const NOT_CAPTURED = 'not-captured';

/** A query for each kind of the server. */
export const uncapturedOfServer = UNCAPTURED_OF_SERVER.map((kind) =>
  defineQuery<ServerScope>()({
    name: kind.many,
    view: kind.view,
    columns: ['name'],
    narrow: (query) => (kind.shipped.length === 0 ? query : query.whereNotIn('v.name', kind.shipped)),
    read: ({ ledger }) => {
      let count = 0;
      return {
        row: () => {
          count += 1;
        },
        end: () => tell(ledger, kind, count),
      };
    },
  }),
);

/** Heaps and clustered indexes: each row of a table is in one. */
const WHOLE_TABLE = [0, 1];

/** Those that a job names are captured. */
const OPERATORS = 'sysoperators';

/** `sys.partitions` of msdb. */
export const uncapturedOfMsdb = defineQuery<DatabaseScope>()({
  name: 'what is not captured of msdb',
  view: 'sys.partitions',
  columns: ['rows', 'index_id'],
  expressions: { table_name: '[o].[name]' },
  narrow: (query) =>
    query
      .innerJoin('sys.objects as o', 'o.object_id', 'v.object_id')
      .whereIn('v.index_id', WHOLE_TABLE)
      .whereIn(
        'o.name',
        UNCAPTURED_OF_MSDB.map(({ table }) => table),
      ),
  read: ({ ledger, namedOperators }, at) => {
    const counts = new Map<string, number>();
    return {
      row: (row) => {
        const table = name(row[at.table_name]);
        counts.set(table, (counts.get(table) ?? 0) + (integer(row[at.rows]) ?? 0));
      },
      end: () => {
        counts.set(OPERATORS, Math.max(0, (counts.get(OPERATORS) ?? 0) - namedOperators.size));
        for (const kind of UNCAPTURED_OF_MSDB) tell(ledger, kind, counts.get(kind.table) ?? 0);
      },
    };
  },
});

function tell(ledger: Ledger, { one, many, leftTo }: Uncaptured, count: number): void {
  if (count === 0) return;
  const is = count === 1 ? 'is' : 'are';
  ledger.note(NOT_CAPTURED, `${counted(count, one, many)} ${is} left to ${leftTo}.`);
}
