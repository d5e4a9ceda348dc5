import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { LONGEST_LINE } from '../../src/files/read-lines.ts';
import type { Fact } from '../../src/model/fact.ts';
import { openSnapshot, readSnapshot } from '../../src/snapshot/read-snapshot.ts';
import { serializeSnapshot } from '../../src/snapshot/serialize-snapshot.ts';
import { errorOf, inFolder } from '../files/folder.ts';
import { assert, suite } from '../suite.ts';
import { snapshotOf } from './arbitrary-fact.ts';

const HASH = '0x0200DEADBEEF';
const FACTS: readonly Fact[] = [
  { kind: 'login', name: 'a', type: 'S', sid: '0x01', isDisabled: false, passwordHash: HASH },
  { kind: 'schema', database: 'd', name: 'é', owner: 'dbo' },
  { kind: 'schema', database: 'd', name: 'z', owner: 'dbo' },
];
const TEXT = [...serializeSnapshot(snapshotOf(FACTS))].join('');
const [HEADER = '', FIRST = '', SECOND = '', LOGIN = '', FOOTER = ''] = TEXT.split('\n');

/** A file of these lines whose footer fits its facts, as a careful forger would write it. */
function forged(header: string, ...facts: readonly string[]): string {
  const lines = facts.map((fact) => `${fact}\n`).join('');
  const sha256 = createHash('sha256').update(lines).digest('hex');
  return `${header}\n${lines}${JSON.stringify({ facts: facts.length, sha256 })}\n`;
}

/** A header with other parts under a digest that fits, as a careful forger would write it. */
function header(parts: object): string {
  const { sha256: _, ...rest } = { ...JSON.parse(HEADER), ...parts };
  return digested(JSON.stringify(rest));
}

const digested = (text: string) =>
  `${text.slice(0, -1)},"sha256":"${createHash('sha256').update(text).digest('hex')}"}`;
const counted = (counts: object) => header({ counts });
const headed = (parts: object) => forged(header(parts), FIRST, SECOND, LOGIN);
/** A file whose header was edited as text, its digest left or made again. */
const edited = (from: string, to: string) => forged(HEADER.replace(from, to), FIRST, SECOND, LOGIN);
const redigested = (from: string, to: string) =>
  forged(digested(HEADER.replace(/,"sha256.*/, '}').replace(from, to)), FIRST, SECOND, LOGIN);
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

interface Case {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly says: RegExp;
}

const CASES: readonly Case[] = [
  { name: 'empty', content: '', says: /a is empty/ },
  {
    name: 'no snapshot: text',
    content: 'Servers of 2026\n',
    says: /a, line 1: is not JSON, so this is no snap/,
  },
  { name: 'no snapshot: JSON', content: '{"hello":1}\n', says: /a, line 1: is not the header of a snapshot/ },
  { name: 'no snapshot: null', content: 'null\n', says: /line 1: is not the header/ },
  { name: 'binary', content: Uint8Array.of(0x4d, 0x5a, 0x90, 0), says: /a is not UTF-8/ },
  { name: 'UTF-16', content: Buffer.from(`\ufeff${TEXT}`, 'utf16le'), says: /a is UTF-16/ },
  {
    name: 'script',
    content: '\ufeff-- Restores\r\nGO\r\n',
    says: /line 1: this is a T-SQL script, and no snapshot/,
  },
  { name: 'somebody’s script', content: 'CREATE LOGIN [x];\n', says: /line 1: this is a T-SQL script/ },
  { name: 'byte order mark', content: `\ufeff${TEXT}`, says: /line 1: starts with a byte order mark/ },
  { name: 'CRLF', content: TEXT.replaceAll('\n', '\r\n'), says: /line 1: ends in CR LF/ },
  {
    name: 'invalid UTF-8',
    content: Buffer.from(TEXT, 'latin1'),
    says: /is not UTF-8 somewhere after line 0/,
  },
  { name: 'a newer format', content: headed({ format: 2 }), says: /line 1: .*format is 2.* reads format 1/ },
  { name: 'a strange format', content: headed({ format: 'x' }), says: /format is unknown/ },
  {
    name: 'an unknown header property',
    content: headed({ x: 1 }),
    says: /line 1: is no valid header: x is not a/,
  },
  {
    name: 'a nested header property',
    content: headed({ omissions: [{ code: 'a', fact: 'b' }], complete: false }),
    says: /omissions \(item 1\) remedy is missing/,
  },
  {
    name: 'complete with omissions',
    content: headed({ complete: false }),
    says: /complete contradicts omissions/,
  },
  {
    name: 'counts that lie',
    content: headed({ counts: { login: 1, schema: 1 } }),
    says: /line 1: the header was edited: it says 1 schema facts where there are 2/,
  },
  { name: 'header alone', content: `${HEADER}\n`, says: /line 1: the file ends here, without its footer/ },
  { name: 'header cut', content: HEADER.slice(0, -5), says: /line 1: is not JSON/ },
  {
    name: 'no footer',
    content: TEXT.slice(0, TEXT.indexOf(FOOTER)),
    says: /line 4: the file ends here, without its/,
  },
  { name: 'a cut fact', content: TEXT.slice(0, TEXT.indexOf(LOGIN) + 9), says: /line 4: is cut/ },
  { name: 'a cut last line feed', content: TEXT.slice(0, -1), says: /line 5: is cut/ },
  {
    name: 'something after the footer',
    content: `${TEXT}${LOGIN}\n`,
    says: /line 6: there is something after the foot/,
  },
  {
    name: 'a blank line after the footer',
    content: `${TEXT}\n`,
    says: /line 6: there is something after the foot/,
  },
  {
    name: 'two snapshots in one',
    content: `${TEXT}${TEXT}`,
    says: /line 6: there is something after the footer/,
  },
  { name: 'a blank line inside', content: `${HEADER}\n\n${FIRST}\n`, says: /line 2: is not JSON/ },
  { name: 'broken JSON', content: TEXT.replace(`"${HASH}"`, HASH), says: /line 4: is not JSON/ },
  {
    name: 'an edited fact',
    content: TEXT.replace('"name":"z"', '"name":"zz"'),
    says: /line 5: .*SHA-256 .*edited/,
  },
  {
    name: 'a removed fact',
    content: TEXT.replace(`${SECOND}\n`, ''),
    says: /line 4: the footer says 3 facts where there are 2/,
  },
  {
    name: 'an edited footer',
    content: TEXT.replace(FOOTER, FOOTER.replace('"sha256":"', '"sha256":"x')),
    says: /line 5: is no valid footer: sha256/,
  },
  {
    name: 'a twin',
    content: forged(HEADER, FIRST, FIRST, LOGIN),
    says: /line 3: a second fact has the key database\/d\/schema\/z$|line 3: a second fact has the key/,
  },
  {
    name: 'out of order',
    content: forged(HEADER, SECOND, FIRST, LOGIN),
    says: /line 3: the fact .* is out of order after/,
  },
  {
    name: 'an unknown kind',
    content: forged(HEADER, '{"kind":"x\\u001b[2J"}'),
    says: /line 2: has the unknown kind x\\u\{1b\}\[2J/,
  },
  { name: 'no kind', content: forged(HEADER, '{"name":"x"}'), says: /line 2: has no kind/ },
  { name: 'no object', content: forged(HEADER, '[]'), says: /line 2: has no kind/ },
  { name: 'null', content: forged(HEADER, 'null'), says: /line 2: is not a fact/ },
  {
    name: 'an unknown property',
    content: forged(HEADER, FIRST.replace('"owner"', '"x":1,"owner"')),
    says: /line 2: is no valid schema: x is not a property/,
  },
  {
    name: 'a __proto__ property',
    content: forged(HEADER, FIRST.replace('"owner"', '"__proto__":{},"owner"')),
    says: /__proto__ is not a property/,
  },
  {
    name: 'a missing property',
    content: forged(HEADER, FIRST.replace(/,"owner":"dbo"/, '')),
    says: /owner is missing/,
  },
  {
    name: 'a wrong type',
    content: forged(HEADER, FIRST.replace('"dbo"', '7')),
    says: /owner is not a string/,
  },
  { name: 'a null', content: forged(HEADER, FIRST.replace('"dbo"', 'null')), says: /owner is not a string/ },
  {
    name: 'a wrong enumeration',
    content: forged(HEADER, LOGIN.replace('"S"', '"Q"')),
    says: /type is none of the 7 values/,
  },
  {
    name: 'a wrong secret',
    content: forged(HEADER, LOGIN.replace(HASH, `${HASH}F`)),
    says: /passwordHash does not match/,
  },
  {
    name: 'hashes where there should be none',
    content: forged(header({ passwords: 'none' }), LOGIN),
    says: /line 2: stands for a password otherwise than the header says \(none\)/,
  },
  {
    name: 'wrong counts but right digest',
    content: forged(counted({ login: 1, schema: 3 }), FIRST, SECOND, LOGIN),
    says: /it says 3 schema facts where there are 2/,
  },
  {
    name: 'gzip cut',
    content: gzipSync(TEXT).subarray(0, -12),
    says: /a is truncated: its gzip ends too early/,
  },
  {
    name: 'gzip damaged',
    content: gzipSync(TEXT).fill(0xff, 20, 40),
    says: /a is damaged: its gzip cannot be unpacked/,
  },
  {
    name: 'gzip of one endless line',
    content: gzipSync(Buffer.alloc(LONGEST_LINE + 1, 'x')),
    says: /a has a line that no fact is/,
  },
  {
    name: 'complete edited',
    content: edited('"complete":true,"omissions":[]', '"complete":false,"omissions":[]'),
    says: /line 1: the header’s SHA-256 is not its own: it was edited/,
  },
  { name: 'a server renamed', content: edited('"name":"', '"name":"X'), says: /line 1: .*it was edited/ },
  { name: 'no digest', content: edited(HEADER, HEADER.replace(/,"sha256.*/, '}')), says: /line 1: .*edited/ },
  {
    name: 'a property of the header twice',
    content: redigested('"complete":true', '"complete":false,"complete":true'),
    says: /line 1: is not as Regrant writes it: something stands twice/,
  },
  {
    name: 'blanks in the header',
    content: redigested(',', ', '),
    says: /line 1: is not as Regrant writes it/,
  },
  {
    name: 'a deep selection',
    content: redigested('"complete"', `"selection":${deep(100_000)},"complete"`),
    says: /line 1: is no valid header: selection a is not a property/,
  },
  {
    name: 'a selection that is none',
    content: headed({ selection: { principals: { include: 'a' } } }),
    says: /line 1: is no valid header: selection principals include is not a list/,
  },
  {
    name: 'a profile that is none',
    content: headed({ selection: { profile: { name: 'p', title: 't', roles: [{}] } } }),
    says: /profile roles \(item 1\) name is missing/,
  },
  {
    name: 'a property of a fact twice',
    content: forged(HEADER, FIRST.replace('"owner"', '"owner":"sa","owner"'), SECOND, LOGIN),
    says: /line 2: is not as Regrant writes it/,
  },
  {
    name: 'a property of a fact twice, in disguise',
    content: forged(HEADER, FIRST.replace('"owner"', '"own\\u0065r":"sa","owner"'), SECOND, LOGIN),
    says: /line 2: is not as Regrant writes it/,
  },
  {
    name: 'a property of the footer twice',
    content: TEXT.replace('{"facts":3', '{"facts":9,"facts":3'),
    says: /line 5: is not as Regrant writes it/,
  },
  {
    name: 'a deep fact',
    content: forged(HEADER, FIRST.replace('"dbo"', deep(100_000))),
    says: /line 2: is no valid schema: owner is not a string/,
  },
  {
    name: 'a number that is none',
    content: forged(HEADER, '{"kind":"configuration","name":"a","value":1e400,"valueInUse":1}'),
    says: /value is not a whole number/,
  },
  {
    name: 'a number that is not exact',
    content: forged(HEADER, '{"kind":"configuration","name":"a","value":9007199254740993,"valueInUse":1}'),
    says: /value is not a whole number/,
  },
  { name: 'gzip of something else', content: gzipSync('hello\n'), says: /line 1: is not JSON/ },
];

suite('reading a bad snapshot', (test) => {
  for (const { name, content, says } of CASES) {
    test(`${name}: says the file and the line, and a remedy, and no secret`, () =>
      inFolder(async (folder) => {
        const path = join(folder, 'a');
        await writeFile(path, content);
        const drain = async () => {
          for await (const _ of (await openSnapshot(path)).facts);
        };
        for (const read of [() => readSnapshot(path), drain]) {
          const error = await errorOf(read());
          assert.is(error.code, 'bad-snapshot');
          assert.match(String(error.fact), says);
          assert.ok(String(error.remedy).length > 20);
          const shown = `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
          assert.not(shown.includes('DEADBEEF'), 'a secret is in the error');
        }
      }));
  }

  test('the good file is good, so that the cases prove something', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'a'), TEXT);
      await writeFile(join(folder, 'b'), gzipSync(forged(HEADER, FIRST, SECOND, LOGIN)));
      assert.is((await readSnapshot(join(folder, 'a'))).facts.length, 3);
      assert.is((await readSnapshot(join(folder, 'b'))).facts.length, 3);
    }));

  test('any one byte changed, cut or added is found', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'a');
      const bytes = Buffer.from(TEXT);
      const edits = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(2));
      const property = fc.asyncProperty(edits, async ([at, mask, sort]) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ mask;
        const added = Buffer.concat([bytes.subarray(0, at), Buffer.of(mask), bytes.subarray(at)]);
        await writeFile(path, [changed, bytes.subarray(0, at), added][sort] ?? '');
        assert.is((await errorOf(readSnapshot(path))).code, 'bad-snapshot');
      });
      await fc.assert(property, { numRuns: 300 });
    }));

  test('a file that is not there or not a file is file-failed; an aborted reading is cancelled', () =>
    inFolder(async (folder) => {
      for (const path of [join(folder, 'missing'), folder]) {
        const error = await errorOf(readSnapshot(path));
        assert.is(error.code, 'file-failed');
        assert.ok(String(error.fact).includes(path));
      }
      await writeFile(join(folder, 'a'), TEXT);
      const signal = AbortSignal.abort();
      assert.is((await errorOf(readSnapshot(join(folder, 'a'), { signal }))).code, 'cancelled');
    }));

  test('a file replaced between opening and reading is found', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'a'), TEXT);
      const open = await openSnapshot(join(folder, 'a'));
      await writeFile(join(folder, 'a'), headed({ tool: { name: 'another', version: '1' } }));
      const error = await errorOf(open.facts[Symbol.asyncIterator]().next());
      assert.match(String(error.fact), /replaced after it was opened/);
    }));
});
