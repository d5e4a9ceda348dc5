// A small server with something of everything that a script restores: fit to be lost and resumed at every batch.

import type { TableRows } from '../server/engine/engine-from-tables.ts';
import type { ServerFixture } from '../server/engine/fixture/read-environment.ts';
import { checkSettings } from '../server/engine/fixture/read-environment.ts';
import { plainRow } from '../server/engine/fixture/read-rows.ts';
import { CAPTURER } from './restored-server.ts';

const sid = (last: number) => Uint8Array.from([...Array(15).fill(7), last]);
const windowsSid = (last: number) =>
  Uint8Array.from([1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, ...Array(15).fill(9), last]);
const hash = (last: number) => Uint8Array.from([2, 0, ...Array(67).fill(5), last]);

const SERVER: TableRows = {
  'sys.databases': [
    { name: 'app', database_id: 5, owner_sid: sid(1), is_trustworthy_on: 1, is_broker_enabled: 1 },
    { name: 'other ]db', database_id: 6 },
  ],
  'sys.configurations': [
    { name: 'clr enabled', value: 1, value_in_use: 1 },
    { name: 'clr strict security', value: 0, value_in_use: 0 },
  ],
  'sys.sql_logins': [
    { name: 'sa', principal_id: 1, sid: Uint8Array.of(1), type: 'S', password_hash: hash(9) },
    {
      name: 'app_login',
      principal_id: 260,
      sid: sid(1),
      password_hash: hash(1),
      is_policy_checked: 1,
      is_expiration_checked: 1,
    },
    { name: CAPTURER.login, principal_id: 261, sid: sid(2), password_hash: hash(2), is_policy_checked: 0 },
    {
      name: "o'brien $(x)",
      principal_id: 262,
      sid: sid(3),
      password_hash: hash(3),
      default_database_name: 'app',
      is_disabled: 1,
    },
  ],
  'sys.server_principals': [
    { name: 'CONTOSO\\ops', principal_id: 263, sid: windowsSid(1), type: 'G' },
    { name: 'auditors', principal_id: 264, sid: sid(9), type: 'R', owning_principal_id: 260 },
  ],
  'sys.server_role_members': [
    { role_principal_id: 3, member_principal_id: 261 },
    { role_principal_id: 264, member_principal_id: 263 },
  ],
  'sys.server_permissions': [
    { grantee_principal_id: 260, permission_name: 'CONNECT SQL' },
    { grantee_principal_id: 261, permission_name: 'CONNECT SQL' },
    { grantee_principal_id: 263, permission_name: 'CONNECT SQL' },
    { grantee_principal_id: 260, permission_name: 'VIEW SERVER STATE', state: 'W' },
    { grantee_principal_id: 263, permission_name: 'VIEW SERVER STATE', grantor_principal_id: 260 },
    { grantee_principal_id: 264, permission_name: 'ALTER ANY LOGIN', state: 'D' },
  ],
  'sys.messages': [{ message_id: 60001, severity: 16, is_event_logged: 1, text: "It's %s" }],
};

const APP: TableRows = {
  'sys.database_principals': [
    { name: 'app_user', principal_id: 5, type: 'S', sid: sid(3), default_schema_name: 'work' },
    { name: 'CONTOSO\\ops', principal_id: 6, type: 'G', sid: windowsSid(1) },
    { name: 'workers', principal_id: 7, type: 'R', owning_principal_id: 5 },
    { name: 'app_role', principal_id: 8, type: 'A', default_schema_name: 'work' },
  ],
  'sys.schemas': [{ name: 'work', schema_id: 5, principal_id: 5 }],
  'sys.objects': [
    { name: 'orders', object_id: 1001, schema_id: 5, type: 'U' },
    { name: 'owned', object_id: 1003, schema_id: 1, type: 'U', principal_id: 5 },
    { name: 'weird\nGO\nname', object_id: 1002, schema_id: 1, type: 'V' },
  ],
  'sys.columns': [
    { object_id: 1001, column_id: 1, name: 'id' },
    { object_id: 1001, column_id: 2, name: 'secret' },
  ],
  'sys.database_role_members': [{ role_principal_id: 7, member_principal_id: 6 }],
  'sys.database_permissions': [
    { class: 0, grantee_principal_id: 5, permission_name: 'CONNECT' },
    { class: 0, grantee_principal_id: 6, permission_name: 'CONNECT' },
    { class: 1, major_id: 1001, grantee_principal_id: 7, grantor_principal_id: 5, permission_name: 'SELECT' },
    {
      class: 1,
      major_id: 1001,
      minor_id: 2,
      grantee_principal_id: 7,
      grantor_principal_id: 5,
      permission_name: 'SELECT',
      state: 'D',
    },
    { class: 1, major_id: 1002, grantee_principal_id: 7, permission_name: 'SELECT' },
  ],
};

/** The server as it was captured, by its name or another one. */
export function smallServer(name = 'SMALL01'): ServerFixture {
  const rows = (views: TableRows) =>
    new Map(Object.entries(views).map(([view, list]) => [view, list.map(plainRow)]));
  return {
    settings: checkSettings({ name, passwords: { [CAPTURER.login]: CAPTURER.password } }, 'small'),
    server: rows(SERVER),
    databases: new Map([['app', rows(APP)]]),
  };
}
