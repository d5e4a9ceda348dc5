// What an environment is built from: a list of items for each kind of thing, every item one integer. Leaving an item
// out leaves a valid environment, so fast-check can shrink a plan as it shrinks any list.
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import { itemsOf } from './choices.ts';

/** Items, and how many things they may make at most (each may make none: a duplicate, say). */
export interface Items {
  readonly items: Iterable<number>;
  readonly limit: number;
}

/** What one database is built from. */
export interface DatabasePlan {
  /** Decides name, owner, containment and flags. */
  readonly item: number;
  readonly users: Items;
  readonly roles: Items;
  readonly schemas: Items;
  readonly members: Items;
  readonly objects: Items;
  /** Assemblies, types, keys and the other classes. */
  readonly securables: Items;
  readonly permissions: Items;
}

/** What one server is built from. */
export interface EnvironmentPlan {
  readonly name: string;
  readonly version: SqlVersion;
  /** Two names of three are taken from HOSTILE_NAMES. */
  readonly hostile: boolean;
  /** Databases too; of these some have names too long for a folder. */
  readonly hostileDatabases: boolean;
  readonly logins: Items;
  readonly serverRoles: Items;
  readonly serverMembers: Items;
  /** Endpoints, availability groups and credentials. */
  readonly serverSecurables: Items;
  readonly serverPermissions: Items;
  readonly databases: readonly DatabasePlan[];
  /** Proxies of SQL Server Agent. */
  readonly proxies: Items;
  /** Profiles of Database Mail. */
  readonly mailProfiles: Items;
  /** Jobs of SQL Server Agent, and packages of Integration Services. */
  readonly jobs: Items;
  /** Folders of the catalogue of Integration Services. */
  readonly ssis: Items;
  /** Policies of a report server. */
  readonly reports: Items;
}

/** How large an environment to make. Objects, securables and permissions are totals over all databases. */
export interface EnvironmentSize {
  readonly seed: number;
  readonly logins?: number;
  readonly serverRoles?: number;
  readonly databases?: number;
  /** Users of each database; some have a login, some are of other kinds. */
  readonly users?: number;
  /** Roles of each database. */
  readonly roles?: number;
  /** Schemas of each database beyond those that every one has. */
  readonly schemas?: number;
  readonly objects?: number;
  readonly securables?: number;
  /** Permission rows of databases, beyond a CONNECT row for nearly every user. */
  readonly permissions?: number;
  /** Permission rows of the server, beyond a CONNECT SQL row for nearly every login. */
  readonly serverPermissions?: number;
  readonly hostile?: boolean;
  readonly version?: SqlVersion;
  readonly name?: string;
}

/** The plan of an environment of a given size; the same seed and size give the same plan. */
export function planEnvironment(size: EnvironmentSize): EnvironmentPlan {
  const { seed, logins = 20, databases = 2, objects = 60, securables = 30, permissions = 300 } = size;
  const {
    users = Math.min(logins, 400),
    roles = 8,
    schemas = 4,
    serverRoles = 3,
    serverPermissions = logins,
  } = size;
  let streams = 0;
  const stream = (): number => {
    streams += 1;
    return seed + streams * 0x9e3779b9;
  };
  const some = (limit: number): Items => {
    const start = stream();
    return { items: { [Symbol.iterator]: () => itemsOf(start) }, limit };
  };
  const share = (total: number, index: number): number =>
    Math.floor((total * (index + 1)) / databases) - Math.floor((total * index) / databases);
  return {
    name: size.name ?? 'GENERATED',
    version: size.version ?? 2019,
    hostile: size.hostile ?? false,
    hostileDatabases: false,
    logins: some(logins),
    serverRoles: some(serverRoles),
    serverMembers: some(serverRoles * 3 + 3),
    serverSecurables: some(6),
    serverPermissions: some(serverPermissions),
    databases: Array.from({ length: databases }, (_, index) => ({
      item: itemsOf(stream()).next().value,
      users: some(users),
      roles: some(roles),
      schemas: some(schemas),
      members: some(users + roles),
      objects: some(share(objects, index)),
      securables: some(share(securables, index)),
      permissions: some(share(permissions, index)),
    })),
    proxies: some(3),
    mailProfiles: some(3),
    jobs: some(3),
    // Their tables are of users: an environment of a given size has none.
    ssis: some(0),
    reports: some(0),
  };
}

/** Runs through items until enough have made something; gives up on items that keep making nothing. */
export function forEachItem({ items, limit }: Items, make: (item: number) => boolean): void {
  let made = 0;
  let barren = 0;
  if (limit <= 0) return;
  for (const item of items) {
    if (make(item)) barren = 0;
    else if (++barren > 1000) return;
    else continue;
    if (++made >= limit) return;
  }
}
