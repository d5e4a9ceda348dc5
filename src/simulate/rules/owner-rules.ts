// Why SQL Server refuses an owner: AUTHORIZATION of roles and schemas, and ALTER AUTHORIZATION.
import { SECURABLE_CLASSES, type SecurableClass } from '../../model/catalog/securable-class.ts';
import { changedScope } from '../effects/changed-scope.ts';
import { databaseNamed, findTarget } from '../effects/find-named.ts';
import { type ActOf, type RunContext, refusal } from '../rule.ts';
import type { Principal } from '../state/principal.ts';
import type { Target } from '../state/securable.ts';
import { speaksOf } from './reference.ts';

const SOURCE = 'ALTER AUTHORIZATION (Transact-SQL)';
const ON = ['alter-authorization'] as const;

type OwnerAct = ActOf<'alter-authorization' | 'create-role' | 'create-server-role' | 'create-schema'>;

/** Object types whose owner cannot be changed, by what they are called. */
const FIXED_OBJECTS: Readonly<Record<string, string>> = {
  SQ: 'Service Broker queues',
  R: 'rules',
  D: 'defaults',
  TR: 'triggers',
  C: 'constraints',
};

/** Rules about owners, in the order in which they are asked. */
export const OWNER_RULES = [
  speaksOf({
    name: 'owner-exists',
    source: SOURCE,
    on: ['alter-authorization', 'create-role', 'create-server-role', 'create-schema'],
    of: (act, context) => {
      const { owner: name } = act;
      if (name === undefined || mayComeByItsGroup(act, context)) return undefined;
      const isOfServer = changedScope(act, context) === context.server;
      return { what: isOfServer ? 'server-principal' : 'principal', name };
    },
  }),
  refusal({
    name: 'class-takes-an-owner',
    source: SOURCE,
    on: ON,
    refuses: ({ securable: { class: found = 'OBJECT' } }, { server }) => {
      const { alterAuthorization, since } = SECURABLE_CLASSES[found];
      if (found === 'DATABASE') return undefined;
      return alterAuthorization && since <= server.version
        ? undefined
        : `the owner of a ${found} cannot be changed`;
    },
  }),
  speaksOf({
    name: 'owned-securable-exists',
    source: SOURCE,
    on: ON,
    of: ({ securable: { class: found = 'OBJECT', name } }) => ({ what: 'securable', class: found, name }),
  }),
  refusal({
    name: 'queues-rules-and-defaults-keep-their-owner',
    source: SOURCE,
    on: ON,
    refuses: ({ securable }, context) => {
      const type = targetOf(securable, context)?.securable?.fact?.type ?? '';
      return FIXED_OBJECTS[type] && `the owner of ${FIXED_OBJECTS[type]} cannot be changed`;
    },
  }),
  refusal({
    name: 'system-schemas-keep-their-owner',
    source: SOURCE,
    error: 15150,
    on: ON,
    refuses: ({ securable: { class: found, name } }) =>
      found === 'SCHEMA' && ['dbo', 'sys', 'information_schema'].includes(name.at(-1)?.toLowerCase() ?? '')
        ? `the schema ${name.at(-1)} cannot be given another owner`
        : undefined,
  }),
  refusal({
    name: 'fixed-roles-keep-their-owner',
    source: `${SOURCE} (a guess)`,
    error: 15150,
    on: ON,
    refuses: ({ securable }, context) =>
      targetOf(securable, context)?.principal?.isFixed === true
        ? `${securable.name.at(-1)} is a fixed role`
        : undefined,
  }),
  refusal({
    name: 'keys-are-not-owned-by-roles',
    source: SOURCE,
    on: ON,
    refuses: (act, context) => {
      const isKey = isOneOf(act.securable.class, 'CERTIFICATE', 'ASYMMETRIC KEY');
      const type = ownerOf(act, context)?.type ?? '-';
      return isKey && 'RGX'.includes(type)
        ? 'certificates and asymmetric keys cannot be owned by roles or groups'
        : undefined;
    },
  }),
  refusal({
    name: 'endpoints-are-owned-by-logins',
    source: SOURCE,
    on: ON,
    refuses: (act, context) =>
      act.securable.class === 'ENDPOINT' && ownerOf(act, context)?.type === 'R'
        ? 'an endpoint is owned by a login'
        : undefined,
  }),
  refusal({
    name: 'some-databases-keep-their-owner',
    source: 'ALTER AUTHORIZATION for databases (Transact-SQL)',
    error: 15109,
    on: ON,
    refuses: ({ securable: { class: found, name } }, context) => {
      const database = found === 'DATABASE' ? databaseNamed(name, context) : undefined;
      const isKept =
        ['master', 'model', 'tempdb'].includes(database?.name ?? '') || database?.options.isDistributor;
      return database !== undefined && isKept ? `the owner of ${database.name} cannot be changed` : undefined;
    },
  }),
  refusal({
    name: 'databases-are-owned-by-people',
    source: 'ALTER AUTHORIZATION for databases (Transact-SQL)',
    error: 15353,
    on: ON,
    refuses: (act, context) => {
      const type = ownerOf(act, context)?.type ?? '-';
      return act.securable.class === 'DATABASE' && 'GXRCK'.includes(type)
        ? 'a group, a role, and a login of a certificate or key cannot own a database'
        : undefined;
    },
  }),
  refusal({
    name: 'database-owner-is-no-user-of-it',
    source: 'ALTER AUTHORIZATION for databases (Transact-SQL)',
    error: 15110,
    on: ON,
    refuses: (act, context) => {
      if (act.securable.class !== 'DATABASE') return undefined;
      const sid = ownerOf(act, context)?.sid;
      const database = databaseNamed(act.securable.name, context) ?? context.database;
      const user = sid === undefined ? undefined : database.principalOfSid(sid);
      return user === undefined ? undefined : `${act.owner} is the user ${user.name} in it already`;
    },
  }),
];

/** Source: "ALTER AUTHORIZATION for databases (Transact-SQL)": a Windows user that a group's login lets in. */
function mayComeByItsGroup(act: OwnerAct, { server }: RunContext): boolean {
  const isOfDatabase = act.kind === 'alter-authorization' && act.securable.class === 'DATABASE';
  return isOfDatabase && server.directory.sidOfOwner(act.owner ?? '') !== undefined;
}

function isOneOf(found: SecurableClass | undefined, ...classes: readonly SecurableClass[]): boolean {
  return found !== undefined && classes.includes(found);
}

function targetOf(
  securable: ActOf<'alter-authorization'>['securable'],
  context: RunContext,
): Target | undefined {
  return findTarget(securable.class ?? 'OBJECT', securable.name, context);
}

function ownerOf(act: OwnerAct, context: RunContext): Principal | undefined {
  return act.owner === undefined ? undefined : changedScope(act, context)?.principal(act.owner);
}
