// What CREATE LOGIN, ALTER LOGIN and credentials change.
import type { LoginType } from '../../model/fact.ts';
import type { ActOf, RunContext } from '../rule.ts';
import { newSid } from '../state/directory.ts';
import type { LoginState, Principal } from '../state/principal.ts';

/** Source: "CREATE LOGIN (Transact-SQL)". */
export function createLogin(act: ActOf<'create-login'>, context: RunContext): void {
  const { server } = context;
  const { name, source, sourceName = '', options } = act;
  if (server.principal(name) !== undefined) return;
  const { sid, type } =
    source === 'password' ? { sid: options.sid ?? newSid(name), type: 'S' as LoginType } : account();
  const login: LoginState = { isDisabled: false, defaultDatabase: 'master', defaultLanguage: 'us_english' };
  if (type === 'S') Object.assign(login, { isPolicyChecked: true, isExpirationChecked: false });
  if (source === 'certificate') login.certificate = sourceName;
  if (source === 'asymmetric-key') login.asymmetricKey = sourceName;
  const made = server.addPrincipal({
    id: server.newId(),
    name,
    type,
    sid,
    isSystem: false,
    isFixed: false,
    login,
  });
  setOptions(made, act, context);
  if (context.obeys('create-login-grants-connect')) connect(made, context);

  function account() {
    const kind = source === 'windows' || source === 'password' ? 'windows' : source;
    const found = server.directory.account(kind, 'master', sourceName === '' ? name : sourceName);
    return options.externalType === 'X' ? { ...found, type: 'X' as LoginType } : found;
  }
}

function connect(grantee: Principal, { server }: RunContext): void {
  const target = server.target('SERVER', undefined, '');
  if (target === undefined) return;
  server.putRow({ target, permission: 'CONNECT SQL', grantee, grantor: server.sa, state: 'G' });
}

/** Source: "ALTER LOGIN (Transact-SQL)". */
export function alterLogin(act: ActOf<'alter-login'>, context: RunContext): void {
  const found = context.server.principal(act.name);
  if (found?.login === undefined) return;
  const { login } = found;
  switch (act.action) {
    case 'enable':
    case 'disable':
      login.isDisabled = act.action === 'disable';
      return;
    case 'add-credential':
      setProviderCredentials(login, [...(login.providerCredentials ?? []), act.credential ?? '']);
      return;
    case 'drop-credential':
      setProviderCredentials(
        login,
        (login.providerCredentials ?? []).filter((name) => name !== act.credential),
      );
      return;
    case 'set':
      setOptions(found, act, context);
  }
}

function setProviderCredentials(login: LoginState, names: readonly string[]): void {
  const list = [...new Set(names)].sort();
  if (list.length > 0) login.providerCredentials = list;
  else delete login.providerCredentials;
}

function setOptions(
  principal: Principal,
  { options }: ActOf<'create-login' | 'alter-login'>,
  { server, obeys }: RunContext,
): void {
  const { login } = principal;
  if (login === undefined) return;
  const { password, defaultDatabase, defaultLanguage, isPolicyChecked, isExpirationChecked, credential } =
    options;
  if (password !== undefined) {
    delete login.passwordHash;
    delete login.passwordFingerprint;
    if (password.hash !== undefined) login.passwordHash = password.hash;
  }
  if (options.isMustChange) login.isMustChange = true;
  if (options.isUnlock) delete login.isLocked;
  if (defaultDatabase !== undefined) login.defaultDatabase = defaultDatabase;
  if (defaultLanguage !== undefined) login.defaultLanguage = defaultLanguage;
  if (isPolicyChecked !== undefined) login.isPolicyChecked = isPolicyChecked;
  if (isExpirationChecked !== undefined) login.isExpirationChecked = isExpirationChecked;
  if (isPolicyChecked === false && obeys('policy-off-turns-expiration-off'))
    login.isExpirationChecked = false;
  if (credential !== undefined) login.credential = credential;
  if (options.isCredentialRemoved) delete login.credential;
  if (options.newName !== undefined) server.renamePrincipal(principal, options.newName);
}

/** Source: "CREATE CREDENTIAL (Transact-SQL)", "CREATE DATABASE SCOPED CREDENTIAL (Transact-SQL)". */
export function setCredential(
  act: ActOf<'create-credential' | 'alter-credential'>,
  { server, database }: RunContext,
): void {
  const { name, identity, provider } = act;
  const found = 'DATABASE SCOPED CREDENTIAL';
  if (act.isDatabaseScoped) {
    const old = database.securable(found, undefined, name);
    const owner = old?.owner ?? database.dbo;
    const fact = { kind: 'securable', database: database.name, class: found, name, identity } as const;
    database.addSecurable({ id: old?.id ?? database.newId(), class: found, name, owner, fact });
    return;
  }
  const old = server.credentials.get(server.fold(name));
  const kept = provider ?? old?.provider;
  server.credentials.set(server.fold(name), {
    kind: 'credential',
    id: old?.id ?? server.newId(),
    name,
    identity,
    ...(kept === undefined ? {} : { provider: kept }),
  });
}
