// + - * / % & | ^ on numbers, and + on strings and binaries. Mixed operands convert as SQL Server converts them.
import type { Value } from '../../contract.ts';
import { cannot, failAt } from '../messages.ts';
import { converter } from '../sql/convert.ts';
import type { SqlType } from '../sql/sql-type.ts';
import { commonType, isBinary, isInteger, isNumber, isString } from '../sql/sql-type.ts';
import type { Compiled } from './compiled.ts';
import { allSources, mergeLabels } from './compiled.ts';

type Apply = (a: number, b: number, line: number) => number;

const INTEGER: Readonly<Record<string, Apply>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b, line) => Math.trunc(a / notZero(b, line)),
  '%': (a, b, line) => a % notZero(b, line),
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
};

/** Compiles `left operator right`; throws for operands that T-SQL does not combine, or that the engine cannot. */
export function compileArithmetic(operator: string, left: Compiled, right: Compiled, line: number): Compiled {
  const type = commonType(left.type, right.type);
  if (operator === '+' && isString(type)) return concatenate(left, right, line);
  if (operator === '+' && isBinary(type) && isBinary(left.type) && isBinary(right.type))
    return join(left, right);
  if (!isNumber(type)) throw cannot(line, `${operator} on ${left.type.kind} and ${right.type.kind}`);
  const apply = INTEGER[operator];
  if (apply === undefined || (!isInteger(type) && operator !== '+' && operator !== '-' && operator !== '*')) {
    throw cannot(line, `${operator} on ${type.kind}`);
  }
  const result: SqlType = type.kind === 'bit' ? { kind: 'int' } : type;
  const a = convertedTo(left, result, line);
  const b = convertedTo(right, result, line);
  return {
    type: result,
    sources: allSources(left, right),
    evaluate: () => {
      const x = a();
      const y = b();
      if (x === null || y === null) return null;
      return checkRange(apply(Number(x), Number(y), line), result, line);
    },
  };
}

function convertedTo(operand: Compiled, type: SqlType, line: number): () => Value {
  if (operand.type.kind === type.kind) return operand.evaluate;
  const convert = converter(operand.type, type, 0, line);
  return () => convert(operand.evaluate());
}

function concatenate(left: Compiled, right: Compiled, line: number): Compiled {
  const wide = [left, right].some(({ type }) => type.kind.startsWith('n') && type.kind !== 'null');
  const kind = wide ? 'nvarchar' : 'varchar';
  const text = (operand: Compiled) =>
    isString(operand.type) || operand.type.kind === 'null'
      ? operand.evaluate
      : convertedTo(operand, { kind, length: 40 }, line);
  const a = text(left);
  const b = text(right);
  const label = mergeLabels(left.label, right.label, line);
  return {
    type: { kind, length: sumLength(left.type, right.type, wide ? 4000 : 8000) },
    sources: allSources(left, right),
    evaluate: () => {
      const x = a();
      const y = b();
      return x === null || y === null ? null : `${x as string}${y as string}`;
    },
    ...(label && { label }),
  };
}

// (max) stays (max); otherwise the sum, at most what the type can hold.
function sumLength(a: SqlType, b: SqlType, most: number): number | 'max' {
  if (a.length === 'max' || b.length === 'max') return 'max';
  return Math.min((a.length ?? 1) + (b.length ?? 1), most);
}

function join(left: Compiled, right: Compiled): Compiled {
  return {
    type: { kind: 'varbinary', length: sumLength(left.type, right.type, 8000) },
    sources: allSources(left, right),
    evaluate: () => {
      const x = left.evaluate();
      const y = right.evaluate();
      if (!(x instanceof Uint8Array) || !(y instanceof Uint8Array)) return null;
      return Uint8Array.from([...x, ...y]);
    },
  };
}

function notZero(divisor: number, line: number): number {
  if (divisor === 0) throw failAt(line, 8134, 'Divide by zero error encountered.');
  return divisor;
}

function checkRange(value: number, type: SqlType, line: number): number {
  const limit = { tinyint: 255, smallint: 32767, int: 2147483647 }[type.kind as string];
  if (limit !== undefined && Math.abs(value) > limit) {
    throw failAt(
      line,
      8115,
      `Arithmetic overflow error converting expression to data type ${type.kind}.`,
      16,
      2,
    );
  }
  if (limit === undefined && !Number.isSafeInteger(value) && type.kind === 'bigint')
    throw cannot(line, 'this bigint');
  return value;
}
