// What the wire reads of columns and rows, held against tedious, which reads the same bytes by code of its own: every
// type, NULL or not, in packets cut anywhere.
import { createRequire } from 'node:module';
import type { Token } from 'tedious/lib/token/token.js';
import type { Row } from '../../src/connect/driver.ts';
import { decodeInCodePage } from '../../src/connect/tedious/code-page.ts';
import type { Column } from '../../src/connect/wire/column.ts';
import { rowDecoder } from '../../src/connect/wire/decode-rows.ts';
import { WIRE_LIMITS } from '../../src/connect/wire/limits.ts';
import type { RowBlock } from '../../src/connect/wire/row-blocks.ts';
import { TextCache } from '../../src/connect/wire/text-cache.ts';
import { TokenCheck } from '../../src/connect/wire/token-check.ts';
import { columns, done, row, TYPE, VALUE } from '../hostile/answers.ts';
import { chanceFrom } from '../hostile/mutate.ts';
import { assert, suite } from '../suite.ts';
import { randomAnswer } from './random-answer.ts';

type DebugClass = typeof import('tedious/lib/debug.js').default;
type ParserClass = typeof import('tedious/lib/token/stream-parser.js').default;

const load = createRequire(import.meta.url);
const Debug = load('tedious/lib/debug.js') as DebugClass;
const Parser = load('tedious/lib/token/stream-parser.js') as ParserClass;

const SEED = Number(process.env.REGRANT_SEED ?? 1);
const RUNS = Number(process.env.REGRANT_RUNS ?? 300);

interface Read {
  readonly sets: { readonly columns: readonly string[]; readonly rows: Row[] }[];
  readonly passed: Buffer;
  readonly blocks: readonly RowBlock[];
}

/** What the wire makes of a payload that comes in packets of so many bytes. */
function read(payload: Buffer, size: () => number): Read {
  const sets: { columns: readonly string[]; rows: Row[] }[] = [];
  const passed: Buffer[] = [];
  const blocks: RowBlock[] = [];
  const texts = new TextCache(decodeInCodePage);
  let decode: ReturnType<typeof rowDecoder>;
  const check = new TokenCheck('SMDB01', WIRE_LIMITS, {
    changed() {},
    refused() {},
    columns(read: readonly Column[]) {
      decode = rowDecoder(read, texts);
      sets.push({ columns: read.map(({ name }) => name), rows: [] });
    },
    rows(block) {
      blocks.push(block);
      sets.at(-1)?.rows.push(...decode(block));
    },
  });
  check.expect('answer');
  for (let at = 0; at < payload.length; ) {
    const end = Math.min(payload.length, at + size());
    passed.push(
      ...check
        .feed(Buffer.from(payload.subarray(at, end)), end === payload.length)
        .map((bytes) => Buffer.from(bytes)),
    );
    at = end;
  }
  return { sets, passed: Buffer.concat(passed), blocks };
}

/** What tedious makes of it. */
async function readByTedious(payload: Buffer): Promise<Read['sets']> {
  const sets: { columns: readonly string[]; rows: Row[] }[] = [];
  const options = { useUTC: true, lowerCaseGuids: false, tdsVersion: '7_4', useColumnNames: false };
  const parser = Parser.parseTokens(
    [payload],
    new Debug(),
    options as Parameters<typeof Parser.parseTokens>[2],
  );
  for await (const token of parser as AsyncIterable<Token & { readonly columns?: unknown }>) {
    if (token.name === 'COLMETADATA')
      sets.push({
        columns: (token.columns as { colName: string }[]).map(({ colName }) => colName),
        rows: [],
      });
    if (token.name === 'ROW' || token.name === 'NBCROW')
      sets.at(-1)?.rows.push((token.columns as { value: unknown }[]).map(({ value }) => value));
  }
  return sets;
}

/** Values so that they can be compared: tedious adds up the digits of a decimal in another order. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'number' ? value.toPrecision(14) : value;
}

suite('rows of the wire', (test) => {
  test('are what tedious makes of them', async () => {
    for (let run = 0; run < RUNS; run += 1) {
      const chance = chanceFrom(SEED * 100_003 + run);
      const { payload, rest } = randomAnswer(chance);
      const most = [3, 40, 600, 30_000][run % 4] ?? 1;
      const got = read(payload, () => 1 + Math.floor(chance() * most));
      const expected = await readByTedious(payload);
      const shown = (sets: Read['sets']) =>
        sets.map((set) => ({ ...set, rows: set.rows.map((row) => row.map(plain)) }));
      assert.equal(shown(got.sets), shown(expected), `run ${run}, seed ${SEED}`);
      assert.equal(got.passed, rest, `what is passed on in run ${run}, seed ${SEED}`);
    }
  });

  test('come in blocks of 500, or of a quarter of a megabyte', () => {
    const rows = (count: number, value: Buffer): Buffer =>
      Buffer.concat(Array.from({ length: count }, () => row(value)));
    const sizes = (payload: Buffer) => read(payload, () => 4000).blocks.map((block) => block.rows);
    const numbers = Buffer.concat([columns(TYPE.int), rows(1234, VALUE.byByte(1, 2, 3, 4)), done()]);
    assert.equal(sizes(numbers), [500, 500, 234]);
    const long = Buffer.concat([columns(TYPE.max), rows(5, VALUE.parts(Buffer.alloc(150_000, 32))), done()]);
    assert.equal(sizes(long), [2, 2, 1]);
  });

  test('a sql_variant in a code page is read in it', () => {
    const cyrillic = Buffer.from([0x19, 4, 0xd0, 0, 0, 0x40, 0x1f]);
    const value = VALUE.variant(0xa7, cyrillic, Buffer.from([0xcf, 0xf0, 0xe8]));
    const { sets } = read(Buffer.concat([columns(TYPE.variant), row(value), done()]), () => 4000);
    assert.equal(sets[0]?.rows, [['При']]);
  });

  test('the same text is the same one, and a block is not kept by what is read from it', () => {
    const name = VALUE.byWord(Buffer.from('db_owner', 'utf16le'));
    const sid = VALUE.byWord(Buffer.from([1, 5, 0, 0]));
    const payload = Buffer.concat([
      columns(TYPE.nvarchar, TYPE.varbinary),
      row(name, sid),
      row(name, sid),
      done(),
    ]);
    const [first] = read(payload, () => 4000).sets[0]?.rows ?? [];
    assert.equal(first?.[0], 'db_owner');
    assert.is((first?.[1] as Uint8Array | undefined)?.buffer.byteLength, 4);
  });
});
