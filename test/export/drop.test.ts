// Objects that go before they are made anew, or only go: in which order, and asked for where that was asked for.
import { exportDefinitions, exportScript } from '../../src/export/export-definitions.ts';
import type { ExportOptions } from '../../src/export/export-options.ts';
import { SHOP } from '../define/examples/shop.ts';
import { captureRows } from '../define/rows.ts';
import { assert, suite } from '../suite.ts';

const BATCH_END = '\nGO\n';

/** The batches of one script of all. */
async function batches(options: ExportOptions): Promise<string[]> {
  const { files } = await exportScript(await captureRows(SHOP), { newline: 'lf', ...options });
  return [...files].join('').split(BATCH_END);
}

const FOREIGN_KEYS_OF_LINE = `DECLARE @drop nvarchar(max) = N'';
SELECT @drop = @drop + N'ALTER TABLE [Sales].[Line] DROP CONSTRAINT ' + QUOTENAME(name) + N';' FROM sys.foreign_keys WHERE parent_object_id = OBJECT_ID(N'[Sales].[Line]');
EXEC sys.sp_executesql @drop;`;

const GONE = [
  'DROP TRIGGER [Sales].[OnOrder];',
  'DROP PROCEDURE [Sales].[AddOrder];',
  'DROP VIEW [Sales].[Total];',
  'DROP TABLE [Sales].[Order];',
  'DROP TABLE [Sales].[Line];',
  'DROP FUNCTION [dbo].[Rate];',
  'DROP SYNONYM [dbo].[Alias];',
  'DROP SCHEMA [Sales];',
];

suite('objects that are dropped', (test) => {
  test('go from the last that is made to the first, foreign keys before all', async () => {
    const [first = '', ...rest] = await batches({ drop: 'only' });
    assert.ok(first.endsWith(FOREIGN_KEYS_OF_LINE), first);
    assert.equal(rest, [...GONE, '']);
  });

  test('go before any is made, and what is made is what is made without', async () => {
    const made = await batches({});
    const both = await batches({ drop: 'before' });
    assert.equal(both.slice(1, GONE.length + 1), GONE);
    assert.equal(both.slice(GONE.length + 1), [made[0]?.replace(/^--.*\n/, ''), ...made.slice(1)]);
  });

  test('are asked for where that is asked for: by IF EXISTS where the release takes it, else by a query', async () => {
    const words = await batches({ drop: 'only', existence: 'guard' });
    assert.ok(words.includes('DROP VIEW IF EXISTS [Sales].[Total];'), words.join('\n'));
    const { files } = await exportScript(await captureRows(SHOP, {}, { version: 2014 }), {
      newline: 'lf',
      drop: 'only',
      existence: 'guard',
    });
    const query =
      "IF EXISTS (SELECT 1 FROM sys.objects WHERE object_id = OBJECT_ID(N'[Sales].[Total]')) DROP VIEW [Sales].[Total];";
    assert.ok([...files].join('').split(BATCH_END).includes(query), [...files].join(''));
  });

  test('in a file for each, each goes right before it is made', async () => {
    const { files } = await exportDefinitions(await captureRows(SHOP), { newline: 'lf', drop: 'before' });
    const view = [...files].find(({ path }) => path.endsWith('Total.sql'))?.text ?? '';
    assert.ok(view.startsWith(`DROP VIEW [Sales].[Total];${BATCH_END}`), view);
  });
});
