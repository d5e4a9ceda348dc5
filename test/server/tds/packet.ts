// TDS packets (MS-TDS 2.2.3): the eight-byte header, and putting packets together to messages however the bytes
// arrive. A packet that cannot be one ends the connection: nothing after it can be trusted.

/** Message types a client may send, and the one a server answers with. */
export const PACKET = {
  batch: 0x01,
  rpc: 0x03,
  answer: 0x04,
  attention: 0x06,
  federatedToken: 0x08,
  transaction: 0x0e,
  login7: 0x10,
  sspi: 0x11,
  prelogin: 0x12,
} as const;

/** Bits of a header's status byte. */
export const STATUS = { endOfMessage: 0x01, ignore: 0x02, reset: 0x08, resetKeepTransaction: 0x10 } as const;

/** Bytes of a packet header. */
export const HEADER_LENGTH = 8;

/** Size of a packet until the login has agreed on another one. */
export const DEFAULT_PACKET_SIZE = 4096;

/** One packet, with its header. */
export interface Packet {
  readonly type: number;
  readonly status: number;
  readonly bytes: Buffer;
}

/** A whole message: the payloads of its packets. */
export interface Message {
  readonly type: number;
  /** Status bits of the first packet, where RESETCONNECTION counts. */
  readonly firstStatus: number;
  readonly ignored: boolean;
  readonly payload: Buffer;
}

/** Cuts a byte stream into packets; keeps what is not complete yet. */
export class PacketCutter {
  #rest: Buffer = Buffer.alloc(0);

  /** Bytes that came after the last whole packet. */
  get rest(): Buffer {
    return this.#rest;
  }

  /** Takes bytes and returns the next whole packet, or undefined; call again with no bytes for the one after. */
  next(bytes?: Buffer): Packet | undefined {
    if (bytes !== undefined && bytes.length > 0) {
      this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    }
    if (this.#rest.length < HEADER_LENGTH) return undefined;
    const length = this.#rest.readUInt16BE(2);
    if (length < HEADER_LENGTH)
      throw new RangeError(`A packet of ${length} bytes is shorter than its header.`);
    if (this.#rest.length < length) return undefined;
    const packet = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return { type: packet.readUInt8(0), status: packet.readUInt8(1), bytes: packet };
  }
}

/** Puts packets together to messages. */
export class MessageAssembler {
  #packets: Packet[] = [];

  /** Takes a packet; returns the message it completes. */
  add(packet: Packet): Message | undefined {
    const first = this.#packets[0];
    if (packet.type === PACKET.attention) this.#packets = [];
    else if (first !== undefined && first.type !== packet.type) {
      throw new RangeError(`A packet of type ${packet.type} inside a message of type ${first.type}.`);
    }
    this.#packets.push(packet);
    return (packet.status & STATUS.endOfMessage) === 0 ? undefined : this.#message(packet);
  }

  #message(last: Packet): Message {
    const packets = this.#packets;
    this.#packets = [];
    return {
      type: last.type,
      firstStatus: packets[0]?.status ?? 0,
      ignored: (last.status & STATUS.ignore) !== 0,
      payload: Buffer.concat(packets.map((packet) => packet.bytes.subarray(HEADER_LENGTH))),
    };
  }
}

/** Writes a packet header at the start of `bytes`. */
export function writeHeader(
  bytes: Buffer,
  header: { type: number; last: boolean; length: number; spid: number; number: number },
): void {
  bytes[0] = header.type;
  bytes[1] = header.last ? STATUS.endOfMessage : 0;
  bytes.writeUInt16BE(header.length, 2);
  bytes.writeUInt16BE(header.spid & 0xffff, 4);
  bytes[6] = header.number & 0xff;
  bytes[7] = 0;
}
