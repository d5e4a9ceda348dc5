// PRELOGIN (page "[MS-TDS]: PRELOGIN"): the client's offer, made here, and the encryption in the server's answer.

/** Values of the option ENCRYPTION. */
export const ENCRYPT = { off: 0, on: 1, notSupported: 2, required: 3 } as const;

const OPTION = { version: 0, encryption: 1, instance: 2, thread: 3, mars: 4, fedAuth: 6, end: 0xff } as const;

/** Options in one PRELOGIN, far more than there are. */
const MOST_OPTIONS = 32;

/** The payload of the client's PRELOGIN, with an ENCRYPTION of {@link ENCRYPT}. */
export function preloginOffer(encryption: number): Buffer {
  return written([
    [OPTION.version, Buffer.of(9, 0, 0, 0, 0, 0)],
    [OPTION.encryption, Buffer.of(encryption)],
    [OPTION.instance, Buffer.of(0)],
    [OPTION.thread, Buffer.alloc(4)],
    [OPTION.mars, Buffer.of(0)],
    [OPTION.fedAuth, Buffer.of(1)],
  ]);
}

/** What the server answered. */
export interface PreloginAnswer {
  readonly encryption: number;
  /** The FEDAUTHREQUIRED byte, where it was sent. */
  readonly fedAuth: number | undefined;
}

/** Reads the server's answer; throws what `refuse` makes of a clause where it is none. */
export function readPrelogin(payload: Buffer, refuse: (what: string) => Error): PreloginAnswer {
  const options = new Map<number, Buffer>();
  for (let at = 0; ; at += 5) {
    if (at >= payload.length || options.size > MOST_OPTIONS) throw refuse('its PRELOGIN has no end');
    if (payload.readUInt8(at) === OPTION.end) break;
    if (at + 5 > payload.length) throw refuse('its PRELOGIN is cut off');
    const from = payload.readUInt16BE(at + 1);
    const to = from + payload.readUInt16BE(at + 3);
    if (to > payload.length) throw refuse('its PRELOGIN is cut off');
    options.set(payload.readUInt8(at), payload.subarray(from, to));
  }
  const encryption = options.get(OPTION.encryption)?.[0];
  if (encryption === undefined) throw refuse('its PRELOGIN says nothing of encryption');
  return { encryption, fedAuth: options.get(OPTION.fedAuth)?.[0] };
}

/** What the driver is told: whatever encryption there is, it is below the driver. */
export function preloginForDriver(answer: PreloginAnswer): Buffer {
  return written([
    [OPTION.version, Buffer.alloc(6)],
    [OPTION.encryption, Buffer.of(ENCRYPT.notSupported)],
    [OPTION.instance, Buffer.of(0)],
    [OPTION.thread, Buffer.alloc(4)],
    [OPTION.mars, Buffer.of(0)],
    ...(answer.fedAuth === undefined ? [] : [[OPTION.fedAuth, Buffer.of(answer.fedAuth)] as const]),
  ]);
}

function written(options: readonly (readonly [number, Buffer])[]): Buffer {
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
