// What must come along so that the facts taken can be restored, and so that leaving facts out never widens what
// anybody may do: a principal brings its login, its roles upward, its CONNECT and its denials.
import type { Fact, PermissionFact } from '../model/fact.ts';
import { principalKey, type Relations, securableKey } from './relations.ts';

/** Adds to `taken` everything its facts need. `mayTake` says no for what was left out for good. */
export function close(
  taken: Set<Fact>,
  relations: Relations,
  withMembers: boolean,
  mayTake: (fact: Fact) => boolean,
): void {
  const waiting = [...taken];
  for (let fact = waiting.pop(); fact !== undefined; fact = waiting.pop()) {
    for (const needed of neededBy(fact, relations, withMembers)) {
      if (needed === undefined || taken.has(needed) || !mayTake(needed)) continue;
      taken.add(needed);
      waiting.push(needed);
    }
  }
}

function neededBy(fact: Fact, relations: Relations, withMembers: boolean): readonly (Fact | undefined)[] {
  const principal = (database: string | undefined, name: string | undefined) =>
    name === undefined ? undefined : relations.principals.get(principalKey(database, name));
  const securable = (database: string | undefined, type: string, name: string | undefined) =>
    name === undefined ? undefined : relations.securables.get(securableKey({ database, class: type, name }));
  switch (fact.kind) {
    case 'login':
      return [
        ...ofPrincipal(undefined, fact.name, relations, false),
        securable('master', 'CERTIFICATE', fact.certificate),
        securable('master', 'ASYMMETRIC KEY', fact.asymmetricKey),
      ];
    case 'user':
      return [
        ...ofPrincipal(fact.database, fact.name, relations, false),
        principal(undefined, fact.login),
        securable(fact.database, 'CERTIFICATE', fact.certificate),
        securable(fact.database, 'ASYMMETRIC KEY', fact.asymmetricKey),
      ];
    case 'application-role':
      return ofPrincipal(fact.database, fact.name, relations, false);
    case 'server-role':
      return [...ofPrincipal(undefined, fact.name, relations, withMembers), principal(undefined, fact.owner)];
    case 'role':
      return [
        ...ofPrincipal(fact.database, fact.name, relations, withMembers),
        principal(fact.database, fact.owner),
      ];
    case 'role-member':
      return [principal(fact.database, fact.role), principal(fact.database, fact.member)];
    case 'database':
      return [principal(undefined, fact.owner)];
    case 'schema':
      return [principal(fact.database, fact.owner)];
    case 'securable':
      return [principal(fact.database, fact.owner), securable(fact.database, 'SCHEMA', fact.schema)];
    case 'permission':
      return [
        principal(fact.database, fact.grantee),
        principal(fact.database, fact.grantor),
        relations.securables.get(securableKey(fact)),
        securable(fact.database, 'SCHEMA', fact.schema),
        ...chainOf(fact, relations),
        ...securedPrincipal(fact, relations),
      ];
    default:
      return [];
  }
}

function ofPrincipal(
  database: string | undefined,
  name: string,
  relations: Relations,
  withMembers: boolean,
): readonly Fact[] {
  const key = principalKey(database, name);
  return [
    ...(relations.memberships.get(key) ?? []),
    ...(relations.ownRows.get(key) ?? []),
    ...(withMembers ? (relations.members.get(key) ?? []) : []),
  ];
}

/** The rows that let a grantor grant: WITH GRANT OPTION on the securable, its schema, or everything. */
function chainOf(fact: PermissionFact, relations: Relations): readonly PermissionFact[] {
  const rows = relations.grantable.get(principalKey(fact.database, fact.grantor)) ?? [];
  return rows.filter(
    (row) =>
      row.class === 'DATABASE' ||
      row.class === 'SERVER' ||
      (row.class === 'SCHEMA' && row.name === fact.schema) ||
      (row.class === fact.class && row.schema === fact.schema && row.name === fact.name),
  );
}

/** The principal that a permission is on, where it is on one. */
function securedPrincipal(fact: PermissionFact, relations: Relations): readonly (Fact | undefined)[] {
  const isPrincipal =
    fact.class === 'USER' ||
    fact.class === 'ROLE' ||
    fact.class === 'APPLICATION ROLE' ||
    fact.class === 'LOGIN' ||
    fact.class === 'SERVER ROLE';
  if (!isPrincipal || fact.name === undefined) return [];
  return [relations.principals.get(principalKey(fact.database, fact.name))];
}
