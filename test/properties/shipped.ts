// What an untouched server has of rights, asked of the test server in SQL: which rows of a snapshot need no statement, and
// which of them a snapshot has lost. Nothing of the product's own lists is asked.
import type { Fact, PermissionFact, RoleMemberFact } from '../../src/model/fact.ts';
import { logIn, rows } from '../server/engine/ask.ts';
import { engineFromTables } from '../server/engine/engine-from-tables.ts';
import { type Effect, effect } from './effects.ts';

const PERMISSIONS = `SELECT p.class_desc, SCHEMA_NAME(o.schema_id), COALESCE(o.name, u.name), p.permission_name, g.name
FROM sys.database_permissions AS p
JOIN sys.database_principals AS g ON g.principal_id = p.grantee_principal_id
LEFT JOIN sys.all_objects AS o ON p.class = 1 AND o.object_id = p.major_id
LEFT JOIN sys.database_principals AS u ON p.class = 4 AND u.principal_id = p.major_id`;
const MEMBERS = `SELECT r.name, m.name FROM sys.database_role_members AS l
JOIN sys.database_principals AS r ON r.principal_id = l.role_principal_id
JOIN sys.database_principals AS m ON m.principal_id = l.member_principal_id`;
const OF_SERVER = `SELECT p.permission_name, g.name FROM sys.server_permissions AS p
JOIN sys.server_principals AS g ON g.principal_id = p.grantee_principal_id WHERE p.class = 100 AND g.name LIKE '##MS%'`;

const CLASSES: Readonly<Record<string, string>> = { OBJECT_OR_COLUMN: 'OBJECT', DATABASE_PRINCIPAL: 'USER' };
const engine = engineFromTables({ version: 2025, databases: { D: {} } });
const known = new Map<string, ReadonlySet<Effect>>();

/** The shipped rows of a database, as effects. */
function shippedOf(database: string): ReadonlySet<Effect> {
  const place = database === 'master' || database === 'msdb' ? database : 'D';
  let found = known.get(place);
  if (found === undefined) {
    const session = logIn(engine, { database: place });
    found = new Set([
      ...rows(session, PERMISSIONS).map(([of, schema, name, permission, grantee]) =>
        effect(
          'permission',
          CLASSES[String(of)] ?? String(of),
          text(schema),
          text(name),
          text(permission),
          text(grantee),
        ),
      ),
      ...rows(session, MEMBERS).map(([role, member]) => effect('member', text(role), text(member))),
    ]);
    known.set(place, found);
  }
  return found;
}

const text = (value: unknown): string | undefined =>
  value === null || value === undefined ? undefined : String(value);

function shippedOfServer(): ReadonlySet<Effect> {
  ofServer ??= new Set(
    rows(logIn(engine), OF_SERVER).map(([permission, grantee]) => effect(text(permission), text(grantee))),
  );
  return ofServer;
}

let ofServer: ReadonlySet<Effect> | undefined;

const keyOf = (fact: PermissionFact | RoleMemberFact): Effect =>
  fact.kind === 'role-member'
    ? effect('member', fact.role, fact.member)
    : effect('permission', fact.class, fact.schema, fact.name, fact.permission, fact.grantee);

/** Whether an untouched server has a row of a snapshot, so that it needs no statement. `guest` may have lost its own. */
export function isShipped(fact: Fact): boolean {
  if (fact.kind === 'role-member')
    return fact.database !== undefined && shippedOf(fact.database).has(keyOf(fact));
  if (fact.kind !== 'permission' || fact.state !== 'G' || fact.column !== undefined) return false;
  if (fact.database === undefined) return shippedOfServer().has(effect(fact.permission, fact.grantee));
  return fact.grantor === 'dbo' && fact.grantee !== 'guest' && shippedOf(fact.database).has(keyOf(fact));
}

/** Whether an effect takes a row of master or msdb away that an untouched server has and these facts lack. */
export function isLostShipped(one: Effect, facts: readonly Fact[]): boolean {
  const [kind, database, on, schema, name, column, permission, grantee, state] = JSON.parse(one) as readonly (
    | string
    | null
  )[];
  const isOfSystem = database === 'master' || database === 'msdb';
  if (kind !== 'permission' || state !== 'R' || column !== null || !isOfSystem) return false;
  const key = effect('permission', on, schema, name, permission, grantee);
  const isThere = facts.some(
    (fact) =>
      fact.kind === 'permission' &&
      fact.database === database &&
      fact.column === undefined &&
      'GW'.includes(fact.state) &&
      keyOf(fact) === key,
  );
  return shippedOf(database).has(key) && !isThere;
}
