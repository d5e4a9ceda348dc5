// Visibility of database-scoped views. A view that is not here shows all its rows to who is in the database
// (sys.schemas and the system views do).
import type { ViewDefinition } from '../catalog/catalog.ts';
import { classNamed, thingsOf } from '../catalog/securable-classes.ts';
import type { SessionState } from '../session/session-state.ts';
import type { Row } from '../sql/value.ts';
import { viewNamed } from '../store/server-state.ts';
import { permissionNamed } from './covering.ts';
import type { DatabaseRights } from './database-rights.ts';
import type { Rule } from './visibility.ts';

const reader = (view: ViewDefinition, column: string): ((row: Row) => Row[number]) => {
  const index = view.indexOf.get(column) ?? -1;
  return (row) => row[index] ?? null;
};

function seesDefinitions(rights: DatabaseRights): boolean {
  return rights.has('VIEW DEFINITION');
}

// VIEW DEFINITION covers the permission of 2022; before, it alone counts.
function seesSecurity(rights: DatabaseRights): boolean {
  return rights.has('VIEW SECURITY DEFINITION');
}

const isShippedPrincipal = (id: number): boolean => id <= 4 || (id >= 16384 && id <= 16399);

const principals: Rule = (session, view, database) => {
  const rights = session.rightsIn(database);
  const all = seesSecurity(rights);
  const id = reader(view, 'principal_id');
  const type = reader(view, 'type');
  const users = all || rights.has('ALTER ANY USER');
  const roles = all || rights.has('ALTER ANY ROLE');
  return (row) => {
    const number = Number(id(row));
    if (isShippedPrincipal(number) || rights.tokenIds.has(number)) return row;
    if (rights.isHidden(4, number)) return undefined;
    return (type(row) === 'R' ? roles : users) || rights.holdsAnyOn(4, number) ? row : undefined;
  };
};

const permissions: Rule = (session, view, database) => {
  const rights = session.rightsIn(database);
  if (seesSecurity(rights)) return undefined;
  const grantee = reader(view, 'grantee_principal_id');
  const grantor = reader(view, 'grantor_principal_id');
  return (row) =>
    rights.tokenIds.has(Number(grantee(row))) || grantor(row) === rights.userId ? row : undefined;
};

const roleMembers: Rule = (session, view, database) => {
  const rights = session.rightsIn(database);
  if (seesSecurity(rights) || rights.has('ALTER ANY ROLE')) return undefined;
  const role = reader(view, 'role_principal_id');
  const member = reader(view, 'member_principal_id');
  return (row) =>
    isShippedPrincipal(Number(role(row))) || rights.tokenIds.has(Number(member(row))) ? row : undefined;
};

/** Permissions on objects that make every object visible when held on the whole database. */
const OBJECT_PERMISSIONS = [
  'VIEW DEFINITION',
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'EXECUTE',
  'REFERENCES',
  'ALTER',
];

/** Who sees an object of that id: by rights on the database, its schema, or itself; system objects are everybody's. */
function objectFilter(session: SessionState, database: string): (objectId: number) => boolean {
  const rights = session.rightsIn(database);
  const all = OBJECT_PERMISSIONS.some((permission) => rights.has(permission));
  const view = viewNamed('sys.objects');
  const [idAt, schemaAt] = ['object_id', 'schema_id'].map((name) => view.indexOf.get(name) ?? 0);
  const schemas = new Map(
    session.server.table(view, database).rows.map((row) => [row[idAt ?? 0], Number(row[schemaAt ?? 0])]),
  );
  const owned = ownedSchemas(session, database, rights);
  const known = new Map<number, boolean>();
  return (objectId) => {
    if (objectId < 0) return true;
    let sees = known.get(objectId);
    if (sees === undefined) {
      const schema = schemas.get(objectId);
      const own = schema !== undefined && owned.has(schema);
      sees = !rights.isHidden(1, objectId) && (all || own || rights.holdsAnyOn(1, objectId, schema));
      known.set(objectId, sees);
    }
    return sees;
  };
}

function ownedSchemas(session: SessionState, database: string, rights: DatabaseRights): ReadonlySet<number> {
  const rows = session.server.table(viewNamed('sys.schemas'), database).records();
  const owned = rows.filter((row) => rights.tokenIds.has(Number(row.principal_id)));
  return new Set(owned.map((row) => Number(row.schema_id)));
}

const byObject =
  (column: string): Rule =>
  (session, view, database) => {
    if (seesDefinitions(session.rightsIn(database))) {
      const rights = session.rightsIn(database);
      const id = reader(view, column);
      return (row) => (rights.isHidden(1, Number(id(row))) ? undefined : row);
    }
    const sees = objectFilter(session, database);
    const id = reader(view, column);
    return (row) => (sees(Number(id(row))) ? row : undefined);
  };

/** Rows of a class: who may alter any of it sees all, and everybody what ships where the catalogue says so. */
const securable =
  (word: string): Rule =>
  (session, view, database) => {
    const { number: classNumber = -1, idColumn, firstUserId, seenByAll } = classNamed(word);
    const permission = permissionNamed(word, 'ALTER')?.parentCovering ?? 'ALTER';
    const rights = session.rightsIn(database);
    const all = seesDefinitions(rights) || rights.has(permission);
    const id = reader(view, idColumn);
    return (row) => {
      const number = Number(id(row));
      if (seenByAll === 'shipped' && number < firstUserId) return row;
      if (rights.isHidden(classNumber, number)) return undefined;
      return all || rights.holdsAnyOn(classNumber, number) ? row : undefined;
    };
  };

/** The views of the classes themselves, other than of objects, which have rules of their own. */
const ofClasses = Object.fromEntries(
  thingsOf('database')
    .filter(({ word, seenByAll }) => word !== 'OBJECT' && seenByAll !== 'all')
    .map(({ word, view }) => [view, securable(word)]),
);

const objectId = byObject('object_id');
/** By view name. */
export const DATABASE_RULES: Readonly<Record<string, Rule>> = {
  'sys.database_principals': principals,
  'sys.database_permissions': permissions,
  'sys.database_role_members': roleMembers,
  ...Object.fromEntries(
    [
      'objects',
      'all_objects',
      'tables',
      'views',
      'all_views',
      'procedures',
      'synonyms',
      'sequences',
      'service_queues',
      'triggers',
      'columns',
      'all_columns',
      'parameters',
      'all_parameters',
      'sql_modules',
      'all_sql_modules',
      'indexes',
      'foreign_keys',
      'check_constraints',
      'default_constraints',
      'key_constraints',
      'security_policies',
      'external_tables',
      'extended_procedures',
    ].map((name) => [`sys.${name}`, objectId]),
  ),
  ...ofClasses,
  'sys.table_types': securable('TYPE'),
  'sys.assembly_types': securable('TYPE'),
  'sys.assembly_files': securable('ASSEMBLY'),
  'sys.database_credentials': securable('DATABASE SCOPED CREDENTIAL'),
};
