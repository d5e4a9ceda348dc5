// Which permissions cover which, from the permission catalogue: SELECT on a database is covered by CONTROL there and
// by CONTROL SERVER above.
import { SQL_VERSIONS } from '../../../../src/model/catalog/version.ts';
import type { PermissionDefinition } from '../catalog/catalog.ts';
import { catalogPermissions } from '../catalog/catalog.ts';

const byName = new Map<string, PermissionDefinition>();

/** A permission of a class by name; undefined when the class has none of that name. */
export function permissionNamed(classDesc: string, name: string): PermissionDefinition | undefined {
  if (byName.size === 0)
    for (const one of catalogPermissions()) byName.set(`${one.classDesc}/${one.name}`, one);
  return byName.get(`${classDesc}/${name}`);
}

/** The permission and those of its class that cover it, the nearest first; years gate what a version lacks. */
export function coveringChain(
  classDesc: string,
  name: string,
  version: number,
): readonly PermissionDefinition[] {
  const chain: PermissionDefinition[] = [];
  let next = permissionNamed(classDesc, name);
  while (next !== undefined) {
    if (next.since !== undefined && next.since <= version) chain.push(next);
    next = permissionNamed(classDesc, next.covering);
  }
  return chain;
}

/** Whether a version knows a permission of a class. */
export function isKnown(classDesc: string, name: string, version: number): boolean {
  const since = permissionNamed(classDesc, name)?.since;
  return since !== undefined && since <= version;
}

/** Whether a version takes a permission of a class in a GRANT: the newest also takes those of no known release (a guess). */
export function isGrantable(classDesc: string, name: string, version: number): boolean {
  const found = permissionNamed(classDesc, name);
  const isUnsure = found !== undefined && found.since === undefined;
  return isKnown(classDesc, name, version) || (isUnsure && version === SQL_VERSIONS.at(-1));
}
