// Whatever stands in a value of a definition, wherever it stands: nothing of it is ever a word of a statement by itself.
import { foundMade } from '../../../src/define/made.ts';
import { contextIn } from '../../../src/define/order.ts';
import { writtenOf } from '../../../src/define/written.ts';
import { RegrantError } from '../../../src/model/errors.ts';
import type { DefinitionFact } from '../../../src/model/fact.ts';
import { SqlWords } from '../../../src/model/sql-words.ts';
import { assert, suite } from '../../suite.ts';
import { EXAMPLE_SERVERS, EXAMPLE_SETTINGS, EXAMPLES } from '../examples/every-example.ts';
import { captureRows, definitionsIn } from '../rows.ts';

const TEXTS = [
  'a]b\'c"d\nGO\nDROPPED(1) --/*',
  "x'; DROPPED",
  ') DROPPED (',
  '(1) DROPPED (2)',
  ' DROPPED',
  '1 DROPPED',
  '@a DROPPED',
];
const NUMBERS = [1e308, 1e21, Number.NaN, 1.5];

type Path = readonly (string | number)[];

/** The paths to all texts and numbers in a value. */
function* pathsIn(value: unknown, above: Path = []): Generator<Path> {
  if (typeof value === 'object' && value !== null)
    for (const [name, part] of Object.entries(value)) yield* pathsIn(part, [...above, name]);
  else if (typeof value === 'string' || typeof value === 'number') yield above;
}

/** A copy with another value at a path. */
function withValue<T>(whole: T, path: Path, next: (old: unknown) => unknown): T {
  const copy = structuredClone(whole);
  let at = copy as Record<string | number, unknown>;
  for (const name of path.slice(0, -1)) at = at[name] as typeof at;
  const last = path.at(-1) ?? '';
  at[last] = next(at[last]);
  return copy;
}

/** The texts of the statements; none where a database is refused, as nothing else is. */
function textsOf(fact: DefinitionFact): readonly string[] {
  try {
    const { statements } = writtenOf(fact, contextIn(undefined, { options: {} }));
    return statements.flatMap(({ text, makes }) => [text, foundMade(makes)]);
  } catch (error) {
    assert.ok(
      error instanceof RegrantError && error.code === 'bad-snapshot' && fact.type === 'database',
      String(error),
    );
    return [];
  }
}

/** The words of a text that are no constants, names in delimiters or comments; an end that is none counts as one. */
function* wordsOf(text: string): Generator<string> {
  const words = new SqlWords(text);
  for (let next = words.next(); next !== undefined; next = words.next()) yield next.word;
  if (!words.isAtEnd) yield 'a quote that does not close';
}

const isWrong = (word: string) => /^(?:DROPPED|NaN|a quote that does not close)$/.test(word);

suite('values of definitions', (test) => {
  for (const [name, rows] of Object.entries(EXAMPLES))
    test(`of ${name}: none is a word of a statement`, async () => {
      const server = EXAMPLE_SERVERS[name] ?? {};
      const facts = definitionsIn(await captureRows(rows, {}, { ...EXAMPLE_SETTINGS, server }));
      for (const fact of facts)
        for (const path of pathsIn(fact)) {
          // The text of a module is code, and goes as it is.
          if (path[0] === 'type' || (path.at(-1) === 'definition' && 'definition' in fact.body)) continue;
          for (const [at, text] of TEXTS.entries()) {
            const hostile = withValue(fact, path, (old) =>
              typeof old === 'string' ? text : (NUMBERS[at % NUMBERS.length] ?? 0),
            );
            for (const made of textsOf(hostile))
              for (const word of wordsOf(made))
                assert.not(isWrong(word), `${fact.type} ${path.join('.')}: ${word} in ${made.slice(0, 400)}`);
          }
        }
    });
});
