// What each statement changes once no rule refuses it.

import type { Act, ActKind, ActOf, RunContext } from '../rule.ts';
import { alterLogin, createLogin, setCredential } from './apply-login.ts';
import { createObject, dropObject, renameObject } from './apply-object.ts';
import { alterAuthorization } from './apply-permission.ts';
import {
  addMessage,
  configure,
  drop,
  dropMessage,
  reconfigure,
  setDatabaseOptions,
  setTrustedAssembly,
} from './apply-server.ts';
import {
  alterRole,
  alterUser,
  createRole,
  createSchema,
  createUser,
  setApplicationRole,
  transfer,
} from './apply-user.ts';

/** Every effect of a statement, by its kind; what is not here changes nothing of the server itself. */
type Apply = { readonly [K in ActKind]?: (act: ActOf<K>, context: RunContext) => void };

const APPLY: Apply = {
  'create-login': createLogin,
  'alter-login': alterLogin,
  'create-credential': setCredential,
  'alter-credential': setCredential,
  'create-user': createUser,
  'alter-user': alterUser,
  'create-role': createRole,
  'create-server-role': createRole,
  'alter-role': alterRole,
  'alter-server-role': alterRole,
  'create-application-role': setApplicationRole,
  'alter-application-role': setApplicationRole,
  'create-schema': createSchema,
  'alter-schema': transfer,
  'alter-authorization': alterAuthorization,
  'alter-database-set': setDatabaseOptions,
  configure,
  reconfigure: (_, { server }) => reconfigure(server),
  'add-trusted-assembly': setTrustedAssembly,
  'drop-trusted-assembly': setTrustedAssembly,
  'add-message': addMessage,
  'drop-message': dropMessage,
  drop,
  'create-object': createObject,
  'drop-object': dropObject,
  'rename-object': renameObject,
};

/** Changes the state as a statement says. */
export function applyStatement(act: Act, context: RunContext): void {
  const apply = APPLY[act.kind] as ((act: Act, context: RunContext) => void) | undefined;
  apply?.(act, context);
}
