// What must come along so that the facts taken can be restored, and so that leaving facts out never widens what
// anybody may do. Whom the selection is about, and grantees, bring their roles upward; owners and grantors only have
// to exist, and bring no roles: else one user's selection pulls in everybody's.
import type { Fact, PermissionFact } from '../model/fact.ts';
import type { SecurableClass } from '../model/securable-class.ts';
import { isPrincipal, type PrincipalFact, principalKey, type Relations, securableKey } from './relations.ts';

/** A fact that another needs; `alone` for a principal that need only exist, and for the rows it cannot do without. */
interface Need {
  readonly fact: Fact | undefined;
  readonly alone?: true;
}

/** Adds to `taken` everything its facts need. `mayTake` says no for what was left out for good. */
export function close(
  taken: Set<Fact>,
  relations: Relations,
  withMembers: boolean,
  mayTake: (fact: Fact) => boolean,
): void {
  const whole = new Set(taken);
  const waiting = [...taken];
  for (let fact = waiting.pop(); fact !== undefined; fact = waiting.pop()) {
    for (const need of neededBy(fact, relations, whole.has(fact), withMembers)) {
      if (need.fact === undefined || !mayTake(need.fact)) continue;
      const isDone = need.alone ? taken.has(need.fact) : whole.has(need.fact);
      if (isDone) continue;
      taken.add(need.fact);
      if (!need.alone) whole.add(need.fact);
      waiting.push(need.fact);
    }
  }
}

function neededBy(fact: Fact, relations: Relations, isWhole: boolean, withMembers: boolean): readonly Need[] {
  if (isPrincipal(fact)) return ofPrincipal(fact, relations, isWhole, withMembers);
  switch (fact.kind) {
    case 'role-member':
      return [
        { fact: relations.principals.get(principalKey(fact.database, fact.role)) },
        { fact: relations.principals.get(principalKey(fact.database, fact.member)) },
      ];
    case 'database':
      return [ownerOf(undefined, fact.owner, relations)];
    case 'schema':
      return [ownerOf(fact.database, fact.owner, relations)];
    case 'securable':
      return [ownerOf(fact.database, fact.owner, relations), schemaOf(fact, relations)];
    case 'permission':
      return ofPermission(fact, relations, isWhole);
    default:
      return [];
  }
}

function ofPrincipal(
  fact: PrincipalFact,
  relations: Relations,
  isWhole: boolean,
  withMembers: boolean,
): readonly Need[] {
  const database = 'database' in fact ? fact.database : undefined;
  const key = principalKey(database, fact.name);
  const isRole = fact.kind === 'role' || fact.kind === 'server-role';
  return [
    ...alone(relations.ownRows.get(key)),
    ...(isWhole ? needs(relations.memberships.get(key)) : []),
    ...(isWhole && withMembers ? needs(relations.members.get(key)) : []),
    ...(isRole ? [ownerOf(database, fact.owner, relations)] : []),
    ...(fact.kind === 'user' ? [loginOf(fact.login, relations, isWhole)] : []),
    ...(fact.kind === 'user' || fact.kind === 'login' ? keysOf(fact, database ?? 'master', relations) : []),
  ];
}

function ofPermission(fact: PermissionFact, relations: Relations, isWhole: boolean): readonly Need[] {
  const grantee = relations.principals.get(principalKey(fact.database, fact.grantee));
  return [
    isWhole ? { fact: grantee } : { fact: grantee, alone: true },
    ownerOf(fact.database, fact.grantor, relations),
    { fact: relations.securables.get(securableKey(fact)) },
    schemaOf(fact, relations),
    ...alone(chainOf(fact, relations)),
    ...(PRINCIPAL_CLASSES.has(fact.class) ? [ownerOf(fact.database, fact.name, relations)] : []),
  ];
}

const PRINCIPAL_CLASSES: ReadonlySet<SecurableClass> = new Set<SecurableClass>([
  'APPLICATION ROLE',
  'LOGIN',
  'ROLE',
  'SERVER ROLE',
  'USER',
]);

function needs(facts: readonly Fact[] | undefined): readonly Need[] {
  return (facts ?? []).map((fact) => ({ fact }));
}

/** Rows that come for one principal's sake, and do not make more of it. */
function alone(facts: readonly Fact[] | undefined): readonly Need[] {
  return (facts ?? []).map((fact) => ({ fact, alone: true }));
}

/** A principal that need only exist: an owner, a grantor, one that a permission is on. */
function ownerOf(database: string | undefined, name: string | undefined, relations: Relations): Need {
  return {
    fact: name === undefined ? undefined : relations.principals.get(principalKey(database, name)),
    alone: true,
  };
}

function loginOf(name: string | undefined, relations: Relations, isWhole: boolean): Need {
  const fact = name === undefined ? undefined : relations.principals.get(principalKey(undefined, name));
  return isWhole ? { fact } : { fact, alone: true };
}

function keysOf(
  fact: { readonly certificate?: string; readonly asymmetricKey?: string },
  database: string,
  relations: Relations,
): readonly Need[] {
  const key = (type: SecurableClass, name: string | undefined): Need => ({
    fact:
      name === undefined
        ? undefined
        : relations.securables.get(securableKey({ database, class: type, name })),
  });
  return [key('CERTIFICATE', fact.certificate), key('ASYMMETRIC KEY', fact.asymmetricKey)];
}

function schemaOf(
  fact: { readonly database?: string; readonly schema?: string },
  relations: Relations,
): Need {
  const { database, schema: name } = fact;
  if (name === undefined) return { fact: undefined };
  return { fact: relations.securables.get(securableKey({ database, class: 'SCHEMA', name })) };
}

/** The rows that let a grantor grant: WITH GRANT OPTION or CONTROL, on the securable, its schema, or everything. */
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
