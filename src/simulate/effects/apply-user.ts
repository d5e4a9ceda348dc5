// What CREATE USER, ALTER USER, roles, application roles, schemas and members change.
import type { AuthenticationType, Hex, LoginType } from '../../model/fact.ts';
import { WITHOUT_LOGIN_SID_PREFIX } from '../../model/system-principals.ts';
import type { ActOf, RunContext } from '../rule.ts';
import { newSid } from '../state/directory.ts';
import type { Principal, UserState } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';

interface Identity {
  readonly type: LoginType;
  readonly sid: Hex;
  readonly authenticationType: AuthenticationType;
}

/** Source: "CREATE USER (Transact-SQL)". */
export function createUser(act: ActOf<'create-user'>, context: RunContext): void {
  const { database } = context;
  if (database.principal(act.name) !== undefined) return;
  const { type, sid, authenticationType } = identityOf(act, context);
  const user: UserState = { authenticationType };
  if ('SUE'.includes(type) && context.obeys('default-schema-is-dbo')) user.defaultSchema = 'dbo';
  if (act.source === 'certificate') user.certificate = act.sourceName ?? '';
  if (act.source === 'asymmetric-key') user.asymmetricKey = act.sourceName ?? '';
  const made = database.addPrincipal({
    id: database.newId(),
    name: act.name,
    type,
    sid,
    isSystem: false,
    isFixed: false,
    user,
  });
  setUserOptions(made, act);
  if (context.obeys('create-user-grants-connect')) connect(made, context);
}

function identityOf(act: ActOf<'create-user'>, context: RunContext): Identity {
  const { server, database } = context;
  const { name, source, options } = act;
  const without = (): Hex =>
    `${WITHOUT_LOGIN_SID_PREFIX}${newSid(`${database.name}/${name}`).slice(2)}` as Hex;
  switch (source) {
    case 'without-login':
      return { type: 'S', sid: without(), authenticationType: 0 };
    case 'certificate':
    case 'asymmetric-key': {
      const { sid, type } = server.directory.account(source, database.name, act.sourceName ?? '');
      return { type, sid, authenticationType: 0 };
    }
    case 'external': {
      const { sid, type } = server.directory.account('external', database.name, name);
      return { type, sid, authenticationType: 4 };
    }
    case 'login':
      return ofLogin(act.sourceName ?? name, context);
    case 'default':
      if (options.password !== undefined) {
        return { type: 'S', sid: options.sid ?? without(), authenticationType: 2 };
      }
      return ofLogin(context.obeys('windows-user-maps-itself') ? name : '', context, name);
  }
}

/** The identity of a login; where there is none, of the Windows principal of that name. */
function ofLogin(login: string, { server, database }: RunContext, account = login): Identity {
  const found = server.principal(login);
  const { sid, type } =
    found?.login && found.sid !== undefined
      ? { sid: found.sid, type: found.type as LoginType }
      : server.directory.account('windows', database.name, account);
  return { sid, type, authenticationType: authenticationOf(type) };
}

function authenticationOf(type: LoginType): AuthenticationType {
  const byType: Readonly<Record<LoginType, AuthenticationType>> = {
    S: 1,
    U: 3,
    G: 3,
    E: 4,
    X: 4,
    C: 0,
    K: 0,
  };
  return byType[type];
}

function connect(grantee: Principal, { database }: RunContext): void {
  const target = database.target('DATABASE', undefined, '');
  if (target === undefined) return;
  database.putRow({ target, permission: 'CONNECT', grantee, grantor: database.dbo, state: 'G' });
}

/** Source: "ALTER USER (Transact-SQL)". */
export function alterUser(act: ActOf<'alter-user'>, context: RunContext): void {
  const { server, database } = context;
  const found = database.principal(act.name);
  if (found?.user === undefined) return;
  setUserOptions(found, act);
  const { newName, login } = act.options;
  const mapped = login === undefined ? undefined : server.principal(login);
  if (mapped?.sid !== undefined) database.setSid(found, mapped.sid);
  const renames = mapped !== undefined && found.type !== 'S' && context.obeys('remap-renames-windows-user');
  const name = newName ?? (renames ? mapped.name : undefined);
  if (name !== undefined) database.renamePrincipal(found, name);
}

function setUserOptions({ user }: Principal, { options }: ActOf<'create-user' | 'alter-user'>): void {
  if (user === undefined) return;
  const { defaultSchema, defaultLanguage, allowEncryptedValueModifications } = options;
  if (defaultSchema === null) delete user.defaultSchema;
  else if (defaultSchema !== undefined) user.defaultSchema = defaultSchema;
  if (defaultLanguage === null) delete user.defaultLanguage;
  else if (defaultLanguage !== undefined) user.defaultLanguage = defaultLanguage;
  if (allowEncryptedValueModifications === true) user.allowEncryptedValueModifications = true;
  if (allowEncryptedValueModifications === false) delete user.allowEncryptedValueModifications;
}

/** Source: "CREATE ROLE (Transact-SQL)", "CREATE SERVER ROLE (Transact-SQL)". */
export function createRole(act: ActOf<'create-role' | 'create-server-role'>, context: RunContext): void {
  const isServer = act.kind === 'create-server-role';
  const scope: Scope = isServer ? context.server : context.database;
  const maker = context.obeys('server-role-owner-is-its-maker') ? context.server.runner : context.server.sa;
  const owner = act.owner === undefined ? undefined : scope.principal(act.owner);
  if (scope.principal(act.name) !== undefined) return;
  scope.addPrincipal({
    id: scope.newId(),
    name: act.name,
    type: 'R',
    isSystem: false,
    isFixed: false,
    owner: owner ?? (isServer ? maker : context.database.dbo),
  });
}

/** Source: "ALTER ROLE (Transact-SQL)", "ALTER SERVER ROLE (Transact-SQL)". */
export function alterRole(act: ActOf<'alter-role' | 'alter-server-role'>, context: RunContext): void {
  const scope: Scope = act.kind === 'alter-server-role' ? context.server : context.database;
  const [role, member] = [scope.principal(act.name), scope.principal(act.operand)];
  if (role === undefined) return;
  if (act.action === 'rename') scope.renamePrincipal(role, act.operand);
  else if (member !== undefined && act.action === 'add-member') scope.addMember(role, member);
  else if (member !== undefined) scope.removeMember(role, member);
}

/** Source: "CREATE APPLICATION ROLE (Transact-SQL)", "ALTER APPLICATION ROLE (Transact-SQL)". */
export function setApplicationRole(
  act: ActOf<'create-application-role' | 'alter-application-role'>,
  { database }: RunContext,
): void {
  const { name, newName, defaultSchema } = act;
  const found = database.principal(name);
  if (found === undefined) {
    database.addPrincipal({
      id: database.newId(),
      name,
      type: 'A',
      isSystem: false,
      isFixed: false,
      applicationRole: { defaultSchema: defaultSchema ?? 'dbo' },
    });
    return;
  }
  if (found.applicationRole === undefined || act.kind === 'create-application-role') return;
  if (defaultSchema !== undefined) found.applicationRole.defaultSchema = defaultSchema;
  if (newName !== undefined) database.renamePrincipal(found, newName);
}

/** Source: "CREATE SCHEMA (Transact-SQL)". The statements inside are run by whoever runs this one. */
export function createSchema({ name, owner }: ActOf<'create-schema'>, { database }: RunContext): void {
  const schema = name ?? owner ?? '';
  if (database.securable('SCHEMA', undefined, schema) !== undefined) return;
  const found = owner === undefined ? database.dbo : (database.principal(owner) ?? database.dbo);
  database.addSecurable({ id: database.newId(), class: 'SCHEMA', name: schema, owner: found });
}

/** Source: "ALTER SCHEMA (Transact-SQL)". */
export function transfer(act: ActOf<'alter-schema'>, { database, obeys }: RunContext): void {
  const { class: found, name, entity } = act;
  const old = database.securable(found, entity.at(-2) || 'dbo', entity.at(-1) ?? '');
  if (old === undefined) return;
  const target = database.target(found, old.schema, old.name);
  const rows = target === undefined ? [] : database.rowsOn(target);
  database.removeSecurable(old);
  const fact = old.fact && { ...old.fact, schema: name };
  database.addSecurable({ ...old, schema: name, ...(fact === undefined ? {} : { fact }) });
  const now = database.target(found, name, old.name);
  if (obeys('transfer-drops-permissions') || now === undefined) return;
  for (const row of rows) database.putRow({ ...row, target: now });
}
