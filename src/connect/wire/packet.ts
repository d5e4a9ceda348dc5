// TDS packets (page "[MS-TDS]: Packet"): eight bytes of header with the length, then the payload. A packet that cannot
// be one ends the reading; nothing after it could be trusted.

/** Types of packets that are told apart here. */
export const PACKET = {
  batch: 0x01,
  call: 0x03,
  answer: 0x04,
  attention: 0x06,
  federatedToken: 0x08,
  login7: 0x10,
  sspi: 0x11,
  prelogin: 0x12,
} as const;

/** Bytes of a packet's header. */
export const HEADER = 8;

/** Largest packet that may be agreed on (page "Network Packet Size"). */
export const LARGEST_PACKET = 32_767;

/** Smallest one. */
export const SMALLEST_PACKET = 512;

/** Payload in a packet of the handshake, which has the size that holds before a login has agreed on another one. */
const ROOM = 4096 - HEADER;

/** One packet. */
export interface Packet {
  readonly type: number;
  /** Whether the message ends with it. */
  readonly last: boolean;
  readonly payload: Buffer;
}

const NOTHING: Buffer = Buffer.alloc(0);

/**
 * Cuts a byte stream into packets; at most one packet's bytes are kept. Only a packet that came in pieces is copied: a
 * server sends hundreds of megabytes.
 */
export class PacketReader {
  /** From the beginning of a packet on. */
  #rest = NOTHING;
  /** What came behind the piece of a packet that `#rest` is. */
  #more = NOTHING;

  /** What came after the last whole packet; the reader is empty then. */
  takeRest(): Buffer {
    const rest = Buffer.concat([this.#rest, this.#more]);
    this.#rest = NOTHING;
    this.#more = NOTHING;
    return rest;
  }

  /** Adds bytes that have arrived. */
  add(bytes: Buffer): void {
    if (this.#rest.length === 0) this.#rest = bytes;
    else this.#more = this.#more.length === 0 ? bytes : Buffer.concat([this.#more, bytes]);
  }

  /** The next whole packet; `refuse` makes the error that a length no packet has is thrown with. */
  next(refuse: (what: string) => Error): Packet | undefined {
    if (!this.#has(HEADER)) return undefined;
    const length = this.#rest.readUInt16BE(2);
    if (length < HEADER || length > LARGEST_PACKET) throw refuse(`a packet claims ${length} bytes`);
    if (!this.#has(length)) return undefined;
    const bytes = this.#rest;
    this.#rest = bytes.length === length ? this.#more : bytes.subarray(length);
    if (bytes.length === length) this.#more = NOTHING;
    return {
      type: bytes.readUInt8(0),
      last: (bytes.readUInt8(1) & 1) !== 0,
      payload: bytes.subarray(HEADER, length),
    };
  }

  /** Whether so many bytes of a packet are there, in one piece then. */
  #has(count: number): boolean {
    const missing = count - this.#rest.length;
    if (missing > 0 && this.#more.length > 0) {
      this.#rest = Buffer.concat([this.#rest, this.#more.subarray(0, missing)]);
      this.#more = this.#more.subarray(missing);
    }
    return this.#rest.length >= count;
  }
}

/** One packet; its payload in pieces. */
export function toPacket(type: number, last: boolean, payload: readonly Buffer[], number = 1): Buffer {
  const length = payload.reduce((sum, piece) => sum + piece.length, HEADER);
  const head = Buffer.of(type, last ? 1 : 0, length >> 8, length & 0xff, 0, 0, number & 0xff, 0);
  return Buffer.concat([head, ...payload], length);
}

/** A message of a type as the bytes of its packets. */
export function toPackets(type: number, payload: Buffer): Buffer {
  const count = Math.max(1, Math.ceil(payload.length / ROOM));
  const packets = Array.from({ length: count }, (_, index) => {
    const part = payload.subarray(index * ROOM, (index + 1) * ROOM);
    return toPacket(type, index === count - 1, [part], index + 1);
  });
  return Buffer.concat(packets);
}
