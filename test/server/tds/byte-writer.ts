// A growing buffer for answers: one per connection, written over and over, so that a value costs no allocation.

const SHORT_TEXT = 24;

export class ByteWriter {
  bytes: Buffer;
  length = 0;
  /** Bytes of a packet without its header; what is written starts at the beginning of one. */
  packetRoom = Number.MAX_SAFE_INTEGER;

  constructor(capacity = 65_536) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }

  uint8(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  uint16(value: number): void {
    this.reserve(2);
    this.length = this.bytes.writeUInt16LE(value, this.length);
  }

  int16(value: number): void {
    this.reserve(2);
    this.length = this.bytes.writeInt16LE(value, this.length);
  }

  uint32(value: number): void {
    this.reserve(4);
    this.length = this.bytes.writeUInt32LE(value, this.length);
  }

  int32(value: number): void {
    this.reserve(4);
    this.length = this.bytes.writeInt32LE(value, this.length);
  }

  uint32BigEndian(value: number): void {
    this.reserve(4);
    this.length = this.bytes.writeUInt32BE(value, this.length);
  }

  int64(value: bigint): void {
    this.reserve(8);
    this.length = this.bytes.writeBigInt64LE(value, this.length);
  }

  uint64(value: bigint): void {
    this.reserve(8);
    this.length = this.bytes.writeBigUInt64LE(value, this.length);
  }

  raw(value: Uint8Array): void {
    this.reserve(value.length);
    this.bytes.set(value, this.length);
    this.length += value.length;
  }

  /** UTF-16 units, without a length. Short texts are copied by hand: crossing into native code costs more. */
  text(value: string): void {
    this.reserve(value.length * 2);
    if (value.length > SHORT_TEXT) {
      this.length += this.bytes.write(value, this.length, 'utf16le');
      return;
    }
    const { bytes } = this;
    let at = this.length;
    for (let index = 0; index < value.length; index += 1) {
      const unit = value.charCodeAt(index);
      bytes[at++] = unit & 0xff;
      bytes[at++] = unit >>> 8;
    }
    this.length = at;
  }

  /** B_VARCHAR: a byte of length in units, then the text; what is too long is cut. */
  shortText(value: string): void {
    const fitting = value.slice(0, 255);
    this.uint8(fitting.length);
    this.text(fitting);
  }

  /** US_VARCHAR: two bytes of length in units, then the text; what is too long is cut. */
  longText(value: string): void {
    const fitting = value.slice(0, 0xffff);
    this.uint16(fitting.length);
    this.text(fitting);
  }

  /** Puts a two-byte length in front of what `write` writes: the shape of most tokens. */
  sized(write: () => void): void {
    const at = this.length;
    this.uint16(0);
    write();
    this.bytes.writeUInt16LE(this.length - at - 2, at);
  }

  /** What was written so far, as a view that the next write may change. */
  written(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  /** Throws away the first `count` bytes. */
  discard(count: number): void {
    this.bytes.copyWithin(0, count, this.length);
    this.length -= count;
  }
}
