import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Fact } from '../../src/model/fact.ts';
import { keyOf } from '../../src/model/identity.ts';
import type { SnapshotHeader } from '../../src/model/snapshot.ts';
import { assembleSnapshot } from '../../src/snapshot/assemble-snapshot.ts';
import { openSnapshot, readSnapshot } from '../../src/snapshot/read-snapshot.ts';
import { footerOf, serializeSnapshot } from '../../src/snapshot/serialize-snapshot.ts';
import { sortFacts } from '../../src/snapshot/sort-facts.ts';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.ts';
import { errorOf, inFolder } from '../files/folder.ts';
import { assert, suite } from '../suite.ts';
import { anyFact, anyFacts, HOSTILE_NAMES, PARTS, snapshotOf } from './arbitrary-fact.ts';

const textOf = (facts: Iterable<Fact>, parts = {}) =>
  [...serializeSnapshot(snapshotOf(facts, parts))].join('');
const schemas = (names: readonly string[]): Fact[] =>
  names.map((name) => ({ kind: 'schema', database: 'd', name, owner: name }));

suite('snapshot files', (test) => {
  test('give back any facts exactly, plain and compressed, whole and as a stream', () =>
    inFolder(async (folder) => {
      const property = fc.asyncProperty(anyFacts, fc.boolean(), async (facts, packed) => {
        const path = join(folder, packed ? 'a.regrant.ndjson.gz' : 'a.regrant.ndjson');
        const snapshot = snapshotOf(facts);
        await writeSnapshot(path, snapshot);
        const read = await readSnapshot(path);
        assert.equal(read, snapshot);
        const streamed: Fact[] = [];
        const open = await openSnapshot(path);
        for await (const fact of open.facts) streamed.push(fact);
        assert.equal(streamed, snapshot.facts);
        assert.equal(open.header, snapshot.header);
      });
      await fc.assert(property, { numRuns: 50 });
    }));

  test('have one form: the order of facts and of their properties does not show', () => {
    fc.assert(
      fc.property(anyFacts, fc.infiniteStream(fc.nat()), (facts, random) => {
        const turned = facts.map(
          (fact) => Object.fromEntries(Object.entries(fact).reverse()) as unknown as Fact,
        );
        const order = new Map(turned.map((fact) => [fact, random.next().value as number]));
        turned.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
        assert.is(textOf(turned), textOf(facts));
      }),
    );
  });

  test('are header, facts in ordinal order and footer, in LF lines of well-formed UTF-8', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'a');
      await writeSnapshot(path, snapshotOf(schemas(HOSTILE_NAMES)));
      const text = await readFile(path, 'utf8');
      const lines = text.split('\n');
      assert.is(lines.pop(), '');
      assert.is(lines.length, HOSTILE_NAMES.length + 2);
      assert.not(text.includes('\r') || text.includes('\ufffd'));
      assert.match(text, '\\ud83d');
      const keys = lines.slice(1, -1).map((line) => keyOf(JSON.parse(line) as Fact));
      assert.equal(keys, [...keys].sort());
      const digest = createHash('sha256').update(`${lines.slice(1, -1).join('\n')}\n`);
      assert.is(lines.at(-1), `{"facts":${HOSTILE_NAMES.length},"sha256":"${digest.digest('hex')}"}`);
      if (process.platform !== 'win32') assert.is((await stat(path)).mode & 0o777, 0o600);
    }));

  test('have a canonical header, and a footer that does not depend on it', () => {
    const header = {
      notes: [
        { fact: 'B.', code: 'b' },
        { fact: 'A.', code: 'a' },
      ],
      capturedBy: 'me',
      capturedAt: '2026-01-01T00:00:00Z',
      omissions: [{ remedy: 'R.', fact: 'F.', code: 'database-offline', database: 'd' }],
    };
    const [line, ...rest] = textOf(schemas(['b', 'a']), header).split('\n');
    const expected =
      '{"regrant":"snapshot","format":1,"tool":{"name":"regrant","version":"0.0.0"},' +
      '"server":{"name":"SMDB01","productVersion":"15.0.4430.1","edition":"Developer"},' +
      '"capturedAt":"2026-01-01T00:00:00Z","capturedBy":"me","complete":false,' +
      '"omissions":[{"code":"database-offline","database":"d","fact":"F.","remedy":"R."}],"exclusions":[],' +
      '"notes":[{"code":"a","fact":"A."},{"code":"b","fact":"B."}],"passwords":"hashes","counts":{"schema":2}}';
    const sha256 = createHash('sha256').update(expected).digest('hex');
    assert.is(line, `${expected.slice(0, -1)},"sha256":"${sha256}"}`);
    assert.equal(
      rest,
      textOf(schemas(['a', 'b']))
        .split('\n')
        .slice(1),
    );
    assert.is(JSON.stringify(footerOf(snapshotOf(schemas(['a', 'b'])))), rest[2]);
  });

  test('of no facts are whole too', () =>
    inFolder(async (folder) => {
      await writeSnapshot(join(folder, 'a'), snapshotOf([]));
      assert.equal((await readSnapshot(join(folder, 'a'))).facts, []);
    }));
});

suite('assembleSnapshot', (test) => {
  const refused = async (facts: readonly unknown[], parts = {}) => {
    const error = await errorOf(Promise.resolve().then(() => snapshotOf(facts as Fact[], parts)));
    assert.is(error.code, 'internal');
    return String(error.fact);
  };

  test('refuses two facts with one key, and names it without letting it break the line', async () => {
    const twins = schemas(['a\nb', 'x', 'a\nb']);
    assert.match(await refused(twins), 'Two facts have the key database/d/schema/a\\u{a}b.');
  });

  test('told to, keeps one of several with one key, whatever their order, and reports the others', () => {
    const twins = schemas(['a', 'a', 'b']).map((fact, at) => ({ ...fact, owner: `owner ${at}` }) as Fact);
    for (const facts of [twins, [...twins].reverse()]) {
      const dropped: Fact[] = [];
      const snapshot = assembleSnapshot(PARTS, sortFacts(facts), (others) => {
        dropped.push(...others);
        return [{ code: 'duplicate-key', fact: 'F.', remedy: 'R.' }];
      });
      assert.equal(snapshot.facts, [twins[0], twins[2]]);
      assert.equal(dropped, [twins[1]]);
      assert.not(snapshot.header.complete);
    }
  });

  test('refuses a header that could not be read again', async () => {
    assert.match(await refused([], { capturedAt: 'today' }), 'capturedAt does not match');
    assert.match(await refused([], { passwordKeyId: 'k' }), 'passwordKeyId');
  });

  test('freezes its lists and counts the kinds', () => {
    const snapshot = snapshotOf(schemas(['a', 'b']));
    assert.equal(snapshot.header.counts, { schema: 2 });
    assert.ok(Object.isFrozen(snapshot.facts) && Object.isFrozen(snapshot.header));
  });
});

suite('serializeSnapshot', (test) => {
  test('refuses a snapshot that was put together by hand and could not be read again', async () => {
    const { header, facts } = snapshotOf(schemas(['a', 'b']));
    const wrong: { header: SnapshotHeader; facts: readonly Fact[] }[] = [
      { header, facts: [...facts].reverse() },
      { header, facts: facts.flatMap((fact) => [fact, fact]) },
      { header, facts: facts.slice(1) },
      { header: { ...header, complete: false }, facts },
      { header, facts: facts.map((fact) => ({ ...fact, owner: 1 })) as unknown as Fact[] },
    ];
    for (const snapshot of wrong) {
      const error = await errorOf(Promise.resolve().then(() => [...serializeSnapshot(snapshot)]));
      assert.is(error.code, 'internal');
    }
  });

  test('refuses facts that could not be read again, and says nothing of their values', async () => {
    const { header } = snapshotOf([]);
    const refused = async (fact: unknown, parts: Partial<SnapshotHeader> = {}) => {
      const snapshot = { header: { ...header, ...parts }, facts: [fact as Fact] };
      const error = await errorOf(Promise.resolve().then(() => [...serializeSnapshot(snapshot)]));
      assert.is(error.code, 'internal');
      return String(error.fact);
    };
    const login = { kind: 'login', name: 'x', type: 'S', sid: '0x01', isDisabled: false };
    const wrongSid = await refused({ ...login, sid: 'secret' });
    assert.match(wrongSid, 'is no valid login: sid does not match');
    assert.not.match(wrongSid, 'secret');
    assert.match(await refused({ ...login, colour: 'red' }), 'colour is not a property');
    assert.match(await refused({ ...login, kind: 'logon' }), 'unknown kind logon');
    assert.match(await refused({ ...login, passwordHash: '0x01' }, { passwords: 'none' }), 'header says');
    assert.match(await refused(null), 'is not a fact');
    const { sid: _, ...without } = login;
    assert.match(await refused(without), 'sid is missing');
  });

  test('any single fact makes a line that JSON reads back', () => {
    fc.assert(
      fc.property(anyFact, (fact) => {
        const line = textOf([fact]).split('\n')[1] ?? '';
        assert.equal(JSON.parse(line), fact);
      }),
      { numRuns: 1000 },
    );
  });
});
