// Tells where the server's part of a TLS 1.2 handshake ends. A client that sends its part in a TDS packet expects
// exactly one message back, and OpenSSL may hand out the records in pieces.

const RECORD = { changeCipherSpec: 20, alert: 21, handshake: 22 } as const;
const SERVER_HELLO_DONE = 14;

export class ServerFlight {
  #bytes: Buffer = Buffer.alloc(0);
  #complete = false;
  #last = false;

  /** Whether the client waits for what was collected. */
  get complete(): boolean {
    return this.#complete;
  }

  /** Whether this flight ends the handshake. */
  get last(): boolean {
    return this.#last;
  }

  add(bytes: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    this.#scan();
  }

  /** Takes what was collected; the next flight starts empty. */
  take(): Buffer {
    const bytes = this.#bytes;
    this.#bytes = Buffer.alloc(0);
    this.#complete = false;
    return bytes;
  }

  #scan(): void {
    const clear: Buffer[] = [];
    let changed = false;
    for (const { type, body } of recordsOf(this.#bytes)) {
      if (type === RECORD.changeCipherSpec) changed = true;
      else if (type === RECORD.handshake && changed) this.#last = true;
      else if (type === RECORD.handshake) clear.push(body);
      else if (type === RECORD.alert) this.#complete = true;
    }
    this.#complete ||= this.#last || endsInHelloDone(Buffer.concat(clear));
  }
}

function* recordsOf(bytes: Buffer): Generator<{ type: number; body: Buffer }> {
  let at = 0;
  while (at + 5 <= bytes.length) {
    const end = at + 5 + bytes.readUInt16BE(at + 3);
    if (end > bytes.length) return;
    yield { type: bytes.readUInt8(at), body: bytes.subarray(at + 5, end) };
    at = end;
  }
}

function endsInHelloDone(handshake: Buffer): boolean {
  let at = 0;
  while (at + 4 <= handshake.length) {
    if (handshake.readUInt8(at) === SERVER_HELLO_DONE) return true;
    at += 4 + handshake.readUIntBE(at + 1, 3);
  }
  return false;
}
