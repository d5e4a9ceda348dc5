// Procedures about logins: sp_addlogin, sp_grantlogin, sp_denylogin, sp_defaultdb, sp_password …

import type { LoginOptions, Statement } from '../tree/statement.ts';
import type { Arguments } from './procedure-arguments.ts';
import { defined, type NodeParts, type Translation } from './translation.ts';

/** sp_addlogin. */
export function addLogin(values: Arguments, node: NodeParts): Translation {
  const hashed = values.text('encryptopt')?.toLowerCase().startsWith('skip_encryption') === true;
  const hash = values.hash('passwd');
  const form = hashed ? 'hash' : values.has('passwd') ? 'text' : 'none';
  const isLost = hashed && hash === undefined && !values.isNull('passwd');
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
  return {
    statements: [
      { kind: 'create-login', name: values.text('loginame') ?? '', source: 'password', options, ...node },
    ],
    ...(isLost ? { unknown: 'the hash of its password' } : {}),
  };
}

/** sp_grantlogin. */
export function grantLogin(values: Arguments, node: NodeParts): Translation {
  const name = values.text('loginame') ?? '';
  return {
    statements: [
      { kind: 'create-login', name, source: 'windows', options: {}, ...node },
      connectSql('grant', name, node),
    ],
  };
}

/** sp_denylogin. */
export function denyLogin(values: Arguments, node: NodeParts): Translation {
  const name = values.text('loginame') ?? '';
  return {
    statements: [
      { kind: 'create-login', name, source: 'windows', options: {}, ...node },
      connectSql('deny', name, node),
    ],
  };
}

/** GRANT or DENY of CONNECT SQL. */
export function connectSql(kind: 'grant' | 'deny', name: string, node: NodeParts): Statement {
  return {
    kind,
    permissions: [{ permission: 'CONNECT SQL', columns: [] }],
    columns: [],
    grantees: [{ kind: 'principal', name }],
    withGrantOption: false,
    grantOptionFor: false,
    cascade: false,
    ...node,
  };
}

/** ALTER LOGIN with some options. */
export function setLogin(options: (values: Arguments) => LoginOptions) {
  return (values: Arguments, node: NodeParts): Translation => ({
    statements: [
      {
        kind: 'alter-login',
        name: values.text('loginame') ?? '',
        action: 'set',
        options: options(values),
        ...node,
      },
    ],
  });
}
