// In an open world whoever and whatever a GRANT, DENY or REVOKE speaks of is there before it runs.
import type { PermissionStatement } from '../../parse/tree/statement.ts';
import { type Place, scopeOfClass } from '../effects/find-named.ts';
import { classOf } from '../effects/permission-name.ts';
import { mentionPrincipal, mentionThing } from './mentioned.ts';

/** Has everything that a permission statement speaks of be there. */
export function mentionPermission(statement: PermissionStatement, place: Place): void {
  const { securable, permissions, grantees, grantor } = statement;
  const isOfServer = permissions.some(
    ({ permission }) => scopeOfClass(classOf(securable, permission), place) === place.server,
  );
  const word = isOfServer ? 'server-principal' : 'principal';
  // What is in another database is not given from this one.
  if (securable !== undefined && securable.name.length < 3)
    mentionThing(securable.class ?? 'OBJECT', securable.name, place);
  for (const grantee of grantees) {
    if (grantee.kind === 'principal') mentionPrincipal(word, grantee.name, place);
  }
  if (grantor !== undefined) mentionPrincipal(word, grantor, place);
}
