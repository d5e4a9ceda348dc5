// Faults of what comes out, and of what does not.
import { exportDefinitions, exportScript } from '../../../src/export/export-definitions.ts';
import type { ExportOptions } from '../../../src/export/export-options.ts';
import { assert } from '../../suite.ts';
import { SHOP } from '../examples/shop.ts';
import { captureRows, definitionsIn } from '../rows.ts';
import { batchesOf, column, definition, type Fault, filesOf, snapshotOf } from './fault.ts';

/** The example as another server has it: other numbers, rows in another order. */
function elsewhere(): typeof SHOP {
  const number = (row: object) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        /(?:^|_)(?:object|parent|referenc\w+)_id$/.test(name) &&
        typeof value === 'number' &&
        value >= 10 &&
        value < 100
          ? 5000 - value * 7
          : value,
      ]),
    );
  return Object.fromEntries(
    Object.entries(SHOP).map(([view, rows]) => [view, [...rows].reverse().map(number)]),
  ) as typeof SHOP;
}

export const OUTPUT_FAULTS: readonly Fault[] = [
  {
    number: 75,
    fact: 'Objects and indexes stood in another order after a restore.',
    shown: async () => {
      const textOf = async (rows: typeof SHOP) => {
        const { files } = await exportScript(await captureRows(rows));
        return [...files].join('');
      };
      assert.is(await textOf(elsewhere()), await textOf(SHOP));
    },
  },
  {
    number: 76,
    fact: 'Columns stood in the order of the alphabet.',
    shown: async () => {
      const [text = ''] = await batchesOf([
        definition('table', 'dbo.t', { columns: [column('b'), column('a')] }),
      ]);
      assert.ok(text.indexOf('[b]') < text.indexOf('[a]'));
    },
  },
  {
    number: 77,
    fact: 'Objects were dropped and not made again; of two scripts the second was without some.',
    shown: async () => {
      const snapshot = await captureRows(SHOP);
      const textOf = async () => [...(await exportScript(snapshot)).files].join('');
      const [first, second] = [await textOf(), await textOf()];
      assert.is(first, second);
      assert.not.match(first, /^DROP /m);
    },
  },
  {
    number: 78,
    fact: 'Sequences were left out.',
    shown: async () => {
      const [text = ''] = await batchesOf([
        definition('sequence', 'dbo.q', {
          type: { name: 'int' },
          start: '1',
          increment: '1',
          minimum: '1',
          maximum: '9',
        }),
      ]);
      assert.match(text, /^CREATE SEQUENCE \[dbo\]\.\[q\]/);
    },
  },
  {
    number: 79,
    fact: 'Partition functions and schemes could not be chosen.',
    shown: async () => {
      const { files } = await filesOf([
        definition('partition-function', 'f', { type: { name: 'int' }, range: 'LEFT' }),
        definition('partition-scheme', 's', { function: 'f', filegroups: ['PRIMARY'] }),
      ]);
      assert.is(files.size, 2);
    },
  },
  {
    number: 80,
    fact: 'Options were replaced by others in silence.',
    shown: async () => {
      const options: ExportOptions = Object.freeze({ headers: true, collation: 'always' as const });
      await filesOf(definitionsIn(await captureRows(SHOP)), options);
      assert.equal(options, { headers: true, collation: 'always' });
      const wrong = { collation: 'sometimes' } as unknown as ExportOptions;
      const error = await filesOf([], wrong).catch((thrown: unknown) => thrown);
      assert.match(String(error), 'collation');
    },
  },
  {
    number: 81,
    fact: 'An object was gone for the program once its DROP was written.',
    plumbing: 'Facts are read and changed by nobody.',
  },
  {
    number: 82,
    fact: 'Guards left old and new objects side by side.',
    shown: async () => {
      const facts = [definition('procedure', 'dbo.p', { definition: 'CREATE PROC dbo.p AS RETURN' })];
      assert.equal(await batchesOf(facts), ['CREATE PROC dbo.p AS RETURN']);
      assert.match(
        (await batchesOf(facts, { existence: 'create-or-alter' }))[0] ?? '',
        'CREATE OR ALTER PROC',
      );
    },
  },
  {
    number: 83,
    fact: 'A constraint stood in CREATE TABLE, and once more in ALTER TABLE.',
    shown: async () => {
      const state = [{}, { isNotTrusted: true }, { isNotTrusted: true, isDisabled: true }] as const;
      for (const each of state) {
        const check = { name: 'ck', definition: '([id]>(0))', ...each };
        const made = await batchesOf([
          definition('table', 'dbo.t', { columns: [column('id')], checks: [check] }),
        ]);
        assert.is(made.join('\n').match(/CHECK \(\[id\]/g)?.length, 1);
      }
    },
  },
  {
    number: 84,
    fact: 'The file of a database was empty, and nothing was said.',
    shown: async () => {
      const snapshot = await captureRows(SHOP);
      const { files, notExported } = await exportDefinitions(await snapshotOf(definitionsIn(snapshot)));
      const texts = [...files];
      assert.is(texts.length + notExported.length, definitionsIn(snapshot).length);
      for (const { path, text } of texts) assert.match(text, /CREATE /i, path);
    },
  },
];
