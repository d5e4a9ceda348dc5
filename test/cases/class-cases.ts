// The cases that every plain class of securables has: its permissions in each state, and an owner of its own. Their
// rows come from this table and the catalogue; what must come of them is in their folders, and read by a person.
import { type CatalogClass, classNamed, thingsOf } from '../server/engine/catalog/securable-classes.ts';
import type { ViewRows } from '../server/engine/fixture/read-environment.ts';
import { plainRow } from '../server/engine/fixture/read-rows.ts';
import type { RowRecord } from '../server/engine/store/table.ts';
import type { CaseFile } from './read-case.ts';

/** The rows of a case that is no folder of tables. */
export interface CaseRows {
  readonly server: ViewRows;
  readonly databases: ReadonlyMap<string, ViewRows>;
}

/** A case that is made. */
export interface MadeCase {
  readonly file: CaseFile;
  readonly rows: CaseRows;
}

/** What the cases of one class are made of. */
interface ClassCase {
  /** The Microsoft page that gives the statement. */
  readonly source: string;
  readonly name?: string;
  /** The permission that is denied, the one given with grant option, the one granted. */
  readonly permissions?: readonly [denied: string, granting: string, granted: string];
  readonly versions?: CaseFile['versions'];
  readonly pitfalls?: readonly number[];
  /** What a row has beside id, name, schema and owner. */
  readonly more?: RowRecord;
  /** Rows of other views that it cannot do without. */
  readonly beside?: Readonly<Record<string, RowRecord>>;
}

const BROKER = 'GRANT Service Broker Permissions (Transact-SQL)';
const FULL_TEXT = 'GRANT Full-Text Permissions (Transact-SQL)';
const OWNING = ['CONTROL', 'TAKE OWNERSHIP', 'VIEW DEFINITION'] as const;

const CLASSES: Readonly<Record<string, ClassCase>> = {
  ASSEMBLY: {
    source: 'GRANT Assembly Permissions (Transact-SQL)',
    name: 'Geo',
    permissions: ['CONTROL', 'ALTER', 'VIEW DEFINITION'],
  },
  'ASYMMETRIC KEY': { source: 'GRANT Asymmetric Key Permissions (Transact-SQL)' },
  CERTIFICATE: { source: 'GRANT Certificate Permissions (Transact-SQL)' },
  CONTRACT: { source: BROKER, name: 'Order Contract' },
  'DATABASE SCOPED CREDENTIAL': {
    source: 'GRANT Database Scoped Credential (Transact-SQL)',
    versions: [2017, 2025],
    more: { credential_identity: 'svc' },
  },
  ENDPOINT: {
    source: 'GRANT Endpoint Permissions (Transact-SQL)',
    name: 'Mirroring',
    permissions: ['CONTROL', 'VIEW DEFINITION', 'CONNECT'],
    pitfalls: [12, 4],
    more: { protocol: 2, type: 2 },
    beside: { 'sys.tcp_endpoints': { endpoint_id: 65_536, port: 5022 } },
  },
  'EXTERNAL LANGUAGE': {
    source: 'CREATE EXTERNAL LANGUAGE (Transact-SQL)',
    name: 'Java',
    permissions: ['EXECUTE EXTERNAL SCRIPT', 'REFERENCES', 'VIEW DEFINITION'],
    versions: [2019, 2022, 2025],
  },
  'EXTERNAL MODEL': {
    source: 'CREATE EXTERNAL MODEL (Transact-SQL)',
    permissions: ['CONTROL', 'EXECUTE', 'VIEW DEFINITION'],
    versions: [2025],
  },
  'FULLTEXT CATALOG': { source: FULL_TEXT },
  'FULLTEXT STOPLIST': { source: FULL_TEXT },
  'MESSAGE TYPE': { source: BROKER, name: '//shop/Order' },
  'REMOTE SERVICE BINDING': { source: BROKER, permissions: OWNING },
  ROUTE: { source: BROKER, permissions: OWNING },
  SCHEMA: {
    source: 'GRANT Schema Permissions (Transact-SQL)',
    name: 'sales',
    permissions: ['ALTER', 'EXECUTE', 'SELECT'],
  },
  'SEARCH PROPERTY LIST': { source: 'GRANT Search Property List Permissions (Transact-SQL)' },
  SERVICE: { source: BROKER, name: 'Order Service', permissions: ['CONTROL', 'SEND', 'VIEW DEFINITION'] },
  'SYMMETRIC KEY': {
    source: 'GRANT Symmetric Key Permissions (Transact-SQL)',
    versions: [2012, 2019, 2025],
  },
  TYPE: {
    source: 'GRANT Type Permissions (Transact-SQL)',
    name: 'Money2',
    permissions: ['EXECUTE', 'REFERENCES', 'VIEW DEFINITION'],
  },
  'XML SCHEMA COLLECTION': {
    source: 'GRANT XML Schema Collection Permissions (Transact-SQL)',
    name: 'Invoices',
    permissions: ['EXECUTE', 'REFERENCES', 'VIEW DEFINITION'],
  },
};

/** Classes with cases written by hand: an object has a kind and columns, the name of a group is in another view, … */
const BY_HAND: readonly string[] = ['OBJECT', 'AVAILABILITY GROUP', 'CREDENTIAL'];

/** Every made case by its name. Throws for a class of the catalogue that has none. */
export function madeCases(): ReadonlyMap<string, MadeCase> {
  const made = new Map<string, MadeCase>();
  for (const kind of [...thingsOf('server'), ...thingsOf('database')]) {
    if (BY_HAND.includes(kind.word)) continue;
    const row = CLASSES[kind.word];
    if (row === undefined) throw new Error(`test/cases/class-cases.ts has no row for ${kind.word}.`);
    const folder = kind.word.toLowerCase().replaceAll(' ', '-');
    made.set(`class-${folder}`, permissionCase(kind, row));
    if (kind.scope === 'database' && kind.word !== 'SCHEMA')
      made.set(`owner-of-${folder}`, ownerCase(kind, row));
  }
  return made;
}

const DBO = 1;
const READERS = 10;
const OPERATORS = 300;
const PUBLIC = 0;

function permissionCase(kind: CatalogClass, row: ClassCase): MadeCase {
  const { name = 'n1', source, versions, pitfalls = [12] } = row;
  const isOfServer = kind.scope === 'server';
  const grantee = isOfServer ? OPERATORS : READERS;
  const [denied, granting, granted] = row.permissions ?? ['CONTROL', 'REFERENCES', 'VIEW DEFINITION'];
  const permissions = [
    permissionRow(kind, denied, 'D', grantee, DBO),
    permissionRow(kind, granting, 'W', grantee, DBO),
    permissionRow(kind, granted, 'G', grantee, DBO),
  ];
  const written = kind.isInSchema ? `[dbo].[${name}]` : `[${name}]`;
  const role = { principal_id: grantee, type: 'R', owning_principal_id: DBO };
  return {
    file: {
      title: `Permissions on ${kind.word}: granted, granted with grant option, denied`,
      rule: isOfServer
        ? `A row of class ${kind.number} names ${kind.idColumn}; the statement runs in master.`
        : `A row of class ${kind.number} names its securable by the id column of its view; the statement names it as ON ${kind.word}::${written}.`,
      source,
      pitfalls,
      ...(versions && { versions }),
    },
    rows: rowsIn(kind.scope, {
      [kind.view]: [thingRow(kind, row, name, kind.isInSchema ? undefined : DBO)],
      ...Object.fromEntries(Object.entries(row.beside ?? {}).map(([view, one]) => [view, [one]])),
      [`sys.${kind.scope}_principals`]: [
        isOfServer
          ? { ...role, name: 'operators', sid: bytes('33'.repeat(16)) }
          : { ...role, name: 'readers' },
      ],
      [`sys.${kind.scope}_permissions`]: permissions,
    }),
  };
}

/** Certificates and asymmetric keys are given to no role, so that a user without a login keeps them. */
const KEPT_BY_USERS = ['CERTIFICATE', 'ASYMMETRIC KEY'];

function ownerCase(kind: CatalogClass, row: ClassCase): MadeCase {
  const isUser = KEPT_BY_USERS.includes(kind.word);
  const keeper = isUser ? USER : { type: 'R', owning_principal_id: DBO };
  const connect = permissionRow(classNamed('DATABASE'), 'CONNECT', 'G', READERS, DBO);
  return {
    file: {
      title: `${kind.word} with an owner of its own`,
      rule: kind.isInSchema
        ? 'It has a schema, so its name is not enough; ALTER AUTHORIZATION comes before the grants.'
        : 'ALTER AUTHORIZATION before the grants, whose grantor is then the owner and is not named.',
      source: 'ALTER AUTHORIZATION (Transact-SQL)',
      pitfalls: [6],
      ...(kind.since > 2019 && { versions: [kind.since] }),
    },
    rows: rowsIn('database', {
      [kind.view]: [thingRow(kind, { ...row, more: {} }, 'thing', READERS)],
      'sys.database_principals': [{ principal_id: READERS, name: 'keepers', ...keeper }],
      'sys.database_permissions': [
        ...(isUser ? [connect] : []),
        permissionRow(kind, 'VIEW DEFINITION', 'G', PUBLIC, READERS),
      ],
    }),
  };
}

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

const USER: RowRecord = {
  type: 'S',
  sid: bytes(`010500000000000903000000${'01'.repeat(16)}`),
  default_schema_name: 'dbo',
  authentication_type: 0,
};

/** A row of the class; an owner of undefined is left to the schema. */
const thingRow = (
  kind: CatalogClass,
  { more }: ClassCase,
  name: string,
  owner: number | undefined,
): RowRecord => ({
  [kind.idColumn]: kind.firstUserId,
  [kind.nameColumn]: name,
  ...(kind.isInSchema && { schema_id: 1 }),
  ...(kind.ownerColumn !== undefined && owner !== undefined && { [kind.ownerColumn]: owner }),
  ...more,
});

const permissionRow = (
  kind: CatalogClass,
  permission: string,
  state: string,
  grantee: number,
  grantor: number,
): RowRecord => ({
  class: kind.number,
  major_id: kind.firstUserId,
  grantee_principal_id: grantee,
  grantor_principal_id: grantor,
  permission_name: permission,
  state,
});

function rowsIn(
  scope: CatalogClass['scope'],
  tables: Readonly<Record<string, readonly RowRecord[]>>,
): CaseRows {
  const views: ViewRows = new Map(
    Object.entries(tables).map(([view, rows]) => [view, rows.map((row) => plainRow(row))]),
  );
  return scope === 'server'
    ? { server: views, databases: new Map() }
    : { server: new Map(), databases: new Map([['app', views]]) };
}
