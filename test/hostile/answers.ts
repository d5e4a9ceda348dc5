// The tokens of a server's answers as bytes, right or wrong: what attacks and the fuzzer are built of.
import { ByteWriter } from '../server/tds/byte-writer.ts';
import { writeHeader } from '../server/tds/packet.ts';
import {
  CHANGE,
  DONE,
  DONE_BIT,
  writeBytesChange,
  writeDone,
  writeLoginAck,
  writeMessage,
  writeTextChange,
} from '../server/tds/tokens.ts';

/** Bytes of a packet without its header. */
const ROOM = 4088;

/** A message of answer packets around a payload; `last` false leaves it open. */
export function packets(payload: Buffer, last = true, type = 4): Buffer {
  const count = Math.max(1, Math.ceil(payload.length / ROOM));
  return Buffer.concat(
    Array.from({ length: count }, (_, index) => {
      const part = payload.subarray(index * ROOM, (index + 1) * ROOM);
      const head = Buffer.alloc(8);
      const length = 8 + part.length;
      writeHeader(head, { type, last: last && index === count - 1, length, spid: 0, number: index });
      return Buffer.concat([head, part]);
    }),
  );
}

/** The payload of a PRELOGIN with a version and an encryption option. */
export function preloginAnswer(encryption: number): Buffer {
  return Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 16, 0, 0x07, 0xd0, 0, 0, encryption]);
}

/** What `write` writes. */
export function written(write: (writer: ByteWriter) => void): Buffer {
  const writer = new ByteWriter(256);
  write(writer);
  return Buffer.from(writer.written());
}

/** DONE. */
export const done = (status = 0): Buffer => written((writer) => writeDone(writer, DONE.batch, status));

/** ENVCHANGE of the packet size. */
export const packetSize = (size: string): Buffer =>
  written((writer) => writeTextChange(writer, CHANGE.packetSize, size, '4096'));

/** LOGINACK. */
export const loginAck = (): Buffer =>
  written((writer) => writeLoginAck(writer, { tdsVersion: 0x74000004, productVersion: '15.0.4430.1' }));

/** A login that succeeded. */
export function welcome(): Buffer {
  const changes = written((writer) => {
    writeTextChange(writer, CHANGE.database, 'master', 'master');
    writeBytesChange(writer, CHANGE.collation, Buffer.from([9, 4, 0xd0, 0, 0x34]), new Uint8Array());
  });
  return Buffer.concat([
    changes,
    message('info', 5701, 'Changed database context.'),
    loginAck(),
    packetSize('4096'),
    done(),
  ]);
}

/** ERROR or INFO. */
export function message(kind: 'error' | 'info', number: number, text: string): Buffer {
  const said = {
    number,
    severity: kind === 'error' ? 14 : 0,
    state: 1,
    line: 1,
    message: text,
    server: 'HOSTILE',
  };
  return written((writer) => writeMessage(writer, kind, said));
}

/** ENVCHANGE that routes to another server. */
export function route(host: string, port: number): Buffer {
  return written((writer) => {
    writer.uint8(0xe3);
    writer.sized(() => {
      writer.uint8(20);
      writer.sized(() => {
        writer.uint8(0);
        writer.uint16(port);
        writer.longText(host);
      });
      writer.uint16(0);
    });
  });
}

/** COLMETADATA of columns; each is its TYPE_INFO. */
export function columns(...types: readonly Buffer[]): Buffer {
  return written((writer) => {
    writer.uint8(0x81);
    writer.uint16(types.length);
    for (const [index, type] of types.entries()) {
      writer.uint32(0);
      writer.uint16(9);
      writer.raw(type);
      writer.shortText(`c${index}`);
    }
  });
}

const COLLATION = [9, 4, 0xd0, 0, 0x34];

/** TYPE_INFOs. */
export const TYPE = {
  int: Buffer.of(0x26, 4),
  bit: Buffer.of(0x68, 1),
  datetime: Buffer.of(0x6f, 8),
  guid: Buffer.of(0x24, 16),
  decimal: Buffer.of(0x6a, 17, 38, 4),
  time: Buffer.of(0x29, 7),
  nvarchar: Buffer.from([0xe7, 0x00, 0x01, ...COLLATION]),
  varbinary: Buffer.of(0xa5, 85, 0),
  max: Buffer.from([0xe7, 0xff, 0xff, ...COLLATION]),
  variant: Buffer.of(0x62, 0x49, 0x1f, 0, 0),
  text: Buffer.from([0x23, 0xff, 0xff, 0xff, 0x7f, ...COLLATION, 1, 1, 0, 0x74, 0]),
  xml: Buffer.of(0xf1, 0),
} as const;

const little = (value: number, bytes: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
};

/** Values as they lie on the wire. */
export const VALUE = {
  byByte: (...bytes: number[]): Buffer => Buffer.from([bytes.length, ...bytes]),
  byWord: (bytes: Buffer): Buffer => Buffer.concat([little(bytes.length, 2), bytes]),
  parts: (...parts: readonly Buffer[]): Buffer =>
    Buffer.concat([
      Buffer.from('feffffffffffffff', 'hex'),
      ...parts.flatMap((part) => [little(part.length, 4), part]),
      little(0, 4),
    ]),
  pointed: (bytes: Buffer): Buffer =>
    Buffer.concat([Buffer.of(16), Buffer.alloc(24), little(bytes.length, 4), bytes]),
  variant: (type: number, properties: Buffer, bytes: Buffer): Buffer =>
    Buffer.concat([
      little(2 + properties.length + bytes.length, 4),
      Buffer.of(type, properties.length),
      properties,
      bytes,
    ]),
} as const;

/** ROW of values. */
export const row = (...values: readonly Buffer[]): Buffer => Buffer.concat([Buffer.of(0xd1), ...values]);

/** NBCROW of values; `nulls` is its bitmap. */
export const compressedRow = (nulls: Buffer, ...values: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.of(0xd2), nulls, ...values]);

/** An answer with one result set of every kind of column, and what else an answer can have. */
export function everything(): Buffer {
  const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');
  const types = Object.values(TYPE);
  const values = [
    VALUE.byByte(1, 2, 3, 4),
    VALUE.byByte(1),
    VALUE.byByte(0, 0, 0, 0, 0, 0, 0, 0),
    VALUE.byByte(...Buffer.alloc(16, 7)),
    VALUE.byByte(1, ...Buffer.alloc(16, 1)),
    VALUE.byByte(1, 2, 3, 4, 5),
    VALUE.byWord(wide('name')),
    VALUE.byWord(Buffer.from([1, 5, 0, 0])),
    VALUE.parts(wide('long'), wide('er')),
    VALUE.variant(0x38, Buffer.alloc(0), Buffer.of(1, 0, 0, 0)),
    VALUE.pointed(Buffer.from('text')),
    VALUE.parts(wide('<a/>')),
  ];
  const last = (status: number): Buffer => done(status);
  return Buffer.concat([
    columns(...types),
    row(...values),
    compressedRow(Buffer.of(0b11, 0b1), ...values.filter((_, index) => ![0, 1, 8].includes(index))),
    last(DONE_BIT.more),
    message('info', 50_000, 'said in between'),
    columns(TYPE.int, TYPE.nvarchar),
    row(VALUE.byByte(0, 0, 0, 1), VALUE.byWord(wide('x'))),
    Buffer.from([0x79, 0, 0, 0, 0]),
    last(0),
  ]);
}
