// The capture script by its words: it selects and sets, what it runs selects, and nothing of a user's stands in it unquoted.
import { captureScript } from '../../src/offline/capture-script.ts';
import { assert, suite } from '../suite.ts';

const textsOf = (script: string): readonly string[] =>
  [...script.matchAll(/SET (?:@ask = @ask|@msdb = @msdb) \+ N'((?:[^']|'')*)';/g)].map(([, text = '']) =>
    text.replaceAll("''", "'"),
  );

suite('capture script', (test) => {
  test('every line selects, sets, declares or runs what was asked, and every text selects', async () => {
    const script = await captureScript({ passwords: 'hashes' });
    const texts = textsOf(script);
    assert.ok(texts.length > 40);
    for (const text of texts)
      assert.match(text.replace(/'(?:[^']|'')*'/g, "''"), /^SELECT [^;]*; SELECT [^;]*;$/);
    const outside = script.replace(/N'(?:[^']|'')*'/g, "N''").split('\n');
    for (const line of outside) {
      assert.match(
        line,
        /^$|^--|^ *(SELECT|SET|DECLARE|EXEC (sys\.sp_executesql @ask|@run @text)|IF|WHILE 1 = 1|BEGIN|END|WHERE|AND|ORDER BY)\b/,
      );
      assert.not.match(
        line,
        /\b(INSERT|UPDATE|DELETE|MERGE|CREATE|ALTER|DROP|GRANT|DENY|REVOKE|INTO|xp_\w+)\b/,
      );
    }
  });

  test('it is ASCII, and names of the options cannot get out of their quotes', async () => {
    const hostile = "x'; DROP LOGIN [sa]; --\n\u2019ü[%_$(PATH)";
    const script = await captureScript({ selection: { databases: { include: [hostile, 'A*'] } } });
    assert.match(script, /^[\n -~]*$/);
    assert.not.match(script, '$(');
    assert.not.match(script.replace(/N'(?:[^']|'')*'/g, "N''"), 'DROP LOGIN');
    assert.is(script.split('\n').length, (await captureScript()).split('\n').length);
  });

  test('hashes are asked for on request only', async () => {
    assert.not.match(await captureScript(), 'password_hash');
    assert.match(await captureScript({ passwords: 'hashes' }), 'password_hash');
  });
});
