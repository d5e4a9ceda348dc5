// DROP, rename and change of owner: what a statement does to facts that others wrote.
import type { Fact } from '../model/fact.ts';
import type { AlterAuthorization, Drop } from '../parse/tree/statement.ts';
import type { FactStore } from './fact-store.ts';
import type { FoldContext, Securable } from './fold-permission.ts';

const SCOPED: Readonly<Record<Drop['dropped'], Fact['kind'] | undefined>> = {
  login: 'login',
  'server-role': 'server-role',
  user: 'user',
  role: 'role',
  'application-role': 'application-role',
  schema: 'schema',
  credential: 'credential',
  'database-scoped-credential': undefined,
};

/** DROP: the thing, what was granted to it and on it, and its memberships. */
export function foldDrop({ dropped, name }: Drop, { store, database }: FoldContext): void {
  const isServer = dropped === 'login' || dropped === 'server-role' || dropped === 'credential';
  const scope = isServer ? {} : { database };
  const kind = SCOPED[dropped];
  const fact =
    kind === undefined
      ? store.get({ kind: 'securable', ...scope, class: 'DATABASE SCOPED CREDENTIAL', name })
      : store.get({ kind, ...scope, name });
  if (fact !== undefined) store.remove(fact);
  const securableClass = dropped.replaceAll('-', ' ').toUpperCase() as Securable['class'];
  for (const permission of store.on({ ...scope, class: securableClass, name })) store.remove(permission);
  if (dropped === 'schema' || dropped.endsWith('credential')) return;
  for (const other of store.naming(isServer ? undefined : database, name)) {
    if (other.kind === 'permission' || other.kind === 'role-member') store.remove(other);
  }
}

/** A principal's new name, in every fact that names it. */
export function foldRename(
  store: FactStore,
  database: string | undefined,
  kind: Fact['kind'],
  from: string,
  to: string,
): void {
  const scope = database === undefined ? {} : { database };
  const self = store.get({ kind, ...scope, name: from });
  if (self === undefined) return;
  store.remove(self);
  store.put({ ...self, name: to } as Fact);
  for (const fact of store.naming(database, from)) {
    store.remove(fact);
    store.put(renamed(fact, from, to, database));
  }
  const on = { ...scope, class: kind.replaceAll('-', ' ').toUpperCase() as Securable['class'], name: from };
  for (const permission of store.on(on)) {
    store.remove(permission);
    store.put({ ...permission, name: to });
  }
}

function renamed(fact: Fact, from: string, to: string, database: string | undefined): Fact {
  const change = (name: string): string => (name === from ? to : name);
  switch (fact.kind) {
    case 'permission':
      return { ...fact, grantee: change(fact.grantee), grantor: change(fact.grantor) };
    case 'role-member':
      return { ...fact, role: change(fact.role), member: change(fact.member) };
    case 'role':
    case 'schema':
    case 'server-role':
      return { ...fact, owner: change(fact.owner) };
    case 'securable':
    case 'database':
      return fact.owner === undefined ? fact : { ...fact, owner: change(fact.owner) };
    case 'user':
      return fact.login === undefined || database !== undefined
        ? fact
        : { ...fact, login: change(fact.login) };
    default:
      return fact;
  }
}

/** ALTER AUTHORIZATION: the owner; on anything but a database it also deletes the permissions ("ALTER AUTHORIZATION"). */
export function foldOwner(statement: AlterAuthorization, on: Securable, { store }: FoldContext): void {
  const { database, name } = on;
  const owner = statement.owner;
  if (on.class !== 'DATABASE') for (const permission of store.on(on)) store.remove(permission);
  const kind = OWNED[on.class];
  const fact =
    kind === undefined
      ? undefined
      : store.get({ kind, ...(database === undefined ? {} : { database }), name });
  if (fact !== undefined && owner !== undefined) store.put({ ...fact, owner } as Fact);
  else if (on.class === 'SCHEMA' || on.class === 'ROLE') {
    const made = { database: database ?? '', name: name ?? '', owner: owner ?? 'dbo' };
    store.put({ kind: on.class === 'SCHEMA' ? 'schema' : 'role', ...made });
  } else if (on.class === 'SERVER ROLE')
    store.put({ kind: 'server-role', name: name ?? '', owner: owner ?? 'sa' });
  else store.put({ kind: 'securable', ...on, name: name ?? '', ...(owner === undefined ? {} : { owner }) });
}

const OWNED: Readonly<Record<string, Fact['kind'] | undefined>> = {
  SCHEMA: 'schema',
  ROLE: 'role',
  'SERVER ROLE': 'server-role',
};
