// Objects of every type the wizard offers, and the names of whatever else permissions are on: system objects,
// objects SQL Server ships, columns.
import { OBJECT_TYPES } from '../../model/catalog/object-type.ts';
import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import { code, flag, id, integer, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { ownerName } from '../principal.ts';
import { schemaName } from '../schema-name.ts';
import { type DatabaseScope, securableIndex } from '../scope.ts';

/** `class` of permissions on objects and columns. */
const OBJECT_CLASS = SECURABLE_CLASSES.OBJECT.number ?? 1;

/** `sys.objects`: user objects that stand on their own. Constraints and triggers belong to a parent. */
export const objects = defineQuery<DatabaseScope>()({
  name: 'objects',
  view: 'sys.objects',
  columns: ['object_id', 'schema_id', 'name', 'type', 'principal_id'],
  narrow: (query) =>
    query.where('v.is_ms_shipped', 0).where('v.parent_object_id', 0).whereNotIn('v.type', ['IT', 'S', 'TT']),
  read: (scope, at) => ({
    row(row) {
      const type = code(row[at.type]);
      if (OBJECT_TYPES[type] === undefined) {
        const fact = `sys.objects has rows of type ${type}, which is not known.`;
        scope.ledger.omit('unknown-object-type', fact, 'Use a release of regrant that knows the type.', 1);
        return;
      }
      const schema = schemaName(scope, id(row[at.schema_id]));
      if (schema === undefined) return;
      const object = name(row[at.name]);
      const named = { class: 'OBJECT', schema, name: object, isShipped: false } as const;
      securableIndex(scope, 'OBJECT').set(id(row[at.object_id]), named);
      const owner = ownerName(scope.principals, integer(row[at.principal_id]), 'objects', scope.ledger);
      const fact = {
        kind: 'securable',
        database: scope.database,
        class: 'OBJECT',
        schema,
        name: object,
        type,
      } as const;
      scope.facts.push(owner === undefined ? fact : { ...fact, owner });
    },
  }),
});

/** `sys.all_objects`: the names of everything else that an object permission is on, or an audited action. */
export const permittedObjects = defineQuery<DatabaseScope>()({
  name: 'permitted objects',
  view: 'sys.all_objects',
  columns: ['object_id', 'schema_id', 'name', 'is_ms_shipped'],
  narrow: (query, knex) =>
    query
      .whereIn(
        'v.object_id',
        knex('sys.database_permissions as p').select('p.major_id').where('p.class', OBJECT_CLASS),
      )
      .orWhereIn(
        'v.object_id',
        knex('sys.database_audit_specification_details as d')
          .select('d.major_id')
          .where('d.class', OBJECT_CLASS),
      ),
  read: (scope, at) => {
    const index = securableIndex(scope, 'OBJECT');
    return {
      row(row) {
        const objectId = id(row[at.object_id]);
        if (index.has(objectId)) return;
        const schema = schemaName(scope, id(row[at.schema_id]));
        if (schema === undefined) return;
        const isShipped = objectId < 0 || flag(row[at.is_ms_shipped]);
        index.set(objectId, { class: 'OBJECT', schema, name: name(row[at.name]), isShipped });
      },
    };
  },
});

/** `sys.all_columns`: the names of the columns that permissions are on. */
export const permittedColumns = defineQuery<DatabaseScope>()({
  name: 'permitted columns',
  view: 'sys.all_columns',
  columns: ['object_id', 'column_id', 'name'],
  narrow: (query, knex) =>
    query.innerJoin(
      knex('sys.database_permissions as q')
        .distinct('q.major_id', 'q.minor_id')
        .where('q.class', OBJECT_CLASS)
        .where('q.minor_id', '>', 0)
        .as('p'),
      { 'p.major_id': 'v.object_id', 'p.minor_id': 'v.column_id' },
    ),
  read: (scope, at) => ({
    row(row) {
      const objectId = id(row[at.object_id]);
      let columns = scope.columns.get(objectId);
      if (columns === undefined) {
        columns = new Map();
        scope.columns.set(objectId, columns);
      }
      columns.set(id(row[at.column_id]), name(row[at.name]));
    },
  }),
});
