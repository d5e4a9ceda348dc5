// What options may be, as tables: callers in JavaScript have no compiler, and a number that is none goes a long way.
import { RegrantError } from './errors.ts';

/** What an option may be, when it is given: a kind of value, one of a list, or a list of such. */
export type OptionRule =
  | keyof typeof KINDS
  | readonly (string | number)[]
  | { readonly listOf: readonly string[] };

/** A rule for every option; one that is missing does not compile. */
export type OptionRules<O> = { readonly [K in keyof O]-?: OptionRule };

const KINDS = {
  flag: { isRight: (value: unknown) => typeof value === 'boolean', said: 'true or false' },
  text: { isRight: (value: unknown) => typeof value === 'string', said: 'text' },
  count: {
    isRight: (value: unknown) => Number.isInteger(value) && Number(value) > 0,
    said: 'a whole number above 0',
  },
  milliseconds: {
    isRight: (value: unknown) => typeof value === 'number' && value > 0 && value <= 2_147_483_647,
    said: 'milliseconds, above 0 and up to 2,147,483,647',
  },
  port: { isRight: (value: unknown) => isWhole(value, 1, 65_535), said: 'a port, 1 to 65,535' },
  packetSize: { isRight: (value: unknown) => isWhole(value, 512, 32_767), said: 'bytes, 512 to 32,767' },
  function: { isRight: (value: unknown) => typeof value === 'function', said: 'a function' },
  object: { isRight: (value: unknown) => typeof value === 'object' && value !== null, said: 'an object' },
  signal: { isRight: (value: unknown) => value instanceof AbortSignal, said: 'an AbortSignal' },
  key: {
    isRight: (value: unknown) => typeof value === 'string' || value instanceof Uint8Array,
    said: 'text or bytes',
  },
  /** Checked by whoever uses it. */
  any: { isRight: () => true, said: '' },
} as const;

const isWhole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;

/** What is looked at beside the rules. */
export interface CheckedAs<O> {
  /** Options that must be given. */
  readonly needed?: readonly (keyof O & string)[];
  /** What the options stand in, with its dot: `address.`. */
  readonly within?: string;
}

/** Throws a RegrantError `bad-option` that names every option that is not right; absent ones are, unless needed. */
export function checkOptions<O extends object>(
  options: O,
  rules: OptionRules<O>,
  { needed = [], within = '' }: CheckedAs<O> = {},
): void {
  if (typeof options !== 'object' || options === null) throw badOptions(['The options are not an object.']);
  const problems = (Object.entries(rules) as [string, OptionRule][]).flatMap(([name, rule]) => {
    const value = (options as Readonly<Record<string, unknown>>)[name];
    const isAbsent = value === undefined && !(needed as readonly string[]).includes(name);
    const said = isAbsent ? undefined : wrongWith(rule, value);
    return said === undefined ? [] : [`“${within}${name}” must be ${said}.`];
  });
  if (problems.length > 0) throw badOptions(problems);
}

/** What a value must be, where it is not that. */
function wrongWith(rule: OptionRule, value: unknown): string | undefined {
  if (typeof rule === 'object' && 'listOf' in rule) {
    const isRight = Array.isArray(value) && value.every((one) => rule.listOf.includes(one));
    return isRight ? undefined : `a list of ${rule.listOf.join(', ')}`;
  }
  if (typeof rule !== 'string') {
    return rule.includes(value as string | number) ? undefined : `one of ${rule.join(', ')}`;
  }
  const { isRight, said } = KINDS[rule];
  return isRight(value) ? undefined : said;
}

function badOptions(problems: readonly string[]): RegrantError {
  return new RegrantError({
    code: 'bad-option',
    fact: problems.join(' '),
    remedy: 'Correct the options of the call.',
  });
}
