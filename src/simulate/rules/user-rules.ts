// Why SQL Server refuses CREATE USER, ALTER USER, roles, application roles, schemas and members.

import type { ActOf, RunContext } from '../rule.ts';
import { refusal } from '../rule.ts';
import { isMade, principalText } from '../state/principal.ts';
import { speaksOf } from './reference.ts';

const CREATE = 'CREATE USER (Transact-SQL)';
const ALTER = 'ALTER USER (Transact-SQL)';

/** Rules about database principals and schemas, in the order in which they are asked. */
export const USER_RULES = [
  refusal({
    name: 'user-name-is-free',
    isMet: true,
    source: CREATE,
    error: 15023,
    on: ['create-user', 'create-role', 'create-application-role'],
    refuses: ({ name }, { database }) => taken(name, database),
  }),
  refusal({
    name: 'renamed-user-name-is-free',
    isMet: true,
    source: ALTER,
    error: 15023,
    on: ['alter-user', 'alter-application-role'],
    refuses: (act, { database }) => {
      const newName = 'options' in act ? act.options.newName : act.newName;
      const found = newName === undefined ? undefined : database.principal(newName);
      return found === undefined || found === database.principal(act.name)
        ? undefined
        : taken(newName ?? '', database);
    },
  }),
  speaksOf({
    name: 'login-of-user-exists',
    source: CREATE,
    error: 15007,
    on: ['create-user', 'alter-user'],
    of: (act) => {
      const name = loginNameOf(act);
      return name === undefined || isOfAccount(act) ? undefined : { what: 'login', name };
    },
  }),
  refusal({
    name: 'login-has-one-user',
    source: CREATE,
    error: 15063,
    on: ['create-user', 'alter-user'],
    refuses: (act, { server, database }) => {
      const sid = server.principal(loginNameOf(act) ?? '')?.sid;
      if (sid === undefined) return undefined;
      if (sid === database.dboSid) return 'the login is dbo in the database, as its owner';
      const found = database.principalOfSid(sid);
      const self = act.kind === 'alter-user' ? database.principal(act.name) : undefined;
      return found === undefined || found === self
        ? undefined
        : `the login has ${principalText(found)} here already`;
    },
  }),
  refusal({
    name: 'only-windows-users-have-a-backslash',
    source: CREATE,
    error: 15006,
    on: ['create-user'],
    refuses: ({ name, source, sourceName = name }, { server }) => {
      if (!name.includes('\\') || source === 'default' || source === 'external') return undefined;
      const type = source === 'login' ? server.principal(sourceName)?.type : 'S';
      return type === 'U' || type === 'G' ? undefined : `${name} has a backslash, as only Windows users may`;
    },
  }),
  speaksOf({
    name: 'key-of-user-exists',
    source: CREATE,
    on: ['create-user'],
    of: ({ source, sourceName: name = '' }) =>
      source === 'certificate' || source === 'asymmetric-key' ? { what: source, name } : undefined,
  }),
  refusal({
    name: 'key-users-have-no-default-schema',
    source: CREATE,
    error: 15259,
    on: ['create-user', 'alter-user'],
    refuses: (act, { database }) => {
      const isKey =
        act.kind === 'create-user'
          ? act.source === 'certificate' || act.source === 'asymmetric-key'
          : 'CK'.includes(database.principal(act.name)?.type ?? '-');
      const schema = act.options.defaultSchema;
      return isKey && schema !== undefined && schema !== null
        ? 'users of certificates and keys have no default schema'
        : undefined;
    },
  }),
  refusal({
    name: 'passwords-need-a-contained-database',
    asksServer: true,
    source: CREATE,
    error: 33233,
    on: ['create-user'],
    refuses: ({ options: { password } }, { database }) =>
      password !== undefined && password.form !== 'none' && database.options.containment === 0
        ? 'a user with a password needs a contained database'
        : undefined,
  }),
  refusal({
    name: 'default-language-needs-a-contained-database',
    asksServer: true,
    source: CREATE,
    on: ['create-user', 'alter-user'],
    refuses: ({ options: { defaultLanguage } }, { database }) =>
      defaultLanguage !== undefined && defaultLanguage !== null && database.options.containment === 0
        ? 'a user with a default language needs a contained database'
        : undefined,
  }),
  refusal({
    name: 'encrypted-values-since-2016',
    source: CREATE,
    on: ['create-user', 'alter-user'],
    refuses: ({ options }, { server }) =>
      options.allowEncryptedValueModifications !== undefined && server.version < 2016
        ? 'ALLOW_ENCRYPTED_VALUE_MODIFICATIONS came with SQL Server 2016'
        : undefined,
  }),
  refusal({
    name: 'external-users-since-2022',
    source: CREATE,
    on: ['create-user'],
    refuses: ({ source }, { server }) =>
      source === 'external' && server.version < 2022
        ? 'FROM EXTERNAL PROVIDER came with SQL Server 2022'
        : undefined,
  }),
  speaksOf({
    name: 'user-exists',
    source: ALTER,
    on: ['alter-user'],
    of: ({ name, options: { login } }, { server }) => ({
      what: 'user',
      name,
      type: login === undefined ? undefined : server.principal(login)?.type,
    }),
  }),
  refusal({
    name: 'only-users-of-logins-are-remapped',
    source: ALTER,
    error: 33016,
    on: ['alter-user'],
    refuses: ({ name, options: { login } }, { database }) => {
      const user = database.principal(name)?.user;
      return login !== undefined && user !== undefined && ![1, 3].includes(user.authenticationType)
        ? `${name} is a user without login, or of a certificate or key, and cannot be mapped to a login`
        : undefined;
    },
  }),
  refusal({
    name: 'remapping-keeps-the-kind',
    source: ALTER,
    error: 33017,
    on: ['alter-user'],
    refuses: ({ name, options: { login = '' } }, { server, database }) => {
      const [user, found] = [database.principal(name), server.principal(login)];
      if (user === undefined || found === undefined) return undefined;
      const kind = (type: string) => ('UG'.includes(type) ? 'a Windows' : 'a SQL');
      return kind(user.type) === kind(found.type)
        ? undefined
        : `${name} is ${kind(user.type)} user, and ${login} is not`;
    },
  }),
  speaksOf({
    name: 'application-role-exists',
    source: 'ALTER APPLICATION ROLE (Transact-SQL)',
    on: ['alter-application-role'],
    of: ({ name }) => ({ what: 'application-role', name }),
  }),
  refusal({
    name: 'schema-name-is-free',
    isMet: true,
    source: 'CREATE SCHEMA (Transact-SQL)',
    error: 2714,
    on: ['create-schema'],
    refuses: ({ name, owner = '' }, { database }) => {
      const schema = name ?? owner;
      const found = database.securable('SCHEMA', undefined, schema);
      return isMade(found) ? `there is a schema ${schema} already` : undefined;
    },
  }),
  speaksOf({
    name: 'transferred-securable-exists',
    source: 'ALTER SCHEMA (Transact-SQL)',
    on: ['alter-schema'],
    of: ({ name, class: found, entity }) => [
      { what: 'schema', name },
      { what: 'thing', class: found, name: entity },
    ],
  }),
];

/** The login that a statement names; the one of the user's name where CREATE USER has no clause. */
function loginNameOf(act: ActOf<'create-user' | 'alter-user'>): string | undefined {
  if (act.kind === 'alter-user') return act.options.login;
  const { name, source, sourceName = name, options } = act;
  if (source === 'login') return sourceName;
  const isBare = options.password === undefined && options.externalType === undefined;
  return source === 'default' && isBare ? name : undefined;
}

/** CREATE USER takes a Windows account also where it has no login. */
function isOfAccount(act: ActOf<'create-user' | 'alter-user'>): boolean {
  return act.kind === 'create-user' && act.source === 'default' && act.name.includes('\\');
}

function taken(name: string, database: RunContext['database']): string | undefined {
  const found = database.principal(name);
  return found && isMade(found) ? `${principalText(found)} is in ${database.name} already` : undefined;
}
