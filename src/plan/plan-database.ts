// One database's part of a script: owner, users, roles, application roles, schemas, owners, members, permissions.
import { defaultDatabasePermissions } from '../model/default-permission.ts';
import type { DatabaseFact, PermissionFact, SecurableFact, UserFact } from '../model/fact.ts';
import { SYSTEM_DATABASES } from '../model/system-database.ts';
import type { PlanNote, Section, SectionName, Step } from './plan.ts';
import { step } from './plan.ts';
import { planPermissions } from './plan-permissions.ts';
import type { SnapshotIndex } from './snapshot-index.ts';

/** The sections of one database, in order; empty ones are left out. */
export function planDatabase(database: DatabaseFact, index: SnapshotIndex, notes: PlanNote[]): Section[] {
  const { name } = database;
  const section = (title: string, steps: readonly Step[]): Section => ({
    name: 'database' satisfies SectionName,
    title,
    database: name,
    steps,
  });
  return [
    section('owner and options', ownerAndOptions(database, notes)),
    section('users', users(index, name, notes)),
    section('roles', roles(index, name)),
    section('application roles', applicationRoles(index, name, notes)),
    section('schemas', schemas(index, name)),
    section('owners', owners(index, name, notes)),
    section('role members', members(index, name, notes)),
    section('permissions', permissions(index, name, notes)),
  ].filter(({ steps }) => steps.length > 0);
}

function ownerAndOptions(fact: DatabaseFact, notes: PlanNote[]): Step[] {
  const { name: database, owner } = fact;
  if (SYSTEM_DATABASES.includes(database)) return [];
  const steps: Step[] = [];
  if (owner === undefined) {
    notes.push({
      code: 'unknown-owner',
      database,
      note: `No login had the SID of the owner of ${database} (${fact.ownerSid}): its owner is not set.`,
    });
  } else steps.push(step('own-database', { database, owner }));
  if (fact.isTrustworthy) steps.push(step('set-trustworthy', { database }));
  if (fact.isDbChaining) steps.push(step('set-db-chaining', { database }));
  if (fact.isBrokerEnabled) steps.push(step('enable-broker', { database }));
  return steps;
}

function users(index: SnapshotIndex, database: string, notes: PlanNote[]): Step[] {
  const facts = index.database(database, 'user');
  const logins = new Set(index.server('login').map(({ name }) => name.toUpperCase()));
  const create = facts.map((fact) => createUser(fact, logins, notes));
  const remap = facts.flatMap(({ name: user, login, type }) =>
    login !== undefined && 'SUG'.includes(type) ? [step('remap-user', { user, login })] : [],
  );
  const rename = facts.flatMap(({ name: user, login, type }) => {
    const from = index.renames.get(user);
    return from === undefined || login === undefined || !'UG'.includes(type)
      ? []
      : [step('rename-user', { from, user, login })];
  });
  return [...rename, ...create, ...remap];
}

/** The statement that creates a user of its kind. Source: "CREATE USER (Transact-SQL)". */
function createUser(fact: UserFact, logins: ReadonlySet<string>, notes: PlanNote[]): Step {
  const { database, name: user, type, login, sid, defaultSchema: schema, defaultLanguage: language } = fact;
  const encryptedValues = fact.allowEncryptedValueModifications ?? false;
  switch (type) {
    case 'C':
      return step('create-certificate-user', { user, certificate: fact.certificate ?? user });
    case 'K':
      return step('create-asymmetric-key-user', { user, key: fact.asymmetricKey ?? user });
    case 'E':
    case 'X':
      if (login !== undefined) return step('create-user-for-external-login', { user, login, schema });
      if (logins.has(user.toUpperCase())) return replacedAccount(fact, notes);
      return step('create-external-user', { user, schema });
    case 'U':
    case 'G':
      if (login !== undefined) return step('create-user-for-login', { user, login, schema, encryptedValues });
      if (logins.has(user.toUpperCase())) return replacedAccount(fact, notes);
      return step('create-windows-user', { user, schema, language, encryptedValues });
    case 'S': {
      if (fact.authenticationType === 2) {
        notes.push({
          code: 'secret-needed',
          database,
          note: `The password of contained user ${user} cannot be read: where the database came from a backup the user is there; else type it into its CREATE USER line.`,
        });
        return step('create-contained-user', { user, sid, schema, language, encryptedValues });
      }
      if (fact.authenticationType === 0)
        return step('create-user-without-login', { user, schema, encryptedValues });
      if (login !== undefined) return step('create-user-for-login', { user, login, schema, encryptedValues });
      notes.push({
        code: 'orphan-user',
        database,
        note: `User ${user} was an orphan: no login had its SID (${sid ?? 'none'}). It stays one.`,
      });
      return step('require-user', {
        user,
        reason:
          'it was an orphan when captured, so no statement can create it as it was; restore the database first',
      });
    }
  }
}

/** Windows and Entra compare names without case. CREATE USER would map it to the login of that name: to an account that has nothing to do with it. */
function replacedAccount({ database, name: user, sid }: UserFact, notes: PlanNote[]): Step {
  notes.push({
    code: 'orphan-user',
    database,
    note: `User ${user} has the SID ${sid ?? 'none'}, and the login of that name another: its account was replaced. It stays as it is.`,
  });
  const reason =
    'a login has its name and another SID, so no statement can create it as it was; restore the database first';
  return step('require-user', { user, reason });
}

function roles(index: SnapshotIndex, database: string): Step[] {
  const facts = index.database(database, 'role');
  return [
    ...facts.map(({ name: role }) => step('create-role', { role })),
    ...facts.map(({ name: role, owner }) => step('own-role', { role, owner })),
  ];
}

function applicationRoles(index: SnapshotIndex, database: string, notes: PlanNote[]): Step[] {
  return index.database(database, 'application-role').map(({ name: role, defaultSchema: schema }) => {
    notes.push({
      code: 'secret-needed',
      database,
      note: `The password of application role ${role} cannot be read: where the database came from a backup the role is there; else type it into its CREATE APPLICATION ROLE line.`,
    });
    return step('create-application-role', { role, schema });
  });
}

function schemas(index: SnapshotIndex, database: string): Step[] {
  return index
    .database(database, 'schema')
    .flatMap(({ name: schema, owner }) => [
      step('create-schema', { schema, owner }),
      step('own-schema', { schema, owner }),
    ]);
}

function owners(index: SnapshotIndex, database: string, notes: PlanNote[]): Step[] {
  const roles = new Set(index.database(database, 'role').map(({ name }) => name));
  return index.database(database, 'securable').flatMap((fact) => {
    const { class: kind, schema, name, owner } = fact;
    if (owner === undefined || (schema === undefined && owner === 'dbo')) return [];
    const reason = untransferable(fact, roles.has(owner));
    if (reason !== undefined) {
      const what = `${kind} ${schema === undefined ? '' : `${schema}.`}${name}`;
      notes.push({ code: 'owner-fixed', database, note: `${what} belongs to ${owner}: ${reason}.` });
      return [];
    }
    const on = { class: kind, name, ...(schema === undefined ? {} : { schema }) };
    return [step('own-securable', { on, owner })];
  });
}

/** Why ALTER AUTHORIZATION cannot give a securable its owner. Source: "ALTER AUTHORIZATION (Transact-SQL)". */
export function untransferable(fact: SecurableFact, toRole: boolean): string | undefined {
  if (fact.class === 'OBJECT' && ['SQ', 'D', 'R'].includes(fact.type ?? '')) {
    return 'the owner of a queue, a default or a rule cannot be changed; it comes with the database';
  }
  if (toRole && (fact.class === 'CERTIFICATE' || fact.class === 'ASYMMETRIC KEY')) {
    return 'a certificate or an asymmetric key cannot be given to a role; it comes with the database';
  }
  return undefined;
}

function members(index: SnapshotIndex, database: string, notes: PlanNote[]): Step[] {
  return index.database(database, 'role-member').flatMap(({ role, member }) => {
    if (member !== 'dbo') return [step('add-role-member', { role, member })];
    const note = `dbo is a member of ${role}: dbo can be put into no role, and needs none.`;
    notes.push({ code: 'ungrantable-row', database, note });
    return [];
  });
}

function permissions(index: SnapshotIndex, database: string, notes: PlanNote[]): Step[] {
  const rows = index.database(database, 'permission');
  const planned = planPermissions(rows, index);
  notes.push(...planned.notes);
  return [...planned.steps, ...revokedConnects(index, database, rows)];
}

/** A user without any CONNECT row had it revoked: CREATE USER grants it. So had guest in msdb, where it has it by default. */
function revokedConnects(index: SnapshotIndex, database: string, rows: readonly PermissionFact[]): Step[] {
  if (!index.absenceIsKnown) return [];
  const connected = new Set(
    rows
      .filter(({ class: kind, permission }) => kind === 'DATABASE' && permission === 'CONNECT')
      .map(({ grantee }) => grantee),
  );
  const names = index.database(database, 'user').map(({ name }) => name);
  const revocable = !['master', 'tempdb'].includes(database);
  if (revocable) names.push(...defaultDatabasePermissions(database).map(({ grantee }) => grantee));
  return names
    .filter((name) => !connected.has(name))
    .map((grantee) =>
      step('revoke', {
        permission: 'CONNECT',
        on: { class: 'DATABASE' },
        column: undefined,
        grantee,
        cascade: false,
        grantor: undefined,
      }),
    );
}
