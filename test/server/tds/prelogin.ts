// PRELOGIN (MS-TDS 2.2.6.5): what the client offers, what the server answers, and what follows from both.
import type { Engine } from '../contract.ts';
import { versionBytes } from './version-bytes.ts';

/** Values of the ENCRYPTION option. */
export const ENCRYPT = { off: 0, on: 1, notSupported: 2, required: 3 } as const;

/**
 * What the server does about encryption: `on` does what the client asks for, as a server without Force Encryption;
 * `required` answers REQ to whoever does not ask; `off` answers NOT_SUP; `strict` takes TDS 8.0 only.
 */
export type Encryption = 'on' | 'required' | 'off' | 'strict';

/** What follows the PRELOGIN exchange. */
export interface PreloginOutcome {
  readonly answer: Buffer;
  /** TLS for the whole connection, for LOGIN7 alone, or not at all. */
  readonly tls: 'all' | 'login' | 'none';
}

const OPTION = { version: 0, encryption: 1, instance: 2, thread: 3, mars: 4, fedAuth: 6, end: 0xff } as const;

/** Reads the client's PRELOGIN and makes the answer; `secured` says that TDS 8.0 has TLS around it already. */
export function answerPrelogin(
  payload: Buffer,
  { engine, encryption, secured }: { engine: Engine; encryption: Encryption; secured: boolean },
): PreloginOutcome {
  const options = readOptions(payload);
  const asked = options.get(OPTION.encryption)?.[0] ?? ENCRYPT.notSupported;
  const encrypt = secured ? ENCRYPT.notSupported : negotiate(asked, encryption);
  const answered: [number, Buffer][] = [
    [OPTION.version, Buffer.concat([versionBytes(engine.productVersion), Buffer.alloc(2)])],
    [OPTION.encryption, Buffer.of(encrypt)],
    [OPTION.instance, Buffer.of(0)],
    [OPTION.thread, Buffer.alloc(4)],
    [OPTION.mars, Buffer.of(0)],
  ];
  if (options.get(OPTION.fedAuth)?.[0] === 1) answered.push([OPTION.fedAuth, Buffer.of(1)]);
  return { answer: writeOptions(answered), tls: outcome(asked, encrypt) };
}

function negotiate(asked: number, encryption: Encryption): number {
  if (encryption === 'off') return ENCRYPT.notSupported;
  if (asked === ENCRYPT.on || asked === ENCRYPT.required) return ENCRYPT.on;
  if (encryption === 'required') return ENCRYPT.required;
  return asked === ENCRYPT.off ? ENCRYPT.off : ENCRYPT.notSupported;
}

function outcome(asked: number, answered: number): PreloginOutcome['tls'] {
  if (answered === ENCRYPT.on || answered === ENCRYPT.required) return 'all';
  return answered === ENCRYPT.off && asked === ENCRYPT.off ? 'login' : 'none';
}

function readOptions(payload: Buffer): Map<number, Buffer> {
  const options = new Map<number, Buffer>();
  for (let at = 0; payload.readUInt8(at) !== OPTION.end; at += 5) {
    const offset = payload.readUInt16BE(at + 1);
    options.set(payload.readUInt8(at), payload.subarray(offset, offset + payload.readUInt16BE(at + 3)));
  }
  return options;
}

function writeOptions(options: readonly (readonly [number, Buffer])[]): Buffer {
  const head = Buffer.alloc(options.length * 5 + 1);
  let offset = head.length;
  for (const [index, [option, value]] of options.entries()) {
    head.writeUInt8(option, index * 5);
    head.writeUInt16BE(offset, index * 5 + 1);
    head.writeUInt16BE(value.length, index * 5 + 3);
    offset += value.length;
  }
  head.writeUInt8(OPTION.end, head.length - 1);
  return Buffer.concat([head, ...options.map(([, value]) => value)]);
}
