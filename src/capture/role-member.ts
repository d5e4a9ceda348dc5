// One row of the views of role members as a fact, on the server and in databases alike.
import { defined } from '../model/defined.ts';
import { SEE_MORE } from './principal.ts';
import type { ReadScope } from './scope.ts';

/** Adds the fact of a member; reports one whose role or member is not visible. */
export function readMember(
  scope: ReadScope & { readonly database?: string },
  view: string,
  roleId: number,
  memberId: number,
): void {
  const role = scope.principals.get(roleId);
  const member = scope.principals.get(memberId);
  if (role === undefined || member === undefined) {
    scope.ledger.omit('unresolved-id', `${view} names a role or member which is not visible.`, SEE_MORE, 1);
    return;
  }
  const { database } = scope;
  scope.facts.push({
    kind: 'role-member',
    ...defined({ database }),
    role: role.name,
    member: member.name,
  });
}
