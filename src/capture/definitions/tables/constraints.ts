// Check constraints and foreign keys. Source: "sys.check_constraints", "sys.foreign_keys",
// "sys.foreign_key_columns" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { CheckShape, ForeignKeyShape } from '../../../model/definitions/table-shape.ts';
import { ordinal } from '../../../model/order.ts';
import { flag, id, integer, name, text } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../../scope.ts';
import { columnName } from '../columns.ts';
import { keep, keepParts } from '../kept.ts';
import { knownValue, omitPart } from '../unknown-part.ts';
import { yes } from './column-parts.ts';
import { isMadeWithFiles } from './file-tables.ts';

const checks = keepParts<CheckShape>();
/** Tables that have checks whose texts are not told. */
const hiddenChecks = keep(() => new Set<number>());
/** The ids of checks, by their tables. */
export const constraintIds = keepParts<number>();

/** `sys.check_constraints`. A disabled one keeps its name whoever gave it: without it nothing could disable it again. */
const checkConstraints = defineQuery<DatabaseScope>()({
  name: 'check constraints',
  view: 'sys.check_constraints',
  columns: [
    'object_id',
    'parent_object_id',
    'name',
    'definition',
    'is_not_for_replication',
    'is_not_trusted',
    'is_disabled',
    'is_system_named',
  ],
  read: (scope, at) => ({
    row(row) {
      if (isMadeWithFiles(scope, id(row[at.object_id]))) return;
      const table = id(row[at.parent_object_id]);
      constraintIds(scope).add(table, id(row[at.object_id]));
      const definition = text(row[at.definition]);
      if (definition === undefined) {
        hiddenChecks(scope).add(table);
        return;
      }
      checks(scope).add(
        table,
        defined({
          name: givenName(row[at.name], row[at.is_system_named], row[at.is_disabled]),
          definition,
          isNotForReplication: yes(row[at.is_not_for_replication]),
          isNotTrusted: yes(row[at.is_not_trusted]),
          isDisabled: yes(row[at.is_disabled]),
        }),
      );
    },
  }),
});

function givenName(given: unknown, isSystemNamed: unknown, isDisabled: unknown): string | undefined {
  return flag(isSystemNamed) && !flag(isDisabled) ? undefined : name(given);
}

interface ColumnPair {
  readonly at: number;
  readonly column: number;
  readonly referenced: number;
}

const pairs = keepParts<ColumnPair>();

/** `sys.foreign_key_columns`. */
const foreignKeyColumns = defineQuery<DatabaseScope>()({
  name: 'columns of foreign keys',
  view: 'sys.foreign_key_columns',
  columns: ['constraint_object_id', 'constraint_column_id', 'parent_column_id', 'referenced_column_id'],
  read: (scope, at) => ({
    row(row) {
      pairs(scope).add(id(row[at.constraint_object_id]), {
        at: id(row[at.constraint_column_id]),
        column: id(row[at.parent_column_id]),
        referenced: id(row[at.referenced_column_id]),
      });
    },
  }),
});

/** `delete_referential_action`, `update_referential_action`. */
const ACTIONS = [undefined, 'CASCADE', 'SET NULL', 'SET DEFAULT'] as const;
const foreign = keepParts<ForeignKeyShape>();

/** `sys.foreign_keys`. */
const foreignKeys = defineQuery<DatabaseScope>()({
  name: 'foreign keys',
  view: 'sys.foreign_keys',
  columns: [
    'object_id',
    'parent_object_id',
    'referenced_object_id',
    'name',
    'delete_referential_action',
    'update_referential_action',
    'is_not_for_replication',
    'is_not_trusted',
    'is_disabled',
    'is_system_named',
  ],
  narrow: (query) => query.where('v.is_ms_shipped', 0),
  read: (scope, at) => ({
    row(row) {
      const table = id(row[at.parent_object_id]);
      const referencedId = id(row[at.referenced_object_id]);
      const referenced = securableIndex(scope, 'OBJECT').get(referencedId);
      const ordered = [...pairs(scope).of(id(row[at.object_id]))].sort((a, b) => a.at - b.at);
      const columns = namesOf(ordered.map(({ column }) => columnName(scope, table, column)));
      const referencedColumns = namesOf(
        ordered.map((pair) => columnName(scope, referencedId, pair.referenced)),
      );
      if (referenced?.schema === undefined || columns === undefined || referencedColumns === undefined) {
        omitPart(scope, 'Foreign keys refer to no table');
        return;
      }
      const actionOf = (action: unknown) =>
        knownValue(scope, ACTIONS, integer(action) ?? 0, 'Foreign keys have no action');
      foreign(scope).add(
        table,
        defined({
          name: givenName(row[at.name], row[at.is_system_named], row[at.is_disabled]),
          columns,
          references: { schema: referenced.schema, name: referenced.name },
          referencedColumns,
          onDelete: actionOf(row[at.delete_referential_action]),
          onUpdate: actionOf(row[at.update_referential_action]),
          isNotForReplication: yes(row[at.is_not_for_replication]),
          isNotTrusted: yes(row[at.is_not_trusted]),
          isDisabled: yes(row[at.is_disabled]),
        }),
      );
    },
  }),
});

/** The names of columns; undefined where there are none, or one is not told. */
function namesOf(names: readonly (string | undefined)[]): readonly string[] | undefined {
  const told = names.filter((one) => one !== undefined);
  return told.length === 0 || told.length < names.length ? undefined : told;
}

/** What is read of constraints. */
export const CONSTRAINT_QUERIES = [checkConstraints, foreignKeyColumns, foreignKeys];

/** The checks of a table, by their names and what they say. */
export function checksOf(scope: DatabaseScope, table: number): readonly CheckShape[] | undefined {
  if (hiddenChecks(scope).has(table)) omitPart(scope, 'Checks have no text');
  return sorted(checks(scope).of(table), (check) => [check.name ?? '', check.definition]);
}

/** The foreign keys of a table, by their names, columns and what they refer to. */
export function foreignKeysOf(scope: DatabaseScope, table: number): readonly ForeignKeyShape[] | undefined {
  return sorted(foreign(scope).of(table), (key) => [
    key.name ?? '',
    ...key.columns,
    key.references.schema,
    key.references.name,
  ]);
}

function sorted<T>(parts: readonly T[], textOf: (part: T) => readonly string[]): readonly T[] | undefined {
  if (parts.length === 0) return undefined;
  return [...parts].sort((a, b) => ordinal(JSON.stringify(textOf(a)), JSON.stringify(textOf(b))));
}
