// What other views than that of columns tell of a column. Source: "sys.identity_columns", "sys.computed_columns",
// "sys.masked_columns", "sys.default_constraints" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { ColumnShape } from '../../../model/definitions/table-shape.ts';
import { filled, flag, id, name, text } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { keep } from '../kept.ts';
import { constraintParents } from '../uses.ts';

/** What other views tell of a column, by the ids of table and column. */
const told = keep(() => new Map<string, Partial<ColumnShape>>());

/** What a column is kept by: the ids of its table and its own. */
export const keyOf = (table: unknown, column: unknown): string => `${id(table)}/${id(column)}`;

function tell(scope: DatabaseScope, key: string, parts: Partial<ColumnShape>): void {
  told(scope).set(key, { ...told(scope).get(key), ...parts });
}

/** What the catalogue has of a column and does not tell, by the same ids. */
const hidden = keep(() => new Map<string, string>());

/** What of a column they did not tell. */
export function hiddenOf(scope: DatabaseScope, key: string): string | undefined {
  return hidden(scope).get(key);
}

/** What they told of a column. */
export function toldOf(scope: DatabaseScope, key: string): Partial<ColumnShape> | undefined {
  return told(scope).get(key);
}

/** True, or nothing. */
export const yes = (value: unknown): true | undefined => (flag(value) ? true : undefined);

/** `sys.identity_columns`. */
export const identityColumns = defineQuery<DatabaseScope>()({
  name: 'identity columns',
  view: 'sys.identity_columns',
  columns: ['object_id', 'column_id', 'is_not_for_replication'],
  expressions: {
    seed: 'CONVERT(nvarchar(60), [v].[seed_value])',
    increment: 'CONVERT(nvarchar(60), [v].[increment_value])',
  },
  read: (scope, at) => ({
    row(row) {
      const seed = text(row[at.seed]);
      const increment = text(row[at.increment]);
      if (seed === undefined || increment === undefined) {
        hidden(scope).set(keyOf(row[at.object_id], row[at.column_id]), 'Identity columns have no seed');
        return;
      }
      const isNotForReplication = yes(row[at.is_not_for_replication]);
      tell(scope, keyOf(row[at.object_id], row[at.column_id]), {
        identity: defined({ seed, increment, isNotForReplication }),
      });
    },
  }),
});

/** `sys.computed_columns`. */
export const computedColumns = defineQuery<DatabaseScope>()({
  name: 'computed columns',
  view: 'sys.computed_columns',
  columns: ['object_id', 'column_id', 'definition', 'is_persisted'],
  read: (scope, at) => ({
    row(row) {
      const computed = text(row[at.definition]);
      const key = keyOf(row[at.object_id], row[at.column_id]);
      if (computed === undefined) hidden(scope).set(key, 'Computed columns have no expression');
      tell(scope, key, defined({ computed, isPersisted: yes(row[at.is_persisted]) }));
    },
  }),
});

/** `sys.masked_columns`. */
export const maskedColumns = defineQuery<DatabaseScope>()({
  name: 'masked columns',
  view: 'sys.masked_columns',
  since: 2016,
  columns: ['object_id', 'column_id', 'masking_function'],
  narrow: (query) => query.where('v.is_masked', 1),
  read: (scope, at) => ({
    row(row) {
      const mask = text(row[at.masking_function]);
      const key = keyOf(row[at.object_id], row[at.column_id]);
      if (mask === undefined) hidden(scope).set(key, 'Masked columns have no function');
      else tell(scope, key, { mask });
    },
  }),
});

/** `sys.default_constraints`. */
export const defaultConstraints = defineQuery<DatabaseScope>()({
  name: 'default constraints',
  view: 'sys.default_constraints',
  columns: ['object_id', 'name', 'parent_object_id', 'parent_column_id', 'definition', 'is_system_named'],
  narrow: (query) => query.where('v.parent_object_id', '<>', 0),
  read: (scope, at) => ({
    row(row) {
      constraintParents(scope).set(id(row[at.object_id]), id(row[at.parent_object_id]));
      const definition = text(row[at.definition]);
      const key = keyOf(row[at.parent_object_id], row[at.parent_column_id]);
      if (definition === undefined) {
        hidden(scope).set(key, 'Defaults of columns have no expression');
        return;
      }
      const given = flag(row[at.is_system_named]) ? undefined : name(row[at.name]);
      tell(scope, key, { default: defined({ name: given, definition }) });
    },
  }),
});

const RANKS = ['NONE', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;

/** `sys.sensitivity_classifications` of columns. */
export const classifications = defineQuery<DatabaseScope>()({
  name: 'classifications of columns',
  view: 'sys.sensitivity_classifications',
  since: 2019,
  columns: [
    'major_id',
    'minor_id',
    'label',
    'label_id',
    'information_type',
    'information_type_id',
    'rank_desc',
  ],
  narrow: (query) => query.where('v.class', 1),
  read: (scope, at) => ({
    row(row) {
      const classification = defined({
        label: filled(row[at.label]),
        labelId: filled(row[at.label_id]),
        informationType: filled(row[at.information_type]),
        informationTypeId: filled(row[at.information_type_id]),
        rank: RANKS.find((rank) => rank === text(row[at.rank_desc])),
      });
      if (Object.keys(classification).length > 0)
        tell(scope, keyOf(row[at.major_id], row[at.minor_id]), { classification });
    },
  }),
});
