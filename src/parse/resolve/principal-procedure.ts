// Procedures about logins, users, roles, their members, and owners of databases ("Security Stored Procedures").

import { defined } from '../../model/defined.ts';
import type { DroppedKind, LoginOptions, Statement } from '../tree/statement.ts';
import type { Arguments } from './procedure-arguments.ts';
import { always, type NodeParts, name, type ProcedureRow, row, says, type Translate } from './translation.ts';

const addLogin: Translate = (values, node) => {
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
};

/** sp_grantlogin and sp_denylogin. */
const admitLogin =
  (kind: 'grant' | 'deny'): Translate =>
  (values, node) => {
    const login = values.name('loginame');
    return [
      { kind: 'create-login', name: login, source: 'windows', options: {}, ...node },
      connect(kind, 'CONNECT SQL', login, node),
    ];
  };

/** GRANT or DENY of CONNECT or CONNECT SQL. */
function connect(kind: 'grant' | 'deny', permission: string, to: string, node: NodeParts): Statement {
  return {
    kind,
    permissions: [{ permission, columns: [] }],
    columns: [],
    grantees: [{ kind: 'principal', name: to }],
    withGrantOption: false,
    grantOptionFor: false,
    cascade: false,
    ...node,
  };
}

const setLogin = (options: (values: Arguments) => LoginOptions): Translate =>
  says('alter-login', { name: name('loginame'), action: always('set'), options });

const member = (kind: 'alter-role' | 'alter-server-role', action: 'add-member' | 'drop-member'): Translate =>
  says(kind, {
    name: name('rolename'),
    action: always(action),
    operand: name(kind === 'alter-role' ? 'membername' : 'loginame'),
  });

const dropped = (kind: DroppedKind, parameter: string): Translate =>
  says('drop', { dropped: always(kind), name: name(parameter), ifExists: always(false) });

/** Of an application role nothing but the password is said. */
const APPLICATION_ROLE = { name: name('rolename'), hasPassword: always(true) };

/** sp_adduser and sp_grantdbaccess also make a schema of the user's name. guest is only let in. */
const addUser: Translate = (values, node) => {
  const login = values.name('loginame');
  const user = values.text('name_in_db') ?? login;
  if (user === 'guest') return [connect('grant', 'CONNECT', user, node)];
  const role = values.text('grpname');
  const options = { defaultSchema: user };
  const statements: Statement[] = [
    { kind: 'create-user', name: user, source: 'login', sourceName: login, options, ...node },
    { kind: 'create-schema', name: user, owner: user, elements: [], ...node },
  ];
  if (role !== undefined)
    statements.push({ kind: 'alter-role', action: 'add-member', name: role, operand: user, ...node });
  return statements;
};

/** sp_addrole also makes a schema that the role owns: its page asks for CREATE SCHEMA. */
const addRole: Translate = (values, node) => {
  const role = values.name('rolename');
  return [
    defined({ kind: 'create-role' as const, name: role, owner: values.text('ownername'), ...node }),
    { kind: 'create-schema', name: role, owner: role, elements: [], ...node },
  ];
};

const changeUsersLogin: Translate = (values, node) => {
  const action = values.text('action')?.toLowerCase();
  const user = values.text('usernamepattern');
  if (action === 'report') return [];
  if (user === undefined) return { problem: 'the user is not given' };
  const login = action === 'auto_fix' ? user : values.text('loginname');
  if (login === undefined || (action !== 'auto_fix' && action !== 'update_one'))
    return { problem: 'the action or the login is not one it takes' };
  return [{ kind: 'alter-user', name: user, options: { login }, ...node }];
};

/** By name in lower case. */
export const PRINCIPAL_PROCEDURES: Readonly<Record<string, ProcedureRow>> = {
  sp_addlogin: row('loginame! passwd defdb deflanguage sid encryptopt', addLogin),
  sp_grantlogin: row('loginame!', admitLogin('grant')),
  sp_denylogin: row('loginame!', admitLogin('deny')),
  sp_revokelogin: row('loginame!', dropped('login', 'loginame')),
  sp_droplogin: row('loginame!', dropped('login', 'loginame')),
  sp_defaultdb: row(
    'loginame! defdb!',
    setLogin((v) => defined({ defaultDatabase: v.text('defdb') })),
  ),
  sp_defaultlanguage: row(
    'loginame! language!',
    setLogin((v) => defined({ defaultLanguage: v.text('language') })),
  ),
  sp_password: row(
    'old new loginame!',
    setLogin(() => ({ password: { form: 'text' } })),
  ),
  sp_addsrvrolemember: row('loginame! rolename!', member('alter-server-role', 'add-member')),
  sp_dropsrvrolemember: row('loginame! rolename!', member('alter-server-role', 'drop-member')),
  sp_addrolemember: row('rolename! membername!', member('alter-role', 'add-member')),
  sp_droprolemember: row('rolename! membername!', member('alter-role', 'drop-member')),
  sp_adduser: row('loginame! name_in_db grpname', addUser),
  sp_grantdbaccess: row('loginame! name_in_db', addUser),
  sp_dropuser: row('name_in_db!', dropped('user', 'name_in_db')),
  sp_revokedbaccess: row('name_in_db!', dropped('user', 'name_in_db')),
  sp_change_users_login: row('action! usernamepattern loginname password', changeUsersLogin),
  sp_addrole: row('rolename! ownername', addRole),
  sp_droprole: row('rolename!', dropped('role', 'rolename')),
  sp_addapprole: row('rolename! password', says('create-application-role', APPLICATION_ROLE)),
  sp_approlepassword: row('rolename! newpwd', says('alter-application-role', APPLICATION_ROLE)),
  sp_dropapprole: row('rolename!', dropped('application-role', 'rolename')),
  sp_changedbowner: row(
    'loginame! map',
    says('alter-authorization', {
      securable: always({ class: 'DATABASE', name: [] }),
      owner: name('loginame'),
    }),
  ),
};
