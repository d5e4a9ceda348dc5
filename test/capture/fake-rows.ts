// Short-hand for catalogue rows in tests: what every server and database has, and makers of the rest.
import type { FakeRows, FakeViews } from './fake-driver.ts';

/** A binary value from hexadecimal digits. */
export function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

/** The principals every server has that tests refer to. */
export const SERVER_PRINCIPALS: FakeRows = [
  { principal_id: 1, name: 'sa', type: 'S', sid: bytes('01'), default_database_name: 'master' },
  { principal_id: 2, name: 'public', type: 'R', sid: bytes('02'), owning_principal_id: 1 },
  {
    principal_id: 3,
    name: 'sysadmin',
    type: 'R',
    sid: bytes('03'),
    owning_principal_id: 1,
    is_fixed_role: true,
  },
  {
    principal_id: 4,
    name: 'securityadmin',
    type: 'R',
    sid: bytes('04'),
    owning_principal_id: 1,
    is_fixed_role: true,
  },
];

/** The principals every database has. */
export const DATABASE_PRINCIPALS: FakeRows = [
  { principal_id: 0, name: 'public', type: 'R', owning_principal_id: 1 },
  {
    principal_id: 1,
    name: 'dbo',
    type: 'S',
    sid: bytes('01'),
    authentication_type: 1,
    default_schema_name: 'dbo',
  },
  { principal_id: 2, name: 'guest', type: 'S', sid: bytes('00'), default_schema_name: 'guest' },
  { principal_id: 3, name: 'INFORMATION_SCHEMA', type: 'S' },
  { principal_id: 4, name: 'sys', type: 'S' },
  { principal_id: 16384, name: 'db_owner', type: 'R', owning_principal_id: 1, is_fixed_role: true },
];

/** The schemas every database has that tests refer to. */
export const SCHEMAS: FakeRows = [
  { schema_id: 1, name: 'dbo', principal_id: 1 },
  { schema_id: 2, name: 'guest', principal_id: 2 },
  { schema_id: 3, name: 'INFORMATION_SCHEMA', principal_id: 3 },
  { schema_id: 4, name: 'sys', principal_id: 4 },
  { schema_id: 16384, name: 'db_owner', principal_id: 16384 },
];

/** A row of `sys.databases`. */
export function database(name: string, rest: Readonly<Record<string, unknown>> = {}) {
  return {
    name,
    owner_sid: bytes('01'),
    state_desc: 'ONLINE',
    user_access_desc: 'MULTI_USER',
    collation_name: 'Latin1_General_CI_AS',
    has_access: 1,
    service_broker_guid: '00000000-0000-0000-0000-000000000001',
    ...rest,
  };
}

/** A permission row. */
export function permission(
  classNumber: number,
  major: number,
  name: string,
  grantee: number,
  rest: Readonly<Record<string, unknown>> = {},
) {
  return {
    class: classNumber,
    major_id: major,
    minor_id: 0,
    grantee_principal_id: grantee,
    grantor_principal_id: 1,
    permission_name: name,
    state: 'G',
    ...rest,
  };
}

/** A database's views with these rows added to what every database has. */
export function databaseViews(views: FakeViews): FakeViews {
  return {
    ...views,
    database_principals: [...DATABASE_PRINCIPALS, ...(views.database_principals ?? [])],
    schemas: [...SCHEMAS, ...(views.schemas ?? [])],
  };
}
