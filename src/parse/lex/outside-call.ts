// What in a piece of T-SQL reaches beyond it: a call of what somebody wrote, a question to another server, a statement in
// it. Source: "EXECUTE", "OPENROWSET", "OPENQUERY", "OPENDATASOURCE", "OPENXML (Transact-SQL)" (Microsoft).
import type { Token } from './token.ts';

/** Words that run something, ask another server, or write. */
export const OUTSIDE_WORDS: ReadonlySet<string> = new Set(
  'EXEC EXECUTE INTO OPENROWSET OPENQUERY OPENDATASOURCE OPENXML'.split(' '),
);

/** A method of a type. */
const METHOD = '::';

/**
 * What stands before the name of a function that is called at a token, in upper case: the schema of a dotted name, or `::`
 * for a method of a type; undefined for a function of SQL Server's own, and where none is called.
 */
export function calledAt(tokens: readonly Token[], at: number): string | undefined {
  if (tokens[at]?.upper !== '(') return undefined;
  const before = tokens[at - 2]?.upper;
  if (before === ':' || before === METHOD) return METHOD;
  return before === '.' ? (tokens[at - 3]?.upper ?? '') : undefined;
}

/** Whether tokens reach outside, but for the functions of the schema sys. */
export function callsOut(tokens: readonly Token[]): boolean {
  return tokens.some(({ kind, upper }, at) => {
    if (kind === 'word' && OUTSIDE_WORDS.has(upper)) return true;
    const schema = calledAt(tokens, at);
    return schema !== undefined && schema !== 'SYS' && schema !== '[SYS]';
  });
}
