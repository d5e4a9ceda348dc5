// How a row of each database class other than objects and principals is made. A class missing here does not compile.
import type { SecurableClass } from '../../src/model/securable-class.ts';
import { SECURABLE_CLASSES } from '../../src/model/securable-class.ts';
import type { SqlVersion } from '../../src/model/version.ts';
import type { RowRecord } from './environment.ts';

/** Classes whose rows are neither principals, schemas, objects nor on the server. */
export type ThingClass = Exclude<
  SecurableClass,
  | 'APPLICATION ROLE'
  | 'AVAILABILITY GROUP'
  | 'CREDENTIAL'
  | 'DATABASE'
  | 'ENDPOINT'
  | 'LOGIN'
  | 'OBJECT'
  | 'ROLE'
  | 'SCHEMA'
  | 'SERVER'
  | 'SERVER ROLE'
  | 'USER'
>;

/** What a class's rows have beyond id, name, owner and schema. */
interface ThingShape {
  readonly firstId: number;
  readonly columns: (id: number) => RowRecord;
}

const plain = (firstId: number, columns: (id: number) => RowRecord = () => ({})): ThingShape => ({
  firstId,
  columns,
});

/** Ids of user-made rows start where a server starts them. */
export const THINGS: Readonly<Record<ThingClass, ThingShape>> = {
  ASSEMBLY: plain(65_536, (id) => ({ permission_set: (id % 3) + 1, is_user_defined: true })),
  'ASYMMETRIC KEY': plain(256),
  CERTIFICATE: plain(256),
  CONTRACT: plain(65_536),
  'DATABASE SCOPED CREDENTIAL': plain(65_536, (id) => ({ credential_identity: `identity of ${id}` })),
  'EXTERNAL LANGUAGE': plain(65_536),
  'EXTERNAL MODEL': plain(65_536),
  'FULLTEXT CATALOG': plain(5),
  'FULLTEXT STOPLIST': plain(5),
  'MESSAGE TYPE': plain(65_536, () => ({ validation: 'N' })),
  'REMOTE SERVICE BINDING': plain(65_536, (id) => ({
    remote_service_name: `//remote/${id}`,
    remote_principal_id: 1,
  })),
  ROUTE: plain(65_537, () => ({ address: 'LOCAL' })),
  'SEARCH PROPERTY LIST': plain(5),
  SERVICE: plain(65_536),
  'SYMMETRIC KEY': plain(256),
  TYPE: plain(257, (id) => ({ is_user_defined: true, ...TYPE_KINDS[id % TYPE_KINDS.length] })),
  'XML SCHEMA COLLECTION': plain(65_536),
};

const TYPE_KINDS: readonly RowRecord[] = [
  { system_type_id: 231, is_assembly_type: false, is_table_type: false },
  { system_type_id: 243, is_assembly_type: false, is_table_type: true },
  { system_type_id: 240, is_assembly_type: true, is_table_type: false },
];

/** The classes that a version has, in the table's order. */
export function thingClasses(version: SqlVersion): readonly ThingClass[] {
  return (Object.keys(THINGS) as ThingClass[]).filter((word) => SECURABLE_CLASSES[word].since <= version);
}

const OWNERSHIP = ['ALTER', 'CONTROL', 'TAKE OWNERSHIP', 'VIEW DEFINITION'];
const ROWS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'REFERENCES'];

/** The permissions that each kind of object takes, by `sys.objects.type`. Source: "GRANT Object Permissions". */
export const OBJECT_PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  U: [...ROWS, ...OWNERSHIP, 'VIEW CHANGE TRACKING'],
  V: [...ROWS, ...OWNERSHIP],
  P: ['EXECUTE', ...OWNERSHIP],
  PC: ['EXECUTE', ...OWNERSHIP],
  FN: ['EXECUTE', 'REFERENCES', ...OWNERSHIP],
  FS: ['EXECUTE', 'REFERENCES', ...OWNERSHIP],
  AF: ['EXECUTE', 'REFERENCES', ...OWNERSHIP],
  IF: [...ROWS, ...OWNERSHIP],
  TF: ['SELECT', 'REFERENCES', ...OWNERSHIP],
  SN: ['EXECUTE', 'SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CONTROL', 'TAKE OWNERSHIP', 'VIEW DEFINITION'],
  SO: ['UPDATE', 'REFERENCES', ...OWNERSHIP],
  SQ: ['RECEIVE', 'SELECT', ...OWNERSHIP],
};

/** Kinds of objects to choose from: all, and tables, views and procedures more often. */
export const OBJECT_TYPES: readonly string[] = [
  'U',
  'U',
  'U',
  'V',
  'P',
  'P',
  'P',
  ...Object.keys(OBJECT_PERMISSIONS),
];
