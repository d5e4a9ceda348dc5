// A check and an export of management packs send nothing but settings of their own session and constant SELECTs.
import { tokenize } from '../../src/parse/lex/tokenizer.ts';
import { assert, suite } from '../suite.ts';
import { checkBatches } from './sent.ts';

/** The first words of the statements of a batch, and every word that could make one of them more than a reading. */
function wordsOf(text: string): { readonly first: readonly string[]; readonly all: ReadonlySet<string> } {
  const tokens = tokenize(text);
  const first = tokens.filter(
    ({ kind }, at) => kind === 'word' && (at === 0 || tokens[at - 1]?.text === ';'),
  );
  return {
    first: first.map(({ upper }) => upper),
    all: new Set(tokens.filter(({ kind }) => kind === 'word').map(({ upper }) => upper)),
  };
}

const MORE = [
  'INTO',
  'EXEC',
  'EXECUTE',
  'INSERT',
  'UPDATE',
  'DELETE',
  'MERGE',
  'OPENROWSET',
  'OPENQUERY',
  'NEXT',
];

suite('what a check sends', (test) => {
  test('SELECT and SET, and in them nothing that does more', async () => {
    const batches = await checkBatches();
    assert.ok(batches.length >= 5);
    for (const { id, text } of batches) {
      const { first, all } = wordsOf(text);
      assert.ok(first.includes('SELECT'), id);
      for (const word of first) assert.ok(word === 'SELECT' || word === 'SET', `${id}: ${word}`);
      for (const word of MORE) assert.not(all.has(word), `${id}: ${word}`);
    }
  });
});
