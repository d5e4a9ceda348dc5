// The query that a wrapper asks before it runs a statement. The wrapper puts it in the parentheses of EXISTS as it is, so that
// it must not end them, and must not call what somebody else wrote. Source: "EXISTS (Transact-SQL)", "OPENROWSET" (Microsoft).
import type { Token } from '../lex/token.ts';
import { tokenize } from '../lex/tokenizer.ts';

/** What runs elsewhere, or is no query. */
const ELSEWHERE = new Set('OPENROWSET OPENQUERY OPENDATASOURCE OPENXML EXEC EXECUTE INTO'.split(' '));

/** Whether a text is one query of the catalogue, and can be nothing else in the parentheses of EXISTS. */
export function isGuardQuery(text: string): boolean {
  const tokens = tokenize(text, { script: true }).filter(({ kind }) => kind !== 'end');
  if (tokens[0]?.upper !== 'SELECT') return false;
  if (callsOut(tokens)) return false;
  let depth = 0;
  for (const { upper } of tokens) {
    if (upper === ';') return false;
    if (upper === '(') depth += 1;
    if (upper === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Whether a text asks another server, runs something, or calls what somebody wrote. */
export function callsOut(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ kind, upper }, at) => (kind === 'word' && ELSEWHERE.has(upper)) || isCallOfUsers(tokens, at),
  );
}

/** A function of somebody: a dotted name before a parenthesis, of another schema than sys; or a method of a type. */
function isCallOfUsers(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.upper !== '(') return false;
  const before = tokens[at - 2]?.upper;
  if (before === ':' || before === '::') return true;
  return before === '.' && !/^\[?SYS\]?$/.test(tokens[at - 3]?.upper ?? '');
}
