// Role membership, walked upward: everything a principal is, through roles in roles.
import type { Row } from '../sql/value.ts';

/** The ids and every role that they are members of, directly or through other roles. */
export function roleClosure(
  ids: Iterable<number>,
  members: readonly Row[],
  roleColumn: number,
  memberColumn: number,
): Set<number> {
  const rolesOf = new Map<number, number[]>();
  for (const row of members) {
    const member = Number(row[memberColumn]);
    const roles = rolesOf.get(member) ?? [];
    roles.push(Number(row[roleColumn]));
    rolesOf.set(member, roles);
  }
  const found = new Set(ids);
  const queue = [...found];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const role of rolesOf.get(id) ?? []) {
      if (found.has(role)) continue;
      found.add(role);
      queue.push(role);
    }
  }
  return found;
}
