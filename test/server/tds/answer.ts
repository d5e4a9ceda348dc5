// An answer on its way out: tokens are written to one buffer and leave as packets of the agreed size. The last packet
// waits for the end of the answer, because it carries the end-of-message bit.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ByteWriter } from './byte-writer.ts';
import { HEADER_LENGTH, PACKET, writeHeader } from './packet.ts';

/** Where packets go. */
export interface Outlet {
  /** Sends packets; resolves when more may follow. `sent` gives the buffer back. */
  send(packets: Buffer, sent: () => void): Promise<void> | undefined;
  readonly packetSize: number;
  readonly spid: number;
  readonly delayPacketMs?: number | undefined;
}

/** Bytes that are collected before packets are made of them. */
const FULL = 32_768;

export class Answer {
  readonly writer: ByteWriter;
  readonly #outlet: Outlet;
  readonly #pool: BufferPool;
  readonly #size: number;
  #packet = 1;

  constructor(writer: ByteWriter, outlet: Outlet, pool: BufferPool) {
    this.writer = writer;
    this.writer.length = 0;
    this.#outlet = outlet;
    this.#pool = pool;
    this.#size = outlet.packetSize;
    writer.packetRoom = this.#size - HEADER_LENGTH;
  }

  /** Whether it is time to call {@link flush}. */
  get full(): boolean {
    return this.writer.length >= FULL;
  }

  /** Sends the packets that are full, but never the last; waits until the client has taken them. */
  async flush(): Promise<void> {
    const room = this.#size - HEADER_LENGTH;
    await this.#send(Math.floor((this.writer.length - 1) / room), false);
  }

  /** Sends the rest and ends the message. */
  async end(): Promise<void> {
    const room = this.#size - HEADER_LENGTH;
    await this.#send(Math.max(1, Math.ceil(this.writer.length / room)), true);
  }

  async #send(count: number, last: boolean): Promise<void> {
    const { delayPacketMs } = this.#outlet;
    if (delayPacketMs === undefined) return this.#sendTogether(count, last);
    for (let index = 1; index <= count; index += 1) {
      await this.#sendTogether(1, last && index === count);
      await sleep(delayPacketMs);
    }
  }

  async #sendTogether(count: number, last: boolean): Promise<void> {
    if (count <= 0) return;
    const { bytes, release } = this.#pool.take(count * this.#size);
    const length = this.#frame(bytes, count, last);
    await this.#outlet.send(bytes.subarray(0, length), release);
  }

  /** Writes packets and returns their length together. */
  #frame(into: Buffer, count: number, last: boolean): number {
    const room = this.#size - HEADER_LENGTH;
    let from = 0;
    let at = 0;
    for (let index = 1; index <= count; index += 1) {
      const part = Math.min(room, this.writer.length - from);
      writeHeader(into.subarray(at), {
        type: PACKET.answer,
        last: last && index === count,
        length: part + HEADER_LENGTH,
        spid: this.#outlet.spid,
        number: this.#packet++,
      });
      this.writer.bytes.copy(into, at + HEADER_LENGTH, from, from + part);
      from += part;
      at += part + HEADER_LENGTH;
    }
    this.writer.discard(from);
    return at;
  }
}

/** Buffers that were sent are used again. */
export class BufferPool {
  readonly #free: Buffer[] = [];

  take(length: number): { bytes: Buffer; release: () => void } {
    const index = this.#free.findIndex((buffer) => buffer.length >= length);
    const bytes = index === -1 ? Buffer.allocUnsafeSlow(length) : this.#free.splice(index, 1)[0];
    if (bytes === undefined) throw new RangeError('The pool lost a buffer.');
    return {
      bytes,
      release: () => {
        if (this.#free.length < 4) this.#free.push(bytes);
      },
    };
  }
}
