// How partitions of tables and indexes are compressed. Source: "sys.partitions" (Microsoft).
import type { IndexShape } from '../../../model/definitions/index-shape.ts';
import { id } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { keep } from '../kept.ts';
import { omitPart } from '../unknown-part.ts';
import { keyOf } from './index-columns.ts';

type Compression = { readonly partition: number; readonly how: string };

const compressions = keep(() => new Map<string, Compression[]>());

/** What XML_COMPRESSION is kept as. */
const XML = 'XML';

/** `data_compression` of what is not compressed, and of every columnstore, which nobody chooses. */
const USUAL = [0, 3];

/** `data_compression` in the words of the option. */
const COMPRESSED: Readonly<Record<number, string>> = { 1: 'ROW', 2: 'PAGE', 4: 'COLUMNSTORE_ARCHIVE' };

/** `sys.partitions`: those that are compressed. */
export const compressedPartitions = defineQuery<DatabaseScope>()({
  name: 'compressed partitions',
  view: 'sys.partitions',
  columns: ['object_id', 'index_id', 'partition_number', 'data_compression'],
  narrow: (query) => query.whereNotIn('v.data_compression', USUAL),
  read: (scope, at) => ({
    row: (row) =>
      add(
        scope,
        keyOf(row[at.object_id], row[at.index_id]),
        id(row[at.partition_number]),
        COMPRESSED[id(row[at.data_compression])],
      ),
  }),
});

/** `sys.partitions`: those whose XML is compressed. */
export const xmlCompressedPartitions = defineQuery<DatabaseScope>()({
  name: 'partitions of compressed XML',
  view: 'sys.partitions',
  since: 2022,
  columns: ['object_id', 'index_id', 'partition_number', 'xml_compression'],
  narrow: (query) => query.where('v.xml_compression', 1),
  read: (scope, at) => ({
    row: (row) => add(scope, keyOf(row[at.object_id], row[at.index_id]), id(row[at.partition_number]), XML),
  }),
});

/** `internal_type` of the tables that hold spatial indexes. */
const EXTENDED_INDEX = 207;

/** `sys.partitions` of what holds spatial indexes. */
export const spatialPartitions = defineQuery<DatabaseScope>()({
  name: 'compressed spatial indexes',
  view: 'sys.partitions',
  columns: ['partition_number', 'data_compression'],
  expressions: { table: '[t].[parent_id]', spatial: '[t].[parent_minor_id]' },
  narrow: (query) =>
    query
      .innerJoin('sys.internal_tables as t', 't.object_id', 'v.object_id')
      .where('t.internal_type', EXTENDED_INDEX)
      .whereNotIn('v.data_compression', USUAL),
  read: (scope, at) => ({
    row: (row) =>
      add(
        scope,
        keyOf(row[at.table], row[at.spatial]),
        id(row[at.partition_number]),
        COMPRESSED[id(row[at.data_compression])],
      ),
  }),
});

function add(scope: DatabaseScope, key: string, partition: number, how: string | undefined): void {
  if (how === undefined) {
    omitPart(scope, 'Partitions have no compression');
    return;
  }
  const found = compressions(scope).get(key) ?? [];
  compressions(scope).set(key, found);
  if (!found.some((one) => one.partition === partition && one.how === how)) found.push({ partition, how });
}

/** Partitions with one compression side by side are one row; what has no partitions is compressed whole. */
export function compressionOf(
  scope: DatabaseScope,
  key: string,
  isPartitioned: boolean,
): IndexShape['compression'] | undefined {
  const found = compressions(scope).get(key) ?? [];
  const all = [found.filter(({ how }) => how !== XML), found.filter(({ how }) => how === XML)].flatMap(
    (one) => runsOf(one, isPartitioned),
  );
  return all.length === 0 ? undefined : all;
}

type Run = NonNullable<IndexShape['compression']>[number];

function runsOf(found: readonly Compression[], isPartitioned: boolean): readonly Run[] {
  const parts = [...found].sort((a, b) => a.partition - b.partition);
  const [first] = parts;
  if (first === undefined) return [];
  if (!isPartitioned) return [{ how: first.how }];
  const runs: { how: string; from: number; to: number }[] = [];
  for (const { partition, how } of parts) {
    const last = runs.at(-1);
    if (last?.how === how && last.to === partition - 1) last.to = partition;
    else runs.push({ how, from: partition, to: partition });
  }
  return runs;
}
