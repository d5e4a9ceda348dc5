// fast-check's way to environments: lists of items, so that a failing property shrinks to few things, each plain.
import fc from 'fast-check';
import { SQL_VERSIONS, type SqlVersion } from '../../src/model/catalog/version.ts';
import { buildEnvironment } from './build-environment.ts';
import type { Environment } from './environment.ts';
import type { DatabasePlan, EnvironmentPlan, Items } from './environment-plan.ts';

/** Upper bounds of what an arbitrary environment has. */
export interface ArbitraryBounds {
  readonly logins?: number;
  readonly databases?: number;
  readonly users?: number;
  readonly objects?: number;
  readonly securables?: number;
  readonly permissions?: number;
  /** Names of the databases too (default true); some of these are too long for a folder. */
  readonly hostileDatabases?: boolean;
  /** The releases to choose from (default: all). */
  readonly versions?: readonly SqlVersion[];
}

/** Plans of environments, for properties that want to see what an environment was made from. */
export function planArbitrary(bounds: ArbitraryBounds = {}): fc.Arbitrary<EnvironmentPlan> {
  const { logins = 12, databases = 3, versions = SQL_VERSIONS, hostileDatabases = true } = bounds;
  return fc.record({
    name: fc.constant('GENERATED'),
    version: fc.constantFrom(...versions),
    hostile: fc.boolean(),
    hostileDatabases: hostileDatabases ? fc.boolean() : fc.constant(false),
    logins: items(logins),
    serverRoles: items(4),
    serverMembers: items(10),
    serverSecurables: items(5),
    serverPermissions: items(20),
    databases: fc.array(databaseArbitrary(bounds), { maxLength: databases }),
    proxies: items(3),
    mailProfiles: items(3),
    jobs: items(3),
    ssis: items(3),
    reports: items(4),
  });
}

/** Environments that could have been read from a real server. */
export function environmentArbitrary(bounds: ArbitraryBounds = {}): fc.Arbitrary<Environment> {
  return planArbitrary(bounds).map(buildEnvironment);
}

function databaseArbitrary(bounds: ArbitraryBounds): fc.Arbitrary<DatabasePlan> {
  const { users = 10, objects = 12, securables = 12, permissions = 40 } = bounds;
  return fc.record({
    item: fc.maxSafeNat(),
    users: items(users),
    roles: items(5),
    schemas: items(4),
    members: items(10),
    objects: items(objects),
    securables: items(securables),
    permissions: items(permissions),
  });
}

const items = (maxLength: number): fc.Arbitrary<Items> =>
  fc.array(fc.maxSafeNat(), { maxLength }).map((list) => ({ items: list, limit: list.length }));
