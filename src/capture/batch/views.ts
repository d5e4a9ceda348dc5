// The catalogue views a capture selects from, in ordinal order: what the probe asks the columns of.
import { DATABASE_QUERIES } from '../database/queries.ts';
import { SERVER_QUERIES } from '../server/queries.ts';

/** Every view that any query selects from. */
export const VIEWS: readonly string[] = [
  ...new Set([...SERVER_QUERIES, ...DATABASE_QUERIES].flatMap((query) => query.view ?? [])),
].sort();
