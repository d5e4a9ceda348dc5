// What other views than that of indexes tell of an index: its statistics, its buckets. Source: "sys.stats",
// "sys.hash_indexes" (Microsoft).

import { defined } from '../../../model/defined.ts';
import type { IndexShape } from '../../../model/definitions/index-shape.ts';
import { id } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { keep } from '../kept.ts';
import { keyOf } from './index-columns.ts';

const frozen = keep(() => new Set<string>());

/** `sys.stats`: of indexes whose statistics are not computed again by themselves. */
export const frozenStatistics = defineQuery<DatabaseScope>()({
  name: 'statistics that are not recomputed',
  view: 'sys.stats',
  columns: ['object_id', 'stats_id'],
  narrow: (query) => query.where('v.no_recompute', 1),
  read: (scope, at) => ({
    row: (row) => {
      frozen(scope).add(keyOf(row[at.object_id], row[at.stats_id]));
    },
  }),
});

const incremental = keep(() => new Set<string>());

/** `sys.stats`: of indexes whose statistics are kept by partition. */
export const incrementalStatistics = defineQuery<DatabaseScope>()({
  name: 'statistics by partition',
  view: 'sys.stats',
  since: 2014,
  columns: ['object_id', 'stats_id', 'is_incremental'],
  narrow: (query) => query.where('v.is_incremental', 1),
  read: (scope, at) => ({
    row: (row) => {
      incremental(scope).add(keyOf(row[at.object_id], row[at.stats_id]));
    },
  }),
});

const buckets = keep(() => new Map<string, number>());

/** `sys.hash_indexes`. */
export const hashIndexes = defineQuery<DatabaseScope>()({
  name: 'hash indexes',
  view: 'sys.hash_indexes',
  since: 2014,
  columns: ['object_id', 'index_id', 'bucket_count'],
  read: (scope, at) => ({
    row: (row) => {
      buckets(scope).set(keyOf(row[at.object_id], row[at.index_id]), id(row[at.bucket_count]));
    },
  }),
});

/** What they tell of an index. */
export function statisticsParts(
  scope: DatabaseScope,
  key: string,
): Pick<IndexShape, 'isNotRecomputed' | 'isIncremental' | 'bucketCount'> {
  return defined({
    isNotRecomputed: frozen(scope).has(key) ? (true as const) : undefined,
    isIncremental: incremental(scope).has(key) ? (true as const) : undefined,
    bucketCount: buckets(scope).get(key),
  });
}
