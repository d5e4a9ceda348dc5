// Rows and their values as keys, for the checks of environments.
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import type { Value } from '../server/contract.ts';
import type { RowRecord } from './environment.ts';

/** A value as the key of a map. */
export function keyText(value: Value | undefined): string {
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`;
  if (value instanceof Date) return value.toISOString();
  return String(value).normalize('NFC').toLowerCase().trimEnd();
}

/** The first version that has a row; `oldest` for a row that is not gated. */
export function sinceOf(row: RowRecord, oldest: SqlVersion): number {
  return Number(row['@since'] ?? oldest);
}
