// Columns of tables, and of views that have indexes. Source: "sys.columns", "sys.column_encryption_keys" (Microsoft).

import { defined } from '../../model/defined.ts';
import type { ColumnShape } from '../../model/definitions/table-shape.ts';
import type { Qualified } from '../../model/definitions/type-shape.ts';
import { filled, flag, id, integer, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';
import { aliasBindings, bound } from './bindings.ts';
import { encryptionKeys } from './column-keys.ts';
import { keep, keepParts } from './kept.ts';
import { ofUsers } from './of-users.ts';
import { hiddenOf, keyOf, toldOf, yes } from './tables/column-parts.ts';
import { keepGraphColumn } from './tables/graph.ts';
import { noteDropped } from './tables/ledger.ts';
import { typeIn } from './type-names.ts';
import { knownValue, omitPart } from './unknown-part.ts';

/** Columns by the id of their table, in their order. */
const columns = keepParts<{ readonly id: number; readonly column: ColumnShape }>();

/** `sys.column_encryption_keys`. */
export const encryptionKeyNames = defineQuery<DatabaseScope>()({
  name: 'names of column encryption keys',
  view: 'sys.column_encryption_keys',
  since: 2016,
  columns: ['column_encryption_key_id', 'name'],
  read: (scope, at) => ({
    row: (row) => {
      encryptionKeys(scope).set(id(row[at.column_encryption_key_id]), name(row[at.name]));
    },
  }),
});

/** `generated_always_type`. */
const GENERATED: Readonly<Record<number, string | undefined>> = {
  0: undefined,
  1: 'ROW START',
  2: 'ROW END',
  7: 'TRANSACTION_ID START',
  8: 'TRANSACTION_ID END',
  9: 'SEQUENCE_NUMBER START',
  10: 'SEQUENCE_NUMBER END',
};

/** `encryption_type`. */
const ENCRYPTION: Readonly<Record<number, string | undefined>> = {
  0: undefined,
  1: 'DETERMINISTIC',
  2: 'RANDOMIZED',
};

/** `sys.columns` of user tables, and of whatever has indexes. */
export const tableColumns = defineQuery<DatabaseScope>()({
  name: 'columns',
  view: 'sys.columns',
  columns: [
    'object_id',
    'column_id',
    'name',
    'user_type_id',
    'system_type_id',
    'max_length',
    'precision',
    'scale',
    'collation_name',
    'is_nullable',
    'is_ansi_padded',
    'is_rowguidcol',
    'is_computed',
    'is_filestream',
    'is_sparse',
    'is_column_set',
    'is_xml_document',
    'xml_collection_id',
    'default_object_id',
    'rule_object_id',
  ],
  optional: [
    'generated_always_type',
    'is_hidden',
    'encryption_type',
    'encryption_algorithm_name',
    'column_encryption_key_id',
    'graph_type',
    'is_dropped_ledger_column',
    'vector_dimensions',
    'vector_base_type_desc',
  ],
  narrow: (query, knex) =>
    ofUsers(query.innerJoin('sys.objects as o', 'o.object_id', 'v.object_id')).where((which) =>
      which
        .whereIn('o.type', ['U', 'ET', 'TT'])
        .orWhereIn('v.object_id', knex('sys.indexes as i').select('i.object_id')),
    ),
  read: (scope, at) => ({
    row(row) {
      if (flag(row[at.is_dropped_ledger_column])) {
        noteDropped(scope, 'Columns');
        return;
      }
      const graph = {
        id: id(row[at.column_id]),
        type: integer(row[at.graph_type]) ?? 0,
        name: name(row[at.name]),
      };
      if (keepGraphColumn(scope, id(row[at.object_id]), graph)) return;
      const key = keyOf(row[at.object_id], row[at.column_id]);
      const type = typeIn(scope, at, row);
      const isComputed = flag(row[at.is_computed]);
      if (type === undefined && !isComputed) {
        const fact =
          'Columns are of types whose names the login does not see; their definitions are not whole.';
        scope.ledger.omit('type-hidden', fact, 'Grant the login VIEW DEFINITION in the database.', 1);
      }
      const more = toldOf(scope, key);
      const hidden = hiddenOf(scope, key);
      if (hidden !== undefined) omitPart(scope, hidden);
      const algorithm = filled(row[at.encryption_algorithm_name]);
      const encryptionKey = encryptionKeys(scope).get(integer(row[at.column_encryption_key_id]) ?? 0);
      const encryption = integer(row[at.encryption_type]) ?? 0;
      const encrypted = knownValue(
        scope,
        ENCRYPTION,
        encryption,
        'Encrypted columns have no sort of encryption',
      );
      if (encrypted !== undefined && (encryptionKey === undefined || algorithm === undefined))
        omitPart(scope, 'Encrypted columns have no key');
      const column = defined({
        name: name(row[at.name]),
        type: isComputed ? undefined : type,
        computed: more?.computed,
        isPersisted: more?.isPersisted,
        isNullable: yes(row[at.is_nullable]),
        collation: isComputed || type?.schema !== undefined ? undefined : filled(row[at.collation_name]),
        isFilestream: yes(row[at.is_filestream]),
        isSparse: yes(row[at.is_sparse]),
        isColumnSet: yes(row[at.is_column_set]),
        mask: more?.mask,
        identity: more?.identity,
        generated: knownValue(
          scope,
          GENERATED,
          integer(row[at.generated_always_type]) ?? 0,
          'Columns that are always generated have no sort',
        ),
        isHidden: yes(row[at.is_hidden]),
        isRowGuid: yes(row[at.is_rowguidcol]),
        encryption:
          encryptionKey === undefined || encrypted === undefined || algorithm === undefined
            ? undefined
            : { key: encryptionKey, type: encrypted, algorithm },
        default: more?.default,
        classification: more?.classification,
        boundDefault: boundOf(scope, row[at.default_object_id], row[at.user_type_id], 'boundDefault'),
        boundRule: boundOf(scope, row[at.rule_object_id], row[at.user_type_id], 'boundRule'),
        isAnsiPaddingOff:
          PADDABLE.has(integer(row[at.system_type_id]) ?? 0) && !isComputed && !flag(row[at.is_ansi_padded])
            ? (true as const)
            : undefined,
      });
      columns(scope).add(id(row[at.object_id]), { id: id(row[at.column_id]), column });
    },
  }),
});

/** `system_type_id` of varbinary, varchar, binary and char: ANSI_PADDING matters to these alone, under whatever name. */
const PADDABLE: ReadonlySet<number> = new Set([165, 167, 173, 175]);

/** A default or a rule of its own that is bound to a column, and not to its type. */
function boundOf(
  scope: DatabaseScope,
  objectId: unknown,
  userType: unknown,
  which: 'boundDefault' | 'boundRule',
): Qualified | undefined {
  const found = bound(scope, objectId);
  const ofType = aliasBindings(scope).get(id(userType))?.[which];
  return ofType?.schema === found?.schema && ofType?.name === found?.name ? undefined : found;
}

/** The columns of a table, in their order. */
export function columnsOf(scope: DatabaseScope, table: number): readonly ColumnShape[] {
  return [...columns(scope).of(table)].sort((a, b) => a.id - b.id).map(({ column }) => column);
}

/** The name of a column. */
export function columnName(scope: DatabaseScope, table: number, columnId: number): string | undefined {
  return names(scope).get(`${table}/${columnId}`) ?? namesOf(scope, table).get(`${table}/${columnId}`);
}

const names = keep(() => new Map<string, string>());

function namesOf(scope: DatabaseScope, table: number): Map<string, string> {
  const known = names(scope);
  for (const { id: columnId, column } of columns(scope).of(table))
    known.set(`${table}/${columnId}`, column.name);
  return known;
}
