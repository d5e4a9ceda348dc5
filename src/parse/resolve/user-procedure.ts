// Procedures about users, roles and owners of a database: sp_adduser, sp_addrole, sp_change_users_login, sp_changedbowner.

import type { Statement } from '../tree/statement.ts';
import { connectSql } from './login-procedure.ts';
import type { Arguments } from './procedure-arguments.ts';
import { defined, type NodeParts, type Translation } from './translation.ts';

/** sp_adduser and sp_grantdbaccess also make a schema of the user's name. guest is only let in. */
export function addUser(values: Arguments, node: NodeParts): Translation {
  const login = values.text('loginame') ?? '';
  const name = values.text('name_in_db') ?? login;
  if (name === 'guest') {
    const connect = connectSql('grant', name, node);
    const permissions = [{ permission: 'CONNECT', columns: [] }];
    return { statements: [{ ...connect, permissions } as Statement] };
  }
  const role = values.text('grpname');
  return {
    statements: [
      {
        kind: 'create-user',
        name,
        source: 'login',
        sourceName: login,
        options: { defaultSchema: name },
        ...node,
      },
      { kind: 'create-schema', name, owner: name, elements: [], ...node },
      ...(role === undefined ? [] : [addMember(role, name, node)]),
    ],
  };
}

function addMember(role: string, operand: string, node: NodeParts): Statement {
  return { kind: 'alter-role', action: 'add-member', name: role, operand, ...node };
}

/** sp_addrole also makes a schema that the role owns: its page asks for CREATE SCHEMA. */
export function addRole(values: Arguments, node: NodeParts): Translation {
  const name = values.text('rolename') ?? '';
  return {
    statements: [
      { kind: 'create-role', name, ...defined({ owner: values.text('ownername') }), ...node },
      { kind: 'create-schema', name, owner: name, elements: [], ...node },
    ],
  };
}

/** sp_change_users_login. */
export function changeUsersLogin(values: Arguments, node: NodeParts): Translation {
  const action = values.text('action')?.toLowerCase();
  const name = values.text('usernamepattern');
  if (action === 'report') return { nothing: true };
  if (name === undefined) return { problem: 'the user is not given' };
  if (action === 'auto_fix') {
    return { statements: [{ kind: 'alter-user', name, options: { login: name }, ...node }] };
  }
  const login = values.text('loginname');
  if (action !== 'update_one' || login === undefined)
    return { problem: 'the action or the login is not one it takes' };
  return { statements: [{ kind: 'alter-user', name, options: { login }, ...node }] };
}

/** sp_changedbowner. */
export function changeOwner(values: Arguments, node: NodeParts): Translation {
  const owner = values.text('loginame') ?? '';
  return {
    statements: [{ kind: 'alter-authorization', securable: { class: 'DATABASE', name: [] }, owner, ...node }],
  };
}
