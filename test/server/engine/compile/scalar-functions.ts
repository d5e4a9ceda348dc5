// Functions of values alone. What asks the server is the host's; an unknown function is refused by name.
import { createHash } from 'node:crypto';
import type { Value } from '../../contract.ts';
import { cannot, failAt } from '../messages.ts';
import { converter } from '../sql/convert.ts';
import type { SqlType } from '../sql/sql-type.ts';
import { isBinary, isString } from '../sql/sql-type.ts';
import type { Expression } from '../sql/syntax.ts';
import { TokenStream } from '../sql/token-stream.ts';
import { tokenize } from '../sql/tokenize.ts';
import type { Compiled } from './compiled.ts';
import { allSources } from './compiled.ts';
import { compileCoalesce, compileIif, compileIsNull, compileNullIf } from './conditional-functions.ts';
import type { Place } from './expression.ts';
import { compileExpression, databaseLabel } from './expression.ts';

type Call = Expression & { node: 'call' };

/** Compiles a call; throws 195 for a name that is no function of the engine. */
export function compileScalarFunction(call: Call, place: Place): Compiled {
  const { line, name } = call;
  if (call.over !== undefined) throw cannot(line, `${name}() OVER`);
  if (name === 'IIF') return compileIif(call, place);
  const parameters = call.parameters.map((parameter) => compileExpression(parameter, place));
  if (name === 'COALESCE') return compileCoalesce(parameters, line);
  if (name === 'ISNULL') return compileIsNull(parameters, line);
  if (name === 'NULLIF') return compileNullIf(parameters, line);
  const pure = PURE[name];
  if (pure === undefined) {
    const system = place.compilation.host.callSystem(name, parameters, line);
    if (system !== undefined) return system;
    throw cannot(line, `the function ${name}`);
  }
  return compilePure(pure, name, parameters, place, line);
}

interface PureFunction {
  readonly least: number;
  readonly most: number;
  /** The type of the result, from the operands. */
  readonly type: SqlType | ((parameters: readonly Compiled[]) => SqlType);
  /** What operands are converted to first; others are taken as they are. */
  readonly takes?: readonly SqlType[];
  /** Never sees a NULL: NULL in, NULL out. */
  readonly apply: (values: readonly Exclude<Value, null>[], parameters: readonly Compiled[]) => Value;
}

const TEXT: SqlType = { kind: 'nvarchar', length: 4000 };
const INT: SqlType = { kind: 'int' };

// The text functions keep their operand's type.
const sameText = ([first]: readonly Compiled[]): SqlType =>
  first !== undefined && isString(first.type) ? first.type : { kind: 'varchar', length: 8000 };
const varying = (parameters: readonly Compiled[]): SqlType => {
  const type = sameText(parameters);
  return { kind: type.kind.startsWith('n') ? 'nvarchar' : 'varchar', length: type.length ?? 'max' };
};

function textual(apply: (text: string) => string, type: PureFunction['type'] = varying): PureFunction {
  return { least: 1, most: 1, takes: [TEXT], type, apply: ([text]) => apply(String(text)) };
}

const dateFunction = (): PureFunction => ({
  least: 0,
  most: 0,
  type: { kind: 'datetime' },
  apply: () => new Date(),
});

const PURE: Readonly<Record<string, PureFunction>> = {
  RTRIM: textual((text) => text.replace(/ +$/, '')),
  LTRIM: textual((text) => text.replace(/^ +/, '')),
  TRIM: textual((text) => text.replace(/^ +| +$/g, '')),
  LOWER: textual((text) => text.toLowerCase()),
  UPPER: textual((text) => text.toUpperCase()),
  REVERSE: textual((text) => [...text].reverse().join('')),
  LEN: {
    least: 1,
    most: 1,
    takes: [TEXT],
    type: INT,
    apply: ([text]) => String(text).replace(/ +$/, '').length,
  },
  DATALENGTH: { least: 1, most: 1, type: INT, apply: ([value], [parameter]) => dataLength(value, parameter) },
  NCHAR: {
    least: 1,
    most: 1,
    takes: [INT],
    type: { kind: 'nchar', length: 1 },
    apply: ([code]) => character(code),
  },
  CHAR: {
    least: 1,
    most: 1,
    takes: [INT],
    type: { kind: 'char', length: 1 },
    apply: ([code]) => character(code),
  },
  UNICODE: { least: 1, most: 1, takes: [TEXT], type: INT, apply: ([text]) => String(text).charCodeAt(0) },
  LEFT: {
    least: 2,
    most: 2,
    takes: [TEXT, INT],
    type: varying,
    apply: ([text, count]) => String(text).slice(0, Number(count)),
  },
  RIGHT: {
    least: 2,
    most: 2,
    takes: [TEXT, INT],
    type: varying,
    apply: ([text, count]) => (Number(count) === 0 ? '' : String(text).slice(-Number(count))),
  },
  SUBSTRING: {
    least: 3,
    most: 3,
    type: ([first]) =>
      first !== undefined && isBinary(first.type) ? first.type : varying(first ? [first] : []),
    apply: ([value, start, length]) => substring(value, Number(start), Number(length)),
  },
  REPLACE: {
    least: 3,
    most: 3,
    takes: [TEXT, TEXT, TEXT],
    type: { kind: 'nvarchar', length: 'max' },
    apply: ([text, from, to]) =>
      from === '' ? String(text) : String(text).replaceAll(String(from), String(to)),
  },
  CHARINDEX: {
    least: 2,
    most: 3,
    takes: [TEXT, TEXT, INT],
    type: INT,
    apply: ([part, text, start]) =>
      String(text)
        .toLowerCase()
        .indexOf(String(part).toLowerCase(), Number(start ?? 1) - 1) + 1,
  },
  QUOTENAME: {
    least: 1,
    most: 2,
    takes: [TEXT, TEXT],
    type: { kind: 'nvarchar', length: 258 },
    apply: ([text, quote]) => quoteName(String(text), quote === undefined ? '[' : String(quote)),
  },
  PARSENAME: {
    least: 2,
    most: 2,
    takes: [TEXT, { kind: 'int' }],
    type: { kind: 'nvarchar', length: 128 },
    apply: ([name, part]) => nthPart(String(name), Number(part)),
  },
  HASHBYTES: {
    least: 2,
    most: 2,
    type: { kind: 'varbinary', length: 8000 },
    apply: ([algorithm, value], [, operand]) => hashBytes(String(algorithm), value, operand?.type),
  },
  GETDATE: dateFunction(),
  GETUTCDATE: dateFunction(),
  SYSDATETIME: dateFunction(),
  SYSUTCDATETIME: dateFunction(),
  CURRENT_TIMESTAMP: dateFunction(),
  ABS: { least: 1, most: 1, takes: [INT], type: INT, apply: ([value]) => Math.abs(Number(value)) },
  SIGN: { least: 1, most: 1, takes: [INT], type: INT, apply: ([value]) => Math.sign(Number(value)) },
};

function compilePure(
  pure: PureFunction,
  name: string,
  parameters: readonly Compiled[],
  place: Place,
  line: number,
): Compiled {
  if (parameters.length < pure.least || parameters.length > pure.most) {
    throw failAt(line, 174, `The ${name.toLowerCase()} function requires ${pure.least} argument(s).`, 15);
  }
  const readers = parameters.map((parameter, index) => {
    const wanted = pure.takes?.[index];
    if (wanted === undefined || parameter.type.kind === wanted.kind) return parameter.evaluate;
    if (isString(wanted) && isString(parameter.type)) return parameter.evaluate;
    const convert = converter(parameter.type, wanted, 0, line);
    return () => convert(parameter.evaluate());
  });
  const type = typeof pure.type === 'function' ? pure.type(parameters) : pure.type;
  const label = isString(type)
    ? parameters[0]?.label
      ? { label: parameters[0].label }
      : databaseLabel(type, place)
    : {};
  return {
    type,
    sources: allSources(...parameters),
    evaluate: () => {
      const values: Exclude<Value, null>[] = [];
      for (const read of readers) {
        const value = read();
        if (value === null) return null;
        values.push(value);
      }
      return pure.apply(values, parameters);
    },
    ...label,
  };
}

function character(code: Value | undefined): Value {
  const number = Number(code);
  return number < 0 || number > 65535 ? null : String.fromCharCode(number);
}

function dataLength(value: Value | undefined, parameter: Compiled | undefined): Value {
  if (typeof value === 'string' && parameter?.type.kind === 'uniqueidentifier') return 16;
  if (typeof value === 'string')
    return parameter?.type.kind.startsWith('n') === false ? value.length : value.length * 2;
  if (value instanceof Uint8Array) return value.length;
  return (
    { bit: 1, tinyint: 1, smallint: 2, int: 4, bigint: 8, datetime: 8 }[parameter?.type.kind as string] ??
    null
  );
}

function substring(value: Value | undefined, start: number, length: number): Value {
  const from = Math.max(start - 1, 0);
  const to = Math.max(start - 1 + length, from);
  return value instanceof Uint8Array ? value.slice(from, to) : String(value).slice(from, to);
}

function quoteName(text: string, quote: string): Value {
  if (text.length > 128) return null;
  const pairs: Readonly<Record<string, string>> = {
    '[': ']',
    ']': ']',
    '"': '"',
    "'": "'",
    '(': ')',
    '<': '>',
    '{': '}',
  };
  const close = pairs[quote];
  if (close === undefined) return null;
  return `${quote === ']' ? '[' : quote}${text.replaceAll(close, close + close)}${close}`;
}

const ALGORITHMS: Readonly<Record<string, string>> = {
  SHA2_512: 'sha512',
  SHA2_256: 'sha256',
  SHA1: 'sha1',
  SHA: 'sha1',
  MD5: 'md5',
};

function hashBytes(algorithm: string, value: Value | undefined, type: SqlType | undefined): Value {
  const name = ALGORITHMS[algorithm.toUpperCase()];
  if (name === undefined) return null;
  const encoding = type?.kind.startsWith('n') === true ? 'utf16le' : 'latin1';
  const bytes = value instanceof Uint8Array ? value : Buffer.from(String(value), encoding);
  return Uint8Array.from(createHash(name).update(bytes).digest());
}

/** PARSENAME: part 1 is the last. Version numbers are names to it, quoted or not. */
function nthPart(text: string, part: number): Value {
  if (/^[\d.]+$/.test(text)) return text.split('.').at(-part) ?? null;
  try {
    return new TokenStream(tokenize(text)).expectNameParts().at(-part) ?? null;
  } catch {
    return null;
  }
}
