// ENVCHANGE (page "[MS-TDS]: ENVCHANGE"): what the server says has changed. The packet size is the one that can hang a
// client, the route the one that can send its login elsewhere.
import { LARGEST_PACKET, SMALLEST_PACKET } from './packet.ts';
import { type Refuse, readShortText, readSized } from './sized-bytes.ts';

/** Where a server sends its client. */
export interface Route {
  readonly host: string;
  readonly port: number;
}

/** What of a change matters below the driver. */
export type Change =
  | { readonly change: 'packet-size'; readonly bytes: number }
  | { readonly change: 'route'; readonly route: Route }
  | { readonly change: 'other' };

const OTHER: Change = { change: 'other' };
const PACKET_SIZE = 4;
const COLLATION = 7;
const ROUTE = 20;
/** Changes of texts and of bytes, by type; the rest is never asked for here. */
const TEXTS: ReadonlySet<number> = new Set([1, 2, 3, PACKET_SIZE, 13]);
const BYTES: ReadonlySet<number> = new Set([COLLATION, 8, 9, 10, 18]);
const COLLATION_LENGTH = 5;

/** Types of change that may come while a login is answered, and while a batch is. */
export const CHANGES = {
  login: new Set([1, 2, 3, PACKET_SIZE, COLLATION, 13, ROUTE]),
  answer: new Set([1, 2, 3, PACKET_SIZE, COLLATION, 8, 9, 10, 18]),
} as const;

/** Reads a change whole; throws what `refuse` makes where it is none or its values cannot be. */
export function readChange(bytes: Buffer, allowed: ReadonlySet<number>, refuse: Refuse): Change {
  const type = bytes[0] ?? 0;
  if (!allowed.has(type)) throw refuse(`a change of type ${type} came where none may`);
  const body = bytes.subarray(1);
  if (type === ROUTE) return { change: 'route', route: readRoute(body, refuse) };
  if (TEXTS.has(type)) return readTexts(type, body, refuse);
  if (BYTES.has(type)) checkBytes(type, body, refuse);
  return OTHER;
}

function readTexts(type: number, body: Buffer, refuse: Refuse): Change {
  const to = readShortText(body, 0, refuse);
  const from = readShortText(body, to.end, refuse);
  if (from.end !== body.length) throw refuse('a change is not as long as it claims');
  if (type !== PACKET_SIZE) return OTHER;
  const bytes = /^[0-9]{3,5}$/.test(to.text) ? Number(to.text) : 0;
  if (bytes >= SMALLEST_PACKET && bytes <= LARGEST_PACKET) return { change: 'packet-size', bytes };
  throw refuse(
    `it asks for packets of a size that is not from ${SMALLEST_PACKET} to ${LARGEST_PACKET} bytes`,
  );
}

function checkBytes(type: number, body: Buffer, refuse: Refuse): void {
  const to = readSized(body, 0, 1, refuse);
  const from = readSized(body, to.end, 1, refuse);
  if (from.end !== body.length) throw refuse('a change is not as long as it claims');
  if (type !== COLLATION) return;
  const isCollation = ({ length }: Buffer) => length === 0 || length === COLLATION_LENGTH;
  if (!isCollation(to.bytes) || !isCollation(from.bytes)) throw refuse('a collation is cut off');
}

/** Protocol (0 is TCP), port, name of the server. */
function readRoute(body: Buffer, refuse: Refuse): Route {
  const to = readSized(body, 0, 2, refuse);
  const from = readSized(body, to.end, 2, refuse);
  const { bytes } = to;
  if (from.end !== body.length || bytes.length < 5) throw refuse('a route is cut off');
  const port = bytes.readUInt16LE(1);
  const end = 5 + bytes.readUInt16LE(3) * 2;
  if (bytes.readUInt8(0) !== 0 || port === 0 || end !== bytes.length) throw refuse('a route is none');
  const name = bytes.toString('utf16le', 5, end);
  const [host = ''] = name.split('\\');
  if (!/^[\p{L}\p{N}._:-]{1,255}$/u.test(host)) throw refuse('a route leads to something that is no host');
  return { host, port };
}
