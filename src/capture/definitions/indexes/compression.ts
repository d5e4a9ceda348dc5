// How partitions of tables and indexes are compressed. Source: "sys.partitions" (Microsoft).
import type { IndexShape } from '../../../model/definitions/index-shape.ts';
import { id } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { keep } from '../kept.ts';
import { keyOf } from './index-columns.ts';

type Compression = { readonly partition: number; readonly how: string };

const compressions = keep(() => new Map<string, Compression[]>());

/** `data_compression` in the words of the option; what a columnstore has anyway goes without saying. */
const COMPRESSED: Readonly<Record<number, string>> = { 1: 'ROW', 2: 'PAGE', 4: 'COLUMNSTORE_ARCHIVE' };

/** `sys.partitions`: those that are compressed. */
export const compressedPartitions = defineQuery<DatabaseScope>()({
  name: 'compressed partitions',
  view: 'sys.partitions',
  columns: ['object_id', 'index_id', 'partition_number', 'data_compression'],
  narrow: (query) => query.whereIn('v.data_compression', Object.keys(COMPRESSED).map(Number)),
  read: (scope, at) => ({
    row(row) {
      const key = keyOf(row[at.object_id], row[at.index_id]);
      const how = COMPRESSED[id(row[at.data_compression])];
      if (how === undefined) return;
      const found = compressions(scope).get(key) ?? [];
      compressions(scope).set(key, found);
      found.push({ partition: id(row[at.partition_number]), how });
    },
  }),
});

/** Partitions with one compression side by side are one row; a single partition is the whole. */
export function compressionOf(scope: DatabaseScope, key: string): IndexShape['compression'] | undefined {
  const parts = [...(compressions(scope).get(key) ?? [])].sort((a, b) => a.partition - b.partition);
  const [first] = parts;
  if (first === undefined) return undefined;
  if (parts.length === 1 && first.partition === 1) return [{ how: first.how }];
  const runs: { how: string; from: number; to: number }[] = [];
  for (const { partition, how } of parts) {
    const last = runs.at(-1);
    if (last?.how === how && last.to === partition - 1) last.to = partition;
    else runs.push({ how, from: partition, to: partition });
  }
  return runs;
}
