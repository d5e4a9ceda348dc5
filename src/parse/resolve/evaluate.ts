// Values of expressions that are known without a server: literals, variables, and the text functions scripts use.
import { NAME_LENGTH } from '../../model/name-length.ts';
import type { Expression, ExpressionOf } from '../tree/expression.ts';
import { addValues, type Known, STRING_LIMIT, stringValue, type Value } from '../tree/value.ts';
import { idOfQuery, principalId } from './catalog-id.ts';

/** Gives a variable's value by its name (`@X`, upper case). */
export type Lookup = (variable: string) => Value;

const NULL: Known = { type: 'null' };

/** The value of an expression, or undefined where only the server knows it. Never throws. */
export function evaluate(expression: Expression, lookup: Lookup): Value {
  return VALUES[expression.kind]?.(expression as never, lookup);
}

const VALUES: {
  readonly [K in Expression['kind']]?: (expression: ExpressionOf<K>, lookup: Lookup) => Value;
} = {
  literal: literalValue,
  null: () => NULL,
  variable: ({ name }, lookup) => lookup(name),
  operation: (expression, lookup) => (expression.operator === '+' ? sum(expression, lookup) : undefined),
  negative: ({ operand }, lookup) => {
    const value = evaluate(operand, lookup);
    return value?.type === 'number' ? { type: 'number', value: -value.value } : undefined;
  },
  cast: (cast, lookup) => castValue(evaluate(cast.operand, lookup), cast.type, styleOf(cast, lookup)),
  subquery: ({ query }, lookup) => idOfQuery(query, (inner) => evaluate(inner, lookup)),
  call: ({ name, arguments: given }, lookup) => call(name.at(-1) ?? '', given, lookup),
};

function literalValue(literal: ExpressionOf<'literal'>): Value {
  if (literal.type === 'string') return stringValue(literal.value, literal.token);
  if (literal.type === 'binary') return { type: 'binary', value: literal.value };
  const number = Number(literal.value);
  return Number.isFinite(number) ? { type: 'number', value: number } : undefined;
}

/** A chain of `+` leans to the left and may be long: it is walked, not recursed into. */
function sum(expression: Expression, lookup: Lookup): Value {
  const parts: Expression[] = [];
  let left = expression;
  while (left.kind === 'operation' && left.operator === '+') {
    parts.push(left.right);
    left = left.left;
  }
  let value = evaluate(left, lookup);
  for (const part of parts.reverse()) value = addValues(value, evaluate(part, lookup));
  return value;
}

function styleOf(cast: ExpressionOf<'cast'>, lookup: Lookup): number {
  const style = cast.style === undefined ? undefined : evaluate(cast.style, lookup);
  return style?.type === 'number' ? style.value : 0;
}

const TEXT_TYPE = /^(?:SYS\.)?(N?(?:VAR)?CHAR|SYSNAME|N?TEXT)(?:\((\d+|MAX)\))?$/;

/** Longest text of a data type in characters; undefined for types that are no text. `bare` is the length of one without. */
export function textLimit(type: string, bare: number): number | undefined {
  const match = TEXT_TYPE.exec(type);
  if (match === null) return undefined;
  if (match[1] === 'SYSNAME') return NAME_LENGTH;
  if (match[1]?.endsWith('TEXT') || match[2] === 'MAX') return STRING_LIMIT;
  return match[2] === undefined ? bare : Number(match[2]);
}

/** CONVERT and CAST, as far as the result is certain. */
export function castValue(value: Value, type: string, style: number): Value {
  if (value === undefined || value.type === 'null') return value;
  const limit = textLimit(type, 30);
  if (limit !== undefined && value.type === 'binary' && style === 0)
    return charactersOf(value.value, type, limit);
  if (limit !== undefined) return castToText(value, limit, style);
  if (/^VARBINARY|^BINARY/.test(type)) return castToBinary(value, style);
  return value.type === 'number' && /^(TINY|SMALL|BIG)?INT$/.test(type) ? value : undefined;
}

function castToText(value: Known, limit: number, style: number): Value {
  if (value.type === 'string') {
    return value.value.length <= limit ? value : stringValue(value.value.slice(0, limit));
  }
  if (value.type === 'number')
    return Number.isInteger(value.value) ? stringValue(String(value.value)) : undefined;
  if (value.type === 'binary' && (style === 1 || style === 2)) {
    return stringValue((style === 1 ? value.value : value.value.slice(2)).slice(0, limit));
  }
  return undefined;
}

/** Bytes taken as characters, which is how SQL Server 2000's sp_help_revlogin hands a hash on; not of a code page. */
function charactersOf(binary: string, type: string, limit: number): Value {
  const bytes = Buffer.from(binary.slice(2), 'hex');
  if (!/^(?:SYS\.)?(?:N|SYSNAME)/.test(type) || bytes.length % 2 === 1) return undefined;
  return stringValue(bytes.toString('utf16le').slice(0, limit));
}

function castToBinary(value: Known, style: number): Value {
  if (value.type === 'binary') return value;
  if (value.type !== 'string' || style === 0) return undefined;
  const text = style === 1 ? value.value : `0x${value.value}`;
  return /^0x(?:[0-9a-f]{2})*$/i.test(text)
    ? { type: 'binary', value: `0x${text.slice(2).toUpperCase()}` }
    : undefined;
}

type Compute = (values: readonly Value[]) => Value;

/** The functions whose values are known, by their name. */
const FUNCTIONS: ReadonlyMap<string, Compute> = new Map<string, Compute>([
  ['NCHAR', ([code]) => character(code, 0x10ffff)],
  ['CHAR', ([code]) => character(code, 127)],
  ['QUOTENAME', (values) => quoteName(values[0], values.length > 1 ? values[1] : stringValue('['))],
  ['CONCAT', (values) => values.map(textOf).reduce(addValues, stringValue(''))],
  ['ISNULL', firstKnown],
  ['COALESCE', firstKnown],
  ['DATABASE_PRINCIPAL_ID', ([name]) => principalId(name)],
  ['REPLACE', ([value, from, to]) => replaceText(value, from, to)],
]);

function call(name: string, args: readonly Expression[], lookup: Lookup): Value {
  const compute = FUNCTIONS.get(name.toUpperCase());
  if (compute === undefined || args.length === 0) return undefined;
  return compute(args.map((arg) => evaluate(arg, lookup)));
}

/** ISNULL, and COALESCE of two. */
function firstKnown(values: readonly Value[]): Value {
  const [first, second] = values;
  if (first?.type !== 'null') return first;
  return values.length === 2 ? second : undefined;
}

function character(code: Value, last: number): Value {
  const isOne =
    code?.type === 'number' && Number.isInteger(code.value) && code.value >= 0 && code.value <= last;
  return isOne ? stringValue(String.fromCodePoint(code.value)) : undefined;
}

function textOf(value: Value): Value {
  if (value?.type === 'null') return stringValue('');
  return value?.type === 'number' ? castToText(value, 30, 0) : value;
}

const CLOSING: Readonly<Record<string, string>> = {
  '[': ']',
  ']': ']',
  "'": "'",
  '"': '"',
  '(': ')',
  ')': ')',
};

/** QUOTENAME: NULL for what is longer than a name or a quote it does not know. */
function quoteName(value: Value, quote: Value): Value {
  if (value?.type === 'null') return NULL;
  if (value?.type !== 'string' || quote?.type !== 'string') return undefined;
  const close = CLOSING[quote.value.slice(0, 1)];
  if (close === undefined || value.value.length > NAME_LENGTH) return NULL;
  const open = close === ']' ? '[' : close === ')' ? '(' : close;
  return stringValue(`${open}${value.value.replaceAll(close, close + close)}${close}`);
}

/** REPLACE, where case cannot matter: what is looked for has no letters. */
function replaceText(value: Value, from: Value, to: Value): Value {
  if (value?.type !== 'string' || from?.type !== 'string' || to?.type !== 'string') return undefined;
  if (from.value === '') return value;
  if (/\p{L}/u.test(from.value)) return undefined;
  const count = value.value.split(from.value).length - 1;
  if (value.value.length + count * to.value.length > STRING_LIMIT) return undefined;
  return stringValue(value.value.replaceAll(from.value, to.value));
}
