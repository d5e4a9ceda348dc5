// What each statement changes once no rule refuses it, and where: on the server or in a database. The place decides among
// whose principals its names are, who may run it, and that the database has to be writable.
import type { Act, ActOf, SimpleStatement } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import type { Scope } from '../state/scope.ts';
import { deleteOperator, setCategory, setOperator } from './apply-agent.ts';
import { alterAudit, createAudit, dropAudit } from './apply-audit.ts';
import { dropSpecification, setSpecification, specificationScope } from './apply-audit-specification.ts';
import { createDatabase } from './apply-database.ts';
import { alterEndpoint, createEndpoint } from './apply-endpoint.ts';
import { addJob, deleteJob, updateJob } from './apply-job.ts';
import {
  addLinkedServer,
  dropLinkedLogin,
  dropLinkedServer,
  setLinkedLogin,
  setNetworkName,
  setServerOption,
} from './apply-linked.ts';
import { alterLogin, createLogin, setCredential } from './apply-login.ts';
import { setMailUser } from './apply-mail.ts';
import { addProxy, deleteProxy, setProxySubsystem, setProxyUser, updateProxy } from './apply-msdb.ts';
import { createObject, dropObject, RENAMED, renameObject } from './apply-object.ts';
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
import { setSsisPermission } from './apply-ssis.ts';
import { createTrigger, orderTrigger, setTriggers } from './apply-trigger.ts';
import {
  alterRole,
  alterUser,
  createRole,
  createSchema,
  createUser,
  setApplicationRole,
  transfer,
} from './apply-user.ts';
import { isPrincipalWord, placeOfPrincipal, scopeOfClass, scopeOfThing } from './find-named.ts';

type SimpleKind = SimpleStatement['kind'];
type Where<A> = 'server' | 'database' | ((act: A, context: RunContext) => Scope | undefined);
type Apply<A> = (act: A, context: RunContext, scope: Scope) => void;

/** Where and what; undefined for what changes nothing but the session. */
type Effects = { readonly [K in SimpleKind]: readonly [Where<ActOf<K>>, Apply<ActOf<K>>] | undefined };

const ofCredential: Where<ActOf<'create-credential' | 'alter-credential'>> = (
  { isDatabaseScoped },
  { server, database },
) => (isDatabaseScoped ? database : server);

const ofOwned: Where<ActOf<'alter-authorization'>> = ({ securable: { class: found = 'OBJECT' } }, context) =>
  found === 'DATABASE' ? context.server : scopeOfClass(found, context);

const ofDropped: Where<ActOf<'drop'>> = ({ dropped }, context) => {
  if (isPrincipalWord(dropped)) return context[placeOfPrincipal(dropped)];
  return dropped === 'credential' ? context.server : context.database;
};

/** The name of a column or an index has the table's in front. */
const ofRenamed: Where<ActOf<'rename-object'>> = ({ type, name }, context) => {
  if (type === 'DATABASE') return context.server;
  return scopeOfThing('OBJECT', RENAMED[type] === undefined ? name.slice(0, -1) : name, context);
};

const EFFECTS: Effects = {
  'create-login': ['server', createLogin],
  'create-endpoint': ['server', createEndpoint],
  'alter-endpoint': ['server', alterEndpoint],
  'alter-login': ['server', alterLogin],
  'create-server-role': ['server', createRole],
  'alter-server-role': ['server', alterRole],
  'create-credential': [ofCredential, setCredential],
  'alter-credential': [ofCredential, setCredential],
  configure: ['server', configure],
  reconfigure: ['server', reconfigure],
  'add-trusted-assembly': ['server', setTrustedAssembly],
  'drop-trusted-assembly': ['server', setTrustedAssembly],
  'add-message': ['server', addMessage],
  'drop-message': ['server', dropMessage],
  'add-linked-server': ['server', addLinkedServer],
  'set-server-option': ['server', setServerOption],
  'set-network-name': ['server', setNetworkName],
  'set-linked-login': ['server', setLinkedLogin],
  'drop-linked-login': ['server', dropLinkedLogin],
  'drop-linked-server': ['server', dropLinkedServer],
  'create-database': ['server', createDatabase],
  'alter-database-set': ['server', setDatabaseOptions],
  'create-server-trigger': ['server', createTrigger],
  'create-server-audit': ['server', createAudit],
  'alter-server-audit': ['server', alterAudit],
  'drop-server-audit': ['server', dropAudit],
  'create-audit-specification': [specificationScope, setSpecification],
  'alter-audit-specification': [specificationScope, setSpecification],
  'drop-audit-specification': [specificationScope, dropSpecification],
  'set-trigger-order': ['server', orderTrigger],
  'enable-server-trigger': ['server', setTriggers],
  'disable-server-trigger': ['server', setTriggers],
  'drop-server-trigger': ['server', setTriggers],
  'create-user': ['database', createUser],
  'alter-user': ['database', alterUser],
  'create-role': ['database', createRole],
  'alter-role': ['database', alterRole],
  'create-application-role': ['database', setApplicationRole],
  'alter-application-role': ['database', setApplicationRole],
  'create-schema': ['database', createSchema],
  'alter-schema': ['database', transfer],
  'alter-authorization': [ofOwned, alterAuthorization],
  drop: [ofDropped, drop],
  'create-object': [({ class: found, name }, context) => scopeOfThing(found, name, context), createObject],
  'drop-object': [
    ({ class: found, names: [name = []] }, context) => scopeOfThing(found, name, context),
    dropObject,
  ],
  'rename-object': [ofRenamed, renameObject],
  'add-agent-proxy': ['database', addProxy],
  'update-agent-proxy': ['database', updateProxy],
  'delete-agent-proxy': ['database', deleteProxy],
  'grant-proxy-subsystem': ['database', setProxySubsystem],
  'revoke-proxy-subsystem': ['database', setProxySubsystem],
  'grant-proxy-user': ['database', setProxyUser],
  'revoke-proxy-user': ['database', setProxyUser],
  'add-agent-job': ['database', addJob],
  'update-agent-job': ['database', updateJob],
  'delete-agent-job': ['database', deleteJob],
  'add-agent-operator': ['database', setOperator],
  'update-agent-operator': ['database', setOperator],
  'delete-agent-operator': ['database', deleteOperator],
  'add-agent-category': ['database', setCategory],
  'delete-agent-category': ['database', setCategory],
  'add-mail-profile-user': ['database', setMailUser],
  'update-mail-profile-user': ['database', setMailUser],
  'delete-mail-profile-user': ['database', setMailUser],
  'grant-ssis-permission': ['database', setSsisPermission],
  'deny-ssis-permission': ['database', setSsisPermission],
  'revoke-ssis-permission': ['database', setSsisPermission],
  use: undefined,
  'execute-as': undefined,
};

/** The statements that change something, but for GRANT, DENY and REVOKE. */
export const CHANGING: readonly SimpleKind[] = (Object.keys(EFFECTS) as SimpleKind[]).filter(
  (kind) => EFFECTS[kind] !== undefined,
);

const effectOf = (kind: SimpleKind): readonly [Where<never>, Apply<never>] | undefined => EFFECTS[kind];

/** Where an act changes something; undefined where it changes nothing, or the place is not there. */
export function changedScope(act: Act, context: RunContext): Scope | undefined {
  if ('scope' in act) return act.scope;
  const [where] = effectOf(act.kind) ?? [];
  return typeof where === 'function' ? where(act as never, context) : where && context[where];
}

/** Changes the state as a statement says. */
export function applyStatement(act: SimpleStatement, context: RunContext): void {
  const scope = changedScope(act, context);
  if (scope !== undefined) effectOf(act.kind)?.[1](act as never, context, scope);
}
