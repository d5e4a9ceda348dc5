// Why SQL Server refuses CREATE LOGIN, ALTER LOGIN and what credentials have to do with them.

import { languageIdOf } from '../../model/catalog/language-id.ts';
import { SA_SID } from '../../model/catalog/system-principals.ts';
import type { LoginOptions } from '../../parse/tree/statement.ts';
import { type RunContext, refusal } from '../rule.ts';
import { isMade, principalText } from '../state/principal.ts';
import { speaksOf } from './reference.ts';

const CREATE = 'CREATE LOGIN (Transact-SQL)';
const ALTER = 'ALTER LOGIN (Transact-SQL)';

/** Rules about logins, in the order in which they are asked. */
export const LOGIN_RULES = [
  refusal({
    name: 'login-name-is-free',
    isMet: true,
    source: CREATE,
    error: 15025,
    on: ['create-login', 'create-server-role'],
    refuses: ({ name }, { server }) => taken(name, server),
  }),
  refusal({
    name: 'renamed-login-name-is-free',
    isMet: true,
    source: ALTER,
    error: 15025,
    on: ['alter-login'],
    refuses: ({ name, options: { newName } }, { server }) => {
      const found = newName === undefined ? undefined : server.principal(newName);
      return found === undefined || found === server.principal(name)
        ? undefined
        : taken(newName ?? '', server);
    },
  }),
  refusal({
    name: 'login-sid-is-free',
    source: CREATE,
    error: 15433,
    on: ['create-login'],
    refuses: ({ options: { sid } }, { server }) => {
      const found = sid === undefined ? undefined : server.principalOfSid(sid);
      return found && `the SID belongs to ${principalText(found)}`;
    },
  }),
  speaksOf({
    name: 'login-exists',
    source: ALTER,
    on: ['alter-login'],
    of: ({ name }) => ({ what: 'login', name }),
  }),
  refusal({
    name: 'windows-login-has-a-domain',
    source: CREATE,
    error: 15407,
    on: ['create-login'],
    refuses: ({ name, source }) =>
      source === 'windows' && !name.includes('\\')
        ? `${name} is no Windows name of the form DOMAIN\\name`
        : undefined,
  }),
  refusal({
    name: 'sql-login-has-no-backslash',
    source: CREATE,
    error: 15006,
    on: ['create-login'],
    refuses: ({ name, source }) =>
      source === 'password' && name.includes('\\')
        ? `${name} has a backslash, as only Windows logins may`
        : undefined,
  }),
  refusal({
    name: 'external-logins-since-2022',
    source: CREATE,
    on: ['create-login'],
    refuses: ({ source }, { server }) =>
      source === 'external' && server.version < 2022
        ? 'FROM EXTERNAL PROVIDER came with SQL Server 2022'
        : undefined,
  }),
  speaksOf({
    name: 'certificate-of-login-exists',
    source: CREATE,
    on: ['create-login'],
    of: ({ source, sourceName: name = '' }) =>
      source === 'certificate' || source === 'asymmetric-key'
        ? { what: source, name, database: 'master' }
        : undefined,
  }),
  refusal({
    name: 'hash-format-is-known',
    asksServer: true,
    source: "What's new in SQL Server 2025",
    on: ['create-login', 'alter-login'],
    refuses: ({ options: { password } }, { server }) => {
      const version = password?.hash?.slice(0, 6);
      const since = { '0x0100': 2012, '0x0200': 2012, '0x0300': 2025 }[version ?? '0x0100'] ?? 9999;
      return since > server.version
        ? `SQL Server ${server.version} knows no password hash ${version}`
        : undefined;
    },
  }),
  refusal({
    name: 'expiration-needs-policy',
    source: CREATE,
    error: 15122,
    on: ['create-login', 'alter-login'],
    refuses: (act, { server }) => {
      const { isPolicyChecked, isExpirationChecked } = act.options;
      const now = act.kind === 'create-login' ? true : server.principal(act.name)?.login?.isPolicyChecked;
      return isExpirationChecked === true && (isPolicyChecked ?? now) === false
        ? 'CHECK_EXPIRATION cannot be on while CHECK_POLICY is off'
        : undefined;
    },
  }),
  refusal({
    name: 'must-change-needs-both',
    asksServer: true,
    source: CREATE,
    error: 15128,
    on: ['create-login', 'alter-login'],
    refuses: ({ options: { isMustChange, isPolicyChecked, isExpirationChecked } }) =>
      isMustChange === true && !(isPolicyChecked !== false && isExpirationChecked === true)
        ? 'MUST_CHANGE needs CHECK_POLICY and CHECK_EXPIRATION on'
        : undefined,
  }),
  refusal({
    name: 'hash-needs-policy-off',
    source: ALTER,
    on: ['alter-login'],
    refuses: ({ name, options }, { server }) =>
      options.password?.form === 'hash' && server.principal(name)?.login?.isPolicyChecked === true
        ? 'a hashed password is refused while CHECK_POLICY is on'
        : undefined,
  }),
  refusal({
    name: 'password-options-are-for-sql-logins',
    source: ALTER,
    on: ['alter-login'],
    refuses: ({ name, options }, { server }) => {
      const type = server.principal(name)?.type;
      const isPassword = hasPasswordOptions(options);
      return isPassword && type !== undefined && type !== 'S' ? `${name} is no SQL login` : undefined;
    },
  }),
  refusal({
    name: 'key-logins-can-only-be-renamed',
    source: ALTER,
    on: ['alter-login'],
    refuses: ({ name, action, options: { newName, ...rest } }, { server }) => {
      const type = server.principal(name)?.type ?? '';
      const isMore = action !== 'set' || Object.keys(rest).length > 0;
      return 'CK'.includes(type) && type !== '' && isMore
        ? `${name} stands for a certificate or key: only its name can be changed`
        : undefined;
    },
  }),
  refusal({
    name: 'groups-cannot-be-disabled',
    source: ALTER,
    error: 15151,
    on: ['alter-login'],
    refuses: ({ name, action }, { server }) =>
      (action === 'disable' || action === 'enable') && 'GX'.includes(server.principal(name)?.type ?? '-')
        ? `${name} is a group, which can be neither disabled nor enabled`
        : undefined,
  }),
  speaksOf({
    name: 'default-database-exists',
    source: ALTER,
    error: 15010,
    on: ['create-login', 'alter-login'],
    of: ({ options: { defaultDatabase: name } }) =>
      name === undefined ? undefined : { what: 'database', name },
  }),
  refusal({
    name: 'default-language-exists',
    source: ALTER,
    error: 15033,
    on: ['create-login', 'alter-login'],
    refuses: ({ options: { defaultLanguage: name } }) =>
      name === undefined || languageIdOf(name) !== undefined ? undefined : `no language is called ${name}`,
  }),
  speaksOf({
    name: 'credential-of-login-exists',
    source: ALTER,
    on: ['create-login', 'alter-login'],
    of: (act) => {
      const name = act.options.credential ?? (act.kind === 'alter-login' ? act.credential : undefined);
      return name === undefined ? undefined : { what: 'credential', name };
    },
  }),
  refusal({
    name: 'sa-takes-no-credential',
    source: ALTER,
    on: ['alter-login'],
    refuses: ({ name, options, credential }, { server }) =>
      server.principal(name)?.sid === SA_SID && (options.credential ?? credential) !== undefined
        ? 'a credential cannot be mapped to sa'
        : undefined,
  }),
  refusal({
    name: 'credential-name-is-free',
    isMet: true,
    source: 'CREATE CREDENTIAL (Transact-SQL)',
    error: 15530,
    on: ['create-credential'],
    refuses: ({ name, isDatabaseScoped }, { server, database }) => {
      const isTaken = isDatabaseScoped
        ? isMade(database.securable('DATABASE SCOPED CREDENTIAL', undefined, name))
        : isMade(server.credentials.get(server.fold(name)));
      return isTaken ? `there is a credential ${name} already` : undefined;
    },
  }),
  speaksOf({
    name: 'credential-exists',
    source: 'ALTER CREDENTIAL (Transact-SQL)',
    on: ['alter-credential'],
    of: ({ name, isDatabaseScoped }) => (isDatabaseScoped ? undefined : { what: 'credential', name }),
  }),
];

function taken(name: string, server: RunContext['server']): string | undefined {
  const found = server.principal(name);
  return found && isMade(found) ? `${principalText(found)} is there already` : undefined;
}

function hasPasswordOptions(options: LoginOptions): boolean {
  const { password, isMustChange, isUnlock, isPolicyChecked, isExpirationChecked } = options;
  return [password, isMustChange, isUnlock, isPolicyChecked, isExpirationChecked].some(
    (one) => one !== undefined,
  );
}
