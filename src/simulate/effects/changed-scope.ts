// Where a statement changes something: on the server or in a database. It decides among whose principals its names are,
// who may run it, and that the database has to be writable.
import type { Act, ActOf, RunContext, SimpleStatement } from '../rule.ts';
import type { Scope } from '../state/scope.ts';
import { scopeOfClass, scopeOfThing } from './find-named.ts';

type SimpleKind = SimpleStatement['kind'];
type Where<K extends SimpleKind> =
  | 'server'
  | 'database'
  | ((act: ActOf<K>, context: RunContext) => Scope | undefined)
  | undefined;

const credential = (
  { isDatabaseScoped }: ActOf<'create-credential' | 'alter-credential'>,
  { server, database }: RunContext,
): Scope => (isDatabaseScoped ? database : server);

/** By statement; undefined for what changes nothing but the session. */
const WHERE: { readonly [K in SimpleKind]: Where<K> } = {
  'create-login': 'server',
  'alter-login': 'server',
  'create-server-role': 'server',
  'alter-server-role': 'server',
  'create-credential': credential,
  'alter-credential': credential,
  configure: 'server',
  reconfigure: 'server',
  'add-trusted-assembly': 'server',
  'drop-trusted-assembly': 'server',
  'add-message': 'server',
  'drop-message': 'server',
  'alter-database-set': 'server',
  'create-user': 'database',
  'alter-user': 'database',
  'create-role': 'database',
  'alter-role': 'database',
  'create-application-role': 'database',
  'alter-application-role': 'database',
  'create-schema': 'database',
  'alter-schema': 'database',
  'alter-authorization': ({ securable: { class: found = 'OBJECT' } }, context) =>
    found === 'DATABASE' ? context.server : scopeOfClass(found, context),
  drop: ({ dropped }, { server, database }) =>
    dropped === 'login' || dropped === 'server-role' || dropped === 'credential' ? server : database,
  'create-object': ({ class: found, name }, context) => scopeOfThing(found, name, context),
  'drop-object': ({ class: found, names: [name = []] }, context) => scopeOfThing(found, name, context),
  'rename-object': ({ type, name }, context) =>
    type === 'DATABASE' ? context.server : scopeOfThing('OBJECT', name, context),
  use: undefined,
  'execute-as': undefined,
};

/** The statements that change something, but for GRANT, DENY and REVOKE. */
export const CHANGING: readonly SimpleKind[] = (Object.keys(WHERE) as SimpleKind[]).filter(
  (kind) => WHERE[kind] !== undefined,
);

/** Where an act changes something; undefined where it changes nothing, or the place is not there. */
export function changedScope(act: Act, context: RunContext): Scope | undefined {
  if ('scope' in act) return act.scope;
  const where = WHERE[act.kind] as Where<never> | undefined;
  return typeof where === 'function' ? where(act as never, context) : where && context[where];
}
