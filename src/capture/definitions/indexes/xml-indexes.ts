// What XML indexes have of their own: the index that they stand on, the paths that a selective one keeps.
// Source: "sys.xml_indexes", "sys.selective_xml_index_paths", "sys.selective_xml_index_namespaces" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { XmlParts } from '../../../model/definitions/index-shape.ts';
import { ordinal } from '../../../model/order.ts';
import { code, filled, flag, id, integer, name } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { keep } from '../kept.ts';
import { yes } from '../tables/column-parts.ts';
import { typeOf } from '../type-names.ts';
import { keyOf } from './index-columns.ts';

type XmlPath = NonNullable<XmlParts['paths']>[number];
type Namespace = NonNullable<XmlParts['namespaces']>[number];

const paths = keep(() => new Map<string, { readonly id: number; readonly path: XmlPath }[]>());

/** `path_type`. */
const OF_SQL = 1;

/** `sys.selective_xml_index_paths`; what SQL Server found out by itself is left to it. */
const selectivePaths = defineQuery<DatabaseScope>()({
  name: 'paths of selective XML indexes',
  view: 'sys.selective_xml_index_paths',
  columns: [
    'object_id',
    'index_id',
    'path_id',
    'path',
    'name',
    'path_type',
    'xquery_type_description',
    'is_xquery_type_inferred',
    'xquery_max_length',
    'is_xquery_max_length_inferred',
    'is_node',
    'user_type_id',
    'max_length',
    'precision',
    'scale',
    'is_singleton',
  ],
  read: (scope, at) => ({
    row(row) {
      const key = keyOf(row[at.object_id], row[at.index_id]);
      const isSql = integer(row[at.path_type]) === OF_SQL;
      const path = defined({
        name: name(row[at.name]),
        path: name(row[at.path]),
        xqueryType:
          isSql || flag(row[at.is_xquery_type_inferred]) || flag(row[at.is_node])
            ? undefined
            : filled(row[at.xquery_type_description]),
        most:
          isSql || flag(row[at.is_xquery_max_length_inferred])
            ? undefined
            : integer(row[at.xquery_max_length]),
        isNode: yes(row[at.is_node]),
        sqlType: isSql
          ? typeOf(scope, {
              userType: row[at.user_type_id],
              length: row[at.max_length],
              precision: row[at.precision],
              scale: row[at.scale],
            })
          : undefined,
        isSingleton: yes(row[at.is_singleton]),
      });
      const found = paths(scope).get(key) ?? [];
      paths(scope).set(key, found);
      found.push({ id: id(row[at.path_id]), path });
    },
  }),
});

const namespaces = keep(() => new Map<string, Namespace[]>());

/** `sys.selective_xml_index_namespaces`. */
const selectiveNamespaces = defineQuery<DatabaseScope>()({
  name: 'namespaces of selective XML indexes',
  view: 'sys.selective_xml_index_namespaces',
  columns: ['object_id', 'index_id', 'is_default_uri', 'uri', 'prefix'],
  read: (scope, at) => ({
    row(row) {
      const key = keyOf(row[at.object_id], row[at.index_id]);
      const found = namespaces(scope).get(key) ?? [];
      namespaces(scope).set(key, found);
      const prefix = flag(row[at.is_default_uri]) ? undefined : filled(row[at.prefix]);
      found.push(defined({ prefix, uri: name(row[at.uri]) }));
    },
  }),
});

interface XmlIndexRow {
  readonly name: string;
  readonly type: number;
  readonly using: string | undefined;
  readonly secondaryType: string;
  readonly path: number | undefined;
}

const rows = keep(() => new Map<string, XmlIndexRow>());

/** `sys.xml_indexes`. */
const xmlIndexes = defineQuery<DatabaseScope>()({
  name: 'XML indexes',
  view: 'sys.xml_indexes',
  columns: [
    'object_id',
    'index_id',
    'name',
    'using_xml_index_id',
    'secondary_type',
    'xml_index_type',
    'path_id',
  ],
  read: (scope, at) => ({
    row: (row) => {
      const using = integer(row[at.using_xml_index_id]);
      rows(scope).set(keyOf(row[at.object_id], row[at.index_id]), {
        name: name(row[at.name]),
        type: integer(row[at.xml_index_type]) ?? -1,
        using: using === undefined ? undefined : keyOf(row[at.object_id], using),
        secondaryType: code(row[at.secondary_type]),
        path: integer(row[at.path_id]),
      });
    },
  }),
});

/** What is read of XML indexes. */
export const XML_INDEX_QUERIES = [selectivePaths, selectiveNamespaces, xmlIndexes];

/** `xml_index_type`. */
const FORMS: readonly XmlParts['form'][] = ['PRIMARY', 'SECONDARY', 'SELECTIVE', 'SECONDARY SELECTIVE'];
/** `secondary_type`. */
const PURPOSES: Readonly<Record<string, XmlParts['purpose']>> = { P: 'PATH', V: 'VALUE', R: 'PROPERTY' };

/** What an XML index has of its own; undefined for a form or a part that is not understood. */
export function xmlParts(scope: DatabaseScope, key: string): XmlParts | undefined {
  const row = rows(scope).get(key);
  const form = FORMS[row?.type ?? -1];
  if (row === undefined || form === undefined) return undefined;
  if (form === 'PRIMARY') return { form };
  const kept = [...(paths(scope).get(key) ?? [])].sort((a, b) => a.id - b.id).map(({ path }) => path);
  if (form === 'SELECTIVE') {
    const spaces = [...(namespaces(scope).get(key) ?? [])].sort((a, b) =>
      ordinal(a.prefix ?? '', b.prefix ?? ''),
    );
    return kept.length === 0
      ? undefined
      : defined({ form, paths: kept, namespaces: spaces.length === 0 ? undefined : spaces });
  }
  const using = row.using === undefined ? undefined : rows(scope).get(row.using)?.name;
  const purpose = form === 'SECONDARY' ? PURPOSES[row.secondaryType] : undefined;
  const path = (paths(scope).get(row.using ?? '') ?? []).find((one) => one.id === row.path)?.path.name;
  if (using === undefined || (form === 'SECONDARY' ? purpose : path) === undefined) return undefined;
  return defined({ form, using, purpose, path: form === 'SECONDARY' ? undefined : path });
}
