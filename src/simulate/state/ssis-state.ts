// What a database's catalogue of Integration Services has: its folders, projects and environments, and who may do what on
// them. Whoever has a permission is referred to by the object, so that a rename changes no row.

import { defined } from '../../model/defined.ts';
import type { FactOf } from '../../model/fact.ts';
import type { SsisObjectType, SsisPermission } from '../../model/facts/ssis-permission.ts';
import { keyOfParts } from '../../model/identity.ts';
import type { Fold } from '../../model/name-fold.ts';
import type { Principal } from './principal.ts';
import type { Scope } from './scope.ts';
import { LoggedMap, type UndoLog } from './undo-log.ts';

/** Where a permission is. */
export interface SsisPlace {
  readonly objectType: SsisObjectType;
  readonly folder: string;
  readonly name?: string;
}

/** A folder, a project or an environment. */
export interface SsisObjectState extends SsisPlace {
  readonly id: number;
}

/** A permission that somebody has or is denied. */
export interface SsisPermissionState {
  readonly object: SsisObjectState;
  readonly permission: SsisPermission;
  readonly grantee: Principal;
  readonly isDenied: boolean;
}

/** The rows of the catalogue. */
export class SsisState {
  readonly objects: LoggedMap<string, SsisObjectState>;
  readonly permissions: LoggedMap<string, SsisPermissionState>;
  readonly #fold: Fold;

  constructor(fold: Fold, log: UndoLog) {
    this.#fold = fold;
    this.objects = new LoggedMap(log);
    this.permissions = new LoggedMap(log);
  }

  /** The folder, project or environment of that name. */
  object(place: SsisPlace): SsisObjectState | undefined {
    return this.objects.get(this.#key(place));
  }

  /** Has it be there, and the folder that it is in. */
  add(place: SsisPlace): SsisObjectState {
    const found = this.object(place);
    if (found !== undefined) return found;
    const { objectType, folder, name } = place;
    const parent = name === undefined ? undefined : this.add({ objectType: 'folder', folder });
    const object = {
      id: this.objects.size + 1,
      objectType,
      folder: parent?.folder ?? folder,
      ...defined({ name }),
    };
    this.objects.set(this.#key(place), object);
    return object;
  }

  /** One row for each permission of each: what is denied is not given. */
  put(row: SsisPermissionState): void {
    this.permissions.set(permissionKey(row), row);
  }

  delete(row: Omit<SsisPermissionState, 'isDenied'>): void {
    this.permissions.delete(permissionKey(row));
  }

  #key({ objectType, folder, name }: SsisPlace): string {
    return keyOfParts(objectType, this.#fold(folder), name === undefined ? undefined : this.#fold(name));
  }
}

function permissionKey({ object, permission, grantee }: Omit<SsisPermissionState, 'isDenied'>): string {
  return keyOfParts(object.id, permission, grantee.id);
}

type SsisFact = FactOf<'ssis-permission'>;

/** What permissions are on; gives how much there is. */
export function addSsisObjects(ssis: SsisState, facts: readonly SsisFact[]): number {
  for (const fact of facts) ssis.add(fact);
  return ssis.objects.size;
}

/** The permissions of those who are there. */
export function addSsisPermissions(ssis: SsisState, scope: Scope, facts: readonly SsisFact[]): void {
  for (const fact of facts) {
    const { permission, isDenied } = fact;
    const grantee = scope.principal(fact.grantee);
    if (grantee !== undefined) ssis.put({ object: ssis.add(fact), permission, grantee, isDenied });
  }
}

/** The rows of those who are there, as facts. */
export function* ssisFacts(database: string, ssis: SsisState, scope: Scope): Iterable<SsisFact> {
  for (const { object, permission, grantee, isDenied } of ssis.permissions.values()) {
    if (scope.principal(grantee.name) !== grantee) continue;
    const { id: _, ...place } = object;
    yield { kind: 'ssis-permission', database, ...place, permission, grantee: grantee.name, isDenied };
  }
}
