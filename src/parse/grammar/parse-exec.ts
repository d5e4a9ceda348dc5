// EXECUTE in its forms: a procedure with arguments, text in parentheses ("EXECUTE (Transact-SQL)").

import type { Token } from '../lex/token.ts';
import type { Expression } from '../tree/expression.ts';
import type { Argument, RawStatement } from '../tree/raw-statement.ts';
import type { Span } from '../tree/statement.ts';
import type { Cursor } from './cursor.ts';
import { parsePiece, takeConstant } from './parse-expression.ts';
import { parseContext } from './parse-session.ts';
import type { Parsed } from './parsed.ts';

/** EXEC or EXECUTE; it is the next token. */
export function parseExec(cursor: Cursor): Parsed {
  const start = cursor.next();
  if (cursor.atOperator('(')) return parseText(cursor, start);
  const result =
    cursor.peek().kind === 'variable' && cursor.atOperator('=', 1) ? cursor.next().upper : undefined;
  if (result !== undefined) cursor.wantOperator('=');
  return parseCall(cursor, start, result);
}

/** A procedure's name and arguments; without EXEC it is a statement only at the start of a batch. */
export function parseCall(cursor: Cursor, start: Token, result?: string): Parsed {
  const token = cursor.peek();
  if (cursor.at('OPENDATASOURCE')) return parseOutside(cursor);
  const procedure = cursor.take1('variable') === undefined ? cursor.parts('a procedure') : undefined;
  if (procedure !== undefined && procedure.length > 4)
    cursor.fail('a procedure has four names at most', token);
  if (cursor.atOperator(';') && cursor.peek(1).kind === 'number') cursor.index += 2;
  const args: Argument[] = [];
  if (startsArgument(cursor)) {
    do args.push(parseArgument(cursor, args));
    while (cursor.takeOperator(','));
  }
  const call = {
    kind: 'call',
    token,
    tokens: cursor.taken,
    procedure,
    arguments: args,
    result,
  } as const;
  return withOptions(cursor, start, (span) => ({ ...call, span }));
}

/** WITH RECOMPILE or RESULT SETS, if it is there: what it says is skipped. Texts take RESULT SETS as procedures do. */
function withOptions(cursor: Cursor, start: Token, make: (span: Span) => RawStatement): Parsed {
  if (!cursor.at('WITH', 'RECOMPILE') && !cursor.at('WITH', 'RESULT')) return make(cursor.span(start));
  return { kind: 'skip', reach: 'statement', make };
}

/** `OPENDATASOURCE('provider', 'source').database.schema.procedure`: it runs on another server. */
function parseOutside(cursor: Cursor): Parsed {
  const { taken: tokens } = cursor;
  const token = cursor.peek();
  const make = (span: Span): RawStatement => ({
    kind: 'call',
    span,
    token,
    tokens,
    procedure: ['OPENDATASOURCE', '', '', ''],
    arguments: [],
    result: undefined,
  });
  return { kind: 'skip', reach: 'statement', make };
}

const VALUES: ReadonlySet<Token['kind']> = new Set(['string', 'number', 'binary', 'variable', 'sqlcmd']);

function startsArgument(cursor: Cursor): boolean {
  const token = cursor.peek();
  if (VALUES.has(token.kind)) return true;
  return (
    cursor.atName() || cursor.at('NULL') || cursor.at('DEFAULT') || token.upper === '-' || token.upper === '{'
  );
}

function parseArgument(cursor: Cursor, before: readonly Argument[]): Argument {
  const token = cursor.peek();
  const isNamed = token.kind === 'variable' && cursor.atOperator('=', 1);
  if (!isNamed && before.at(-1)?.name !== undefined)
    cursor.fail('after a named argument all are named: @name = value');
  if (isNamed) cursor.index += 2;
  const value = parseArgumentValue(cursor);
  const isOutput = value?.kind === 'variable' && (cursor.take('OUTPUT') || cursor.take('OUT'));
  return {
    name: isNamed ? token.upper.slice(1) : undefined,
    value,
    isOutput,
    token,
  };
}

/** A constant, a variable or a bare name: the grammar takes no other expression. */
function parseArgumentValue(cursor: Cursor): Expression | undefined {
  const constant = takeConstant(cursor);
  if (constant !== undefined) return constant;
  if (cursor.take('NULL')) return { kind: 'null' };
  if (cursor.take('DEFAULT')) return undefined;
  if (cursor.takeOperator('-')) {
    const value = cursor.want1('number', 'a number').value;
    return { kind: 'literal', type: 'number', value: `-${value}` };
  }
  if (cursor.takeOperator('{')) {
    cursor.name('d, t or ts');
    cursor.want1('string', 'a string');
    cursor.wantOperator('}');
    return { kind: 'opaque' };
  }
  return { kind: 'literal', type: 'string', value: cursor.name('a value') };
}

function parseText(cursor: Cursor, start: Token): Parsed {
  cursor.wantOperator('(');
  const token = cursor.peek();
  let text = parsePiece(cursor);
  while (cursor.takeOperator('+'))
    text = { kind: 'operation', operator: '+', left: text, right: parsePiece(cursor) };
  const before: Argument[] = [];
  while (cursor.takeOperator(',')) before.push(parseArgument(cursor, before));
  cursor.wantOperator(')');
  const as = cursor.take('AS') ? { as: parseContext(cursor) } : {};
  const isRemote = cursor.take('AT');
  if (isRemote) {
    if (cursor.take('DATA_SOURCE')) cursor.name('a data source');
    else cursor.name('a linked server');
  }
  const made = { kind: 'text', token, tokens: cursor.taken, text, ...as, isRemote } as const;
  return withOptions(cursor, start, (span) => ({ ...made, span }));
}
