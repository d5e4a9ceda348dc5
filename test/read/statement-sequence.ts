// Sequences of statements over a small server, in one of which whatever a statement takes along is bound to matter:
// chains of grant options, columns, owners, members, renames, drops, transactions, EXECUTE AS, names in any case.

import type { Fact } from '../../src/model/fact.ts';
import { databaseFact } from '../model/database-fact.ts';

/** Numbers from 0 up to 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const object = (name: string, schema: string, type: string): Fact => ({
  kind: 'securable',
  database: 'Sales',
  class: 'OBJECT',
  schema,
  name,
  type,
});
const user = (name: string, at: number): Fact => ({
  kind: 'user',
  database: 'Sales',
  name,
  type: 'S',
  authenticationType: 0,
  sid: `0x05${at}0`,
  defaultSchema: 'dbo',
});

/** The server before a sequence: what its statements speak of besides what they make. */
export const BEFORE: readonly Fact[] = [
  databaseFact('Sales'),
  user('ann', 1),
  user('bob', 2),
  { kind: 'role', database: 'Sales', name: 'readers', owner: 'dbo' },
  { kind: 'schema', database: 'Sales', name: 'stock', owner: 'dbo' },
  object('t', 'dbo', 'U'),
  object('p', 'dbo', 'P'),
  object('v', 'stock', 'V'),
  {
    kind: 'login',
    name: 'clerk',
    type: 'S',
    sid: '0x0660',
    isDisabled: false,
    defaultDatabase: 'master',
    defaultLanguage: 'us_english',
    isPolicyChecked: true,
    isExpirationChecked: false,
  },
];

/** One sequence: a statement a line, batches in between. */
export function sequenceOf(random: () => number): string[] {
  const pick = <T>(...from: readonly T[]): T => from[Math.trunc(random() * from.length)] as T;
  const maybe = (text: string, odds = 0.3): string => (random() < odds ? text : '');
  /** A name as somebody types it. */
  const cased = (name: string): string => {
    const typed = pick(name, name, name.toUpperCase(), name.charAt(0).toUpperCase() + name.slice(1));
    return /^\w+$/.test(name) && random() < 0.5 ? typed : `[${typed}]`;
  };
  const made = ['cid', 'dora', 'eve'] as const;
  const who = () => cased(pick('ann', 'bob', 'readers', 'writers', ...made));
  const grantee = () => pick(who(), who(), who(), cased('public'));
  const role = () => cased(pick('readers', 'writers', 'auditors', 'db_datareader', 'db_owner'));
  const thing = () => pick('dbo.t', 'DBO.T', 't', '[dbo].[p]', 'stock.v', 'Stock.V', 'dbo.made');
  const place = () =>
    pick(
      () => ` ON ${thing()}${maybe(' (a)', 0.2)}${maybe(' (A, b)', 0.1)}`,
      () => ` ON OBJECT::${thing()}`,
      () => ` ON SCHEMA::${cased(pick('stock', 'fresh'))}`,
      () => ` ON ROLE::${cased(pick('readers', 'writers'))}`,
      () => '',
    )();
  const permission = () =>
    pick('SELECT', 'UPDATE', 'SELECT', 'CONTROL', 'ALTER', 'EXECUTE', 'VIEW DEFINITION');
  const grant = () =>
    `GRANT ${permission()}${place()} TO ${grantee()}${maybe(' WITH GRANT OPTION', 0.5)}${maybe(` AS ${who()}`, 0.35)}`;
  const kinds: readonly (() => string)[] = [
    grant,
    grant,
    grant,
    () => `DENY ${permission()}${place()} TO ${grantee()}${maybe(' CASCADE', 0.5)}`,
    () =>
      `REVOKE ${maybe('GRANT OPTION FOR ')}${permission()}${place()} FROM ${grantee()}${maybe(' CASCADE', 0.7)}${maybe(` AS ${who()}`, 0.2)}`,
    () => `CREATE USER ${cased(pick(...made))} ${pick('WITHOUT LOGIN', 'FOR LOGIN clerk')}`,
    () => `CREATE ROLE ${cased(pick('writers', 'auditors'))}${maybe(` AUTHORIZATION ${who()}`)}`,
    () => `ALTER ROLE ${role()} ${pick('ADD', 'ADD', 'DROP')} MEMBER ${who()}`,
    () => `EXEC sp_addrolemember '${pick('readers', 'WRITERS')}', '${pick('ann', 'CID', 'CONTOSO\\dave')}'`,
    () => `EXEC sp_addsrvrolemember 'CONTOSO\\dave', 'bulkadmin'`,
    () => `EXEC sp_addapprole 'till', 'x'`,
    () => `EXEC sp_addrole '${pick('sellers', 'buyers')}'`,
    () => `EXEC sp_droprole '${pick('sellers', 'BUYERS')}'`,
    () => `EXEC sp_configure '${pick('clr enab', 'show adv', 'cross db')}', ${pick(0, 1)}`,
    () => 'RECONFIGURE',
    () => `EXEC('CREATE SCHEMA fresh${maybe(` AUTHORIZATION ${pick('ann', 'CID')}`, 0.5)}')`,
    () =>
      `ALTER AUTHORIZATION ON ${pick('SCHEMA::stock', 'SCHEMA::fresh', 'ROLE::writers', 'OBJECT::dbo.t')} TO ${who()}`,
    () => `ALTER SCHEMA ${pick('stock', 'dbo', 'fresh')} TRANSFER ${thing()}`,
    () => `ALTER USER ${cased(pick(...made))} WITH NAME = ${cased(pick('fay', ...made))}`,
    () => `ALTER ROLE ${cased('writers')} WITH NAME = ${cased(pick('auditors', 'scribes'))}`,
    () => `EXEC sp_rename '${pick('dbo.t', 'stock.v')}', '${pick('renamed', 't')}'`,
    () => `EXEC sp_rename 'dbo.t.a', 'z', 'COLUMN'`,
    () => `CREATE TABLE dbo.made (a int, b int)`,
    () => `DROP TABLE ${maybe('IF EXISTS ', 0.5)}${pick('dbo.made', 'dbo.t')}`,
    () => `DROP USER ${pick(...made, 'bob')}`,
    () => `DROP ROLE ${pick('writers', 'AUDITORS')}`,
    () => `DROP SCHEMA fresh`,
    () => `EXECUTE AS USER = '${pick('ann', 'Bob', 'cid')}'; ${grant()}; REVERT`,
    () => `BEGIN TRANSACTION ${pick('', 'one')}`,
    () => 'SAVE TRANSACTION half',
    () => `ROLLBACK TRANSACTION ${pick('', 'half', 'half')}`,
    () => 'COMMIT',
    () =>
      `IF NOT EXISTS (SELECT 1 FROM sys.database_principals WHERE name = 'cid') CREATE USER cid WITHOUT LOGIN`,
    () => `IF @@TRANCOUNT > 0 ${pick('COMMIT', 'ROLLBACK')}`,
    () => `CREATE LOGIN ${cased('seller')} WITH PASSWORD = 'x'${maybe(', CHECK_POLICY = OFF')}`,
    () =>
      `ALTER LOGIN seller ${pick('DISABLE', 'ENABLE', 'WITH NAME = vendor', 'WITH DEFAULT_DATABASE = Sales')}`,
    () => `DROP LOGIN ${pick('seller', 'VENDOR')}`,
    () => 'RETURN',
  ];
  const length = 5 + Math.trunc(random() * 35);
  return Array.from({ length }, () => pick(...kinds)() + maybe('\nGO', 0.4));
}
