// A batch into statements. A statement that is not of the subset is refused by name.
import { cannot } from '../messages.ts';
import { parseExpression, parseTypeName } from './parse-expression.ts';
import { parseQueryExpression } from './parse-query.ts';
import type { Declaration, Statement } from './syntax.ts';
import { TokenStream } from './token-stream.ts';
import { tokenize } from './tokenize.ts';

/** The statements of a batch, in order; throws an EngineError on the first syntax error, before anything runs. */
export function parseBatch(text: string): readonly Statement[] {
  const stream = new TokenStream(tokenize(text));
  const statements: Statement[] = [];
  while (stream.takeSymbol(';'));
  while (!stream.atEnd) {
    statements.push(parsePlainStatement(stream));
    while (stream.takeSymbol(';'));
  }
  return statements;
}

/** The next statement; throws an EngineError. */
export function parsePlainStatement(stream: TokenStream): Statement {
  const { line } = stream;
  if (stream.isWord('SELECT') || stream.isWord('WITH') || stream.isSymbol('(')) {
    return { statement: 'select', line, query: parseQueryExpression(stream) };
  }
  if (stream.takeWord('SET')) return parseSet(stream, line);
  if (stream.takeWord('USE')) return { statement: 'use', line, database: stream.expectName() };
  if (stream.takeWord('DECLARE')) return { statement: 'declare', line, variables: parseDeclarations(stream) };
  if (stream.takeWord('PRINT')) return { statement: 'print', line, value: parseExpression(stream) };
  const { kind, word } = stream.token;
  if (kind === 'name') throw cannot(line, `the statement ${word}`);
  throw stream.unexpected();
}

function parseDeclarations(stream: TokenStream): Declaration[] {
  const variables: Declaration[] = [];
  do {
    if (stream.token.kind !== 'variable') throw stream.unexpected();
    const name = stream.advance().text;
    stream.takeWord('AS');
    const type = parseTypeName(stream);
    const value = stream.takeSymbol('=') ? parseExpression(stream) : undefined;
    variables.push({ name, type, ...(value && { value }) });
  } while (stream.takeSymbol(','));
  return variables;
}

const OPTIONS = new Set([
  'NOCOUNT',
  'ANSI_NULLS',
  'ANSI_PADDING',
  'ANSI_WARNINGS',
  'ANSI_DEFAULTS',
  'ANSI_NULL_DFLT_ON',
  'ANSI_NULL_DFLT_OFF',
  'QUOTED_IDENTIFIER',
  'ARITHABORT',
  'ARITHIGNORE',
  'CONCAT_NULL_YIELDS_NULL',
  'CURSOR_CLOSE_ON_COMMIT',
  'XACT_ABORT',
  'IMPLICIT_TRANSACTIONS',
  'LOCK_TIMEOUT',
  'TEXTSIZE',
  'DATEFORMAT',
  'DATEFIRST',
  'DEADLOCK_PRIORITY',
  'LANGUAGE',
  'NUMERIC_ROUNDABORT',
  'ROWCOUNT',
  'TRANSACTION',
  'CONTEXT_INFO',
  'NOEXEC',
  'FMTONLY',
  'STATISTICS',
]);

/** Options that change what later statements do: accepted only at the value the engine works at. */
const FIXED: Readonly<Record<string, string>> = {
  ROWCOUNT: '0',
  NOEXEC: 'OFF',
  FMTONLY: 'OFF',
  CONCAT_NULL_YIELDS_NULL: 'ON',
  ANSI_NULLS: 'ON',
  QUOTED_IDENTIFIER: 'ON',
  ANSI_PADDING: 'ON',
};

function parseSet(stream: TokenStream, line: number): Statement {
  if (stream.token.kind === 'variable') {
    const name = stream.advance().text;
    stream.expectSymbol('=');
    return { statement: 'set-variable', line, name, value: parseExpression(stream) };
  }
  const names: string[] = [];
  do names.push(stream.advance().word);
  while (stream.takeSymbol(','));
  const unknown = names.find((name) => !OPTIONS.has(name));
  if (unknown !== undefined) throw cannot(line, `SET ${unknown === '' ? stream.token.text : unknown}`);
  const value = parseOptionValue(stream, names[0] ?? '');
  for (const name of names) {
    const fixed = FIXED[name];
    if (fixed !== undefined && fixed !== value) throw cannot(line, `SET ${name} ${value}`);
  }
  return { statement: 'set-option', line, option: names.join(', '), value };
}

function parseOptionValue(stream: TokenStream, option: string): string {
  if (option === 'TRANSACTION') {
    stream.expectWord('ISOLATION', 'LEVEL');
    if (stream.takeWord('READ', 'UNCOMMITTED')) return 'READ UNCOMMITTED';
    if (stream.takeWord('READ', 'COMMITTED')) return 'READ COMMITTED';
    if (stream.takeWord('REPEATABLE', 'READ')) return 'REPEATABLE READ';
    for (const level of ['SNAPSHOT', 'SERIALIZABLE']) if (stream.takeWord(level)) return level;
    throw stream.unexpected();
  }
  if (option === 'STATISTICS') stream.advance();
  const sign = stream.takeSymbol('-') ? '-' : '';
  const { kind, text, word } = stream.token;
  if (kind === 'symbol' || kind === 'end') throw stream.unexpected();
  stream.advance();
  return sign + (word === '' ? text : word);
}
