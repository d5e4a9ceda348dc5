// Why SQL Server refuses CREATE LOGIN, ALTER LOGIN and what credentials have to do with them.

import { languageIdOf } from '../../model/catalog/language-id.ts';
import { hashVersion } from '../../model/catalog/password-hash.ts';
import { isAccountName, isOfKey, principalKind } from '../../model/catalog/principal-kind.ts';
import { CAME_WITH, whyNewer } from '../../model/catalog/release-need.ts';
import { isSystemCredential } from '../../model/catalog/system-credential.ts';
import { SA_SID } from '../../model/catalog/system-principals.ts';
import type { LoginOptions } from '../../parse/tree/statement.ts';
import { isMade, principalText } from '../state/principal.ts';
import { needs, refusals, refuses, taken } from './refusals.ts';

const CREATE = 'CREATE LOGIN (Transact-SQL)';
const ALTER = 'ALTER LOGIN (Transact-SQL)';

/** Rules about logins, in the order in which they are asked. */
export const LOGIN_RULES = [
  ...refusals(['alter-login'], ALTER, {
    'login-exists': needs(({ name }) => ({ what: 'login', name })),
    'hash-needs-policy-off': refuses(
      ({ name, options }, { server }) =>
        options.password?.form === 'hash' &&
        server.principal(name)?.login?.isPolicyChecked === true &&
        'a hashed password is refused while CHECK_POLICY is on',
    ),
    'password-options-are-for-sql-logins': refuses(({ name, options }, { server }) => {
      const type = server.principal(name)?.type;
      const isPassword = hasPasswordOptions(options);
      return isPassword && type !== undefined && type !== 'S' && `${name} is no SQL login`;
    }),
    'key-logins-can-only-be-renamed': refuses(
      ({ name, action, options: { newName, ...rest } }, { server }) => {
        const isMore = action !== 'set' || Object.keys(rest).length > 0;
        return (
          isOfKey(server.principal(name)?.type ?? '') &&
          isMore &&
          `${name} stands for a certificate or key: only its name can be changed`
        );
      },
    ),
    'groups-cannot-be-disabled': refuses(
      15151,
      ({ name, action }, { server }) =>
        (action === 'disable' || action === 'enable') &&
        principalKind(server.principal(name)?.type ?? '')?.isGroup &&
        `${name} is a group, which can be neither disabled nor enabled`,
    ),
    'sa-takes-no-credential': refuses(
      ({ name, options, credential }, { server }) =>
        server.principal(name)?.sid === SA_SID &&
        (options.credential ?? credential) !== undefined &&
        'a credential cannot be mapped to sa',
    ),
  }),
  ...refusals(['create-login'], CREATE, {
    'login-sid-is-free': refuses(15433, ({ options: { sid } }, { server }) => {
      const found = sid === undefined ? undefined : server.principalOfSid(sid);
      return found && `the SID belongs to ${principalText(found)}`;
    }),
    'windows-login-has-a-domain': refuses(
      15407,
      ({ name, source }) =>
        source === 'windows' && !isAccountName(name) && `${name} is no Windows name of the form DOMAIN\\name`,
    ),
    'sql-login-has-no-backslash': refuses(
      15006,
      ({ name, source }) =>
        source === 'password' && isAccountName(name) && `${name} has a backslash, as only Windows logins may`,
    ),
    'external-logins-since-2022': refuses(
      ({ source }, { server }) =>
        source === 'external' && whyNewer(CAME_WITH.externalProvider, server.version),
    ),
    'certificate-of-login-exists': needs(({ source, sourceName: name = '' }) =>
      source === 'certificate' || source === 'asymmetric-key'
        ? { what: source, name, database: 'master' }
        : undefined,
    ),
  }),
  ...refusals(['create-login', 'alter-login'], "What's new in SQL Server 2025", {
    'hash-format-is-known': refuses({ asksServer: true }, ({ options: { password } }, { server }) => {
      if (password?.hash === undefined) return undefined;
      const { version, since = 9999 } = hashVersion(password.hash);
      return since > server.version && `SQL Server ${server.version} knows no password hash ${version}`;
    }),
  }),
  ...refusals(['create-login', 'alter-login'], CREATE, {
    'expiration-needs-policy': refuses(15122, (act, { server }) => {
      const { isPolicyChecked, isExpirationChecked } = act.options;
      const now = act.kind === 'create-login' ? true : server.principal(act.name)?.login?.isPolicyChecked;
      return (
        isExpirationChecked === true &&
        (isPolicyChecked ?? now) === false &&
        'CHECK_EXPIRATION cannot be on while CHECK_POLICY is off'
      );
    }),
    'must-change-needs-both': refuses(
      { asksServer: true, error: 15128 },
      ({ options: { isMustChange, isPolicyChecked, isExpirationChecked } }) =>
        isMustChange === true &&
        !(isPolicyChecked !== false && isExpirationChecked === true) &&
        'MUST_CHANGE needs CHECK_POLICY and CHECK_EXPIRATION on',
    ),
  }),
  ...refusals(['create-login', 'alter-login'], ALTER, {
    'default-database-exists': needs(15010, ({ options: { defaultDatabase: name } }) => ({
      what: 'database',
      name,
    })),
    'default-language-exists': refuses(15033, ({ options: { defaultLanguage: name } }) =>
      name === undefined || languageIdOf(name) !== undefined ? undefined : `no language is called ${name}`,
    ),
    'credential-of-login-exists': needs((act) => ({
      what: 'credential',
      name: act.options.credential ?? (act.kind === 'alter-login' ? act.credential : undefined),
    })),
  }),
  ...refusals(['create-credential'], 'CREATE CREDENTIAL (Transact-SQL)', {
    'credential-name-is-free': taken(15530, ({ name, isDatabaseScoped, via }, { server, database }) => {
      const found = isDatabaseScoped
        ? database.securable('DATABASE SCOPED CREDENTIAL', undefined, name)
        : server.things.credential.get(name);
      // The procedure of xp_cmdshell's proxy sets the account anew (a guess).
      return via === undefined && isMade(found) && `a credential ${name}`;
    }),
    'credential-name-is-no-system-name': refuses(
      ({ name, isDatabaseScoped, via }) =>
        !isDatabaseScoped &&
        via === undefined &&
        isSystemCredential(name) &&
        `a name that begins with a number sign, as ${name}, is SQL Server’s own`,
    ),
  }),
  ...refusals(['alter-credential'], 'ALTER CREDENTIAL (Transact-SQL)', {
    'credential-exists': needs(({ name, isDatabaseScoped }) => ({
      what: 'credential',
      name: isDatabaseScoped ? undefined : name,
    })),
  }),
];

function hasPasswordOptions(options: LoginOptions): boolean {
  const { password, isMustChange, isUnlock, isPolicyChecked, isExpirationChecked } = options;
  return [password, isMustChange, isUnlock, isPolicyChecked, isExpirationChecked].some(
    (one) => one !== undefined,
  );
}
