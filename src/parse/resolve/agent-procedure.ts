// Procedures of msdb about the proxies of SQL Server Agent. Each names a proxy or a credential by its name or by its
// number, which only the server knows; it takes no blanks around a name.
import { subsystemNumber } from '../../model/catalog/agent-subsystem.ts';
import { defined } from '../../model/defined.ts';
import type { ProxyUserKind } from '../../model/fact.ts';
import type { Statement } from '../tree/statement.ts';
import type { Arguments } from './procedure-arguments.ts';
import { BY_NUMBER, type NodeParts, type Translate, type Translation } from './translation.ts';

const one = (statement: Statement): Translation => [statement];

function proxyParts(values: Arguments) {
  return defined({
    credential: values.label('credential_name'),
    isEnabled: values.flag('enabled'),
    description: values.text('description'),
  });
}

/** sp_add_proxy. */
export function addProxy(values: Arguments, node: NodeParts): Translation {
  const parts = proxyParts(values);
  const name = values.label('proxy_name');
  if (name === undefined || parts.credential === undefined) return BY_NUMBER;
  return one({ kind: 'add-agent-proxy', name, ...parts, ...node });
}

/** sp_update_proxy. */
export function updateProxy(values: Arguments, node: NodeParts): Translation {
  const name = values.label('proxy_name');
  if (name === undefined || values.has('credential_id')) return BY_NUMBER;
  const newName = values.label('new_name');
  return one({ kind: 'update-agent-proxy', name, ...defined({ newName }), ...proxyParts(values), ...node });
}

/** sp_delete_proxy. */
export function deleteProxy(values: Arguments, node: NodeParts): Translation {
  const name = values.label('proxy_name');
  return name === undefined ? BY_NUMBER : one({ kind: 'delete-agent-proxy', name, ...node });
}

/** sp_grant_proxy_to_subsystem and sp_revoke_proxy_from_subsystem. */
export function proxySubsystem(kind: 'grant-proxy-subsystem' | 'revoke-proxy-subsystem'): Translate {
  return (values, node) => {
    const proxy = values.label('proxy_name');
    if (proxy === undefined) return BY_NUMBER;
    const name = values.label('subsystem_name');
    const subsystem = name === undefined ? values.number('subsystem_id') : subsystemNumber(name);
    return subsystem === undefined
      ? { problem: 'no subsystem that is known is given' }
      : one({ kind, proxy, subsystem, ...node });
  };
}

const USER_PARAMETERS: readonly (readonly [string, ProxyUserKind])[] = [
  ['login_name', 'login'],
  ['fixed_server_role', 'server-role'],
  ['msdb_role', 'role'],
];

/** sp_grant_login_to_proxy. */
export function grantProxy(values: Arguments, node: NodeParts): Translation {
  const proxy = values.label('proxy_name');
  if (proxy === undefined) return BY_NUMBER;
  const given = USER_PARAMETERS.flatMap(([parameter, userKind]) => {
    const user = values.label(parameter);
    return user === undefined ? [] : [{ user, userKind }];
  });
  const [user] = given;
  return user === undefined || given.length > 1
    ? { problem: 'it takes one login or role' }
    : one({ kind: 'grant-proxy-user', proxy, ...user, ...node });
}

/** sp_revoke_login_from_proxy. */
export function revokeProxy(values: Arguments, node: NodeParts): Translation {
  const [proxy, user] = [values.label('proxy_name'), values.label('name')];
  if (proxy === undefined || user === undefined) return BY_NUMBER;
  return one({ kind: 'revoke-proxy-user', proxy, user, ...node });
}
