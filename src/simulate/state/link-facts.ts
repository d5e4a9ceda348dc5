// Between the rows that refer to others and the facts that tell of them by their names.
import { subsystemName, subsystemNumber } from '../../model/catalog/agent-subsystem.ts';
import { PRINCIPAL_KINDS } from '../../model/catalog/principal-kind.ts';
import { defined } from '../../model/defined.ts';
import type { FactOf } from '../../model/fact.ts';
import type { FactIndex } from '../../model/fact-index.ts';
import type { DatabaseState } from './database-state.ts';
import type { LinkKind, LinkRows, Links } from './links.ts';
import type { Principal } from './principal.ts';
import type { Scope } from './scope.ts';
import type { ServerState } from './server-state.ts';

/** Where names are looked up: on the server, and in a database where one has the rows. */
interface Place {
  readonly server: ServerState;
  readonly database?: DatabaseState | undefined;
}

type Told<K extends LinkKind> = Omit<FactOf<K>, 'kind' | 'database'>;

interface Link<K extends LinkKind> {
  /** The row that names mean; undefined where something that they name is not there. */
  readonly row: (told: Told<K>, place: Place) => LinkRows[K] | undefined;
  /** What a fact tells of a row; undefined where none does. */
  readonly told: (row: LinkRows[K], place: Place) => Told<K> | undefined;
}

const isIn = (scope: Scope | undefined, principal: Principal): boolean =>
  scope?.principal(principal.name) === principal;

const LINKS: { readonly [K in LinkKind]: Link<K> } = {
  'linked-login': {
    row: ({ server: name, login: who, usesSelf, remoteName }, { server }) => {
      const [found, login] = [server.things['linked-server'].get(name), server.principal(who ?? '')];
      if (found === undefined || (who !== undefined && login === undefined)) return undefined;
      return { server: found, login, usesSelf, remoteName };
    },
    told: ({ server, login, usesSelf, remoteName }) => ({
      server: server.name,
      usesSelf,
      ...defined({ login: login?.name, remoteName }),
    }),
  },
  'agent-proxy-subsystem': {
    row: ({ proxy: name, subsystem: of }, { server }) => {
      const [proxy, subsystem] = [server.things['agent-proxy'].get(name), subsystemNumber(of)];
      return proxy && (subsystem === undefined ? undefined : { proxy, subsystem });
    },
    told: ({ proxy, subsystem: number }) => {
      const subsystem = subsystemName(number);
      return subsystem === undefined ? undefined : { proxy: proxy.name, subsystem };
    },
  },
  'agent-proxy-user': {
    row: ({ proxy: name, userKind, user }, { server, database }) => {
      const proxy = server.things['agent-proxy'].get(name);
      const principal = (userKind === 'role' ? database : server)?.principal(user);
      return proxy && principal && { proxy, userKind, principal };
    },
    told: ({ proxy, userKind, principal }, { server, database }) => {
      // Windows knows an account that has no login; nobody else's SID tells a name.
      const isAccount = PRINCIPAL_KINDS[principal.type].source === 'windows';
      if (!isAccount && !isIn(userKind === 'role' ? database : server, principal)) return undefined;
      return { proxy: proxy.name, userKind, user: principal.name };
    },
  },
  'mail-profile-user': {
    row: ({ profile: name, user, isDefault }, { server, database }) => {
      const [profile, principal] = [server.mailProfiles.get(name), database?.principal(user)];
      return profile && principal && { profile, principal, isDefault };
    },
    told: ({ profile, principal, isDefault }, { database }) =>
      isIn(database, principal) ? { profile: profile.name, user: principal.name, isDefault } : undefined,
  },
  'audit-action': {
    row: (told, { server, database: scope = server }) => {
      const { action, class: found, schema, name = '', principal: who = '' } = told;
      const specification = scope.specifications.get(told.specification);
      if (found === undefined) return specification && { specification, action };
      const [target, principal] = [scope.target(found, schema, name), scope.principal(who)];
      return specification && target && principal && { specification, action, target, principal };
    },
    // Without what is audited of things and principals that are gone.
    told: ({ specification, action, target, principal }, { server, database: scope = server }) => {
      const { securable } = target ?? {};
      const { class: found = 'OBJECT', schema, name = '' } = securable ?? {};
      if (securable !== undefined && scope.securable(found, schema, name) !== securable) return undefined;
      if (principal !== undefined && !isIn(scope, principal)) return undefined;
      const on = { class: target?.class, schema, name: securable?.name, principal: principal?.name };
      return { specification: specification.name, action, ...defined(on) };
    },
  },
  'ssis-permission': {
    row: (told, { database }) => {
      const { permission, isDenied } = told;
      const [object, grantee] = [database?.ssis.get(told), database?.principal(told.grantee)];
      return object && grantee && { object, permission, grantee, isDenied };
    },
    told: ({ object: { id: _, ...place }, permission, grantee, isDenied }, { database }) =>
      isIn(database, grantee) ? { ...place, permission, grantee: grantee.name, isDenied } : undefined,
  },
};

/** The rows of a kind, on the server or in the database at hand. */
export function linksOf<K extends LinkKind>(kind: K, { server, database }: Place): Links<K> | undefined {
  const all: { readonly [L in LinkKind]: Links<L> | undefined } = {
    ...server.links,
    'audit-action': (database ?? server).audited,
    'ssis-permission': database?.ssisPermissions,
  };
  return all[kind];
}

/** The row that names mean, whether or not it is there; undefined where something that they name is not. */
export function linkOf<K extends LinkKind>(kind: K, told: Told<K>, place: Place): LinkRows[K] | undefined {
  return LINKS[kind].row(told, place);
}

/** Adds the rows that facts of a database, or of the server, tell of, where what they name is there. */
export function addLinks(kinds: readonly LinkKind[], facts: FactIndex, place: Place): void {
  for (const kind of kinds)
    for (const fact of facts.of(kind, place.database?.name)) putLink(kind, fact, place);
}

/** Puts the row that names mean in the place of one of its key. */
export function putLink<K extends LinkKind>(kind: K, told: Told<K>, place: Place): void {
  linksOf(kind, place)?.put(linkOf(kind, told, place));
}

/** Takes away the row that names mean. */
export function deleteLink<K extends LinkKind>(kind: K, told: Told<K>, place: Place): void {
  linksOf(kind, place)?.delete(linkOf(kind, told, place));
}

/** The rows of some kinds as facts. */
export function* linkFacts(kinds: readonly LinkKind[], place: Place): Iterable<object> {
  for (const kind of kinds) {
    const { told } = LINKS[kind] as Link<LinkKind>;
    for (const row of linksOf(kind, place)?.values() ?? []) {
      const said = told(row, place);
      if (said !== undefined) yield { kind, database: place.database?.name, ...said };
    }
  }
}

/** The rows that are in tables of msdb. */
export const MSDB_LINKS = ['agent-proxy-subsystem', 'agent-proxy-user', 'mail-profile-user'] as const;
