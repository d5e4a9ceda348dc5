// The role of the report server: in its two databases, and in master and msdb, which no restore of those brings.
// Source: "Create the RSExecRole" (Microsoft).
import type { ExecutionRole } from '../../../select/readiness.ts';
import { type Found, factsOf, found, type Point, someOf } from '../point.ts';
import { bad, type Judgement, ok } from '../readiness.ts';

/** The role is in every database that it has to be in, with what it needs. */
export const executionRole: Point = {
  id: 'execution-role',
  title: 'The role of the report server is in its four databases',
  reads: ['facts'],
  judge: (environment) => {
    const role = environment.profile.readiness?.executionRole;
    if (role === undefined) return [];
    const [first] = role.databases;
    return found(environment, first ?? '').flatMap((home) =>
      role.databases
        .filter((database) =>
          found(environment, database).some((one) => one.server === home.server && one.unread === undefined),
        )
        .map((database) => inDatabase(home, role, database)),
    );
  },
};

function inDatabase({ snapshot, server }: Found, role: ExecutionRole, database: string): Judgement {
  const facts = factsOf(snapshot);
  const place = { server: server.name, database };
  if (!facts.of('role', database).some(({ name }) => name === role.name))
    return bad(
      `${database} on ${server.name} has no role ${role.name}.`,
      `CREATE ROLE ${role.name} AUTHORIZATION dbo in ${database}, with its grants; the restore script does it.`,
      place,
    );
  const held = new Set(
    facts
      .heldBy(database, role.name)
      .filter(({ state }) => state === 'G' || state === 'W')
      .map(({ permission, name }) => `${permission} ${name ?? ''}`),
  );
  const lacking = role.grants
    .filter((grant) => grant.database === database)
    .flatMap(({ permission, on }) => on.map((name) => `${permission} ${name}`))
    .filter((grant) => !held.has(grant));
  if (lacking.length > 0)
    return bad(
      `${role.name} in ${database} lacks ${someOf(lacking)}.`,
      `GRANT it to ${role.name} in ${database}: without it no subscription runs.`,
      place,
    );
  return ok(`${role.name} is in ${database}, with what it needs.`, place);
}
