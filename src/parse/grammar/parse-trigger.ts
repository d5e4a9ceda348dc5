// ENABLE, DISABLE and DROP TRIGGER … ON ALL SERVER ("ENABLE TRIGGER (Transact-SQL)", "DROP TRIGGER (Transact-SQL)").
import type { Statement } from '../tree/statement.ts';
import type { Cursor } from './cursor.ts';
import { takeParts } from './parse-object.ts';

/** The statement; its verb is taken and TRIGGER is next. Undefined for triggers of a table or a database. */
export function parseServerTriggers(
  cursor: Cursor,
  verb: 'enable' | 'disable' | 'drop',
): Statement | undefined {
  if (!cursor.take('TRIGGER')) return undefined;
  const ifExists = cursor.take('IF', 'EXISTS');
  if (cursor.at('ALL')) return undefined;
  const names: string[] = [];
  do {
    const parts = takeParts(cursor, 'a trigger');
    if (parts === undefined) return undefined;
    names.push(parts.at(-1) ?? '');
  } while (cursor.takeOperator(','));
  if (!cursor.take('ON', 'ALL', 'SERVER')) return undefined;
  return { kind: `${verb}-server-trigger`, names, ifExists, span: cursor.span() };
}
