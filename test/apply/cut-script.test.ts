// A script that a full disk or a broken copy cut short: it says so, wherever it was cut.
import { splitScript } from '../../src/apply/script-batches.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { assert, suite } from '../suite.ts';
import { capturedFixture, scriptOf } from './restored-server.ts';
import { smallServer } from './small-server.ts';

const fixture = smallServer();
const { text } = await scriptOf(await capturedFixture(fixture));
const END = text.search(/^EXEC #regrant_end/m);

/** What is wrong with a script by the file alone. */
function problemOf(script: string): string {
  try {
    splitScript('a.sql', script);
    return 'nothing';
  } catch (error) {
    assert.instance(error, RegrantError);
    return `${(error as RegrantError).code}: ${(error as RegrantError).fact}`;
  }
}

suite('a script that was cut short', (test) => {
  test('lacks its end, wherever it was cut', () => {
    const told = text.indexOf('#regrant_database');
    assert.ok(told > 0 && told < text.search(/^SET NOCOUNT ON/m), 'the head speaks of it');
    for (let at = 0; at < END; at += 499) {
      const what = at <= told + 16 ? 'has no statement in it' : 'lacks its end, where it tells what failed';
      assert.is(problemOf(text.slice(0, at)), `bad-script: a.sql ${what}.`, `at ${at}`);
    }
    assert.is(problemOf(text), 'nothing');
    assert.is(problemOf(text.replaceAll('\n', '\r\n')), 'nothing');
  });

  test('an empty file, and one of comments alone, is no script that ran well', () => {
    for (const empty of ['', '-- nothing\n', 'GO\nGO\n', '/* x */'])
      assert.is(problemOf(empty), 'bad-script: a.sql has no statement in it.', JSON.stringify(empty));
  });

  test('one that a person broke, and that has its end, is told by its line', () => {
    const broken = text.replace(/^EXEC #regrant \d+, N'/m, (line) => `${line}'`);
    assert.is.not(broken, text);
    assert.match(problemOf(broken), /^bad-script: Line \d+ of a\.sql /);
  });
});
