// Logins, users, roles and schemas into facts: what CREATE and ALTER say, and what the server adds by itself
// ("CREATE LOGIN": CONNECT SQL; "CREATE USER": CONNECT; default schema dbo, default database master).
import type { FactOf, LoginType, UserFact } from '../model/fact.ts';
import type {
  AlterLogin,
  AlterUser,
  CreateLogin,
  CreateUser,
  LoginOptions,
} from '../parse/tree/statement.ts';
import type { FoldContext } from './fold-permission.ts';

type Login = FactOf<'login'>;

/** What a script does not say of a SID. */
const UNKNOWN_SID = '0x';

const LOGIN_TYPES: Readonly<Record<CreateLogin['source'], LoginType>> = {
  password: 'S',
  windows: 'U',
  external: 'E',
  certificate: 'C',
  'asymmetric-key': 'K',
};

/** CREATE LOGIN. A login that is there already stays as it is, as on a server. */
export function foldCreateLogin(statement: CreateLogin, { store, saName }: FoldContext): void {
  const { name, options } = statement;
  if (store.get({ kind: 'login', name }) !== undefined) return;
  const type =
    statement.source === 'external' && options.externalType === 'X' ? 'X' : LOGIN_TYPES[statement.source];
  const login: Login = {
    kind: 'login',
    name,
    type,
    sid: options.sid ?? UNKNOWN_SID,
    isDisabled: false,
    ...(type === 'C' || type === 'K' ? {} : { defaultDatabase: 'master' }),
    ...(type === 'S' ? { isPolicyChecked: true, isExpirationChecked: false } : {}),
    ...(type === 'C' ? { certificate: statement.sourceName ?? '' } : {}),
    ...(type === 'K' ? { asymmetricKey: statement.sourceName ?? '' } : {}),
  };
  store.put(changed(login, options));
  const permission = { class: 'SERVER', permission: 'CONNECT SQL', grantee: name, grantor: saName } as const;
  if (store.get({ kind: 'permission', ...permission }) === undefined)
    store.put({ kind: 'permission', ...permission, state: 'G' });
}

function changed(login: Login, options: LoginOptions): Login {
  const { passwordHash: _old, credential: _credential, isMustChange: _must, ...rest } = login;
  const hash = options.password === undefined ? login.passwordHash : options.password.hash;
  const credential =
    options.isCredentialRemoved === true ? undefined : (options.credential ?? login.credential);
  const isMustChange = options.password === undefined ? login.isMustChange : options.isMustChange;
  const { isPolicyChecked, isExpirationChecked, defaultDatabase, defaultLanguage } = options;
  return {
    ...rest,
    ...(defaultDatabase === undefined ? {} : { defaultDatabase }),
    ...(defaultLanguage === undefined ? {} : { defaultLanguage }),
    ...(isPolicyChecked === undefined ? {} : { isPolicyChecked }),
    ...(isExpirationChecked === undefined ? {} : { isExpirationChecked }),
    ...(isPolicyChecked === false ? { isExpirationChecked: false } : {}),
    ...(hash === undefined ? {} : { passwordHash: hash }),
    ...(isMustChange === true ? { isMustChange } : {}),
    ...(credential === undefined ? {} : { credential }),
  };
}

/** ALTER LOGIN; false when the script made no such login. */
export function foldAlterLogin(statement: AlterLogin, { store, saName }: FoldContext): boolean {
  const sa: Login = { kind: 'login', name: saName, type: 'S', sid: '0x01', isDisabled: false };
  const login =
    store.get({ kind: 'login', name: statement.name }) ?? (statement.name === saName ? sa : undefined);
  if (login === undefined) return false;
  if (statement.action === 'enable' || statement.action === 'disable') {
    store.put({ ...login, isDisabled: statement.action === 'disable' });
  } else if (statement.action === 'set') store.put(changed(login, statement.options));
  else store.put(withProviderCredential(login, statement));
  return true;
}

function withProviderCredential(login: Login, { action, credential }: AlterLogin): Login {
  const { providerCredentials = [], ...rest } = login;
  const others = providerCredentials.filter((name) => name !== credential);
  const names = (action === 'add-credential' ? [...others, credential ?? ''] : others).sort();
  return names.length === 0 ? rest : { ...rest, providerCredentials: names };
}

/** CREATE USER. */
export function foldCreateUser(statement: CreateUser, { store, database }: FoldContext): void {
  const { name, options } = statement;
  if (store.get({ kind: 'user', database, name }) !== undefined) return;
  const user = userOf(statement, database, (login) => store.get({ kind: 'login', name: login }));
  const hasSchema = user.type !== 'C' && user.type !== 'K' && options.defaultSchema !== null;
  store.put({
    ...user,
    ...(hasSchema ? { defaultSchema: options.defaultSchema ?? 'dbo' } : {}),
    ...(options.defaultLanguage == null ? {} : { defaultLanguage: options.defaultLanguage }),
    ...(options.allowEncryptedValueModifications === true ? { allowEncryptedValueModifications: true } : {}),
  });
  const permission = {
    database,
    class: 'DATABASE',
    permission: 'CONNECT',
    grantee: name,
    grantor: 'dbo',
  } as const;
  if (store.get({ kind: 'permission', ...permission }) === undefined)
    store.put({ kind: 'permission', ...permission, state: 'G' });
}

/** The user's type and how it is authenticated; a name with a backslash is a Windows principal's. */
function userOf(
  { name, source, sourceName, options }: CreateUser,
  database: string,
  login: (name: string) => Login | undefined,
): UserFact {
  const base = { kind: 'user', database, name } as const;
  const sid = options.sid === undefined ? {} : { sid: options.sid };
  if (source === 'certificate')
    return { ...base, type: 'C', authenticationType: 0, certificate: sourceName ?? '' };
  if (source === 'asymmetric-key')
    return { ...base, type: 'K', authenticationType: 0, asymmetricKey: sourceName ?? '' };
  if (source === 'without-login') return { ...base, type: 'S', authenticationType: 0, ...sid };
  if (source === 'external')
    return { ...base, type: options.externalType === 'X' ? 'X' : 'E', authenticationType: 4, ...sid };
  if (options.password !== undefined) return { ...base, type: 'S', authenticationType: 2, ...sid };
  const loginName = sourceName ?? name;
  const made = login(loginName);
  const type = made?.type ?? (loginName.includes('\\') ? 'U' : 'S');
  const isMapped = source === 'login' || made !== undefined || type === 'S';
  return {
    ...base,
    type,
    authenticationType:
      type === 'S' ? 1 : type === 'E' || type === 'X' ? 4 : type === 'C' || type === 'K' ? 0 : 3,
    ...(made === undefined || made.sid === UNKNOWN_SID ? sid : { sid: made.sid }),
    ...(isMapped ? { login: loginName } : {}),
  };
}

/** ALTER USER, but for its name; false when the script made no such user. */
export function foldAlterUser({ name, options }: AlterUser, { store, database }: FoldContext): boolean {
  const user = store.get({ kind: 'user', database, name });
  if (user === undefined) return false;
  const {
    defaultSchema: oldSchema,
    defaultLanguage: oldLanguage,
    allowEncryptedValueModifications: oldAllowed,
    ...rest
  } = user;
  const schema = options.defaultSchema === undefined ? oldSchema : options.defaultSchema;
  const language = options.defaultLanguage === undefined ? oldLanguage : options.defaultLanguage;
  const allowed = options.allowEncryptedValueModifications ?? oldAllowed;
  const login = options.login === undefined ? undefined : store.get({ kind: 'login', name: options.login });
  store.put({
    ...rest,
    ...(schema == null ? {} : { defaultSchema: schema }),
    ...(language == null ? {} : { defaultLanguage: language }),
    ...(allowed === true ? { allowEncryptedValueModifications: true } : {}),
    ...(options.login === undefined ? {} : { login: options.login }),
    ...(login === undefined || login.sid === UNKNOWN_SID ? {} : { sid: login.sid }),
  });
  return true;
}
