// When names of Windows are one: in any case, letter by letter, whatever the collation.
import { foldOf, foldOfWindows } from '../../src/model/name-fold.ts';
import { assert, suite } from '../suite.ts';

const areOne = (a: string, b: string): boolean => foldOfWindows(a) === foldOfWindows(b);

suite('names of Windows', (test) => {
  test('are one in any case', () => {
    assert.ok(areOne('contoso\\Anna', 'CONTOSO\\anna'));
    assert.ok(areOne('CONTOSO\\Jörg', 'CONTOSO\\JÖRG'));
    assert.ok(areOne('CONTOSO\\Σίσυφος', 'CONTOSO\\ΣΊΣΥΦΟΣ'));
  });

  test('are as many as they have letters: none becomes two, and none beyond ASCII one within', () => {
    assert.not.ok(areOne('CONTOSO\\Straße', 'CONTOSO\\STRASSE'));
    assert.not.ok(areOne('CONTOSO\\ılker', 'CONTOSO\\Ilker'));
    assert.not.ok(areOne('CONTOSO\\\u{17f}am', 'CONTOSO\\Sam'));
    assert.ok(areOne('CONTOSO\\Straße', 'contoso\\STRAßE'));
  });

  test('are two where they differ in accents or blanks, which a collation may leave out', () => {
    assert.not.ok(areOne('CONTOSO\\José', 'CONTOSO\\Jose'));
    const fold = foldOf('Latin1_General_CI_AI');
    assert.is(fold('CONTOSO\\José'), fold('CONTOSO\\jose '));
  });
});
