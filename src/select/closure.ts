// What must come along so that the facts taken can be restored, and so that leaving facts out never widens what
// anybody may do. Whom the selection is about, and grantees, bring their roles upward; owners and grantors only have
// to exist, and bring no roles: else one user's selection pulls in everybody's.

import type { SecurableClass } from '../model/catalog/securable-class.ts';
import { defined } from '../model/defined.ts';
import type {
  AuditActionFact,
  AuditSpecificationFact,
  Fact,
  MailProfileUserFact,
  PermissionFact,
  ReportPolicyRoleFact,
} from '../model/fact.ts';
import { type FactIndex, isConnect, isPrincipal, type PrincipalFact } from '../model/fact-index.ts';
import { databaseOf, placeOfProxyUser, securableOf } from '../model/identity.ts';

/** A fact that another needs; `alone` for a principal that need only exist, and for the rows it cannot do without. */
interface Need {
  readonly fact: Fact | undefined;
  readonly alone?: true;
}

/** Adds to `taken` everything its facts need. `mayTake` says no for what was left out for good. */
export function close(
  taken: Set<Fact>,
  index: FactIndex,
  withMembers: boolean,
  mayTake: (fact: Fact) => boolean,
): void {
  const whole = new Set(taken);
  const waiting = [...taken];
  for (let fact = waiting.pop(); fact !== undefined; fact = waiting.pop()) {
    for (const need of neededBy(fact, index, whole.has(fact), withMembers)) {
      if (need.fact === undefined || !mayTake(need.fact)) continue;
      const isDone = need.alone ? taken.has(need.fact) : whole.has(need.fact);
      if (isDone) continue;
      taken.add(need.fact);
      if (!need.alone) whole.add(need.fact);
      waiting.push(need.fact);
    }
  }
}

function neededBy(fact: Fact, index: FactIndex, isWhole: boolean, withMembers: boolean): readonly Need[] {
  if (isPrincipal(fact)) return ofPrincipal(fact, index, isWhole, withMembers);
  switch (fact.kind) {
    case 'role-member':
      return [
        { fact: index.principal(fact.database, fact.role) },
        { fact: index.principal(fact.database, fact.member) },
      ];
    case 'linked-login':
      return [{ fact: index.named('linked-server', fact.server) }, ownerOf(undefined, fact.login, index)];
    case 'database':
      return [ownerOf(undefined, fact.owner, index)];
    case 'server-trigger':
      return [ownerOf(undefined, fact.executeAs, index)];
    case 'endpoint':
      return [ownerOf(undefined, fact.owner, index), ...keysOf(fact, 'master', index)];
    case 'schema':
      return [ownerOf(fact.database, fact.owner, index)];
    case 'definition':
      return [schemaOf(fact, index)];
    case 'securable':
      return [ownerOf(fact.database, fact.owner, index), schemaOf(fact, index)];
    case 'agent-proxy':
      return [
        { fact: fact.credential === undefined ? undefined : index.named('credential', fact.credential) },
      ];
    case 'agent-proxy-subsystem':
      return proxyNamed(fact, index);
    case 'agent-proxy-user':
      return [...proxyNamed(fact, index), ownerOf(placeOfProxyUser(fact), fact.user, index)];
    case 'agent-job':
      return [ownerOf(undefined, fact.owner, index), categoryOf(fact, index)];
    case 'agent-operator':
      return [categoryOf(fact, index)];
    case 'agent-job-step':
      return [
        { fact: index.named('agent-job', fact.job, fact.database) },
        {
          fact: fact.proxy === undefined ? undefined : index.named('agent-proxy', fact.proxy, fact.database),
        },
      ];
    case 'ssis-package':
      return [
        ownerOf(undefined, fact.owner, index),
        ownerOf(fact.database, fact.readerRole, index),
        ownerOf(fact.database, fact.writerRole, index),
      ];
    case 'report-policy-role':
      return [
        { fact: reportPolicy(fact, index) },
        { fact: index.named('report-role', fact.role, fact.database) },
      ];
    case 'service-manager-role-member':
      return [{ fact: index.named('service-manager-role', fact.role, fact.database) }];
    case 'ssis-permission':
      return [ownerOf(fact.database, fact.grantee, index)];
    case 'mail-profile-user':
      return [ownerOf(fact.database, fact.user, index), ...needs(defaultMail(fact, index))];
    case 'audit-specification':
      return [
        { fact: fact.audit === undefined ? undefined : index.named('server-audit', fact.audit) },
        ...needs(groupsOf(fact, index)),
      ];
    case 'audit-action':
      return ofAction(fact, index);
    case 'permission':
      return ofPermission(fact, index, isWhole);
    default:
      return [];
  }
}

function ofPrincipal(
  fact: PrincipalFact,
  index: FactIndex,
  isWhole: boolean,
  withMembers: boolean,
): readonly Need[] {
  const database = databaseOf(fact);
  const isRole = fact.kind === 'role' || fact.kind === 'server-role';
  return [
    ...alone(ownRows(index.heldBy(database, fact.name))),
    ...(isWhole ? needs(index.membershipsOf(database, fact.name)) : []),
    ...(isWhole && withMembers ? needs(index.membersOf(database, fact.name)) : []),
    ...(isRole ? [ownerOf(database, fact.owner, index)] : []),
    ...(fact.kind === 'user' ? [loginOf(fact.login, index, isWhole)] : []),
    ...(fact.kind === 'user' || fact.kind === 'login' ? keysOf(fact, database ?? 'master', index) : []),
  ];
}

/** Rows that a principal cannot come without: its CONNECT, and what it is denied. */
function ownRows(rows: readonly PermissionFact[]): readonly PermissionFact[] {
  return rows.filter((row) => row.state === 'D' || isConnect(row));
}

function ofPermission(fact: PermissionFact, index: FactIndex, isWhole: boolean): readonly Need[] {
  const grantee = index.principal(fact.database, fact.grantee);
  const on = index.securable(securableOf(fact));
  return [
    isWhole ? { fact: grantee } : { fact: grantee, alone: true },
    ownerOf(fact.database, fact.grantor, index),
    on !== undefined && isPrincipal(on) ? { fact: on, alone: true } : { fact: on },
    schemaOf(fact, index),
    ...alone(chainOf(fact, index)),
  ];
}

function needs(facts: readonly Fact[]): readonly Need[] {
  return facts.map((fact) => ({ fact }));
}

/** Rows that come for one principal's sake, and do not make more of it. */
function alone(facts: readonly Fact[]): readonly Need[] {
  return facts.map((fact) => ({ fact, alone: true }));
}

/** A principal that need only exist: an owner, a grantor, who may use a proxy or a profile of mail. */
function ownerOf(database: string | undefined, name: string | undefined, index: FactIndex): Need {
  return {
    fact: name === undefined ? undefined : index.principal(database, name),
    alone: true,
  };
}

function loginOf(name: string | undefined, index: FactIndex, isWhole: boolean): Need {
  const fact = name === undefined ? undefined : index.principal(undefined, name);
  return isWhole ? { fact } : { fact, alone: true };
}

function keysOf(
  fact: { readonly certificate?: string; readonly asymmetricKey?: string },
  database: string,
  index: FactIndex,
): readonly Need[] {
  const key = (type: SecurableClass, name: string | undefined): Need => ({
    fact: name === undefined ? undefined : index.securable({ database, class: type, name }),
  });
  return [key('CERTIFICATE', fact.certificate), key('ASYMMETRIC KEY', fact.asymmetricKey)];
}

function schemaOf(fact: { readonly database?: string; readonly schema?: string }, index: FactIndex): Need {
  const { database, schema: name } = fact;
  if (database === undefined || name === undefined) return { fact: undefined };
  return { fact: index.securable({ database, class: 'SCHEMA', name }) };
}

/** The rows that let a grantor grant: WITH GRANT OPTION or CONTROL, on the securable, its schema, or everything. */
function chainOf(fact: PermissionFact, index: FactIndex): readonly PermissionFact[] {
  const rows = index.mayGrant(fact.database, fact.grantor);
  return rows.filter(
    (row) =>
      row.class === 'DATABASE' ||
      row.class === 'SERVER' ||
      (row.class === 'SCHEMA' && row.name === fact.schema) ||
      (row.class === fact.class && row.schema === fact.schema && row.name === fact.name),
  );
}

/** A proxy is of no use without what it may be used for. */
function proxyNamed(
  { database, proxy }: { readonly database: string; readonly proxy: string },
  index: FactIndex,
): readonly Need[] {
  const subsystems = index.of('agent-proxy-subsystem', database).filter((fact) => fact.proxy === proxy);
  return [{ fact: index.named('agent-proxy', proxy, database) }, ...needs(subsystems)];
}

/** A group is part of what its specification is; an action of a principal is asked for by itself. */
function groupsOf({ database, name }: AuditSpecificationFact, index: FactIndex): readonly Fact[] {
  const actions = index.of('audit-action', database);
  return actions.filter(({ specification, principal }) => specification === name && principal === undefined);
}

function ofAction(fact: AuditActionFact, index: FactIndex): readonly Need[] {
  const { database, specification, class: on, schema, name, principal } = fact;
  const object = on === undefined || name === undefined ? undefined : { database, class: on, schema, name };
  return [
    { fact: index.named('audit-specification', specification, database) },
    ownerOf(database, principal, index),
    { fact: object && index.securable(defined(object)) },
    schemaOf(fact, index),
  ];
}

/** Nobody is given a profile of Database Mail before he has a default one. */
function defaultMail({ database, user }: MailProfileUserFact, index: FactIndex): readonly Fact[] {
  return index.of('mail-profile-user', database).filter((fact) => fact.user === user && fact.isDefault);
}

/** The category of users that a job or an operator is in. */
function categoryOf(
  { database, category }: { readonly database: string; readonly category?: string },
  index: FactIndex,
): Need {
  return { fact: category === undefined ? undefined : index.named('agent-category', category, database) };
}

/** The policy by which somebody has a role. */
function reportPolicy({ database, path }: ReportPolicyRoleFact, index: FactIndex): Fact | undefined {
  return index.of('report-policy', database).find((fact) => fact.path === path);
}
