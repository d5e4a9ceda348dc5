// Text that a script runs as a batch of its own: EXEC('…'), sp_executesql, and the wrappers of a regrant script.

import { triggerHead } from '../../model/catalog/trigger-text.ts';
import { defined } from '../../model/defined.ts';
import { PLACEHOLDER, WRAPPERS, type WrapperName } from '../../model/script-protocol.ts';
import { Cursor, SyntaxProblem } from '../grammar/cursor.ts';
import { parseExpression } from '../grammar/parse-expression.ts';
import { hexOf } from '../grammar/parse-option.ts';
import { callsOut } from '../lex/outside-call.ts';
import { isOfCodePage, type Token } from '../lex/token.ts';
import { tokenize } from '../lex/tokenizer.ts';
import type { Expression } from '../tree/expression.ts';
import type { Argument } from '../tree/raw-statement.ts';
import type { Execute, Span, Statement } from '../tree/statement.ts';
import { addValues, stringValue, type Value } from '../tree/value.ts';
import {
  argumentValue,
  type BatchContext,
  type Call,
  leave,
  type Nested,
  RUN_BY_HAND,
  type Text,
  unread,
} from './batch-context.ts';
import { nestedTokens } from './nested-text.ts';
import { Variables } from './variables.ts';

/** EXEC('…'). */
export function resolveText(raw: Text, batch: BatchContext): Statement[] {
  if (raw.isRemote) return resolveRemote(raw, batch);
  const text = batch.known(raw.text, raw.token);
  if (text === undefined) return [unread(raw.span)];
  const name = raw.as === undefined ? undefined : batch.nameOf(raw.as.name, raw.token);
  const as = raw.as === undefined || name === undefined ? {} : { as: { kind: raw.as.kind, name } };
  const head = triggerHead(text.value);
  const found: Nested =
    head === undefined
      ? batch.nested(text, raw.token, new Variables())
      : {
          statements: [
            {
              kind: 'create-server-trigger',
              ...{ name: head.name, head },
              definition: text.value,
              span: raw.span,
            },
          ],
          callsOut: false,
        };
  return [execution('string', raw.span, found, as)];
}

/** sp_executesql, in the database that stands in front of it. */
export function resolveExecuteSql(
  call: Call,
  database: string | undefined,
  batch: BatchContext,
): Statement[] {
  const [first, second] = call.arguments;
  const text = first?.value === undefined ? undefined : batch.known(first.value, call.token);
  if (text === undefined) return [unread(call.span)];
  const scope = second === undefined ? new Variables() : parametersOf(call.arguments, batch);
  const found = batch.nested(text, call.token, scope);
  return [execution('sp_executesql', call.span, found, defined({ database }))];
}

/** sp_executesql's parameters: named ones by name, the others in the order in which they were declared. */
function parametersOf(args: readonly Argument[], batch: BatchContext): Variables {
  const variables = new Variables();
  const declared = argumentValue(args[1], batch);
  const names =
    declared?.type === 'string' ? [...declared.value.matchAll(/@[\w@#$]+/g)].map((m) => m[0]) : [];
  for (const [index, argument] of args.slice(2).entries()) {
    const name = argument.name === undefined ? names[index] : `@${argument.name}`;
    const value = argument.isOutput ? undefined : argumentValue(argument, batch);
    if (name !== undefined) variables.set(name.toUpperCase(), value);
  }
  return variables;
}

/** The bit of the settings of a definition that says that QUOTED_IDENTIFIER is off. */
const QUOTES_OFF = 2;

/** The wrappers that take a guard. */
const GUARDED: ReadonlySet<WrapperName> = new Set([WRAPPERS.secret, WRAPPERS.define, WRAPPERS.access]);

/** A regrant script's own wrapper; unread where its guard might run something. */
export function resolveWrapped(call: Call, key: WrapperName, batch: BatchContext): Statement[] {
  const [number, second, third, fourth] = call.arguments
    .slice(0, -1)
    .map((argument) => argumentValue(argument, batch));
  const last = call.arguments.at(-1)?.value;
  const text = last === undefined ? undefined : batch.known(last, call.token);
  if (text === undefined) return [unread(call.span)];
  const guard = key === WRAPPERS.access ? fourth : second;
  if (!isAsWritten(call, key, guard)) {
    const fact = `This call of ${key} is not as a script has it: it might run what stands where its guard does.`;
    return leave(call, batch, fact, RUN_BY_HAND);
  }
  const rest: { -readonly [P in keyof Execute]?: Execute[P] } = {};
  if (number?.type === 'number') rest.number = number.value;
  if (text.value.includes(PLACEHOLDER)) rest.hasPlaceholder = true;
  const sid = third?.type === 'binary' ? { sid: hexOf(third.value) } : {};
  const name = second?.type === 'string' ? second.value : undefined;
  if (key === WRAPPERS.login && name !== undefined) rest.login = { name, ...sid };
  if (key === WRAPPERS.secret || key === WRAPPERS.define) rest.guard = guardOf(guard, call.token);
  if (key === WRAPPERS.access && name !== undefined)
    rest.access = { name, guard: guardOf(guard, call.token), ...sid };
  // Of what a module is made under, only how its quotes are read matters here.
  const quotesOff = key === WRAPPERS.define && third?.type === 'number' && third.value >= QUOTES_OFF;
  const options = { quotedIdentifiers: !quotesOff, isExact: key !== WRAPPERS.define };
  return [execution(key, call.span, batch.nested(text, call.token, new Variables(), options), rest)];
}

/**
 * Whether a call is as scripts have it: no argument by its name, so that the last is the statement, no literal that the server
 * takes for another, and a guard that asks.
 */
function isAsWritten({ arguments: given }: Call, key: WrapperName, guard: Value): boolean {
  if (given.some(({ name, token }) => name !== undefined || isOfCodePage(token))) return false;
  return !GUARDED.has(key) || (guard?.type === 'string' && isGuardQuery(guard.value));
}

/** `EXEC #regrant_type 7, N'…'`: whether the secret of statement 7 was typed. */
export function resolveTypedSecret(call: Call, batch: BatchContext): Statement[] {
  const [number, secret] = call.arguments.map((argument) => argumentValue(argument, batch));
  if (number?.type !== 'number' || secret?.type !== 'string' || secret.value === PLACEHOLDER) return [];
  return [{ kind: 'regrant-secret', number: number.value, span: call.span }];
}

/** The query that a wrapper takes, as the condition that it finds a row. */
function guardOf(query: Value, at: Token): Expression {
  const whole = addValues(addValues(stringValue('EXISTS ('), query), stringValue(')'));
  if (whole?.type !== 'string') return { kind: 'opaque' };
  try {
    return parseExpression(new Cursor(nestedTokens(whole, at)));
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return { kind: 'opaque' };
    throw problem;
  }
}

/** `EXEC #regrant_database N'x'`. */
export function resolveRegrantDatabase(call: Call, batch: BatchContext): Statement[] {
  const argument = call.arguments[0]?.value;
  const isExact = !call.arguments.some(({ token }) => isOfCodePage(token));
  const value =
    argument === undefined ? ({ type: 'null' } as const) : isExact ? batch.value(argument) : undefined;
  if (value?.type === 'null') return [{ kind: 'regrant-database', span: call.span }];
  if (value?.type === 'string') return [{ kind: 'regrant-database', database: value.value, span: call.span }];
  const fact = 'The database that what follows runs in is not known.';
  batch.say('unknown-value', call.token, fact, 'Read what follows by hand.');
  return [];
}

/** What runs on a linked server. */
export function resolveRemote(call: Call | Text, batch: BatchContext): Statement[] {
  const remedy = 'Read the other server by itself; it is not in the facts.';
  return leave(call, batch, 'This runs on a linked server.', remedy, 'unknown-procedure');
}

function execution(
  wrapper: Execute['wrapper'],
  span: Span,
  { statements, callsOut }: Nested,
  rest: Partial<Execute>,
): Execute {
  return { kind: 'execute', wrapper, ...rest, ...(callsOut ? { callsOut } : {}), statements, span };
}

/**
 * Whether a text is one query of the catalogue, and can be nothing else in the parentheses of EXISTS. The wrapper puts it there
 * as it is, so that it must not end them, and must not call what somebody else wrote. Source: "EXISTS (Transact-SQL)" (Microsoft).
 */
function isGuardQuery(text: string): boolean {
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
