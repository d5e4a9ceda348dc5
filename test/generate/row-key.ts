// Rows and their values as keys, for the checks of environments.
import { SQL_VERSIONS } from '../../src/model/version.ts';
import type { Value } from '../server/contract.ts';
import type { RowRecord } from './environment.ts';

/** A value as the key of a map. */
export function keyText(value: Value | undefined): string {
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`;
  if (value instanceof Date) return value.toISOString();
  return String(value).normalize('NFC').toLowerCase().trimEnd();
}

/** The first version that has a row. */
export function sinceOf(row: RowRecord): number {
  return Number(row['@since'] ?? SQL_VERSIONS[0]);
}
