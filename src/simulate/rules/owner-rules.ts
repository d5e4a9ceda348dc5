// Why SQL Server refuses an owner: AUTHORIZATION of roles and schemas, and ALTER AUTHORIZATION.

import { hasFixedOwner } from '../../model/catalog/object-type.ts';
import { isOfKey, PRINCIPAL_KINDS } from '../../model/catalog/principal-kind.ts';
import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import { isFixedDatabase } from '../../model/catalog/system-database.ts';
import { USERS_LEFT_ALONE } from '../../model/catalog/system-principals.ts';
import { databaseNamed, findTarget } from '../effects/find-named.ts';
import { changedScope } from '../effects/statement-effect.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import type { Principal } from '../state/principal.ts';
import type { Target } from '../state/securable.ts';
import { needs, refusals, refuses } from './refusals.ts';

const SOURCE = 'ALTER AUTHORIZATION (Transact-SQL)';
const ON = ['alter-authorization'] as const;

const OWNED = [
  'alter-authorization',
  'create-role',
  'create-server-role',
  'create-schema',
  'create-object',
] as const;

type OwnerAct = ActOf<(typeof OWNED)[number]>;

/** Rules about owners, in the order in which they are asked. */
export const OWNER_RULES = [
  ...refusals(OWNED, SOURCE, {
    'owner-exists': needs((act, context) => {
      const { owner: name } = act;
      if (name === undefined || mayComeByItsGroup(act, context)) return undefined;
      const isOfServer = changedScope(act, context) === context.server;
      return { what: isOfServer ? 'server-principal' : 'principal', name };
    }),
  }),
  ...refusals(ON, SOURCE, {
    'class-takes-an-owner': refuses(({ securable: { class: found = 'OBJECT' } }, { server }) => {
      const { alterAuthorization, since } = SECURABLE_CLASSES[found];
      if (found === 'DATABASE') return undefined;
      return alterAuthorization && since <= server.version
        ? undefined
        : `the owner of a ${found} cannot be changed`;
    }),
    'owned-securable-exists': needs(({ securable: { class: found = 'OBJECT', name } }) => ({
      what: 'securable',
      class: found,
      name,
    })),
    'some-objects-keep-their-owner': refuses(
      ({ securable }, context) =>
        hasFixedOwner(targetOf(securable, context)?.securable?.fact?.type) &&
        `the owner of ${securable.name.join('.')} cannot be changed`,
    ),
    'system-schemas-keep-their-owner': refuses(15150, ({ securable }, context) => {
      const name = securable.class === 'SCHEMA' ? targetOf(securable, context)?.securable?.name : undefined;
      return (
        name !== undefined &&
        USERS_LEFT_ALONE.includes(name) &&
        `the schema ${name} cannot be given another owner`
      );
    }),
    'keys-are-not-owned-by-roles': refuses(
      (act, context) =>
        !SECURABLE_CLASSES[act.securable.class ?? 'OBJECT'].isGivenToGroups &&
        isGroup(ownerOf(act, context)) &&
        'certificates and asymmetric keys cannot be owned by roles or groups',
    ),
    'endpoints-are-owned-by-logins': refuses(
      (act, context) =>
        act.securable.class === 'ENDPOINT' &&
        ownerOf(act, context)?.type === 'R' &&
        'an endpoint is owned by a login',
    ),
    'fixed-roles-keep-their-owner': refuses(
      { error: 15150, source: `${SOURCE} (a guess)` },
      ({ securable }, context) =>
        targetOf(securable, context)?.principal?.isFixed === true &&
        `${securable.name.at(-1)} is a fixed role`,
    ),
  }),
  ...refusals(ON, 'ALTER AUTHORIZATION for databases (Transact-SQL)', {
    'some-databases-keep-their-owner': refuses(15109, ({ securable: { class: found, name } }, context) => {
      const database = found === 'DATABASE' ? databaseNamed(name, context) : undefined;
      const isKept =
        database !== undefined && (isFixedDatabase(database.name) || database.options.isDistributor);
      return isKept && `the owner of ${database.name} cannot be changed`;
    }),
    'databases-are-owned-by-people': refuses(15353, (act, context) => {
      const owner = ownerOf(act, context);
      return (
        act.securable.class === 'DATABASE' &&
        (isGroup(owner) || isOfKey(owner?.type ?? '')) &&
        'a group, a role, and a login of a certificate or key cannot own a database'
      );
    }),
    'database-owner-is-no-user-of-it': refuses(15110, (act, context) => {
      if (act.securable.class !== 'DATABASE') return undefined;
      const sid = ownerOf(act, context)?.sid;
      const database = databaseNamed(act.securable.name, context) ?? context.database;
      const user = sid === undefined ? undefined : database.principalOfSid(sid);
      return user === undefined ? undefined : `${act.owner} is the user ${user.name} in it already`;
    }),
  }),
];

/** Source: "ALTER AUTHORIZATION for databases (Transact-SQL)": a Windows user that a group's login lets in. */
function mayComeByItsGroup(act: OwnerAct, { server }: RunContext): boolean {
  const isOfDatabase = act.kind === 'alter-authorization' && act.securable.class === 'DATABASE';
  return isOfDatabase && server.directory.sidOfOwner(act.owner ?? '') !== undefined;
}

function isGroup(owner: Principal | undefined): boolean {
  return owner !== undefined && PRINCIPAL_KINDS[owner.type].isGroup;
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
