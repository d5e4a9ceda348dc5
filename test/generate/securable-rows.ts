// What a row of each class has beyond id, name, owner and schema, and which permissions each kind of object takes.

import type { SqlVersion } from '../../src/model/catalog/version.ts';
import { ordinal } from '../../src/model/order.ts';
import type { CatalogClass } from '../server/engine/catalog/securable-classes.ts';
import { thingsOf } from '../server/engine/catalog/securable-classes.ts';
import type { RowRecord } from './environment.ts';

const TYPE_KINDS: readonly RowRecord[] = [
  { system_type_id: 231, is_assembly_type: false, is_table_type: false },
  { system_type_id: 243, is_assembly_type: false, is_table_type: true },
  { system_type_id: 240, is_assembly_type: true, is_table_type: false },
];

/** By class and id; a class that is not here has nothing more. */
export const MORE_COLUMNS: Readonly<Record<string, (id: number) => RowRecord>> = {
  ASSEMBLY: (id) => ({ permission_set: (id % 3) + 1, is_user_defined: true }),
  'DATABASE SCOPED CREDENTIAL': (id) => ({ credential_identity: `identity of ${id}` }),
  'MESSAGE TYPE': () => ({ validation: 'N' }),
  'REMOTE SERVICE BINDING': (id) => ({ remote_service_name: `//remote/${id}`, remote_principal_id: 1 }),
  ROUTE: () => ({ address: 'LOCAL' }),
  TYPE: (id) => ({ is_user_defined: true, ...TYPE_KINDS[id % TYPE_KINDS.length] }),
};

/** The classes of a database that a version has, in ordinal order: neither principals, schemas nor objects. */
export function thingClasses(version: SqlVersion): readonly CatalogClass[] {
  return thingsOf('database')
    .filter(({ word, since }) => word !== 'OBJECT' && word !== 'SCHEMA' && since <= version)
    .toSorted((a, b) => ordinal(a.word, b.word));
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
