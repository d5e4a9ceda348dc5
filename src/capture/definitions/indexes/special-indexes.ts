// What indexes on spatial, JSON and vector columns have of their own. Source: "sys.spatial_indexes",
// "sys.spatial_index_tessellations", "sys.json_indexes", "sys.json_index_paths", "sys.vector_indexes" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { IndexShape, SpatialParts } from '../../../model/definitions/index-shape.ts';
import { ordinal } from '../../../model/order.ts';
import { filled, integer, name, text } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { keep } from '../kept.ts';
import { yes } from '../tables/column-parts.ts';
import { keyOf } from './index-columns.ts';

type Parts = Pick<IndexShape, 'spatial' | 'json' | 'vector'>;

const parts = keep(() => new Map<string, Parts>());

/** What an index has of its own; undefined where its views told nothing that is understood. */
export function specialParts(scope: DatabaseScope, key: string): Parts | undefined {
  return parts(scope).get(key);
}

const SCHEMES = ['GEOMETRY_GRID', 'GEOMETRY_AUTO_GRID', 'GEOGRAPHY_GRID', 'GEOGRAPHY_AUTO_GRID'] as const;
const GRIDS = ['LOW', 'MEDIUM', 'HIGH'] as const;

const number = (column: string) => `CONVERT(nvarchar(60), [v].[${column}], 3)`;

/** The shortest text of a number that none other has. */
const numberIn = (told: string | undefined): string | undefined =>
  told === undefined ? undefined : String(Number(told));

/** `sys.spatial_index_tessellations`. */
const tessellations = defineQuery<DatabaseScope>()({
  name: 'spatial indexes',
  view: 'sys.spatial_index_tessellations',
  columns: [
    'object_id',
    'index_id',
    'tessellation_scheme',
    'level_1_grid_desc',
    'level_2_grid_desc',
    'level_3_grid_desc',
    'level_4_grid_desc',
    'cells_per_object',
  ],
  expressions: {
    x_min: number('bounding_box_xmin'),
    y_min: number('bounding_box_ymin'),
    x_max: number('bounding_box_xmax'),
    y_max: number('bounding_box_ymax'),
  },
  read: (scope, at) => ({
    row(row) {
      const scheme = SCHEMES.find((one) => one === name(row[at.tessellation_scheme]));
      if (scheme === undefined) return;
      const [xMin, yMin, xMax, yMax] = [at.x_min, at.y_min, at.x_max, at.y_max].map((cell) =>
        numberIn(filled(row[cell])),
      );
      const hasBox = xMin !== undefined && yMin !== undefined && xMax !== undefined && yMax !== undefined;
      const levels = [
        at.level_1_grid_desc,
        at.level_2_grid_desc,
        at.level_3_grid_desc,
        at.level_4_grid_desc,
      ].flatMap((cell) => GRIDS.find((one) => one === name(row[cell])) ?? []);
      const spatial: SpatialParts = defined({
        scheme,
        box: hasBox && scheme.startsWith('GEOMETRY') ? { xMin, yMin, xMax, yMax } : undefined,
        grids: levels.length === 4 && !scheme.endsWith('AUTO_GRID') ? levels : undefined,
        cells: integer(row[at.cells_per_object]),
      });
      parts(scope).set(keyOf(row[at.object_id], row[at.index_id]), { spatial });
    },
  }),
});

const jsonPaths = keep(() => new Map<string, string[]>());

/** `sys.json_index_paths`. */
const pathsOfJson = defineQuery<DatabaseScope>()({
  name: 'paths of JSON indexes',
  view: 'sys.json_index_paths',
  since: 2025,
  columns: ['object_id', 'index_id', 'path'],
  read: (scope, at) => ({
    row(row) {
      const key = keyOf(row[at.object_id], row[at.index_id]);
      const found = jsonPaths(scope).get(key) ?? [];
      jsonPaths(scope).set(key, found);
      found.push(name(row[at.path]));
    },
  }),
});

/** `sys.json_indexes`. */
const jsonIndexes = defineQuery<DatabaseScope>()({
  name: 'JSON indexes',
  view: 'sys.json_indexes',
  since: 2025,
  columns: ['object_id', 'index_id', 'optimize_for_array_search'],
  read: (scope, at) => ({
    row(row) {
      const key = keyOf(row[at.object_id], row[at.index_id]);
      const paths = [...(jsonPaths(scope).get(key) ?? [])].sort(ordinal);
      const isAll = paths.length === 0 || (paths.length === 1 && paths[0] === '$');
      const json = defined({
        paths: isAll ? undefined : paths,
        isForArrays: yes(row[at.optimize_for_array_search]),
      });
      parts(scope).set(key, { json });
    },
  }),
});

/** `sys.vector_indexes`. */
const vectorIndexes = defineQuery<DatabaseScope>()({
  name: 'vector indexes',
  view: 'sys.vector_indexes',
  since: 2025,
  columns: ['object_id', 'index_id', 'vector_index_type', 'distance_metric'],
  read: (scope, at) => ({
    row(row) {
      const [type, metric] = [filled(row[at.vector_index_type]), text(row[at.distance_metric])];
      if (type === undefined || metric === undefined) return;
      parts(scope).set(keyOf(row[at.object_id], row[at.index_id]), {
        vector: { metric: metric.toLowerCase(), type },
      });
    },
  }),
});

/** What is read of spatial, JSON and vector indexes. */
export const SPECIAL_INDEX_QUERIES = [tessellations, pathsOfJson, jsonIndexes, vectorIndexes];
