// What CREATE USER, ALTER USER, roles, application roles, schemas and members change.

import { isAccountName, isOfKey, PRINCIPAL_KINDS } from '../../model/catalog/principal-kind.ts';
import { WITHOUT_LOGIN_SID_PREFIX } from '../../model/catalog/system-principals.ts';
import type { AuthenticationType, Hex, LoginType } from '../../model/fact.ts';
import type { ActOf } from '../rule.ts';
import { actingUser, actorIn } from '../run/actor.ts';
import type { RunContext } from '../run-context.ts';
import { isMade, type Principal, type UserState } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';
import { within } from './effect.ts';

interface Identity {
  readonly type: LoginType;
  readonly sid: Hex;
  readonly authenticationType: AuthenticationType;
}

/** Who is no group, certificate or key has the default schema dbo, and everybody CONNECT. Source: "CREATE USER (Transact-SQL)". */
function createUser(act: ActOf<'create-user'>, context: RunContext): void {
  const { database } = context;
  if (isMade(database.principal(act.name))) return;
  const { type, sid, authenticationType } = identityOf(act, context);
  const user: UserState = { authenticationType };
  if (!PRINCIPAL_KINDS[type].isGroup && !isOfKey(type)) user.defaultSchema = 'dbo';
  if (act.source === 'certificate') user.certificate = act.sourceName ?? '';
  if (act.source === 'asymmetric-key') user.asymmetricKey = act.sourceName ?? '';
  const made = database.makePrincipal({ name: act.name, type, sid, user });
  setUserOptions(made, act, context);
  database.grantWhole('CONNECT', made);
}

function identityOf(act: ActOf<'create-user'>, context: RunContext): Identity {
  const { server, database } = context;
  const { name, source, sourceName, options } = act;
  const { password, externalType } = source === 'default' ? options : {};
  if (source === 'certificate' || source === 'asymmetric-key') {
    const { sid, type } = server.account(source, database.name, sourceName ?? '');
    return { type, sid, authenticationType: 0 };
  }
  if (source === 'without-login' || password !== undefined) {
    const sid = options.sid ?? server.madeUpSid(['user', database.name, name], WITHOUT_LOGIN_SID_PREFIX);
    return { type: 'S', sid, authenticationType: password === undefined ? 0 : 2 };
  }
  if (source !== 'external' && externalType === undefined) return ofLogin(sourceName ?? name, context);
  // WITH SID, TYPE: E is a user or an application of Entra, X a group.
  const { sid, type } = server.account('external', database.name, name);
  const said = ({ E: 'E', X: 'X' } as const)[options.externalType ?? ''] ?? type;
  return { type: said, sid: options.sid ?? sid, authenticationType: 4 };
}

/** The identity of a login; where there is none, of the Windows principal of that name. */
function ofLogin(login: string, { server, database }: RunContext): Identity {
  const found = server.principal(login);
  const { sid, type } =
    found?.login && found.sid !== undefined
      ? { sid: found.sid, type: found.type as LoginType }
      : server.account('windows', database.name, login);
  return { sid, type, authenticationType: AUTHENTICATION[type] };
}

const AUTHENTICATION: Readonly<Record<LoginType, AuthenticationType>> = {
  S: 1,
  U: 3,
  G: 3,
  E: 4,
  X: 4,
  C: 0,
  K: 0,
};

/** A Windows user with the name of an account that is given to another login takes its name, unless it is given one. Source: "ALTER USER (Transact-SQL)". */
function alterUser(act: ActOf<'alter-user'>, context: RunContext): void {
  const { server, database } = context;
  const found = database.principal(act.name);
  if (found?.user === undefined) return;
  setUserOptions(found, act, context);
  const { newName, login } = act.options;
  const mapped = login === undefined ? undefined : server.principal(login);
  if (mapped?.sid !== undefined) database.setSid(found, mapped.sid);
  const name = newName ?? (isAccountName(found.name) && found.type !== 'S' ? mapped?.name : undefined);
  if (name !== undefined) database.renamePrincipal(found, name);
}

function setUserOptions(
  { user }: Principal,
  { options }: ActOf<'create-user' | 'alter-user'>,
  { database }: RunContext,
): void {
  if (user === undefined) return;
  const { defaultSchema, defaultLanguage, allowEncryptedValueModifications: allowed } = options;
  database.log.change<UserState>(user, {
    ...(defaultSchema === undefined ? {} : { defaultSchema: defaultSchema ?? undefined }),
    ...(defaultLanguage === undefined ? {} : { defaultLanguage: defaultLanguage ?? undefined }),
    ...(allowed === undefined ? {} : { allowEncryptedValueModifications: allowed || undefined }),
  });
}

/** Its owner is its maker where none is named. Source: "CREATE ROLE (Transact-SQL)", "CREATE SERVER ROLE (Transact-SQL)". */
function createRole(
  act: ActOf<'create-role' | 'create-server-role'>,
  context: RunContext,
  scope: Scope,
): void {
  const { name, owner } = act;
  if (isMade(scope.principal(name))) return;
  const found = owner === undefined ? actorIn(scope, context) : scope.principal(owner);
  scope.makePrincipal({ name, type: 'R', owner: found ?? scope.first });
}

/** Source: "ALTER ROLE (Transact-SQL)", "ALTER SERVER ROLE (Transact-SQL)". */
function alterRole(act: ActOf<'alter-role' | 'alter-server-role'>, _: RunContext, scope: Scope): void {
  const [role, member] = [scope.principal(act.name), scope.principal(act.operand)];
  if (role === undefined) return;
  if (act.action === 'rename') scope.renamePrincipal(role, act.operand);
  else if (member !== undefined && act.action === 'add-member') scope.addMember(role, member);
  else if (member !== undefined) scope.removeMember(role, member);
}

export const USER_EFFECTS = {
  ...within('server', { 'create-server-role': createRole, 'alter-server-role': alterRole }),
  ...within('database', {
    'create-user': createUser,
    'alter-user': alterUser,
    'create-role': createRole,
    'alter-role': alterRole,
    /** Source: "CREATE APPLICATION ROLE (Transact-SQL)". */
    'create-application-role': ({ name, defaultSchema = 'dbo' }, { database }) => {
      if (isMade(database.principal(name))) return;
      database.makePrincipal({ name, type: 'A', applicationRole: { defaultSchema } });
    },
    /** Source: "ALTER APPLICATION ROLE (Transact-SQL)". */
    'alter-application-role': ({ name, newName, defaultSchema }, { database }) => {
      const found = database.principal(name);
      if (found?.applicationRole === undefined) return;
      if (defaultSchema !== undefined) database.log.change(found.applicationRole, { defaultSchema });
      if (newName !== undefined) database.renamePrincipal(found, newName);
    },
    /** Source: "CREATE SCHEMA (Transact-SQL)". The statements inside are run by whoever runs this one. */
    'create-schema': ({ name, owner: named }, context) => {
      const { database } = context;
      const schema = name ?? named ?? '';
      const old = database.schema(schema);
      if (isMade(old)) return;
      const owner = (named === undefined ? actingUser(context) : database.principal(named)) ?? database.dbo;
      if (old !== undefined) database.log.change(old, { isMentioned: undefined, owner });
      else database.addSecurable({ class: 'SCHEMA', name: schema, owner });
    },
    /** Permissions on what is moved to another schema are dropped. Source: "ALTER SCHEMA (Transact-SQL)". */
    'alter-schema': ({ class: found, name, entity }, { database }) => {
      const old = database.securable(found, entity.at(-2) || 'dbo', entity.at(-1) ?? '');
      if (old === undefined) return;
      const schema = database.schema(name)?.name ?? name;
      database.moveSecurable(old, { schema }, false);
    },
  }),
};
