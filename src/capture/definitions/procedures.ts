// What only procedures have: further numbers, and that they run when the server starts.
// Source: "sys.numbered_procedures", "sys.procedures" (Microsoft).
import { defined } from '../../model/defined.ts';
import type { BodyOf } from '../../model/definitions/definition-type.ts';
import { id, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';
import { keep, keepParts } from './kept.ts';

const numbers = keepParts<NonNullable<BodyOf<'procedure'>['numbers']>[number]>();

/** `sys.numbered_procedures`: a text that is not there is encrypted, since whoever sees the first sees the others. */
const numberedProcedures = defineQuery<DatabaseScope>()({
  name: 'numbered procedures',
  view: 'sys.numbered_procedures',
  columns: ['object_id', 'procedure_number', 'definition'],
  read: (scope, at) => ({
    row: (row) => {
      const definition = text(row[at.definition]);
      numbers(scope).add(
        id(row[at.object_id]),
        defined({ number: id(row[at.procedure_number]), definition }),
      );
    },
  }),
});

const startup = keep(() => new Set<number>());

/** `sys.procedures`: those that run when the server starts. */
const startupProcedures = defineQuery<DatabaseScope>()({
  name: 'procedures that run at the start',
  view: 'sys.procedures',
  columns: ['object_id'],
  narrow: (query) => query.where('v.is_auto_executed', 1).where('v.is_ms_shipped', 0),
  read: (scope, at) => ({
    row: (row) => {
      startup(scope).add(id(row[at.object_id]));
    },
  }),
});

/** What is read of procedures alone. */
export const PROCEDURE_QUERIES = [numberedProcedures, startupProcedures];

/** What a procedure has of its own. */
export function procedureParts(
  scope: DatabaseScope,
  procedure: number,
): Pick<BodyOf<'procedure'>, 'numbers' | 'isStartup'> {
  const found = [...numbers(scope).of(procedure)].sort((a, b) => a.number - b.number);
  return defined({
    isStartup: startup(scope).has(procedure) ? (true as const) : undefined,
    numbers: found.length === 0 ? undefined : found,
  });
}
