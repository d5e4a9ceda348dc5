// The head of a module's text: which module it makes, and the very characters of its name.
import { type ModuleHead, moduleHead } from '../../src/model/definitions/module-head.ts';
import { assert, suite } from '../suite.ts';

/** The head, with the texts that its ranges stand for. */
function told(text: string) {
  const head: ModuleHead | undefined = moduleHead(text);
  if (head === undefined) return undefined;
  const at = ({ from, to }: { readonly from: number; readonly to: number }) => text.slice(from, to);
  const { create, kind, name, on } = head;
  return [at(create), kind, at(name), name.parts, ...(on === undefined ? [] : [at(on), on.parts])];
}

suite('module heads', (test) => {
  test('have the whole name, whatever stands between its parts', () => {
    for (const [text, name, parts] of [
      ['CREATE VIEW v AS SELECT 1 AS a', 'v', ['v']],
      ['CREATE VIEW Sales.[Old]]Name] AS SELECT 1 AS a', 'Sales.[Old]]Name]', ['Sales', 'Old]Name']],
      // Vowels and tones of Thai and Hindi are marks, no letters; and no sign beyond ASCII needs delimiters.
      ['CREATE VIEW dbo.ข้อมูล AS SELECT 1 AS a', 'dbo.ข้อมูล', ['dbo', 'ข้อมูล']],
      ['CREATE VIEW カ・キ AS SELECT 1 AS a', 'カ・キ', ['カ・キ']],
      ['CREATE VIEW हिन्दी AS SELECT 1 AS a', 'हिन्दी', ['हिन्दी']],
      ['CREATE VIEW Sales . "Old" AS SELECT 1 AS a', 'Sales . "Old"', ['Sales', 'Old']],
      [
        '-- CREATE VIEW no\nCREATE/* VIEW no */VIEW\n[a] /* . */ .\n-- .\n[b](c) AS SELECT 1',
        '[a] /* . */ .\n-- .\n[b]',
        ['a', 'b'],
      ],
    ] as const) {
      assert.equal(told(text), ['CREATE', 'VIEW', name, parts]);
    }
  });

  test('know CREATE OR ALTER, PROC, and what a trigger is on', () => {
    assert.equal(told('create or  alter proc dbo.p AS SELECT 1'), [
      'create or  alter',
      'PROCEDURE',
      'dbo.p',
      ['dbo', 'p'],
    ]);
    assert.equal(told('CREATE TRIGGER s.t ON s . u AFTER INSERT AS SELECT 1'), [
      'CREATE',
      'TRIGGER',
      's.t',
      ['s', 't'],
      's . u',
      ['s', 'u'],
    ]);
  });

  test('are none where no module is made', () => {
    for (const text of [
      '',
      'CREATE',
      'CREATE TABLE t (a int)',
      'CREATE OR REPLACE VIEW v AS SELECT 1',
      'ALTER VIEW v AS SELECT 1',
      'DROP VIEW v; CREATE VIEW v AS SELECT 1',
      'CREATE VIEW',
      "CREATE VIEW 'v' AS SELECT 1",
      'CREATE TRIGGER t AFTER INSERT AS SELECT 1',
      'CREATE VIEW [v',
    ]) {
      assert.is(told(text), undefined, text);
    }
  });
});
