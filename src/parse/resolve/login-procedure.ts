// Procedures about logins: sp_addlogin, sp_grantlogin, sp_denylogin, sp_defaultdb, sp_password …

import { defined } from '../../model/defined.ts';
import type { LoginOptions, Statement } from '../tree/statement.ts';
import type { Arguments } from './procedure-arguments.ts';
import type { NodeParts, Translation } from './translation.ts';

/** sp_addlogin. */
export function addLogin(values: Arguments, node: NodeParts): Translation {
  const hashed = values.text('encryptopt')?.toLowerCase().startsWith('skip_encryption') === true;
  const hash = values.hash('passwd');
  const form = hashed ? 'hash' : values.has('passwd') ? 'text' : 'none';
  if (hashed && hash === undefined && !values.isNull('passwd')) values.unknown = 'the hash of its password';
  const options: LoginOptions = {
    password: hashed && hash !== undefined ? { form, hash } : { form },
    ...defined({
      sid: values.hex('sid'),
      defaultDatabase: values.text('defdb'),
      defaultLanguage: values.text('deflanguage'),
    }),
    // The procedure takes passwords that no policy allows: it makes its logins without one (a guess, no page says it).
    isPolicyChecked: false,
    isExpirationChecked: false,
  };
  return [{ kind: 'create-login', name: values.name('loginame'), source: 'password', options, ...node }];
}

/** sp_grantlogin and sp_denylogin. */
export const admitLogin =
  (kind: 'grant' | 'deny') =>
  (values: Arguments, node: NodeParts): Translation => {
    const name = values.name('loginame');
    return [
      { kind: 'create-login', name, source: 'windows', options: {}, ...node },
      connect(kind, 'CONNECT SQL', name, node),
    ];
  };

/** GRANT or DENY of CONNECT or CONNECT SQL. */
export function connect(
  kind: 'grant' | 'deny',
  permission: string,
  name: string,
  node: NodeParts,
): Statement {
  return {
    kind,
    permissions: [{ permission, columns: [] }],
    columns: [],
    grantees: [{ kind: 'principal', name }],
    withGrantOption: false,
    grantOptionFor: false,
    cascade: false,
    ...node,
  };
}

/** ALTER LOGIN with some options. */
export const setLogin =
  (options: (values: Arguments) => LoginOptions) =>
  (values: Arguments, node: NodeParts): Translation => [
    { kind: 'alter-login', name: values.name('loginame'), action: 'set', options: options(values), ...node },
  ];
