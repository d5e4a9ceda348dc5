// Filegroups and partition schemes by their ids. Source: "sys.data_spaces" (Microsoft).
import { flag, id, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';
import { keepById } from './kept.ts';
import { omitPart } from './unknown-part.ts';

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

/**
 * The name of a data space; undefined for the one where things stand that say nothing of it, and for what is in none, which
 * has 0 or NULL. One that is not there is not taken for the usual one: it is told.
 */
export function dataSpaceName(scope: DatabaseScope, dataSpaceId: number | undefined): string | undefined {
  const found = spaces(scope).get(dataSpaceId ?? 0);
  if (found === undefined && (dataSpaceId ?? 0) !== 0)
    omitPart(scope, 'Tables or indexes are in no data space');
  return found === undefined || found.isDefault ? undefined : found.name;
}

/** Whether a data space is the one where things stand that say nothing of it. */
export function isUsualSpace(scope: DatabaseScope, dataSpaceId: number | undefined): boolean {
  return spaces(scope).get(dataSpaceId ?? 0)?.isDefault === true;
}

/** The name of that one. */
export function usualSpaceName(scope: DatabaseScope): string | undefined {
  for (const space of spaces(scope).values()) if (space.isDefault) return space.name;
  return undefined;
}
