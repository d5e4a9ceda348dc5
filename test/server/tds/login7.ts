// LOGIN7 (MS-TDS 2.2.6.4): who logs in, how, to which database, and with which features.

/** What a LOGIN7 message says, as far as the server cares. */
export interface Login7 {
  /** 0x74000004 for TDS 7.4, 0x08000000 for TDS 8.0. */
  readonly tdsVersion: number;
  readonly packetSize: number;
  readonly host: string;
  readonly user: string;
  readonly password: string;
  readonly application: string;
  readonly server: string;
  readonly database: string;
  readonly readOnlyIntent: boolean;
  /** The first SSPI token, when the client asked for integrated security. */
  readonly sspi?: Buffer;
  /** Feature extensions by their id. */
  readonly features: ReadonlyMap<number, Buffer>;
}

/** Feature extension ids the server knows. */
export const FEATURE = { federatedAuthentication: 0x02, utf8: 0x0a, end: 0xff } as const;

const AT = {
  tdsVersion: 4,
  packetSize: 8,
  flags2: 25,
  typeFlags: 26,
  flags3: 27,
  host: 36,
  user: 40,
  password: 44,
  application: 48,
  server: 52,
  extension: 56,
  database: 68,
  sspi: 78,
  sspiLong: 90,
} as const;
const INTEGRATED_SECURITY = 0x80;
const READ_ONLY_INTENT = 0x20;
const EXTENSION = 0x10;

/** Reads a LOGIN7 message; throws a RangeError where an offset points outside of it. */
export function readLogin7(payload: Buffer): Login7 {
  const integrated = (payload.readUInt8(AT.flags2) & INTEGRATED_SECURITY) !== 0;
  return {
    tdsVersion: payload.readUInt32LE(AT.tdsVersion),
    packetSize: payload.readUInt32LE(AT.packetSize),
    host: textAt(payload, AT.host),
    user: textAt(payload, AT.user),
    password: revealed(fieldAt(payload, AT.password, 2)).toString('utf16le'),
    application: textAt(payload, AT.application),
    server: textAt(payload, AT.server),
    database: textAt(payload, AT.database),
    readOnlyIntent: (payload.readUInt8(AT.typeFlags) & READ_ONLY_INTENT) !== 0,
    features: readFeatures(payload),
    ...(integrated ? { sspi: sspiOf(payload) } : {}),
  };
}

function fieldAt(payload: Buffer, at: number, unit: 1 | 2): Buffer {
  return sliceOf(payload, payload.readUInt16LE(at), payload.readUInt16LE(at + 2) * unit);
}

function sliceOf(payload: Buffer, offset: number, length: number): Buffer {
  if (length > 0 && offset + length > payload.length) {
    throw new RangeError(`LOGIN7 of ${payload.length} bytes points to ${offset + length}.`);
  }
  return payload.subarray(offset, offset + length);
}

function textAt(payload: Buffer, at: number): string {
  return fieldAt(payload, at, 2).toString('utf16le');
}

/** A length of 0xFFFF says that the real one is in cbSSPILong. */
function sspiOf(payload: Buffer): Buffer {
  const short = payload.readUInt16LE(AT.sspi + 2);
  const long = short === 0xffff ? payload.readUInt32LE(AT.sspiLong) : 0;
  return sliceOf(payload, payload.readUInt16LE(AT.sspi), long === 0 ? short : long);
}

/** The password is no secret on the wire: nibbles swapped, then XOR 0xA5. */
function revealed(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => (((byte ^ 0xa5) << 4) | ((byte ^ 0xa5) >> 4)) & 0xff));
}

function readFeatures(payload: Buffer): Map<number, Buffer> {
  const features = new Map<number, Buffer>();
  if ((payload.readUInt8(AT.flags3) & EXTENSION) === 0) return features;
  let at = payload.readUInt32LE(payload.readUInt16LE(AT.extension));
  while (payload.readUInt8(at) !== FEATURE.end) {
    const length = payload.readUInt32LE(at + 1);
    features.set(payload.readUInt8(at), sliceOf(payload, at + 5, length));
    at += 5 + length;
  }
  return features;
}
