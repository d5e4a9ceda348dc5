// What the test server answers to the foreign clients: every wire type, several result sets, messages, errors,
// and queries that never end. The rows are stated as values and as the text that a client shows.
import type { Column, EngineEvent, Value, WireType } from '../server/contract.ts';
import { type FakeAnswer, fakeEngine } from '../server/fake-engine.ts';

/** A value of a type, and how SqlClient's column type and value read as text. */
const EVERY: readonly (readonly [type: WireType, typeName: string, value: Value, text: string])[] = [
  [{ kind: 'bit' }, 'bit', true, '1'],
  [{ kind: 'tinyint' }, 'tinyint', 255, '255'],
  [{ kind: 'smallint' }, 'smallint', -32_768, '-32768'],
  [{ kind: 'int' }, 'int', -2_147_483_648, '-2147483648'],
  [{ kind: 'bigint' }, 'bigint', 9_223_372_036_854_775_807n, '9223372036854775807'],
  [{ kind: 'nvarchar', length: 128 }, 'nvarchar', "Ünï 🤦 ]'\r\nGO", "Ünï 🤦 ]'\r\nGO"],
  [{ kind: 'nvarchar', length: 128 }, 'nvarchar', '', ''],
  [{ kind: 'nvarchar', length: 'max' }, 'nvarchar', 'long 漢', 'long 漢'],
  [{ kind: 'nchar', length: 4 }, 'nchar', 'ab', 'ab  '],
  [{ kind: 'varchar', length: 60 }, 'varchar', 'naïve €', 'naïve €'],
  [{ kind: 'varchar', length: 'max' }, 'varchar', 'y', 'y'],
  [{ kind: 'char', length: 2 }, 'char', 'U', 'U '],
  [{ kind: 'varbinary', length: 85 }, 'varbinary', Buffer.from('0105000000', 'hex'), '0x0105000000'],
  [{ kind: 'varbinary', length: 'max' }, 'varbinary', Buffer.of(7), '0x07'],
  [
    { kind: 'uniqueidentifier' },
    'uniqueidentifier',
    '6F9619FF-8B86-D011-B42D-00C04FC964FF',
    '6f9619ff-8b86-d011-b42d-00c04fc964ff',
  ],
  [{ kind: 'datetime' }, 'datetime', new Date('2026-02-28T23:59:59.997Z'), '2026-02-28T23:59:59.997'],
  [{ kind: 'datetime' }, 'datetime', new Date('1753-01-01T00:00:00.000Z'), '1753-01-01T00:00:00.000'],
  [{ kind: 'sql_variant' }, 'sql_variant', 'Enterprise', 'Enterprise'],
  [{ kind: 'sql_variant' }, 'sql_variant', 3, '3'],
  [{ kind: 'sql_variant' }, 'sql_variant', Buffer.from('cafe', 'hex'), '0xCAFE'],
];

/** The columns of the batch `every`, as a client names their types. */
export const EVERY_COLUMNS = EVERY.map(([, type], index) => ({ name: `c${index}`, type }));

/** The three rows of the batch `every`: values, NULLs, and every third value. */
export const EVERY_ROWS: readonly (readonly (string | null)[])[] = [
  EVERY.map(([, , , text]) => text),
  EVERY.map(() => null),
  EVERY.map(([, , , text], index) => (index % 3 === 0 ? text : null)),
];

/** Values that no packet holds, as text: nvarchar(4000), nvarchar(max), varchar(max), varbinary(max). */
export const LONG_ROW = [
  'n'.repeat(4000),
  'long 漢'.repeat(20_000),
  'y'.repeat(20_001),
  `0x${'07'.repeat(9001)}`,
];

const int = (name: string): Column => ({ name, type: { kind: 'int' } });

function* every(): Generator<EngineEvent> {
  yield { event: 'columns', columns: EVERY.map(([type], index) => ({ name: `c${index}`, type })) };
  const values = EVERY.map(([, , value]) => value);
  const holed = values.map((value, index) => (index % 3 === 0 ? value : null));
  yield { event: 'rows', rows: [values, values.map(() => null), holed] };
  yield { event: 'done', rowCount: 3 };
}

function* long(): Generator<EngineEvent> {
  const types: readonly WireType[] = [
    { kind: 'nvarchar', length: 4000 },
    { kind: 'nvarchar', length: 'max' },
    { kind: 'varchar', length: 'max' },
    { kind: 'varbinary', length: 'max' },
  ];
  yield { event: 'columns', columns: types.map((type, index) => ({ name: `c${index}`, type })) };
  for (let row = 0; row < 7; row += 1) {
    yield { event: 'rows', rows: [[...LONG_ROW.slice(0, 3), Buffer.alloc(9001, 7)]] };
  }
  yield { event: 'done', rowCount: 7 };
}

function* several(): Generator<EngineEvent> {
  for (let set = 0; set < 20; set += 1) {
    yield { event: 'columns', columns: [int(`set ${set}`)] };
    yield { event: 'rows', rows: Array.from({ length: set % 3 }, (_, row) => [set * 100 + row]) };
    yield { event: 'done', rowCount: set % 3 };
  }
}

function* talks(): Generator<EngineEvent> {
  yield { event: 'info', number: 50_000, severity: 0, state: 1, line: 4, message: 'printed ü' };
  yield { event: 'columns', columns: [int('a')] };
  yield { event: 'rows', rows: [[1]] };
  yield { event: 'done', rowCount: 1 };
  yield { event: 'error', number: 208, severity: 16, state: 3, line: 7, message: "Invalid object name 'x'." };
  yield { event: 'done' };
}

function* thousands(): Generator<EngineEvent> {
  yield { event: 'columns', columns: [int('n'), { name: 'w', type: { kind: 'nvarchar', length: 500 } }] };
  for (let at = 0; at < 20_000; at += 100) {
    yield { event: 'rows', rows: Array.from({ length: 100 }, (_, row) => [at + row, `row ${at + row}`]) };
  }
  yield { event: 'done', rowCount: 20_000 };
}

function* endless(): Generator<EngineEvent> {
  yield { event: 'columns', columns: [int('n')] };
  for (let n = 0; ; n += 1) yield { event: 'rows', rows: [[n]] };
}

/** Answers nothing at all, as WAITFOR does. */
async function* stuck(): AsyncGenerator<EngineEvent> {
  await new Promise(() => {});
  yield { event: 'done' };
}

const echo: FakeAnswer = function* ({ parameters }) {
  const text: WireType = { kind: 'nvarchar', length: 'max' };
  yield { event: 'columns', columns: ['name', 'value'].map((name) => ({ name, type: text })) };
  yield {
    event: 'rows',
    rows: parameters.map(({ name, value }) => [name, value === null ? null : String(value)]),
  };
  yield { event: 'done', rowCount: parameters.length };
};

/** An engine that answers the batches `every`, `long`, `several`, `talks`, `thousands`, `endless`, `stuck` and `echo`. */
export function wireEngine() {
  const answers = { every, long, several, talks, thousands, endless, stuck, echo };
  const trimmed = Object.entries(answers).flatMap(([batch, answer]): [string, FakeAnswer][] => [
    [batch, answer],
    [`${batch}\n`, answer],
  ]);
  return fakeEngine({ answers: Object.fromEntries(trimmed) });
}
