// The reader is the check on what writes scripts: neither may know the other, by whatever way.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assert, suite } from '../suite.ts';

const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url));

/** Every file that the files of a folder import, themselves included, as paths in src/. Types count too. */
function reached(folder: string): ReadonlySet<string> {
  const open = readdirSync(`${SOURCES}${folder}`, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`);
  const seen = new Set<string>();
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = readFileSync(`${SOURCES}${file}`, 'utf8');
    for (const [, path = ''] of text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
      const target = new URL(path, `file:///${file}`).pathname.slice(1);
      if (existsSync(`${SOURCES}${target}`)) open.push(target);
    }
  }
  return seen;
}

const folderOf = (file: string): string => file.split('/')[0] ?? '';

suite('read: independence', (test) => {
  test('what reads, simulates and proves does not reach what plans, renders and quotes', () => {
    for (const folder of ['parse', 'simulate', 'read', 'prove']) {
      const files = reached(folder);
      assert.ok(files.size > 40, `${files.size} files`);
      const found = [...files].filter((file) => ['plan', 'render', 'text'].includes(folderOf(file)));
      assert.equal(found, [], folder);
    }
  });

  test('a parsed script is made with nothing but the parser and the model', () => {
    const folders = new Set([...reached('parse')].map(folderOf));
    assert.equal([...folders].sort(), ['model', 'parse']);
  });

  test('what plans, renders and quotes does not reach the reader', () => {
    for (const folder of ['plan', 'render', 'text']) {
      const found = [...reached(folder)].filter((file) =>
        ['parse', 'simulate', 'read'].includes(folderOf(file)),
      );
      assert.equal(found, [], folder);
    }
  });
});
