// Which object a statement changes that makes, alters or drops a part of one: ALTER TABLE, CREATE INDEX … ON, CREATE
// TRIGGER … ON. Nothing else of it is read.
// Source: "ALTER TABLE", "CREATE INDEX", "CREATE STATISTICS", "CREATE TRIGGER", "CREATE FULLTEXT INDEX (Transact-SQL)".
import type { NameParts } from '../../tree/expression.ts';
import { type Cursor, SyntaxProblem } from '../cursor.ts';

/** What may stand before INDEX. */
const OF_INDEX = new Set(
  'CLUSTERED COLUMNSTORE FULLTEXT JSON NONCLUSTERED PRIMARY SELECTIVE SPATIAL UNIQUE VECTOR XML'.split(' '),
);

/** The object; the verb is taken. Undefined for what is of none, and where its name cannot be read. */
export function partOf(cursor: Cursor, verb: 'CREATE' | 'ALTER'): NameParts | undefined {
  try {
    if (verb === 'ALTER' && cursor.takeOne('TABLE', 'QUEUE') !== undefined) return nameAt(cursor);
    const isOfFullText = cursor.at('FULLTEXT', 'INDEX');
    while (cursor.peek().kind === 'word' && OF_INDEX.has(cursor.peek().upper)) cursor.index += 1;
    if (cursor.takeOne('INDEX', 'STATISTICS', 'TRIGGER') === undefined) return undefined;
    if (!isOfFullText && !cursor.take('ALL') && nameAt(cursor) === undefined) return undefined;
    return cursor.take('ON') ? nameAt(cursor) : undefined;
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return undefined;
    throw problem;
  }
}

const nameAt = (cursor: Cursor): NameParts | undefined => (cursor.atName() ? cursor.parts() : undefined);
