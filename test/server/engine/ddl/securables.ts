// What a permission or an owner can be put on: how it is written, where it is found, who owns it. Sources: "GRANT
// (Transact-SQL)" and the pages of its securables, "sys.database_permissions", "sys.server_permissions" (Microsoft).
import { catalogViews } from '../catalog/catalog.ts';
import { failAt } from '../messages.ts';
import type { TokenStream } from '../sql/token-stream.ts';
import type { RowRecord, Table } from '../store/table.ts';
import type { DdlContext } from './ddl-context.ts';
import { cannotDo } from './errors.ts';
import { parseName } from './options.ts';
import { databaseTable, rowBy, serverTable, typeOf } from './principals.ts';

interface ClassRow {
  readonly number: number;
  readonly view: string;
  readonly id: string;
  readonly name?: string;
  readonly inSchema?: true;
  readonly server?: true;
  /** The column of the owner; `null` for classes without one. */
  readonly owner?: string | null;
  /** Principal types of the classes that share a number. */
  readonly types?: string;
  /** What an error calls it. */
  readonly word: string;
  readonly binary?: true;
}

const row = (
  number: number,
  view: string,
  id: string,
  word: string,
  rest: Partial<ClassRow> = {},
): ClassRow => ({ number, view: `sys.${view}`, id, word, ...rest });

const CLASSES: Readonly<Record<string, ClassRow>> = {
  OBJECT: row(1, 'all_objects', 'object_id', 'object', { inSchema: true }),
  SCHEMA: row(3, 'schemas', 'schema_id', 'schema'),
  USER: row(4, 'database_principals', 'principal_id', 'user', { types: 'SUGCKEX', owner: null }),
  ROLE: row(4, 'database_principals', 'principal_id', 'role', { types: 'R', owner: 'owning_principal_id' }),
  'APPLICATION ROLE': row(4, 'database_principals', 'principal_id', 'application role', {
    types: 'A',
    owner: null,
  }),
  ASSEMBLY: row(5, 'assemblies', 'assembly_id', 'assembly'),
  TYPE: row(6, 'types', 'user_type_id', 'type', { inSchema: true }),
  'XML SCHEMA COLLECTION': row(10, 'xml_schema_collections', 'xml_collection_id', 'xml schema collection', {
    inSchema: true,
  }),
  'MESSAGE TYPE': row(15, 'service_message_types', 'message_type_id', 'message type', { binary: true }),
  CONTRACT: row(16, 'service_contracts', 'service_contract_id', 'contract', { binary: true }),
  SERVICE: row(17, 'services', 'service_id', 'service', { binary: true }),
  'REMOTE SERVICE BINDING': row(
    18,
    'remote_service_bindings',
    'remote_service_binding_id',
    'remote service binding',
  ),
  ROUTE: row(19, 'routes', 'route_id', 'route'),
  'FULLTEXT CATALOG': row(23, 'fulltext_catalogs', 'fulltext_catalog_id', 'fulltext catalog'),
  'SYMMETRIC KEY': row(24, 'symmetric_keys', 'symmetric_key_id', 'symmetric key'),
  CERTIFICATE: row(25, 'certificates', 'certificate_id', 'certificate'),
  'ASYMMETRIC KEY': row(26, 'asymmetric_keys', 'asymmetric_key_id', 'asymmetric key'),
  'FULLTEXT STOPLIST': row(29, 'fulltext_stoplists', 'stoplist_id', 'fulltext stoplist'),
  'SEARCH PROPERTY LIST': row(
    31,
    'registered_search_property_lists',
    'property_list_id',
    'search property list',
  ),
  'DATABASE SCOPED CREDENTIAL': row(
    32,
    'database_scoped_credentials',
    'credential_id',
    'database scoped credential',
  ),
  'EXTERNAL LANGUAGE': row(34, 'external_languages', 'external_language_id', 'external language', {
    name: 'language',
  }),
  'EXTERNAL MODEL': row(110, 'external_models', 'external_model_id', 'external model'),
  LOGIN: row(101, 'server_principals', 'principal_id', 'login', {
    server: true,
    types: 'SUGCKEX',
    owner: null,
  }),
  'SERVER ROLE': row(101, 'server_principals', 'principal_id', 'server role', {
    server: true,
    types: 'R',
    owner: 'owning_principal_id',
  }),
  ENDPOINT: row(105, 'endpoints', 'endpoint_id', 'endpoint', { server: true }),
  'AVAILABILITY GROUP': row(108, 'availability_groups', 'group_id', 'availability group', {
    server: true,
    owner: null,
  }),
};

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
  readonly ownerColumn?: string | null;
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
  const kind = CLASSES[classDesc];
  if (kind === undefined) throw failAt(line, 102, `Incorrect syntax near '${classDesc}'.`, 15);
  if (kind.server && state.database !== 'master') {
    throw failAt(
      line,
      4621,
      'Permissions at the server scope can only be granted when the current database is master',
    );
  }
  if ((schema !== undefined) !== (kind.inSchema === true) && kind.inSchema !== true) {
    throw failAt(
      line,
      15151,
      `Cannot find the ${kind.word} '${name}', because it does not exist or you do not have permission.`,
    );
  }
  const found =
    kind.inSchema === true ? inSchema(kind, schema ?? 'dbo', name, context) : single(kind, name, context);
  if (found === undefined) throw cannotDo(line, 'find', kind.word, name);
  return securableOf(classDesc, kind, found, context);
}

interface Found {
  readonly record: RowRecord;
  readonly table: Table;
  readonly schema?: RowRecord;
}

function single(kind: ClassRow, name: string, { state }: DdlContext): Found | undefined {
  const table = kind.server ? serverTable(state, kind.view) : databaseTable(state, kind.view);
  const { key } = state.catalogCollation(state.database);
  const fold = kind.binary
    ? String
    : kind.server
      ? (text: unknown) => state.serverNameKey(String(text))
      : (text: unknown) => key(String(text));
  const record = rowBy(table, kind.name ?? 'name', fold(name), fold);
  if (record === undefined || (kind.types !== undefined && !kind.types.includes(typeOf(record))))
    return undefined;
  return { record, table };
}

/** Objects are in one of two tables: the database's own and the system's. */
function inSchema(kind: ClassRow, schemaName: string, name: string, context: DdlContext): Found | undefined {
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
  kind: ClassRow,
  { record, table, schema }: Found,
  context: DdlContext,
): Securable {
  const ownerColumn = kind.owner === undefined ? 'principal_id' : kind.owner;
  const own = ownerColumn === null ? undefined : record[ownerColumn];
  // What ships in sys is granted by dbo, though sys owns the schema.
  const inherited = schema?.name === 'sys' ? 1 : (schema?.principal_id ?? 1);
  const id = classDesc === 'AVAILABILITY GROUP' ? replicaOf(record, context) : Number(record[kind.id]);
  return {
    classDesc,
    classNumber: kind.number,
    majorId: id,
    isServer: kind.server === true,
    ownerId: Number(own ?? inherited),
    name: String(record[kind.name ?? 'name']),
    ...(schema === undefined ? {} : { schemaId: Number(schema.schema_id) }),
    table,
    key: { [kind.id]: record[kind.id] },
    ownerColumn,
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
