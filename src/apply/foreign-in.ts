// The statements of a script that are none of this program's: shown before they run, and run only when that was allowed.
import { RegrantError } from '../model/errors.ts';
import { ForeignFinder } from '../parse/foreign/foreign-finder.ts';
import type { ForeignStatement } from '../parse/foreign/foreign-statement.ts';
import { KeptText } from '../parse/foreign/kept-text.ts';
import type { ToldByScript } from '../parse/foreign/statement-purpose.ts';
import { DOUBLE_APOSTROPHES } from '../parse/lex/secret-lines.ts';
import { type ParseOptions, parseParts, watched } from '../parse/parse-script.ts';
import type { Statement } from '../parse/tree/statement.ts';
import type { ScriptFile } from './script-batches.ts';
import { expectationsOf } from './server-checks.ts';

/** What was found in a script that was looked through before: a run that goes on reads it no second time. */
const known = new WeakMap<ScriptFile, readonly ForeignStatement[]>();

/** Every one of them, in order. Passes on the reason of `signal`. */
export async function foreignIn(
  script: ScriptFile,
  options: ParseOptions = {},
): Promise<readonly ForeignStatement[]> {
  if (!known.has(script)) for await (const part of watchedParts(script, options)) for (const _ of part);
  return known.get(script) ?? [];
}

/**
 * The statements of a script in parts, each shown to `see`; when all of them have been walked through, the foreign ones
 * among them are known.
 */
export async function* watchedParts(
  script: ScriptFile,
  options: ParseOptions,
  see: (statement: Statement) => void = () => {},
): AsyncGenerator<Iterable<Statement>, void, undefined> {
  const text = new KeptText(script.text);
  const finder = new ForeignFinder(text, script.isWrapped ? toldBy(script) : undefined);
  const found: ForeignStatement[] = [];
  const seeAll = (statement: Statement): void => {
    found.push(...finder.in(statement));
    see(statement);
  };
  for await (const part of parseParts(text.chunks(), options)) yield watched(part, seeAll);
  found.push(...finder.atEnd());
  known.set(script, found);
}

/** What a script tells of itself: a statement that sets an option otherwise, or has no number of its own, was put in. */
function toldBy(script: ScriptFile): ToldByScript {
  const leftOptions = expectationsOf(script).expected.flatMap(({ property, value }) => {
    const [setting = '', ...name] = value.split(' ');
    return property === 'option' ? [[name.join(' '), Number(setting)] as const] : [];
  });
  return { leftOptions: new Map(leftOptions), numbers: numbersOf(script) };
}

/** The numbers that one statement has, from 1 to as many as the script says it has. */
function numbersOf({ batches, statements }: ScriptFile): ReadonlySet<number> {
  const [once, again] = [new Set<number>(), new Set<number>()];
  for (const number of batches.flatMap((batch) => batch.statements))
    (once.has(number) ? again : once).add(number);
  const isCounted = (number: number) => Number.isInteger(number) && number >= 1 && number <= statements;
  return new Set([...once].filter((number) => isCounted(number) && !again.has(number)));
}

/** Why a script with foreign statements is not run. */
export function foreignRefusal(path: string, found: readonly ForeignStatement[]): RegrantError {
  const secret = found.find(({ reason }) => reason === 'broken-secret');
  if (secret !== undefined) {
    return new RegrantError({
      code: 'not-supported',
      fact: `The secret in line ${secret.line} of ${path} cannot be read.`,
      remedy: DOUBLE_APOSTROPHES,
    });
  }
  const [first, ...more] = found;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return new RegrantError({
    code: 'not-supported',
    fact: `Line ${first?.line} of ${path} has a statement that is not of this program: ${first?.text}${others}.`,
    remedy: 'Look at each of them in the dry run; if all are meant, allow them (--allow-foreign).',
  });
}
