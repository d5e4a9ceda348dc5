// The catalogue views a capture selects from, in ordinal order: what the probe asks the columns of.
import { DATABASE_QUERIES } from '../database/queries.ts';
import { DEFINITION_QUERIES } from '../definitions/definition-queries.ts';
import { MSDB_QUERIES } from '../msdb/queries.ts';
import { SERVER_QUERIES } from '../server/queries.ts';
import { isCatalogView } from './query.ts';

/** Every view that any query selects from. */
export const VIEWS: readonly string[] = [
  ...new Set(
    [...SERVER_QUERIES, ...DATABASE_QUERIES, ...MSDB_QUERIES]
      .flatMap(({ view }) => view ?? [])
      .filter(isCatalogView),
  ),
].sort();

/** The same, and those that definitions are read from. */
export const ALL_VIEWS: readonly string[] = [
  ...new Set([...VIEWS, ...DEFINITION_QUERIES.flatMap((query) => query.view ?? [])]),
].sort();

/** The views that a capture selects from. */
export function viewsFor(readsDefinitions: boolean): readonly string[] {
  return readsDefinitions ? ALL_VIEWS : VIEWS;
}
