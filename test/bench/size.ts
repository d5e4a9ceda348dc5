// The environments that are measured: what the goals are stated for, and the same with a tenth of the permissions.
import type { DefinitionSize } from '../generate/definition-rows.ts';
import type { EnvironmentSize } from '../generate/environment-plan.ts';

/** Permission rows of the two environments. */
export const [SMALL, LARGE] = [20_000, 200_000];

/** The environment with so many permission rows. */
export function sizeOf(permissions: number): EnvironmentSize {
  return { seed: 7, name: 'BENCH', logins: 1_000, databases: 4, objects: 20_000, permissions };
}

/** Databases of the two servers with many of them. */
export const [FEW_DATABASES, MANY_DATABASES] = [300, 3_000];

/** The server with so many databases, each a small one. */
export function databasesSizeOf(databases: number): EnvironmentSize {
  const [objects, permissions] = [databases * 2, databases * 10];
  return { seed: 7, name: 'BENCH', logins: 200, databases, objects, permissions };
}

/** Objects with definitions in the two databases of that measurement. */
export const [FEW_OBJECTS, MANY_OBJECTS] = [2_000, 20_000];

/** Characters of the texts of so many objects: 100 million of 20,000. */
export const charactersOf = (objects: number): number => objects * 5_000;

/** The database with so many objects. */
export function definitionSizeOf(objects: number): DefinitionSize {
  return { objects, characters: charactersOf(objects) };
}
