// Answers of every type of column, by chance: what the wire makes of their bytes is held against tedious.
import { columns, compressedRow, done, message, row, VALUE } from '../hostile/answers.ts';

type Chance = () => number;

/** An answer, and what of it is neither column nor row. */
export interface RandomAnswer {
  readonly payload: Buffer;
  readonly rest: Buffer;
}

interface Kind {
  readonly info: Buffer;
  /** A value that is not NULL. */
  value(upTo: (most: number) => number): Buffer;
  /** Absent where the type has no NULL of its own. */
  readonly none?: Buffer;
}

const COLLATIONS = [
  [9, 4, 0xd0, 0, 0x34],
  [0x19, 4, 0xd0, 0, 0],
  [0x11, 4, 0xd0, 0, 0],
  [9, 4, 0xd0, 4, 0],
];
const NO_PARTS = Buffer.alloc(8, 0xff);
const NO_WORD = Buffer.alloc(2, 0xff);
const DAYS = 3_652_059;
const DAY_1900 = 2_958_464;

const little = (value: number, bytes: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
};
const some = (count: number, upTo: (most: number) => number): Buffer =>
  Buffer.from(Array.from({ length: count }, () => upTo(256)));
const ascii = (count: number, upTo: (most: number) => number): Buffer =>
  Buffer.from(Array.from({ length: count }, () => 32 + upTo(90)));
const wide = (count: number, upTo: (most: number) => number): Buffer =>
  Buffer.from(
    String.fromCharCode(...Array.from({ length: count }, () => upTo(upTo(4) === 0 ? 0xd800 : 128))),
    'utf16le',
  );
const date = (upTo: (most: number) => number): Buffer => little(upTo(DAYS), 3);
const dateTime = (bytes: number, upTo: (most: number) => number): Buffer =>
  bytes === 4
    ? Buffer.concat([little(upTo(65_536), 2), little(upTo(1440), 2)])
    : Buffer.concat([little(upTo(DAY_1900), 4), little(upTo(25_920_000), 4)]);
const TIME_BYTES = [3, 3, 3, 4, 4, 5, 5, 5];
const time = (scale: number, upTo: (most: number) => number): Buffer =>
  little(upTo(86_400 * 10 ** scale), TIME_BYTES[scale] ?? 5);
const digits = (bytes: number, upTo: (most: number) => number): Buffer =>
  Buffer.concat([Buffer.of(upTo(2)), some(bytes - 1, upTo)]);
const float = (bytes: number, upTo: (most: number) => number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  if (bytes === 4) buffer.writeFloatLE(upTo(2 ** 30) / 7);
  else buffer.writeDoubleLE(upTo(2 ** 50) / 7);
  return buffer;
};

const fixed = (type: number, value: Kind['value']): Kind => ({ info: Buffer.of(type), value });
const counted = (info: Buffer, value: Kind['value']): Kind => ({
  info,
  value: (upTo) => VALUE.byByte(...value(upTo)),
  none: Buffer.of(0),
});
const one = (list: readonly number[], upTo: (most: number) => number): number => list[upTo(list.length)] ?? 0;

/** Every type, with what chance decides of its description. */
function kinds(upTo: (most: number) => number): readonly Kind[] {
  const collation = COLLATIONS[upTo(COLLATIONS.length)] ?? [];
  const scale = upTo(8);
  const bytes = one([5, 9, 13, 17], upTo);
  const long = Buffer.from([0xff, 0xff, 0xff, 0x7f]);
  const table = Buffer.from([1, 1, 0, 0x74, 0]);
  const parts = (info: number[], value: Kind['value']): Kind => ({
    info: Buffer.from(info),
    value: (chance) =>
      VALUE.parts(
        ...Array.from({ length: chance(4) }, () => value(chance)).filter(({ length }) => length > 0),
      ),
    none: NO_PARTS,
  });
  const word = (info: number[], value: Kind['value']): Kind => ({
    info: Buffer.from(info),
    value: (chance) => VALUE.byWord(value(chance)),
    none: NO_WORD,
  });
  const pointed = (info: Buffer, value: Kind['value']): Kind => ({
    info,
    value: (chance) => VALUE.pointed(value(chance)),
    none: Buffer.of(0),
  });
  return [
    fixed(0x1f, () => Buffer.alloc(0)),
    fixed(0x30, (chance) => some(1, chance)),
    fixed(0x32, (chance) => Buffer.of(chance(2))),
    fixed(0x34, (chance) => some(2, chance)),
    fixed(0x38, (chance) => some(4, chance)),
    fixed(0x3a, (chance) => dateTime(4, chance)),
    fixed(0x3b, (chance) => float(4, chance)),
    fixed(0x3c, (chance) => some(8, chance)),
    fixed(0x3d, (chance) => dateTime(8, chance)),
    fixed(0x3e, (chance) => float(8, chance)),
    fixed(0x7a, (chance) => some(4, chance)),
    fixed(0x7f, (chance) => some(8, chance)),
    counted(Buffer.of(0x24, 16), (chance) => some(16, chance)),
    counted(Buffer.of(0x26, 8), (chance) => some(one([1, 2, 4, 8], chance), chance)),
    counted(Buffer.of(0x28), date),
    counted(Buffer.of(0x29, scale), (chance) => time(scale, chance)),
    counted(Buffer.of(0x2a, scale), (chance) => Buffer.concat([time(scale, chance), date(chance)])),
    counted(Buffer.of(0x2b, scale), (chance) =>
      Buffer.concat([time(scale, chance), date(chance), little(chance(840), 2)]),
    ),
    counted(Buffer.of(0x68, 1), (chance) => Buffer.of(chance(2))),
    counted(Buffer.of(0x6a, 17, 38, scale), (chance) => digits(bytes, chance)),
    counted(Buffer.of(0x6c, 17, 38, scale), (chance) => digits(bytes, chance)),
    counted(Buffer.of(0x6d, 8), (chance) => float(one([4, 8], chance), chance)),
    counted(Buffer.of(0x6e, 8), (chance) => some(one([4, 8], chance), chance)),
    counted(Buffer.of(0x6f, 8), (chance) => dateTime(one([4, 8], chance), chance)),
    word([0xa5, 85, 0], (chance) => some(chance(85), chance)),
    word([0xad, 85, 0], (chance) => some(chance(85), chance)),
    word([0xa7, 0, 2, ...collation], (chance) => (chance(2) === 0 ? ascii : some)(chance(300), chance)),
    word([0xaf, 0, 2, ...collation], (chance) => ascii(chance(20), chance)),
    word([0xe7, 0, 2, ...collation], (chance) => wide(chance(200), chance)),
    word([0xef, 0, 2, ...collation], (chance) => wide(chance(20), chance)),
    parts([0xa5, 0xff, 0xff], (chance) => some(chance(700), chance)),
    parts([0xa7, 0xff, 0xff, ...collation], (chance) => ascii(chance(700), chance)),
    parts([0xe7, 0xff, 0xff, ...collation], (chance) => wide(chance(300), chance)),
    parts([0xf1, 0], (chance) => wide(chance(300), chance)),
    parts([0xf0, 0xff, 0xff, 1, 0x61, 0, 1, 0x62, 0, 1, 0x63, 0, 1, 0, 0x64, 0], (chance) =>
      some(chance(90), chance),
    ),
    pointed(Buffer.concat([Buffer.of(0x22), long, table]), (chance) => some(chance(300), chance)),
    pointed(Buffer.concat([Buffer.of(0x23), long, Buffer.from(collation), table]), (chance) =>
      some(chance(300), chance),
    ),
    pointed(Buffer.concat([Buffer.of(0x63), long, Buffer.from(collation), table]), (chance) =>
      wide(chance(150), chance),
    ),
    {
      info: Buffer.of(0x62, 0x49, 0x1f, 0, 0),
      value: (chance) => variant(collation, chance),
      none: little(0, 4),
    },
  ];
}

function variant(collation: readonly number[], upTo: (most: number) => number): Buffer {
  const scale = upTo(8);
  const length = little(8000, 2);
  const text = Buffer.from([...collation, ...length]);
  const types: readonly (readonly [number, Buffer, Buffer])[] = [
    [0x24, Buffer.alloc(0), some(16, upTo)],
    [0x28, Buffer.alloc(0), date(upTo)],
    [0x29, Buffer.of(scale), time(scale, upTo)],
    [0x2a, Buffer.of(scale), Buffer.concat([time(scale, upTo), date(upTo)])],
    [0x2b, Buffer.of(scale), Buffer.concat([time(scale, upTo), date(upTo), little(upTo(840), 2)])],
    [0x30, Buffer.alloc(0), some(1, upTo)],
    [0x32, Buffer.alloc(0), Buffer.of(upTo(2))],
    [0x34, Buffer.alloc(0), some(2, upTo)],
    [0x38, Buffer.alloc(0), some(4, upTo)],
    [0x3a, Buffer.alloc(0), dateTime(4, upTo)],
    [0x3b, Buffer.alloc(0), float(4, upTo)],
    [0x3c, Buffer.alloc(0), some(8, upTo)],
    [0x3d, Buffer.alloc(0), dateTime(8, upTo)],
    [0x3e, Buffer.alloc(0), float(8, upTo)],
    [0x6a, Buffer.of(38, scale), digits(9, upTo)],
    [0x6c, Buffer.of(38, scale), digits(5, upTo)],
    [0x7a, Buffer.alloc(0), some(4, upTo)],
    [0x7f, Buffer.alloc(0), some(8, upTo)],
    [0xa5, length, some(upTo(20), upTo)],
    [0xad, length, some(upTo(20), upTo)],
    // tedious takes the collation from a place where it is not: only ASCII comes out right.
    [0xa7, text, ascii(upTo(20), upTo)],
    [0xaf, text, ascii(upTo(20), upTo)],
    [0xe7, text, wide(upTo(20), upTo)],
    [0xef, text, wide(upTo(20), upTo)],
  ];
  const [type, properties, bytes] = types[upTo(types.length)] ?? [0, Buffer.alloc(0), Buffer.alloc(0)];
  return VALUE.variant(type, properties, bytes);
}

/** Some result sets, with messages between them. */
export function randomAnswer(chance: Chance): RandomAnswer {
  const upTo = (most: number): number => Math.floor(chance() * most);
  const payload: Buffer[] = [];
  const rest: Buffer[] = [];
  for (let sets = 1 + upTo(3); sets > 0; sets -= 1) {
    const all = kinds(upTo);
    const taken = Array.from({ length: 1 + upTo(20) }, () => all[upTo(all.length)] as Kind);
    payload.push(columns(...taken.map(({ info }) => info)));
    for (let rows = upTo(30); rows > 0; rows -= 1) payload.push(randomRow(taken, upTo));
    const after = Buffer.concat([message('info', 50_000, 'x'.repeat(upTo(50))), done(1)]);
    payload.push(after);
    rest.push(after);
  }
  payload.push(done());
  rest.push(done());
  return { payload: Buffer.concat(payload), rest: Buffer.concat(rest) };
}

function randomRow(kinds: readonly Kind[], upTo: (most: number) => number): Buffer {
  const isNull = kinds.map(() => upTo(4) === 0);
  const value = (kind: Kind): Buffer => kind.value(upTo);
  if (upTo(2) === 0)
    return row(
      ...kinds.map((kind, index) => (isNull[index] === true ? (kind.none ?? value(kind)) : value(kind))),
    );
  const bitmap = Buffer.alloc((kinds.length + 7) >> 3);
  for (const [index, none] of isNull.entries()) {
    const at = index >> 3;
    if (none) bitmap[at] = (bitmap[at] ?? 0) | (1 << (index & 7));
  }
  return compressedRow(bitmap, ...kinds.filter((_, index) => isNull[index] !== true).map(value));
}
