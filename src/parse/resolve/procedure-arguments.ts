// The arguments of a procedure's call, by parameter, in the types that its translation asks for.
import type { Hex } from '../../model/fact.ts';
import { hexOf } from '../grammar/parse-option.ts';
import type { CatalogId, Value } from '../tree/value.ts';
import { castValue } from './evaluate.ts';

/** Arguments by parameter name (lower case, without `@`); absent for NULL, DEFAULT and those not given. */
export type Bound = Readonly<Record<string, Value>>;

/** The largest int. */
const INT = 2_147_483_647;

/** Typed access to the arguments of a call. */
export class Arguments {
  readonly #bound: Bound;

  #misfit: string | undefined;
  /** What of the call is not known, and not in its statements. */
  unknown: string | undefined;

  constructor(bound: Bound) {
    this.#bound = bound;
  }

  /** The first argument that was asked for as text and is none. */
  get misfit(): string | undefined {
    return this.#misfit;
  }

  text(name: string): string | undefined {
    const value = castValue(this.#bound[name], 'NVARCHAR(MAX)', 0);
    if (value?.type === 'string') return value.value;
    if (this.has(name)) this.#misfit ??= name;
    return undefined;
  }

  /** The text of an argument that must be given. */
  name(parameter: string): string {
    return this.text(parameter) ?? '';
  }

  /** A name; undefined where it is empty, or not given. */
  label(name: string): string | undefined {
    return this.text(name)?.trim() || undefined;
  }

  number(name: string): number | undefined {
    const value = this.#bound[name];
    const isText = value?.type === 'string' && /^[+-]?\d+$/.test(value.value);
    const number = value?.type === 'number' || isText ? Number(value.value) : undefined;
    return number !== undefined && Math.trunc(number) === number && Math.abs(number) <= INT
      ? number
      : undefined;
  }

  /** A bit. */
  flag(name: string): boolean | undefined {
    const number = this.number(name);
    return number === undefined ? undefined : number !== 0;
  }

  /** What a number stands for that was looked up by a name. */
  id(name: string): CatalogId | undefined {
    const value = this.#bound[name];
    return value?.type === 'id' ? value.id : undefined;
  }

  hex(name: string): Hex | undefined {
    const value = this.#bound[name];
    return value?.type === 'binary' ? hexOf(value.value) : undefined;
  }

  /** The hash of a password: a binary value, or the text that one was turned into, which begins with its version. */
  hash(name: string): Hex | undefined {
    const value = this.#bound[name];
    if (value?.type !== 'string') return this.hex(name);
    const version = value.value.charCodeAt(0);
    if (version !== 1 && version !== 2) return undefined;
    return `0x${Buffer.from(value.value, 'utf16le').toString('hex').toUpperCase()}`;
  }

  /** Whether it is NULL or was not given. */
  isNull(name: string): boolean {
    return !Object.hasOwn(this.#bound, name) || this.#bound[name]?.type === 'null';
  }

  has(name: string): boolean {
    return this.#bound[name] !== undefined && this.#bound[name]?.type !== 'null';
  }
}
