// Reads little-endian values off a message in order; reading past the end throws, so a broken message is an error
// and never a guess.
export class ByteReader {
  readonly bytes: Buffer;
  position: number;

  constructor(bytes: Buffer, position = 0) {
    this.bytes = bytes;
    this.position = position;
  }

  get left(): number {
    return this.bytes.length - this.position;
  }

  pass(count: number): number {
    const at = this.position;
    if (count < 0 || at + count > this.bytes.length) {
      throw new RangeError(
        `The message ends at ${this.bytes.length}, ${count} bytes were expected at ${at}.`,
      );
    }
    this.position += count;
    return at;
  }

  uint8(): number {
    return this.bytes.readUInt8(this.pass(1));
  }

  int8(): number {
    return this.bytes.readInt8(this.pass(1));
  }

  uint16(): number {
    return this.bytes.readUInt16LE(this.pass(2));
  }

  int16(): number {
    return this.bytes.readInt16LE(this.pass(2));
  }

  uint32(): number {
    return this.bytes.readUInt32LE(this.pass(4));
  }

  int32(): number {
    return this.bytes.readInt32LE(this.pass(4));
  }

  int64(): bigint {
    return this.bytes.readBigInt64LE(this.pass(8));
  }

  uint64(): bigint {
    return this.bytes.readBigUInt64LE(this.pass(8));
  }

  float(): number {
    return this.bytes.readFloatLE(this.pass(4));
  }

  double(): number {
    return this.bytes.readDoubleLE(this.pass(8));
  }

  take(count: number): Buffer {
    const at = this.pass(count);
    return this.bytes.subarray(at, at + count);
  }

  /** Text of so many UTF-16 units. */
  text(units: number): string {
    return this.take(units * 2).toString('utf16le');
  }
}
