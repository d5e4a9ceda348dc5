// SQL types: what a value is inside the engine, and which of them the wire of the test server can carry.
import type { WireType } from '../../contract.ts';

/** Types of expressions: the wire's, and some that exist in catalogue columns only. `null` is the untyped NULL. */
export type TypeKind = WireType['kind'] | 'null' | 'binary' | 'numeric' | 'float' | 'datetime2';

/** A type; `length` in characters or bytes where the kind has one. */
export interface SqlType {
  readonly kind: TypeKind;
  readonly length?: number | 'max';
}

/** A type as written in T-SQL: `nvarchar(128)`, `int`, `sysname`. */
export interface TypeName {
  readonly name: string;
  readonly arguments: readonly (number | 'max')[];
}

const SIMPLE: Readonly<Record<string, SqlType>> = {
  bit: { kind: 'bit' },
  tinyint: { kind: 'tinyint' },
  smallint: { kind: 'smallint' },
  int: { kind: 'int' },
  integer: { kind: 'int' },
  bigint: { kind: 'bigint' },
  sysname: { kind: 'nvarchar', length: 128 },
  uniqueidentifier: { kind: 'uniqueidentifier' },
  datetime: { kind: 'datetime' },
  smalldatetime: { kind: 'datetime' },
  datetime2: { kind: 'datetime2' },
  date: { kind: 'datetime2' },
  sql_variant: { kind: 'sql_variant' },
  numeric: { kind: 'numeric' },
  decimal: { kind: 'numeric' },
  float: { kind: 'float' },
  real: { kind: 'float' },
};

const SIZED = new Set(['nvarchar', 'varchar', 'nchar', 'char', 'varbinary', 'binary']);

/** The type of a type name; undefined when it is none the engine knows. */
export function typeOf(name: TypeName, defaultLength = 30): SqlType | undefined {
  const word = name.name.toLowerCase();
  if (SIZED.has(word)) return { kind: word as TypeKind, length: name.arguments[0] ?? defaultLength };
  return SIMPLE[word];
}

/** A type given as text in the catalogue: `nvarchar(60)`. */
export function parseType(text: string): SqlType | undefined {
  const parts = /^(\w+)(?:\((\w+)(?:,(\w+))?\))?$/.exec(text);
  if (parts === null) return undefined;
  const length = parts[2] === undefined ? [] : [parts[2] === 'max' ? ('max' as const) : Number(parts[2])];
  return typeOf({ name: parts[1] ?? '', arguments: length });
}

/** The type as T-SQL writes it, for error messages. */
export function typeText(type: SqlType): string {
  return type.length === undefined ? type.kind : `${type.kind}(${type.length})`;
}

const INTEGERS: ReadonlySet<TypeKind> = new Set(['bit', 'tinyint', 'smallint', 'int', 'bigint']);
const STRINGS: ReadonlySet<TypeKind> = new Set(['char', 'varchar', 'nchar', 'nvarchar']);

export const isInteger = (type: SqlType): boolean => INTEGERS.has(type.kind);
export const isNumber = (type: SqlType): boolean =>
  INTEGERS.has(type.kind) || type.kind === 'numeric' || type.kind === 'float';
export const isString = (type: SqlType): boolean => STRINGS.has(type.kind);
export const isBinary = (type: SqlType): boolean => type.kind === 'varbinary' || type.kind === 'binary';
export const isDate = (type: SqlType): boolean => type.kind === 'datetime' || type.kind === 'datetime2';

// "Data type precedence (Transact-SQL)": the higher one wins.
const PRECEDENCE: readonly TypeKind[] = [
  'null',
  'binary',
  'varbinary',
  'char',
  'varchar',
  'nchar',
  'nvarchar',
  'uniqueidentifier',
  'bit',
  'tinyint',
  'smallint',
  'int',
  'bigint',
  'numeric',
  'float',
  'datetime',
  'datetime2',
  'sql_variant',
];

/** The type that two operands meet in: the one of higher precedence, as long as the longer of two of a family. */
export function commonType(a: SqlType, b: SqlType): SqlType {
  const [low, high] = PRECEDENCE.indexOf(a.kind) <= PRECEDENCE.indexOf(b.kind) ? [a, b] : [b, a];
  if (high.length === undefined || low.length === undefined) return high;
  const length = high.length === 'max' || low.length === 'max' ? 'max' : Math.max(high.length, low.length);
  return { kind: high.kind, length };
}

/** The type on the wire; undefined for those the test server does not carry. */
export function wireType(type: SqlType): WireType | undefined {
  switch (type.kind) {
    case 'null':
      return { kind: 'int' };
    case 'binary':
      return { kind: 'varbinary', length: type.length ?? 30 };
    case 'numeric':
    case 'float':
    case 'datetime2':
      return undefined;
    default:
      return type.length === undefined ? { kind: type.kind } : { kind: type.kind, length: type.length };
  }
}
