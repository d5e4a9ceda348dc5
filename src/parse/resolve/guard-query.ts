// The query that a wrapper asks before it runs a statement. The wrapper puts it in the parentheses of EXISTS as it is, so that
// it must not end them, and must not call what somebody else wrote. Source: "EXISTS (Transact-SQL)" (Microsoft).
import { callsOut } from '../lex/outside-call.ts';
import { tokenize } from '../lex/tokenizer.ts';

/** Whether a text is one query of the catalogue, and can be nothing else in the parentheses of EXISTS. */
export function isGuardQuery(text: string): boolean {
  const tokens = tokenize(text, { script: true }).filter(({ kind }) => kind !== 'end');
  if (tokens[0]?.upper !== 'SELECT' || callsOut(tokens)) return false;
  let depth = 0;
  for (const { upper } of tokens) {
    if (upper === ';') return false;
    if (upper === '(') depth += 1;
    if (upper === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
