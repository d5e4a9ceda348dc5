// What a statement says, in one shape for both readers: the shape in which Microsoft's parser gives its facts, without
// what the reader never keeps (plain passwords and secrets) and with binary values written alike.
import type { StatementFact } from '../conformance-bridge/shapes.ts';

/** A statement's parts and its place: the script's line, how many guards are above it, and the way down to it. */
export interface Part
  extends Omit<StatementFact, 'guards' | 'path' | 'arguments' | 'securable' | 'principals' | 'permissions'> {
  readonly permissions?: readonly (readonly [name: string, columns: readonly string[]])[];
  readonly securable?: readonly [name: readonly string[], columns: readonly string[]];
  readonly class?: string;
  readonly principals?: readonly string[];
  /** Of procedures: what else they are told. */
  readonly values?: readonly (string | number | boolean | undefined)[];
  readonly guards: number;
  readonly path: string;
}

/** Where a statement stands. */
export type PartPlace = Pick<Part, 'line' | 'guards' | 'path' | 'database'>;

/** What stands for a password or secret that was given. */
export const GIVEN = 'given';

/** Text by which parts are compared: what says nothing is left out, properties stand in one order. */
export function partText(part: Part): string {
  return JSON.stringify(part, (_, value: unknown) => (isPlain(value) ? sorted(value) : value));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(value).filter(
    ([, inner]) =>
      inner !== undefined && inner !== false && !(isPlain(inner) && Object.keys(inner).length === 0),
  );
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A binary value in whole bytes and upper case; other text as it is. */
export function hexed(value: string): string {
  if (!/^0x[0-9a-f]*$/i.test(value)) return value;
  const digits = value.slice(2).toUpperCase();
  return `0x${digits.length % 2 === 0 ? digits : `0${digits}`}`;
}
