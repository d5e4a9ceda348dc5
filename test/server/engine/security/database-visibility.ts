// Visibility of database-scoped views. A view that is not here shows all its rows to who is in the database
// (sys.schemas and the system views do).
import type { ViewDefinition } from '../catalog/catalog.ts';
import type { SessionState } from '../session/session-state.ts';
import type { Row } from '../sql/value.ts';
import { viewNamed } from '../store/server-state.ts';
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

/** Rows with a permission class of their own; `shipped` tells rows that everybody sees. */
const securable =
  (
    classNumber: number,
    idColumn: string,
    permission: string,
    shipped: (id: number) => boolean = () => false,
  ): Rule =>
  (session, view, database) => {
    const rights = session.rightsIn(database);
    const all = seesDefinitions(rights) || rights.has(permission);
    const id = reader(view, idColumn);
    return (row) => {
      const number = Number(id(row));
      if (shipped(number)) return row;
      if (rights.isHidden(classNumber, number)) return undefined;
      return all || rights.holdsAnyOn(classNumber, number) ? row : undefined;
    };
  };

const objectId = byObject('object_id');
const type = securable(6, 'user_type_id', 'ALTER', (id) => id <= 256);
const isShippedBroker = (id: number): boolean => id < 65536;

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
  'sys.types': type,
  'sys.table_types': type,
  'sys.assembly_types': type,
  'sys.xml_schema_collections': securable(10, 'xml_collection_id', 'ALTER', (id) => id === 1),
  'sys.assemblies': securable(5, 'assembly_id', 'ALTER ANY ASSEMBLY', isShippedBroker),
  'sys.assembly_files': securable(5, 'assembly_id', 'ALTER ANY ASSEMBLY', isShippedBroker),
  'sys.certificates': securable(25, 'certificate_id', 'ALTER ANY CERTIFICATE'),
  'sys.asymmetric_keys': securable(26, 'asymmetric_key_id', 'ALTER ANY ASYMMETRIC KEY'),
  'sys.symmetric_keys': securable(24, 'symmetric_key_id', 'ALTER ANY SYMMETRIC KEY'),
  'sys.service_message_types': securable(15, 'message_type_id', 'ALTER ANY MESSAGE TYPE', isShippedBroker),
  'sys.service_contracts': securable(16, 'service_contract_id', 'ALTER ANY CONTRACT', isShippedBroker),
  'sys.services': securable(17, 'service_id', 'ALTER ANY SERVICE', isShippedBroker),
  'sys.remote_service_bindings': securable(
    18,
    'remote_service_binding_id',
    'ALTER ANY REMOTE SERVICE BINDING',
  ),
  'sys.routes': securable(19, 'route_id', 'ALTER ANY ROUTE'),
  'sys.fulltext_catalogs': securable(23, 'fulltext_catalog_id', 'ALTER ANY FULLTEXT CATALOG'),
  'sys.fulltext_stoplists': securable(29, 'stoplist_id', 'ALTER ANY FULLTEXT CATALOG'),
  'sys.registered_search_property_lists': securable(31, 'property_list_id', 'ALTER ANY FULLTEXT CATALOG'),
  'sys.database_scoped_credentials': securable(32, 'credential_id', 'CONTROL'),
  'sys.database_credentials': securable(32, 'credential_id', 'CONTROL'),
  'sys.external_languages': securable(
    34,
    'external_language_id',
    'ALTER ANY EXTERNAL LANGUAGE',
    isShippedBroker,
  ),
  'sys.external_models': securable(110, 'external_model_id', 'ALTER ANY EXTERNAL MODEL'),
};
