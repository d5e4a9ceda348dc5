// A client that writes bytes and reads messages: for what no real driver does on demand.
import { connect as connectSocket, type Socket } from 'node:net';
import { FAKE_LOGIN } from './fake-engine.ts';
import type { RunningServer } from './start.ts';
import { HEADER_LENGTH, MessageAssembler, PACKET, PacketCutter, writeHeader } from './tds/packet.ts';

/** A message cut into packets of at most `size` bytes. */
export function packets(type: number, payload: Buffer, size = 4096, lastStatus = 1): Buffer {
  const room = size - HEADER_LENGTH;
  const count = Math.max(1, Math.ceil(payload.length / room));
  return Buffer.concat(
    Array.from({ length: count }, (_, index) => {
      const part = payload.subarray(index * room, (index + 1) * room);
      const packet = Buffer.alloc(HEADER_LENGTH + part.length);
      writeHeader(packet, { type, last: index + 1 === count, length: packet.length, spid: 0, number: index });
      if (index + 1 === count) packet[1] = lastStatus;
      part.copy(packet, HEADER_LENGTH);
      return packet;
    }),
  );
}

/** A PRELOGIN that says this of encryption. */
export function prelogin(encryption: number): Buffer {
  return packets(PACKET.prelogin, Buffer.from([1, 0, 6, 0, 1, 0xff, encryption]));
}

/** A PRELOGIN without encryption. */
export const PRELOGIN = prelogin(2);

/** A LOGIN7 of the fake engine's login, by the application `raw`. */
export function login7(): Buffer {
  const head = Buffer.alloc(94);
  const texts: [number, Buffer][] = [
    [40, Buffer.from(FAKE_LOGIN.login, 'utf16le')],
    [44, hidden(Buffer.from(FAKE_LOGIN.password, 'utf16le'))],
    [48, Buffer.from('raw', 'utf16le')],
  ];
  let offset = head.length;
  for (const [at, text] of texts) {
    head.writeUInt16LE(offset, at);
    head.writeUInt16LE(text.length / 2, at + 2);
    offset += text.length;
  }
  head.writeUInt32LE(offset, 0);
  head.writeUInt32LE(0x74000004, 4);
  head.writeUInt32LE(4096, 8);
  return packets(PACKET.login7, Buffer.concat([head, ...texts.map(([, text]) => text)]));
}

function hidden(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => (((byte << 4) | (byte >> 4)) & 0xff) ^ 0xa5));
}

/** The payload of a SQLBatch. */
export function batch(text: string): Buffer {
  const headers = Buffer.from('16000000120000000200000000000000000001000000', 'hex');
  return Buffer.concat([headers, Buffer.from(text, 'utf16le')]);
}

/** A client that writes bytes and reads whole messages. */
export class RawClient {
  readonly socket: Socket;
  readonly #cutter = new PacketCutter();
  readonly #assembler = new MessageAssembler();
  readonly #messages: Buffer[] = [];
  #wake: () => void = () => {};

  constructor(server: RunningServer) {
    this.socket = connectSocket(server.port, server.host).setNoDelay(true);
    this.socket.on('error', () => {});
    this.socket.on('close', () => this.#wake());
    this.socket.on('data', (bytes: Buffer) => {
      for (let packet = this.#cutter.next(bytes); packet !== undefined; packet = this.#cutter.next()) {
        const message = this.#assembler.add(packet);
        if (message !== undefined) this.#messages.push(message.payload);
      }
      this.#wake();
    });
  }

  async message(): Promise<Buffer> {
    for (;;) {
      const next = this.#messages.shift();
      if (next !== undefined) return next;
      if (this.socket.destroyed) throw new Error('The server closed the connection.');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async login(): Promise<void> {
    this.socket.write(PRELOGIN);
    await this.message();
    this.socket.write(login7());
    await this.message();
  }
}
