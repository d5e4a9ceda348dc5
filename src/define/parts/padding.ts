// ANSI_PADDING of columns: a table of which some were made with it and some without is made in runs, each under the setting
// of its columns. Source: "SET ANSI_PADDING (Transact-SQL)" (Microsoft).
import type { ColumnShape, TableShape } from '../../model/definitions/table-shape.ts';

/** Columns that follow each other and are made under one setting. */
export interface PaddingRun {
  readonly isOff: boolean;
  readonly columns: readonly ColumnShape[];
}

/** Types of the system that the setting matters to. */
const PADDABLE: ReadonlySet<string> = new Set(['char', 'varchar', 'binary', 'varbinary']);

/** The columns of a table in runs; one, of whatever columns, where all are made alike. */
export function paddingRuns({
  columns,
  isMemoryOptimized,
}: TableShape): readonly [PaddingRun, ...PaddingRun[]] {
  const isOff = columns.some(({ isAnsiPaddingOff }) => isAnsiPaddingOff);
  if (!isOff || isMemoryOptimized) return [{ isOff: false, columns }];
  const runs: { isOff: boolean | undefined; columns: ColumnShape[] }[] = [{ isOff: undefined, columns: [] }];
  for (const column of columns) {
    const wanted = settingOf(column);
    const last = runs.at(-1);
    if (last !== undefined && (wanted === undefined || last.isOff === undefined || last.isOff === wanted)) {
      last.columns.push(column);
      last.isOff ??= wanted;
    } else runs.push({ isOff: wanted, columns: [column] });
  }
  const [first, ...more] = runs.map((run) => ({ ...run, isOff: run.isOff ?? false }));
  return [first ?? { isOff: false, columns }, ...more];
}

/** Whether a column is made with the setting off; undefined of one that it does not matter to. */
function settingOf({ type, isAnsiPaddingOff }: ColumnShape): boolean | undefined {
  if (isAnsiPaddingOff) return true;
  const matters = type !== undefined && (type.schema !== undefined || PADDABLE.has(type.name));
  return matters ? false : undefined;
}

/** A statement under the setting, which is on before and behind it. */
export function padded(statement: string, isOff: boolean): string {
  return isOff ? `SET ANSI_PADDING OFF;\n${statement}\nSET ANSI_PADDING ON;` : statement;
}
