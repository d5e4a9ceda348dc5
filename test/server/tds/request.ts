// Requests of a logged-in client: SQLBatch, RPC, transaction manager (MS-TDS 2.2.6.7, 2.2.6.6, 2.2.6.9).
import type { Parameter } from '../contract.ts';
import { ByteReader } from './byte-reader.ts';
import { type Message, PACKET } from './packet.ts';
import { readParameter } from './rpc-parameter.ts';

/** What a client wants done. */
export type Request =
  | { readonly kind: 'batch'; readonly text: string }
  | {
      readonly kind: 'rpc';
      readonly procedure: string;
      readonly text: string;
      readonly parameters: readonly Parameter[];
    }
  | { readonly kind: 'transaction'; readonly change: 'begin' | 'commit' | 'rollback'; readonly text: string };

/** Procedures that a client may name by number (MS-TDS 2.2.6.6, ProcID). */
const PROCEDURES: Readonly<Record<number, string>> = {
  1: 'sp_cursor',
  2: 'sp_cursoropen',
  3: 'sp_cursorprepare',
  4: 'sp_cursorexecute',
  5: 'sp_cursorprepexec',
  6: 'sp_cursorunprepare',
  7: 'sp_cursorfetch',
  8: 'sp_cursoroption',
  9: 'sp_cursorclose',
  10: 'sp_executesql',
  11: 'sp_prepare',
  12: 'sp_execute',
  13: 'sp_prepexec',
  14: 'sp_prepexecrpc',
  15: 'sp_unprepare',
};

const BY_NUMBER = 0xffff;

/** Reads a request message; throws where it is none. */
export function readRequest(message: Message): Request {
  const reader = new ByteReader(message.payload);
  reader.pass(message.payload.readUInt32LE(0));
  switch (message.type) {
    case PACKET.batch:
      return { kind: 'batch', text: reader.text(reader.left >> 1) };
    case PACKET.rpc:
      return readRpc(reader);
    case PACKET.transaction:
      return readTransaction(reader);
    default:
      throw new RangeError(`A message of type ${message.type} is no request.`);
  }
}

function readRpc(reader: ByteReader): Request {
  const units = reader.uint16();
  const procedure = units === BY_NUMBER ? numbered(reader.uint16()) : reader.text(units);
  reader.uint16();
  const all: Parameter[] = [];
  while (reader.left > 0 && !atSeparator(reader)) all.push(readParameter(reader));
  if (!/^(\[?(sys|dbo|master)\]?\.+)*\[?sp_executesql\]?$/i.test(procedure)) {
    return { kind: 'rpc', procedure, text: '', parameters: all };
  }
  const [statement, declaration, ...rest] = all;
  return {
    kind: 'rpc',
    procedure: 'sp_executesql',
    text: String(statement?.value ?? ''),
    parameters: named(rest, String(declaration?.value ?? '')),
  };
}

function numbered(id: number): string {
  return PROCEDURES[id] ?? `procedure ${id}`;
}

/** BatchFlag or NoExecFlag between two calls; only the first call of a message is run. */
function atSeparator(reader: ByteReader): boolean {
  const next = reader.bytes[reader.position];
  return next === 0xff || next === 0xfe || (next === 0x80 && reader.left === 1);
}

/** A value without a name takes the name declared at its place. */
function named(parameters: readonly Parameter[], declaration: string): Parameter[] {
  const declared = declaration.match(/@[\p{L}\p{N}_@#$]+/gu) ?? [];
  return parameters.map((parameter, index) => ({
    ...parameter,
    name: parameter.name || (declared[index] ?? ''),
  }));
}

const TRANSACTION: Readonly<Record<number, readonly ['begin' | 'commit' | 'rollback', string]>> = {
  5: ['begin', 'BEGIN TRANSACTION'],
  7: ['commit', 'COMMIT TRANSACTION'],
  8: ['rollback', 'ROLLBACK TRANSACTION'],
};

function readTransaction(reader: ByteReader): Request {
  const type = reader.uint16();
  const found = TRANSACTION[type];
  if (found === undefined) throw new RangeError(`Transaction manager request ${type} is not known.`);
  return { kind: 'transaction', change: found[0], text: found[1] };
}
