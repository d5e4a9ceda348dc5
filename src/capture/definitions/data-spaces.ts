// Filegroups and partition schemes by their ids. Source: "sys.data_spaces" (Microsoft).
import { flag, id, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';
import { keepById } from './kept.ts';

interface DataSpace {
  readonly name: string;
  readonly isDefault: boolean;
}

const spaces = keepById<DataSpace>();

/** `sys.data_spaces`. */
export const dataSpaces = defineQuery<DatabaseScope>()({
  name: 'data spaces',
  view: 'sys.data_spaces',
  columns: ['data_space_id', 'name', 'is_default'],
  read: (scope, at) => ({
    row(row) {
      spaces(scope).set(id(row[at.data_space_id]), {
        name: name(row[at.name]),
        isDefault: flag(row[at.is_default]),
      });
    },
  }),
});

/** The name of a data space; undefined for the one where things stand that say nothing of it. */
export function dataSpaceName(scope: DatabaseScope, dataSpaceId: number | undefined): string | undefined {
  const found = spaces(scope).get(dataSpaceId ?? 0);
  return found === undefined || found.isDefault ? undefined : found.name;
}

/** The name of that one. */
export function usualSpaceName(scope: DatabaseScope): string | undefined {
  for (const space of spaces(scope).values()) if (space.isDefault) return space.name;
  return undefined;
}
