// The tokens of an answer (MS-TDS 2.2.7) but those that carry rows.
import type { ServerMessage } from '../contract.ts';
import type { ByteWriter } from './byte-writer.ts';
import { versionBytes } from './version-bytes.ts';

/** DONE in a batch, inside a procedure, at the end of a procedure. */
export const DONE = { batch: 0xfd, procedure: 0xfe, inProcedure: 0xff } as const;

/** Bits of a DONE token's status. */
export const DONE_BIT = { more: 0x01, error: 0x02, count: 0x10, attention: 0x20 } as const;

/** What an ENVCHANGE changes. */
export const CHANGE = {
  database: 1,
  language: 2,
  packetSize: 4,
  collation: 7,
  begin: 8,
  commit: 9,
  rollback: 10,
  reset: 18,
} as const;

const TOKEN = {
  returnStatus: 0x79,
  error: 0xaa,
  info: 0xab,
  loginAck: 0xad,
  featureAck: 0xae,
  envChange: 0xe3,
  sspi: 0xed,
  federatedInfo: 0xee,
} as const;

const SELECT = 0xc1;

/** DONE, DONEINPROC or DONEPROC; a row count sets its own bit. */
export function writeDone(writer: ByteWriter, token: number, status: number, rowCount?: number): void {
  writer.uint8(token);
  writer.uint16(rowCount === undefined ? status : status | DONE_BIT.count);
  writer.uint16(rowCount === undefined ? 0 : SELECT);
  writer.uint64(BigInt(rowCount ?? 0));
}

/** ERROR or INFO. */
export function writeMessage(
  writer: ByteWriter,
  kind: 'error' | 'info',
  message: ServerMessage & { readonly server: string; readonly procedure?: string },
): void {
  writer.uint8(TOKEN[kind]);
  writer.sized(() => {
    writer.int32(message.number);
    writer.uint8(message.state);
    writer.uint8(message.severity);
    writer.longText(message.message.slice(0, 30_000));
    writer.shortText(message.server);
    writer.shortText(message.procedure ?? '');
    writer.uint32(message.line);
  });
}

/** LOGINACK: the protocol agreed on and the product's version. */
export function writeLoginAck(writer: ByteWriter, ack: { tdsVersion: number; productVersion: string }): void {
  writer.uint8(TOKEN.loginAck);
  writer.sized(() => {
    writer.uint8(1);
    writer.uint32BigEndian(ack.tdsVersion);
    writer.shortText('Microsoft SQL Server');
    writer.raw(versionBytes(ack.productVersion));
  });
}

/** ENVCHANGE of a text. */
export function writeTextChange(writer: ByteWriter, type: number, to: string, from: string): void {
  writer.uint8(TOKEN.envChange);
  writer.sized(() => {
    writer.uint8(type);
    writer.shortText(to);
    writer.shortText(from);
  });
}

/** ENVCHANGE of bytes. */
export function writeBytesChange(writer: ByteWriter, type: number, to: Uint8Array, from: Uint8Array): void {
  writer.uint8(TOKEN.envChange);
  writer.sized(() => {
    writer.uint8(type);
    for (const value of [to, from]) {
      writer.uint8(value.length);
      writer.raw(value);
    }
  });
}

/** RETURNSTATUS of a procedure. */
export function writeReturnStatus(writer: ByteWriter, status: number): void {
  writer.uint8(TOKEN.returnStatus);
  writer.int32(status);
}

/** SSPI: the server's part of an exchange. */
export function writeSspi(writer: ByteWriter, token: Uint8Array): void {
  writer.uint8(TOKEN.sspi);
  writer.sized(() => writer.raw(token));
}

/** FEDAUTHINFO: where a client gets its token. */
export function writeFederatedInfoToken(writer: ByteWriter, info: Uint8Array): void {
  writer.uint8(TOKEN.federatedInfo);
  writer.uint32(info.length);
  writer.raw(info);
}

/** FEATUREEXTACK of the features that the server takes. */
export function writeFeatureAck(writer: ByteWriter, features: ReadonlyMap<number, Uint8Array>): void {
  writer.uint8(TOKEN.featureAck);
  for (const [id, value] of features) {
    writer.uint8(id);
    writer.uint32(value.length);
    writer.raw(value);
  }
  writer.uint8(0xff);
}
