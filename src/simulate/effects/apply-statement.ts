// What each statement changes once no rule refuses it.

import type { ActOf, RunContext, SimpleStatement } from '../rule.ts';
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

type Apply = {
  readonly [K in SimpleStatement['kind']]: ((act: ActOf<K>, context: RunContext) => void) | undefined;
};

/** Every effect of a statement, by its kind; `undefined` for what changes the session only. */
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
  use: undefined,
  'execute-as': undefined,
};

/** Changes the state as a statement says. */
export function applyStatement(act: SimpleStatement, context: RunContext): void {
  const apply = APPLY[act.kind] as ((act: SimpleStatement, context: RunContext) => void) | undefined;
  apply?.(act, context);
}
