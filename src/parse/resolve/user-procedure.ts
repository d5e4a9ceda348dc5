// Procedures about users, roles and owners of a database: sp_adduser, sp_addrole, sp_change_users_login, sp_changedbowner.

import { defined } from '../../model/defined.ts';
import type { Statement } from '../tree/statement.ts';
import { connect } from './login-procedure.ts';
import type { Arguments } from './procedure-arguments.ts';
import type { NodeParts, Translation } from './translation.ts';

/** sp_adduser and sp_grantdbaccess also make a schema of the user's name. guest is only let in. */
export function addUser(values: Arguments, node: NodeParts): Translation {
  const login = values.name('loginame');
  const name = values.text('name_in_db') ?? login;
  if (name === 'guest') return [connect('grant', 'CONNECT', name, node)];
  const role = values.text('grpname');
  const options = { defaultSchema: name };
  const statements: Statement[] = [
    { kind: 'create-user', name, source: 'login', sourceName: login, options, ...node },
    { kind: 'create-schema', name, owner: name, elements: [], ...node },
  ];
  if (role !== undefined)
    statements.push({ kind: 'alter-role', action: 'add-member', name: role, operand: name, ...node });
  return statements;
}

/** sp_addrole also makes a schema that the role owns: its page asks for CREATE SCHEMA. */
export function addRole(values: Arguments, node: NodeParts): Translation {
  const name = values.name('rolename');
  return [
    defined({ kind: 'create-role' as const, name, owner: values.text('ownername'), ...node }),
    { kind: 'create-schema', name, owner: name, elements: [], ...node },
  ];
}

/** sp_change_users_login. */
export function changeUsersLogin(values: Arguments, node: NodeParts): Translation {
  const action = values.text('action')?.toLowerCase();
  const name = values.text('usernamepattern');
  if (action === 'report') return [];
  if (name === undefined) return { problem: 'the user is not given' };
  const login = action === 'auto_fix' ? name : values.text('loginname');
  if (login === undefined || (action !== 'auto_fix' && action !== 'update_one'))
    return { problem: 'the action or the login is not one it takes' };
  return [{ kind: 'alter-user', name, options: { login }, ...node }];
}

/** sp_changedbowner. */
export function changeOwner(values: Arguments, node: NodeParts): Translation {
  const securable = { class: 'DATABASE', name: [] } as const;
  return [{ kind: 'alter-authorization', securable, owner: values.name('loginame'), ...node }];
}
