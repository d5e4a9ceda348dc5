// What a permission or an owner can be put on: how it is written, where it is found, who owns it. Sources: "GRANT
// (Transact-SQL)" and the pages of its securables, "sys.database_permissions", "sys.server_permissions" (Microsoft).
import { catalogViews } from '../catalog/catalog.ts';
import { type CatalogClass, catalogClasses } from '../catalog/securable-classes.ts';
import { failAt } from '../messages.ts';
import type { TokenStream } from '../sql/token-stream.ts';
import type { RowRecord, Table } from '../store/table.ts';
import type { DdlContext } from './ddl-context.ts';
import { cannotDo } from './errors.ts';
import { parseName } from './options.ts';
import { databaseTable, rowBy, serverTable, typeOf } from './principals.ts';

/** A permission on an availability group is on its local replica; its name is in a view of its own. */
const NAMED_IN: Readonly<Record<string, { readonly view: string; readonly idColumn: string }>> = {
  'AVAILABILITY GROUP': { view: 'sys.availability_groups', idColumn: 'group_id' },
};

/** A class that a statement may name, as its name is looked up; undefined for what is none. */
function classOf(word: string): CatalogClass | undefined {
  const found = catalogClasses().get(word);
  return found?.number === undefined || found.idColumn === '' ? undefined : { ...found, ...NAMED_IN[word] };
}

/** What an error calls it. */
const called = ({ word }: CatalogClass): string => word.toLowerCase();

/** A securable as it is written. */
export interface SecurableSyntax {
  readonly classDesc: string;
  readonly schema?: string;
  readonly name: string;
}

/** A securable as it was found. */
export interface Securable {
  readonly classDesc: string;
  readonly classNumber: number;
  readonly majorId: number;
  readonly isServer: boolean;
  /** Its owner, whom a GRANT records as grantor. */
  readonly ownerId: number;
  readonly schemaId?: number;
  readonly name: string;
  /** The table and key that ALTER AUTHORIZATION changes. */
  readonly table?: Table;
  readonly key?: RowRecord;
  readonly ownerColumn?: string;
}

/** The server and the database are securables without a name. */
export function wholeOf(classDesc: 'SERVER' | 'DATABASE'): Securable {
  return {
    classDesc,
    classNumber: classDesc === 'SERVER' ? 100 : 0,
    majorId: 0,
    isServer: classDesc === 'SERVER',
    ownerId: 1,
    name: '',
  };
}

/** `OBJECT::[s].[o]`, `[s].[o]`, `SCHEMA::[s]`, after ON. */
export function parseSecurable(stream: TokenStream): SecurableSyntax {
  const words: string[] = [];
  let ahead = 0;
  while (stream.look(ahead).kind === 'name') words.push(stream.look(ahead++).word);
  const isClass = ahead > 0 && stream.look(ahead).text === '::';
  if (isClass) {
    for (let at = 0; at <= ahead; at += 1) stream.advance();
  }
  const classDesc = isClass ? words.join(' ') : 'OBJECT';
  const parts = [parseName(stream)];
  while (stream.takeSymbol('.')) parts.push(parseName(stream));
  const [name = '', schema] = parts.toReversed();
  return { classDesc, name, ...(schema === undefined ? {} : { schema }) };
}

/** Finds a securable; throws 15151. */
export function findSecurable({ classDesc, schema, name }: SecurableSyntax, context: DdlContext): Securable {
  const { state, line } = context;
  if (classDesc === 'DATABASE') {
    const same = state.serverNameKey(name) === state.serverNameKey(state.database);
    if (!same) throw cannotDo(line, 'find', 'database', name);
    return wholeOf('DATABASE');
  }
  const kind = classOf(classDesc);
  if (kind === undefined) throw failAt(line, 102, `Incorrect syntax near '${classDesc}'.`, 15);
  if (kind.scope === 'server' && state.database !== 'master') {
    throw failAt(
      line,
      4621,
      'Permissions at the server scope can only be granted when the current database is master',
    );
  }
  if (schema !== undefined && !kind.isInSchema) {
    throw cannotDo(line, 'find', called(kind), name);
  }
  const found = kind.isInSchema
    ? inSchema(kind, schema ?? 'dbo', name, context)
    : single(kind, name, context);
  if (found === undefined) throw cannotDo(line, 'find', called(kind), name);
  return securableOf(classDesc, kind, found, context);
}

interface Found {
  readonly record: RowRecord;
  readonly table: Table;
  readonly schema?: RowRecord;
}

const nameColumn = (kind: CatalogClass): string => kind.nameColumn || 'name';

const hasType = ({ principalTypes }: CatalogClass, record: RowRecord): boolean =>
  principalTypes === '' || principalTypes.includes(typeOf(record));

function single(kind: CatalogClass, name: string, { state }: DdlContext): Found | undefined {
  const table = kind.scope === 'server' ? serverTable(state, kind.view) : databaseTable(state, kind.view);
  const { key } = state.catalogCollation(state.database);
  const fold = kind.hasBinaryName
    ? String
    : kind.scope === 'server'
      ? (text: unknown) => state.serverNameKey(String(text))
      : (text: unknown) => key(String(text));
  const record = rowBy(table, nameColumn(kind), fold(name), fold);
  if (record === undefined || !hasType(kind, record)) return undefined;
  return { record, table };
}

/** Objects are in one of two tables: the database's own and the system's. */
function inSchema(
  kind: CatalogClass,
  schemaName: string,
  name: string,
  context: DdlContext,
): Found | undefined {
  const { state } = context;
  const { key } = state.catalogCollation(state.database);
  const schema = rowBy(databaseTable(state, 'sys.schemas'), 'name', key(schemaName), (text) =>
    key(String(text)),
  );
  if (schema === undefined) return undefined;
  const views = kind.view === 'sys.all_objects' ? ['sys.objects', 'sys.system_objects'] : [kind.view];
  for (const view of views) {
    const table = databaseTable(state, view);
    const record = objectIn(table, Number(schema.schema_id), key(name), key);
    if (record !== undefined) return { record, table, schema };
  }
  // Catalogue views are objects too, though no table has a row for them.
  if (kind.view === 'sys.all_objects') {
    const view = systemView(schemaName, name);
    if (view !== undefined)
      return { record: view, table: databaseTable(state, 'sys.system_objects'), schema };
  }
  return undefined;
}

const objects = new WeakMap<Table, { revision: number; rows: Map<string, readonly unknown[]> }>();

function objectIn(
  table: Table,
  schemaId: number,
  name: string,
  key: (text: string) => string,
): RowRecord | undefined {
  let index = objects.get(table);
  if (index?.revision !== table.revision) {
    const [nameOf, schemaOf] = [table.reader('name'), table.reader('schema_id')];
    index = {
      revision: table.revision,
      rows: new Map(table.rows.map((one) => [`${String(schemaOf(one))}/${key(String(nameOf(one)))}`, one])),
    };
    objects.set(table, index);
  }
  const found = index.rows.get(`${schemaId}/${name}`);
  return found && table.recordsOf([found as never])[0];
}

function securableOf(
  classDesc: string,
  kind: CatalogClass,
  { record, table, schema }: Found,
  context: DdlContext,
): Securable {
  const { ownerColumn } = kind;
  const own = ownerColumn === undefined ? undefined : record[ownerColumn];
  // What ships in sys is granted by dbo, though sys owns the schema.
  const inherited = schema?.name === 'sys' ? 1 : (schema?.principal_id ?? 1);
  const id = classDesc === 'AVAILABILITY GROUP' ? replicaOf(record, context) : Number(record[kind.idColumn]);
  return {
    classDesc,
    classNumber: kind.number ?? -1,
    majorId: id,
    isServer: kind.scope === 'server',
    ownerId: Number(own ?? inherited),
    name: String(record[nameColumn(kind)]),
    ...(schema === undefined ? {} : { schemaId: Number(schema.schema_id) }),
    table,
    key: { [kind.idColumn]: record[kind.idColumn] },
    ...(ownerColumn === undefined ? {} : { ownerColumn }),
  };
}

/** A permission on an availability group is on its local replica. */
function replicaOf(group: RowRecord, { state }: DdlContext): number {
  const replicas = serverTable(state, 'sys.availability_replicas').records({ group_id: group.group_id });
  return Number(replicas.find(({ replica_metadata_id: id }) => id !== null)?.replica_metadata_id ?? 0);
}

function systemView(schema: string, name: string): RowRecord | undefined {
  const view =
    catalogViews().get(`${schema.toLowerCase()}.${name}`) ??
    [...catalogViews().values()].find((one) => one.name.toLowerCase() === `${schema}.${name}`.toLowerCase());
  return view && { object_id: view.objectId, name: view.shortName, principal_id: null };
}

/** The column ids of a securable; throws 1911. */
export function columnId(securable: Securable, column: string, { state, line }: DdlContext): number {
  const { key } = state.catalogCollation(state.database);
  for (const view of ['sys.columns', 'sys.system_columns']) {
    const table = databaseTable(state, view);
    const found = columnIn(table, securable.majorId, key(column), key);
    if (found !== undefined) return found;
  }
  throw failAt(line, 1911, `Column name '${column}' does not exist in the target table or view.`);
}

const columns = new WeakMap<Table, { revision: number; ids: Map<string, number> }>();

function columnIn(
  table: Table,
  objectId: number,
  name: string,
  key: (text: string) => string,
): number | undefined {
  let index = columns.get(table);
  if (index?.revision !== table.revision) {
    const [object, nameOf, id] = ['object_id', 'name', 'column_id'].map((column) => table.reader(column));
    index = {
      revision: table.revision,
      ids: new Map(
        table.rows.map((one) => [
          `${String(object?.(one))}/${key(String(nameOf?.(one)))}`,
          Number(id?.(one)),
        ]),
      ),
    };
    columns.set(table, index);
  }
  return index.ids.get(`${objectId}/${name}`);
}
