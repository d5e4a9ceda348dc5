// Every column of the views that definitions are read from is read, or stands in a list with the reason; and every one that is
// read is one that some example has as it is not usual: else it would be a clause that nobody has tried.
import { DEFINITION_QUERIES } from '../../src/capture/definitions/definition-queries.ts';
import { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import { catalogPairs } from '../capture/fake-catalog.ts';
import { DEFINITION_CLAUSES } from '../conformance-bridge/definition-clauses.ts';
import type { TableRows } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';
import { EXAMPLE_SERVERS, EXAMPLES } from './examples/every-example.ts';
import { INHERITED, NOWHERE, UNREAD } from './unread-columns.ts';

/** Columns that are unusual where they are 0, and so have to be there as 0. */
const OFF: ReadonlySet<string> = new Set([
  'sys.assemblies.is_visible',
  'sys.databases.is_auto_create_stats_on',
  'sys.databases.is_auto_update_stats_on',
  'sys.databases.is_broker_enabled',
  'sys.databases.is_temporal_history_retention_enabled',
  'sys.filetables.is_enabled',
  'sys.fulltext_indexes.is_enabled',
  'sys.security_policies.is_enabled',
]);

const BY_TYPES = 'one reader takes it for the types of every view, and others have it';

/** Columns that no example has to have, each with the reason. */
const EXCUSED: Readonly<Record<string, string>> = {
  'sys.parameters.vector_base_type_desc': BY_TYPES,
  'sys.parameters.vector_dimensions': BY_TYPES,
  'sys.selective_xml_index_paths.precision': BY_TYPES,
  'sys.selective_xml_index_paths.scale': BY_TYPES,
  'sys.sequences.scale': 'a sequence counts in whole numbers',
};

/** The columns that are read, as `view.column`. */
const read = new Set(
  DEFINITION_QUERIES.flatMap(({ view, columns, optional }) =>
    view === undefined ? [] : [...columns, ...optional].map((column) => `${view}.${column}`),
  ),
);

/** Every column of the views that are read, of any release. */
const columnsOf = new Map<string, Set<string>>();
for (const version of SQL_VERSIONS)
  for (const [view, column] of catalogPairs(version))
    columnsOf.set(`sys.${view}`, (columnsOf.get(`sys.${view}`) ?? new Set()).add(column));

/** Those of them that are read nowhere, but for what is told by others of their view or of the one that it inherits from. */
const unread = [...new Set([...read].map((place) => place.slice(0, place.lastIndexOf('.'))))].flatMap(
  (view) => {
    const own = columnsOf.get(view) ?? new Set();
    const ofObjects = own.has('parent_object_id') && own.has('object_id') ? 'sys.objects' : '';
    const told = [INHERITED[view] ?? '', ofObjects].flatMap((from) => [...(columnsOf.get(from) ?? [])]);
    return [...own]
      .filter((column) => !told.includes(column) && !NOWHERE.has(column) && !column.endsWith('_desc'))
      .map((column) => `${view}.${column}`)
      .filter((place) => !read.has(place));
  },
);

const tables: readonly TableRows[] = [...Object.values(EXAMPLES), ...Object.values(EXAMPLE_SERVERS)];

function isShown(place: string): boolean {
  const at = place.lastIndexOf('.');
  const [view, column] = [place.slice(0, at), place.slice(at + 1)];
  if (DEFINITION_CLAUSES[view]?.[column] !== undefined) return true;
  const values = tables.flatMap((table) => (table[view] ?? []).map((row) => row[column]));
  return values.some((value) =>
    OFF.has(place) ? value === 0 : value !== undefined && value !== null && value !== 0 && value !== '',
  );
}

suite('the clauses of definitions', (test) => {
  test('every column of the catalogue is read, or is not for a reason', () => {
    const reasoned = Object.values(UNREAD).flatMap((views) =>
      Object.entries(views).flatMap(([view, columns]) => columns.split(' ').map((one) => `${view}.${one}`)),
    );
    assert.equal(reasoned.sort(), unread.sort());
  });

  test('every column that is read is in an example, or excused with a reason', () => {
    assert.equal([...read].filter((place) => !isShown(place) && EXCUSED[place] === undefined).sort(), []);
  });

  test('nothing is excused that is not read, or that an example has', () => {
    const stale = [...Object.keys(EXCUSED), ...OFF].filter((place) => !read.has(place));
    assert.equal([stale, Object.keys(EXCUSED).filter(isShown)], [[], []]);
  });
});
