// What CREATE LOGIN, ALTER LOGIN and credentials change.
import { defined } from '../../model/defined.ts';
import type { LoginType } from '../../model/fact.ts';
import type { LoginOptions } from '../../parse/tree/statement.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import { isMade, type LoginState, type Principal } from '../state/principal.ts';
import { whereSaid, within } from './effect.ts';

/** A new login is enabled and granted CONNECT SQL. Source: "CREATE LOGIN (Transact-SQL)". */
function createLogin(act: ActOf<'create-login'>, context: RunContext): void {
  const { server } = context;
  const { name, source, sourceName = '', options } = act;
  if (isMade(server.principal(name))) return;
  const { sid, type } =
    source === 'password'
      ? { sid: options.sid ?? server.madeUpSid(['login', name]), type: 'S' as LoginType }
      : account();
  const login: LoginState = { isDisabled: false, defaultDatabase: 'master' };
  if (server.defaultLanguage !== undefined) login.defaultLanguage = server.defaultLanguage;
  if (type === 'S') Object.assign(login, { isPolicyChecked: true, isExpirationChecked: false });
  if (source === 'certificate') login.certificate = sourceName;
  if (source === 'asymmetric-key') login.asymmetricKey = sourceName;
  const made = server.makePrincipal({ name, type, sid, login });
  setOptions(made, act, context);
  server.grantWhole('CONNECT SQL', made);

  function account() {
    const kind = source === 'windows' || source === 'password' ? 'windows' : source;
    const found = server.account(kind, 'master', sourceName === '' ? name : sourceName);
    return options.externalType === 'X' ? { ...found, type: 'X' as LoginType } : found;
  }
}

/** Source: "ALTER LOGIN (Transact-SQL)". */
function alterLogin(act: ActOf<'alter-login'>, context: RunContext): void {
  const found = context.server.principal(act.name);
  if (found?.login === undefined) return;
  const { login } = found;
  const { log, sa } = context.server;
  if (found === sa) log.change<Principal>(found, { isMentioned: undefined });
  if (act.action === 'set') {
    setOptions(found, act, context);
    return;
  }
  const { credential = '' } = act;
  const others = (login.providerCredentials ?? []).filter((name) => name !== credential);
  const changes = {
    enable: { isDisabled: false },
    disable: { isDisabled: true },
    'add-credential': { providerCredentials: [...others, credential].sort() },
    'drop-credential': { providerCredentials: others.length > 0 ? others : undefined },
  };
  log.change<LoginState>(login, changes[act.action]);
}

function setOptions(
  principal: Principal,
  { options }: ActOf<'create-login' | 'alter-login'>,
  { server }: RunContext,
): void {
  if (principal.login === undefined) return;
  const { password, defaultDatabase, defaultLanguage, isPolicyChecked, isExpirationChecked, credential } =
    options;
  server.log.change<LoginState>(principal.login, {
    ...(password === undefined ? {} : passwordOf(options)),
    ...(options.isMustChange ? { isMustChange: true } : {}),
    ...(options.isUnlock ? { isLocked: undefined } : {}),
    ...defined({ defaultDatabase, defaultLanguage, isPolicyChecked, isExpirationChecked }),
    // CHECK_POLICY = OFF turns CHECK_EXPIRATION off. Source: "ALTER LOGIN (Transact-SQL)".
    ...(isPolicyChecked === false ? { isExpirationChecked: false } : {}),
    ...defined({ credential }),
    ...(options.isCredentialRemoved ? { credential: undefined } : {}),
  });
  if (options.newName !== undefined) server.renamePrincipal(principal, options.newName);
}

/** A new password is the user's own again unless it has to be changed. Source: "ALTER LOGIN (Transact-SQL)". */
function passwordOf({ password }: LoginOptions): {
  readonly [P in keyof LoginState]?: LoginState[P] | undefined;
} {
  return { passwordHash: password?.hash, passwordFingerprint: undefined, isMustChange: undefined };
}

/** Source: "CREATE CREDENTIAL (Transact-SQL)", "CREATE DATABASE SCOPED CREDENTIAL (Transact-SQL)". */
function setCredential(
  { name, identity, provider, isDatabaseScoped }: ActOf<'create-credential' | 'alter-credential'>,
  { server, database }: RunContext,
): void {
  if (!isDatabaseScoped) {
    const kept = provider ?? server.things.credential.get(name)?.provider;
    server.things.credential.put({ name, identity, ...defined({ provider: kept }) });
    return;
  }
  const found = 'DATABASE SCOPED CREDENTIAL';
  const old = database.securable(found, undefined, name);
  const owner = old?.owner ?? database.dbo;
  const fact = { kind: 'securable', database: database.name, class: found, name, identity } as const;
  database.addSecurable({ ...defined({ id: old?.id }), class: found, name, owner, fact });
}

export const LOGIN_EFFECTS = {
  ...within('server', { 'create-login': createLogin, 'alter-login': alterLogin }),
  ...whereSaid(
    ['create-credential', 'alter-credential'],
    ({ isDatabaseScoped }, { server, database }) => (isDatabaseScoped ? database : server),
    setCredential,
  ),
};
