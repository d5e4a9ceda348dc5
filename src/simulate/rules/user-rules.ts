// Why SQL Server refuses CREATE USER, ALTER USER, roles, application roles, schemas and members.

import {
  isAccountName,
  isOfKey,
  PRINCIPAL_KINDS,
  type PrincipalType,
} from '../../model/catalog/principal-kind.ts';
import { CAME_WITH, whyNewer } from '../../model/catalog/release-need.ts';
import type { ActOf } from '../rule.ts';
import { isMade, principalText } from '../state/principal.ts';
import { needs, refusals, refuses, taken } from './refusals.ts';

const CREATE = 'CREATE USER (Transact-SQL)';
const ALTER = 'ALTER USER (Transact-SQL)';

/** Rules about database principals and schemas, in the order in which they are asked. */
export const USER_RULES = [
  ...refusals(['create-user', 'alter-user'], CREATE, {
    'login-of-user-exists': needs(15007, (act) => ({
      what: 'login',
      name: isOfAccount(act) ? undefined : loginNameOf(act),
    })),
    'login-has-one-user': refuses(15063, (act, { server, database }) => {
      const sid = server.principal(loginNameOf(act) ?? '')?.sid;
      if (sid === undefined) return undefined;
      if (sid === database.dboSid) return 'the login is dbo in the database, as its owner';
      const found = database.principalOfSid(sid);
      const self = act.kind === 'alter-user' ? database.principal(act.name) : undefined;
      return found === undefined || found === self
        ? undefined
        : `the login has ${principalText(found)} here already`;
    }),
    'key-users-have-no-default-schema': refuses(15259, (act, { database }) => {
      const isKey =
        act.kind === 'create-user'
          ? act.source === 'certificate' || act.source === 'asymmetric-key'
          : isOfKey(database.principal(act.name)?.type ?? '');
      const schema = act.options.defaultSchema;
      return (
        isKey &&
        schema !== undefined &&
        schema !== null &&
        'users of certificates and keys have no default schema'
      );
    }),
    'default-language-needs-a-contained-database': refuses(
      { asksServer: true },
      ({ options: { defaultLanguage } }, { database }) =>
        defaultLanguage !== undefined &&
        defaultLanguage !== null &&
        database.options.containment === 0 &&
        'a user with a default language needs a contained database',
    ),
    'encrypted-values-since-2016': refuses(
      ({ options }, { server }) =>
        options.allowEncryptedValueModifications !== undefined &&
        whyNewer(CAME_WITH.encryptedValues, server.version),
    ),
  }),
  ...refusals(['create-user'], CREATE, {
    'only-windows-users-have-a-backslash': refuses(
      15006,
      ({ name, source, sourceName = name }, { server }) => {
        if (!isAccountName(name) || source === 'default' || source === 'external') return undefined;
        const type = source === 'login' ? server.principal(sourceName)?.type : 'S';
        return type === 'U' || type === 'G'
          ? undefined
          : `${name} has a backslash, as only Windows users may`;
      },
    ),
    'key-of-user-exists': needs(({ source, sourceName: name = '' }) =>
      source === 'certificate' || source === 'asymmetric-key' ? { what: source, name } : undefined,
    ),
    'passwords-need-a-contained-database': refuses(
      { asksServer: true, error: 33233 },
      ({ options: { password } }, { database }) =>
        password !== undefined &&
        password.form !== 'none' &&
        database.options.containment === 0 &&
        'a user with a password needs a contained database',
    ),
    'external-users-since-2022': refuses(
      ({ source }, { server }) =>
        source === 'external' && whyNewer(CAME_WITH.externalProvider, server.version),
    ),
  }),
  ...refusals(['alter-user'], ALTER, {
    'user-exists': needs(({ name, options: { login } }, { server }) => ({
      what: 'user',
      name,
      type: login === undefined ? undefined : server.principal(login)?.type,
    })),
    'only-users-of-logins-are-remapped': refuses(33016, ({ name, options: { login } }, { database }) => {
      const found = database.principal(name);
      if (login === undefined || found?.user === undefined) return undefined;
      const isOfLogin = [1, 3].includes(found.user.authenticationType);
      return (
        !(isOfLogin && PRINCIPAL_KINDS[found.type].canBeRemapped) &&
        `${name} is a user without login, or of a certificate or key, and cannot be mapped to a login`
      );
    }),
    'remapping-keeps-the-kind': refuses(33017, ({ name, options: { login = '' } }, { server, database }) => {
      const [user, found] = [database.principal(name), server.principal(login)];
      if (user === undefined || found === undefined) return undefined;
      const kind = (type: PrincipalType) =>
        PRINCIPAL_KINDS[type].source === 'windows' ? 'a Windows' : 'a SQL';
      return kind(user.type) === kind(found.type)
        ? undefined
        : `${name} is ${kind(user.type)} user, and ${login} is not`;
    }),
  }),
  ...refusals(['alter-application-role'], 'ALTER APPLICATION ROLE (Transact-SQL)', {
    'application-role-exists': needs(({ name }) => ({ what: 'application-role', name })),
  }),
  ...refusals(['create-schema'], 'CREATE SCHEMA (Transact-SQL)', {
    'schema-name-is-free': taken(
      2714,
      ({ owner = '', name = owner }, { database }) => isMade(database.schema(name)) && `a schema ${name}`,
    ),
  }),
  ...refusals(['alter-schema'], 'ALTER SCHEMA (Transact-SQL)', {
    'transferred-securable-exists': needs(({ name, class: found, entity }) => [
      { what: 'schema', name },
      { what: 'thing', class: found, name: entity },
    ]),
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
  return act.kind === 'create-user' && act.source === 'default' && isAccountName(act.name);
}
