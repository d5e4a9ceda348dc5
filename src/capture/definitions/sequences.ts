// Sequences. Source: "sys.sequences" (Microsoft).
import { defined } from '../../model/defined.ts';
import type { DefinitionOf } from '../../model/facts/definition-fact.ts';
import { flag, id, integer, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../scope.ts';
import { keepById } from './kept.ts';
import { yes } from './tables/column-parts.ts';
import { typeOf } from './type-names.ts';

const bodies = keepById<DefinitionOf<'sequence'>['body']>();

const asText = (column: string): string => `CONVERT(nvarchar(60), [v].[${column}])`;

/** `sys.sequences`. */
const sequences = defineQuery<DatabaseScope>()({
  name: 'sequences',
  view: 'sys.sequences',
  columns: ['object_id', 'user_type_id', 'precision', 'scale', 'is_cycling', 'is_cached', 'cache_size'],
  expressions: {
    start: asText('start_value'),
    increment_by: asText('increment'),
    minimum: asText('minimum_value'),
    maximum: asText('maximum_value'),
  },
  narrow: (query) => query.where('v.is_ms_shipped', 0),
  read: (scope, at) => ({
    row(row) {
      const type = typeOf(scope, {
        userType: row[at.user_type_id],
        length: null,
        precision: row[at.precision],
        scale: row[at.scale],
      });
      if (type === undefined) return;
      const size = integer(row[at.cache_size]) ?? 0;
      bodies(scope).set(
        id(row[at.object_id]),
        defined({
          type,
          start: name(row[at.start]),
          increment: name(row[at.increment_by]),
          minimum: name(row[at.minimum]),
          maximum: name(row[at.maximum]),
          isCycling: yes(row[at.is_cycling]),
          cache: flag(row[at.is_cached]) ? (size === 0 ? undefined : String(size)) : 'NO CACHE',
        }),
      );
    },
  }),
});

/** What is read of sequences. */
export const SEQUENCE_QUERIES = [sequences];

/** The sequences of a database. */
export function* sequenceFacts(scope: DatabaseScope): Generator<DefinitionOf<'sequence'>> {
  for (const [objectId, body] of bodies(scope)) {
    const found = securableIndex(scope, 'OBJECT').get(objectId);
    if (found?.schema === undefined) continue;
    const { schema, name: sequence } = found;
    yield { kind: 'definition', database: scope.database, type: 'sequence', schema, name: sequence, body };
  }
}
