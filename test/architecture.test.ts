// Imports point one way: the table of ARCHITECTURE.md, held against the sources themselves.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assert, suite } from './suite.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Folder → the folders it may import from, as ARCHITECTURE.md has them. */
function allowed(): Map<string, string[]> {
  const rows = readFileSync(`${root}ARCHITECTURE.md`, 'utf8').matchAll(
    /^\| `src\/(\w+)` \|[^|]*\| ([^|]*) \|$/gm,
  );
  return new Map([...rows].map(([, folder = '', list = '']) => [folder, list.split(', ')]));
}

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Loaded when it is wanted, and not before. */
  readonly isLazy: boolean;
}

const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'));

const imports = sources.flatMap((file): Import[] => {
  const text = readFileSync(`${root}src/${file}`, 'utf8');
  return [...text.matchAll(/(from|import\()\s*'(\.[^']+)'/g)].map(([, word, path = '']) => ({
    file,
    from: file.includes('/') ? (file.split('/')[0] ?? '') : '',
    to: new URL(path, `file:///${file}`).pathname.slice(1),
    isLazy: word !== 'from',
  }));
});

suite('architecture', (test) => {
  const rules = allowed();

  test('every folder of src has its row', () => {
    const folders = new Set(sources.filter((file) => file.includes('/')).map((file) => file.split('/')[0]));
    assert.equal([...folders].sort(), [...rules.keys()].sort());
  });

  test('imports point the way the table says', () => {
    assert.ok(imports.length > 100, 'the sources were not read');
    for (const { file, from, to } of imports) {
      const target = to.split('/')[0] ?? '';
      if (from === '' || target === from || !to.includes('/')) continue;
      const list = rules.get(from) ?? [];
      assert.ok(list.includes('all') || list.includes(target), `src/${file} imports src/${to}`);
    }
  });

  test('no files import each other in a circle, not even for types, unless one loads the other later', () => {
    const now = imports.filter(({ isLazy }) => !isLazy);
    // What imports nothing that is left, and what nothing left imports, is in no circle.
    let left = new Set(sources);
    for (let size = -1; size !== left.size; ) {
      size = left.size;
      const among = now.filter(({ file, to }) => left.has(file) && left.has(to));
      const [importing, imported] = [
        new Set(among.map(({ file }) => file)),
        new Set(among.map(({ to }) => to)),
      ];
      left = new Set([...left].filter((file) => importing.has(file) && imported.has(file)));
    }
    assert.equal([...left], []);
  });

  test('no folder holds more than 25 files on one level', () => {
    const counts = new Map<string, number>();
    for (const file of sources) {
      const folder = file.slice(0, Math.max(file.lastIndexOf('/'), 0));
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    assert.equal(
      [...counts].filter(([, count]) => count > 25).map(([folder]) => folder),
      [],
    );
  });

  test('only capture loads knex, and only lazily; only connect loads tedious, and only lazily', () => {
    for (const [library, folder] of [
      ['knex', 'capture/'],
      ['tedious', 'connect/'],
    ] as const) {
      const users = sources.filter((file) =>
        new RegExp(`^import (?!type).* from '${library}`, 'm').test(
          readFileSync(`${root}src/${file}`, 'utf8'),
        ),
      );
      assert.equal(users, [], `${library} is loaded at start by ${users.join(', ')}`);
      const lazy = sources.filter((file) =>
        readFileSync(`${root}src/${file}`, 'utf8').includes(`import('${library}')`),
      );
      assert.ok(
        lazy.length > 0 && lazy.every((file) => file.startsWith(folder)),
        `${library}: ${lazy.join(', ')}`,
      );
    }
  });
});
