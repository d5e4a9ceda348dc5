// A database itself: its filegroups, files and options, so that it can be made where it is not there. SQL Server's own
// databases are there wherever it is.
// Source: "sys.database_files", "sys.filegroups", "sys.databases" (Microsoft).
import { SYSTEM_DATABASES } from '../../../model/catalog/system-database.ts';
import { defined } from '../../../model/defined.ts';
import { DATABASE_OPTION_ROWS, type DatabaseOptionRow } from '../../../model/definitions/database-option.ts';
import type { BodyOf } from '../../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../../model/facts/definition-fact.ts';
import { code, flag, id, integer, name, text } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { keepById } from '../kept.ts';
import { yes } from '../tables/column-parts.ts';
import { omitPart } from '../unknown-part.ts';
import { FEATURE_QUERIES, featuresOf } from './database-features.ts';

type Body = BodyOf<'database'>;
type File = Body['files'][number];
type Filegroup = Body['filegroups'][number];

/** The one row of each view that has one for the database. */
const ONE = 0;

const filegroups = keepById<Filegroup>();
const files = keepById<{ readonly type: number; readonly space: number; readonly file: File }>();
const main = keepById<Omit<Body, 'filegroups' | 'files' | keyof ReturnType<typeof featuresOf>>>();

/** What a filegroup holds, by its type; one of rows says nothing of it. */
const HOLDS: Readonly<Record<string, Filegroup['holds']>> = {
  FG: undefined,
  FD: 'FILESTREAM',
  FX: 'MEMORY_OPTIMIZED_DATA',
};

const filegroupRows = defineQuery<DatabaseScope>()({
  name: 'filegroups',
  view: 'sys.filegroups',
  columns: ['data_space_id', 'name', 'type', 'is_default', 'is_read_only'],
  optional: ['is_autogrow_all_files'],
  read: (scope, at) => ({
    row(row) {
      const type = code(row[at.type]);
      if (!Object.hasOwn(HOLDS, type)) {
        omitPart(scope, 'Filegroups are of no kind');
        return;
      }
      filegroups(scope).set(
        id(row[at.data_space_id]),
        defined({
          name: name(row[at.name]),
          holds: HOLDS[type],
          isDefault: yes(row[at.is_default]),
          isReadOnly: yes(row[at.is_read_only]),
          growsTogether: yes(row[at.is_autogrow_all_files]),
        }),
      );
    },
  }),
});

/** `type` of sys.database_files. */
const [ROWS, LOG, STREAM] = [0, 1, 2];
/** Sizes are pages of 8 KB. */
const PAGE = 8;
/** `max_size` of a log that may take 2 TB, which is as large as one can be. */
const WHOLE_LOG = 268_435_456;

const fileRows = defineQuery<DatabaseScope>()({
  name: 'files of the database',
  view: 'sys.database_files',
  columns: [
    'file_id',
    'type',
    'data_space_id',
    'name',
    'physical_name',
    'size',
    'max_size',
    'growth',
    'is_percent_growth',
  ],
  narrow: (query) => query.whereNull('v.drop_lsn').whereIn('v.type', [ROWS, LOG, STREAM]),
  read: (scope, at) => ({
    row(row) {
      const type = id(row[at.type]);
      const isOfRows = type !== STREAM;
      const most = integer(row[at.max_size]) ?? -1;
      const growth = integer(row[at.growth]) ?? 0;
      const isByPercent = flag(row[at.is_percent_growth]);
      files(scope).set(id(row[at.file_id]), {
        type,
        space: integer(row[at.data_space_id]) ?? 0,
        file: defined({
          name: name(row[at.name]),
          path: name(row[at.physical_name]),
          size: isOfRows ? (integer(row[at.size]) ?? 0) * PAGE : undefined,
          maxSize: most < 0 || most === WHOLE_LOG ? undefined : most * PAGE,
          growth: isOfRows ? (isByPercent ? growth : growth * PAGE) : undefined,
          growsByPercent: isOfRows ? yes(row[at.is_percent_growth]) : undefined,
        }),
      });
    },
  }),
});

const OPTIONAL = DATABASE_OPTION_ROWS.filter(({ since }) => since !== undefined).map(({ column }) => column);
const ALWAYS = DATABASE_OPTION_ROWS.filter(({ since }) => since === undefined).map(({ column }) => column);

/** Where not everybody may come in. */
const FEW = ['SINGLE_USER', 'RESTRICTED_USER'] as const;

const databaseRow = defineQuery<DatabaseScope>()({
  name: 'the database itself',
  view: 'sys.databases',
  columns: [
    'collation_name',
    'containment',
    'user_access_desc',
    'is_read_only',
    'is_broker_enabled',
    ...ALWAYS,
  ],
  optional: ['catalog_collation_type_desc', 'is_ledger_on', ...OPTIONAL],
  narrow: (query, knex) => query.where('v.database_id', knex.raw('DB_ID()')),
  read: (scope, at) => ({
    row(row) {
      const cell = (column: string): unknown => row[at[column] ?? -1];
      const isContained = id(cell('containment')) === 1;
      const options = DATABASE_OPTION_ROWS.flatMap((option) => {
        const value = wordOf(option, cell(option.column));
        const isLeft = option.isOfContained === true && !isContained;
        return value === undefined || value === option.usual || isLeft ? [] : [{ name: option.name, value }];
      });
      const access = FEW.find((one) => one === cell('user_access_desc'));
      main(scope).set(
        ONE,
        defined({
          collation: text(cell('collation_name')),
          isContained: isContained || undefined,
          catalogCollation: otherCollation(cell('catalog_collation_type_desc')),
          isLedger: yes(cell('is_ledger_on')),
          options: options.length === 0 ? undefined : options,
          isBrokerOff: flag(cell('is_broker_enabled')) ? undefined : (true as const),
          access,
          isReadOnly: yes(cell('is_read_only')),
        }),
      );
    },
  }),
});

function otherCollation(value: unknown): string | undefined {
  const found = text(value);
  return found === 'DATABASE_DEFAULT' ? undefined : found;
}

/** Undefined where the catalogue tells nothing, and for a number that is none of the option's. */
function wordOf({ words }: DatabaseOptionRow, cell: unknown): string | undefined {
  if (cell === null || cell === undefined) return undefined;
  const value = String(typeof cell === 'boolean' ? Number(cell) : cell);
  return words === undefined ? value : words[value];
}

/** What is read of the database itself. */
export const DATABASE_QUERIES = [filegroupRows, fileRows, databaseRow, ...FEATURE_QUERIES];

/** The database; none where its files, of rows and of the log, cannot be seen, and none of SQL Server's own. */
export function* databaseFacts(scope: DatabaseScope): Generator<DefinitionOf<'database'>> {
  const { database } = scope;
  const [found, spaces] = [main(scope).get(ONE), filegroups(scope)];
  const ordered = [...files(scope)].sort(([a], [b]) => a - b).map(([, one]) => one);
  const isWhole = [ROWS, LOG].every((wanted) => ordered.some(({ type }) => type === wanted));
  if (found === undefined || !isWhole || SYSTEM_DATABASES.includes(database)) return;
  // Elsewhere a file would be of PRIMARY, where it is not.
  if (ordered.some(({ type, space }) => type !== LOG && !spaces.has(space))) {
    omitPart(scope, 'Files of the database are in no filegroup');
    return;
  }
  const body = {
    ...found,
    filegroups: [...spaces].sort(([a], [b]) => a - b).map(([, one]) => one),
    files: ordered.map(({ type, space, file }) => ({
      ...file,
      ...(type === LOG ? {} : defined({ filegroup: spaces.get(space)?.name })),
    })),
    ...featuresOf(scope),
  };
  yield { kind: 'definition', database, type: 'database', name: database, body };
}
