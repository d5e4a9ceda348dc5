// The checks of values before they go out: a value that its column cannot hold is an error, because a real server could
// not have sent it.
import type { Column, Value } from '../contract.ts';

type Given = Exclude<Value, null>;

export function integer(value: Given, column: Column, least: number, most: number): number {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number.NaN : Number(value);
  if (!Number.isInteger(number) || number < least || number > most) throw misfit(column, String(value));
  return number;
}

export function bigInteger(value: Given, column: Column): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string' || Number.isInteger(value)) return BigInt(value as string | number);
  throw misfit(column, String(value));
}

export function string(value: Given, column: Column): string {
  if (typeof value !== 'string') throw misfit(column, String(value));
  return value;
}

export function binary(value: Given, column: Column): Uint8Array {
  if (!(value instanceof Uint8Array)) throw misfit(column, String(value));
  return value;
}

export function date(value: Given, column: Column): Date {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw misfit(column, String(value));
  return value;
}

export function misfit(column: Column, what: string): TypeError {
  const { kind, length } = column.type;
  return new TypeError(`Column ${column.name} ${kind}(${length ?? ''}) cannot hold: ${what.slice(0, 60)}`);
}
