// What the catalogue will call a thing that CREATE makes: the type that `sys.objects` has of an object, and whether a type
// is an alias, a table or of CLR. Read ahead of the cursor, as far as it takes to tell.
// Source: "sys.objects (Transact-SQL)", "CREATE FUNCTION", "CREATE PROCEDURE", "CREATE TYPE (Transact-SQL)".
import type { Token } from '../../lex/token.ts';
import type { Cursor } from '../cursor.ts';

/** Objects of a schema by the words of CREATE and DROP, and the type of each as far as they tell it alone. */
export const OBJECT_TYPES: ReadonlyMap<string, string | undefined> = new Map([
  ['AGGREGATE', 'AF'],
  ['DEFAULT', 'D'],
  ['EXTERNAL TABLE', 'ET'],
  ['FUNCTION', undefined],
  ['MATERIALIZED VIEW', undefined],
  ['PROC', undefined],
  ['PROCEDURE', undefined],
  ['QUEUE', 'SQ'],
  ['RULE', 'R'],
  ['SECURITY POLICY', 'SP'],
  ['SEQUENCE', 'SO'],
  ['SYNONYM', 'SN'],
  ['TABLE', 'U'],
  ['VIEW', 'V'],
]);

/** The type of what is made; the words and the name are taken. Undefined for classes that have none. */
export function catalogTypeAt(words: string, cursor: Cursor): string | undefined {
  if (words === 'FUNCTION') return functionType(cursor);
  if (words === 'PROCEDURE') return isExternal(cursor) ? 'PC' : 'P';
  if (words === 'TYPE') return cursor.at('FROM') ? 'alias' : cursor.at('AS', 'TABLE') ? 'table' : 'clr';
  return OBJECT_TYPES.get(words);
}

function functionType(cursor: Cursor): string {
  const returns = find(cursor, 0, ({ upper }) => upper === 'RETURNS');
  if (returns === undefined) return 'FN';
  const first = cursor.peek(returns + 1);
  if (first.kind === 'variable') return 'TF';
  if (first.upper === 'TABLE' && first.kind === 'word')
    return cursor.atOperator('(', returns + 2) ? 'FT' : 'IF';
  const body = find(cursor, returns + 1, ({ upper }) => upper === 'BEGIN' || upper === 'EXTERNAL');
  return body !== undefined && cursor.peek(body).upper === 'EXTERNAL' ? 'FS' : 'FN';
}

/** Whether a procedure's body is a method: what stands behind the AS that is of no parameter and of no EXECUTE AS. */
function isExternal(cursor: Cursor): boolean {
  const body = find(
    cursor,
    0,
    ({ upper }, before) => upper === 'AS' && before?.kind !== 'variable' && !ACTING.has(before?.upper ?? ''),
  );
  return body !== undefined && cursor.peek(body + 1).upper === 'EXTERNAL';
}

const ACTING = new Set(['EXEC', 'EXECUTE']);

/** How far ahead the first bare word stands that is outside of parentheses and wanted. */
function find(
  cursor: Cursor,
  from: number,
  isWanted: (token: Token, before: Token | undefined) => boolean,
): number | undefined {
  let depth = 0;
  for (let ahead = from, before: Token | undefined; ; ahead += 1) {
    const token = cursor.peek(ahead);
    if (token.kind === 'end' || token.kind === 'go') return undefined;
    if (token.kind === 'operator') depth += token.upper === '(' ? 1 : token.upper === ')' ? -1 : 0;
    if (token.kind === 'word' && depth === 0 && isWanted(token, before)) return ahead;
    before = token;
  }
}
