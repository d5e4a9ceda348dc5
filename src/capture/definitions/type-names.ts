// Data types of columns, parameters and sequences, by their ids. Source: "sys.types", "sys.columns" (Microsoft).

import type { Row } from '../../connect/driver.ts';
import { defined } from '../../model/defined.ts';
import type { TypeName } from '../../model/definitions/type-shape.ts';
import { flag, id, integer, name } from '../batch/cell.ts';
import { type ColumnIndex, defineQuery } from '../batch/query.ts';
import { schemaName } from '../schema-name.ts';
import type { DatabaseScope } from '../scope.ts';
import { keepById } from './kept.ts';
import { omitPart } from './unknown-part.ts';

interface NamedType {
  readonly schema: string | undefined;
  readonly name: string;
}

const named = keepById<NamedType>();

/** `sys.types`: the names of all. */
export const typeNames = defineQuery<DatabaseScope>()({
  name: 'names of types',
  view: 'sys.types',
  columns: ['user_type_id', 'schema_id', 'name', 'is_user_defined'],
  read: (scope, at) => ({
    row(row) {
      const isOfUser = flag(row[at.is_user_defined]);
      const schema = isOfUser ? schemaName(scope, id(row[at.schema_id])) : undefined;
      if (isOfUser && schema === undefined) return;
      named(scope).set(id(row[at.user_type_id]), { schema, name: name(row[at.name]) });
    },
  }),
});

const schemaCollections = keepById<{ readonly schema: string; readonly name: string }>();

/** `sys.xml_schema_collections`: the names of those that xml can be typed by. */
export const xmlSchemaNames = defineQuery<DatabaseScope>()({
  name: 'names of XML schema collections',
  view: 'sys.xml_schema_collections',
  columns: ['xml_collection_id', 'schema_id', 'name'],
  narrow: (query) => query.where('v.schema_id', '<>', 4),
  read: (scope, at) => ({
    row(row) {
      const schema = schemaName(scope, id(row[at.schema_id]));
      if (schema === undefined) return;
      schemaCollections(scope).set(id(row[at.xml_collection_id]), { schema, name: name(row[at.name]) });
    },
  }),
});

/** The name of a collection; undefined where there is none. */
export function schemaCollectionName(
  scope: DatabaseScope,
  collection: number | undefined,
): { readonly schema: string; readonly name: string } | undefined {
  return schemaCollections(scope).get(collection ?? 0);
}

/** What tells a type in a row: ids and sizes as the catalogue has them. */
export interface TypeCells {
  readonly userType: unknown;
  readonly length: unknown;
  readonly precision: unknown;
  readonly scale: unknown;
  readonly collection?: unknown;
  readonly isDocument?: unknown;
  readonly dimensions?: unknown;
  readonly base?: unknown;
}

const BYTES = new Set(['char', 'varchar', 'binary', 'varbinary']);
const CHARACTERS = new Set(['nchar', 'nvarchar']);
const EXACT = new Set(['decimal', 'numeric']);
const SCALED = new Set(['time', 'datetime2', 'datetimeoffset']);
/** float of 53 bits is float. */
const FULL = 53;

/** The type that cells tell; undefined where its name cannot be seen. */
export function typeOf(scope: DatabaseScope, cells: TypeCells): TypeName | undefined {
  const found = named(scope).get(id(cells.userType));
  if (found === undefined) return undefined;
  const { schema, name: type } = found;
  return defined({ schema, name: type, ...(schema === undefined ? sizeOf(scope, type, cells) : {}) });
}

/** Where the columns of a view stand that tell a type; a view has those of XML and vectors or not. */
type TypeColumns = ColumnIndex<'user_type_id' | 'max_length' | 'precision' | 'scale'> &
  Partial<
    ColumnIndex<'xml_collection_id' | 'is_xml_document' | 'vector_dimensions' | 'vector_base_type_desc'>
  >;

/** The type that a row tells by the columns that every view has for it; undefined where its name cannot be seen. */
export function typeIn(scope: DatabaseScope, at: TypeColumns, row: Row): TypeName | undefined {
  const cell = (column: number | undefined) => (column === undefined ? undefined : row[column]);
  return typeOf(scope, {
    userType: row[at.user_type_id],
    length: row[at.max_length],
    precision: row[at.precision],
    scale: row[at.scale],
    collection: cell(at.xml_collection_id),
    isDocument: cell(at.is_xml_document),
    dimensions: cell(at.vector_dimensions),
    base: cell(at.vector_base_type_desc),
  });
}

/** A type of the system by its name, with the sizes that it has. */
export function sizedType(scope: DatabaseScope, type: string, cells: TypeCells): TypeName {
  return defined({ name: type, ...sizeOf(scope, type, cells) });
}

function sizeOf(scope: DatabaseScope, type: string, cells: TypeCells): Partial<TypeName> {
  const length = integer(cells.length);
  const precision = integer(cells.precision);
  const scale = integer(cells.scale);
  if (BYTES.has(type)) return defined({ length });
  if (CHARACTERS.has(type))
    return defined({ length: length === undefined || length < 0 ? length : length / 2 });
  if (EXACT.has(type)) return defined({ precision, scale });
  if (SCALED.has(type)) return defined({ scale });
  if (type === 'float' && precision !== FULL) return defined({ precision });
  if (type === 'xml') {
    const collection = schemaCollectionName(scope, integer(cells.collection));
    if (collection === undefined && (integer(cells.collection) ?? 0) !== 0)
      omitPart(scope, 'Columns of XML have no schema collection');
    return collection === undefined
      ? {}
      : { collection, ...(flag(cells.isDocument) ? { isDocument: true } : {}) };
  }
  if (type === 'vector') {
    const base = cells.base === null || cells.base === undefined ? undefined : name(cells.base);
    return defined({ dimensions: integer(cells.dimensions), base: base === 'float32' ? undefined : base });
  }
  return {};
}
