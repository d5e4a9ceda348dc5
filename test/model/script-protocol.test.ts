// The words that scripts and their readers share: the templates write each of them, and no other of the kind.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLACEHOLDER, PROCEDURES, SECTION_MESSAGE, TABLES } from '../../src/model/script-protocol.ts';
import { assert, suite } from '../suite.ts';

const TEMPLATES = new URL('../../templates/', import.meta.url).pathname;
const text = readdirSync(TEMPLATES, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.hbs'))
  .map((name) => readFileSync(join(TEMPLATES, name), 'utf8'))
  .join('\n');

suite('the protocol of scripts', (test) => {
  test('templates have its procedures and tables, and none beside', () => {
    const found = new Set(text.match(/#regrant\w*/g));
    assert.equal([...found].sort(), [...PROCEDURES, ...TABLES].sort());
  });

  test('a section tells its title by the message of the protocol', () => {
    assert.ok(text.includes(`RAISERROR(N'${SECTION_MESSAGE}', 0, 1, N'{{titleInText}}')`));
  });

  test('no template has the placeholder itself, so that typing a secret everywhere spoils nothing: its halves are joined', () => {
    assert.not(text.includes(PLACEHOLDER));
    const joined = [...text.matchAll(/N'(<[^']*)' \+ N'([^']*)'/g)].map(
      ([, first, second]) => `${first}${second}`,
    );
    assert.ok(joined.length > 2);
    assert.equal([...new Set(joined)], [PLACEHOLDER]);
  });
});
