// Where a row ends that is all there. Nothing is said of one that is not, nor of one in which something is wrong.
import type { WireLimits } from './limits.ts';
import { LONGEST_VARIANT, type Measure, VARIANT_TYPES } from './type-info.ts';

/** The tokens of rows. */
export const ROW = 0xd1;
export const COMPRESSED_ROW = 0xd2;

/** Lengths that mean something else. */
export const NULL_WORD = 0xffff;
export const NULL_PARTS = 0xffffffffffffffffn;
export const UNKNOWN_LENGTH = 0xfffffffffffffffen;

/** What an end is when it is not known. */
const UNKNOWN = -1;

/** The index behind the row whose token byte is at `from`; negative when there is none, or not all of it. */
export function afterRow(
  bytes: Buffer,
  from: number,
  columns: readonly Measure[],
  limits: WireLimits,
): number {
  const token = bytes[from];
  if (token === ROW) {
    let at = from + 1;
    for (const measure of columns) {
      at = afterValue(bytes, at, measure, limits);
      if (at < 0 || at > bytes.length) return UNKNOWN;
    }
    return at - from > limits.row ? UNKNOWN : at;
  }
  return token === COMPRESSED_ROW ? afterCompressed(bytes, from, columns, limits) : UNKNOWN;
}

function afterCompressed(
  bytes: Buffer,
  from: number,
  columns: readonly Measure[],
  limits: WireLimits,
): number {
  const nulls = from + 1;
  let at = nulls + ((columns.length + 7) >> 3);
  if (at > bytes.length) return UNKNOWN;
  for (const [index, measure] of columns.entries()) {
    if (isNullAt(bytes, nulls, index)) continue;
    at = afterValue(bytes, at, measure, limits);
    if (at < 0 || at > bytes.length) return UNKNOWN;
  }
  return at - from > limits.row ? UNKNOWN : at;
}

/** Whether the bitmap that begins at `from` says that a column is NULL. */
export function isNullAt(bytes: Uint8Array, from: number, column: number): boolean {
  return ((bytes[from + (column >> 3)] ?? 0) & (1 << (column & 7))) !== 0;
}

/** May lie behind the end of the bytes: then the value is not all there. */
function afterValue(bytes: Buffer, at: number, measure: Measure, limits: WireLimits): number {
  switch (measure.by) {
    case 'size':
      return at + measure.bytes;
    case 'byte': {
      const length = bytes[at] ?? UNKNOWN;
      return measure.allowed.has(length) ? at + 1 + length : UNKNOWN;
    }
    case 'word': {
      const length = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
      return length === NULL_WORD ? at + 2 : at + 2 + length;
    }
    case 'parts':
      return afterParts(bytes, at, limits);
    case 'variant':
      return afterVariant(bytes, at);
    case 'pointer':
      return afterPointed(bytes, at, limits);
  }
}

function afterParts(bytes: Buffer, from: number, limits: WireLimits): number {
  if (from + 8 > bytes.length) return UNKNOWN;
  const claimed = bytes.readBigUInt64LE(from);
  if (claimed === NULL_PARTS) return from + 8;
  let sum = 0;
  for (let at = from + 8; at + 4 <= bytes.length; ) {
    const length = bytes.readUInt32LE(at);
    at += 4 + length;
    sum += length;
    if (length > limits.part || sum > limits.value) return UNKNOWN;
    if (length === 0) return claimed === UNKNOWN_LENGTH || claimed === BigInt(sum) ? at : UNKNOWN;
  }
  return UNKNOWN;
}

function afterVariant(bytes: Buffer, at: number): number {
  if (at + 4 > bytes.length) return UNKNOWN;
  const length = bytes.readUInt32LE(at);
  if (length === 0) return at + 4;
  if (length < 2 || length > LONGEST_VARIANT || at + 6 > bytes.length) return UNKNOWN;
  const type = VARIANT_TYPES.get(bytes[at + 4] ?? 0);
  const properties = bytes[at + 5] ?? 0;
  const rest = length - 2 - properties;
  const fits = properties === type?.properties && rest >= 0 && (type.lengths?.has(rest) ?? true);
  return fits ? at + 4 + length : UNKNOWN;
}

function afterPointed(bytes: Buffer, at: number, limits: WireLimits): number {
  const pointer = bytes[at];
  if (pointer === undefined) return UNKNOWN;
  if (pointer === 0) return at + 1;
  const from = at + 1 + pointer + 8;
  if (from + 4 > bytes.length) return UNKNOWN;
  const length = bytes.readUInt32LE(from);
  return length > limits.part ? UNKNOWN : from + 4 + length;
}
