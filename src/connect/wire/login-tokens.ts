// The tokens that only the answer to a login has: each is measured whole before the driver sees it. FEDAUTHINFO says
// what a Microsoft Entra token is wanted for, and only SQL Database may be that.
import type { LoginMessage } from '../open-error.ts';
import { type Refuse, readShortText } from './sized-bytes.ts';

/** Fixed part of an NTLM challenge (page "[MS-NLMP]: CHALLENGE_MESSAGE"). */
const SHORTEST_CHALLENGE = 48;

/** LOGINACK: interface, version, the program's name, its version. */
export function checkLoginAck(bytes: Buffer, refuse: Refuse): void {
  const { end } = readShortText(bytes, 5, refuse);
  if (end + 4 !== bytes.length) throw refuse('a token is not as long as it claims');
}

/** SSPI: an NTLM challenge. */
export function checkChallenge(bytes: Buffer, refuse: Refuse): void {
  if (bytes.length < SHORTEST_CHALLENGE) throw refuse('an NTLM challenge is cut off');
}

/** ERROR and INFO: number, state, severity, message, server, procedure, line. */
export function readMessage(bytes: Buffer, refuse: Refuse): LoginMessage {
  if (bytes.length < 8) throw refuse('a message is cut off');
  const end = 8 + bytes.readUInt16LE(6) * 2;
  const server = readShortText(bytes, end, refuse);
  const procedure = readShortText(bytes, server.end, refuse);
  if (procedure.end + 4 !== bytes.length) throw refuse('a message is not as long as it claims');
  return {
    number: bytes.readInt32LE(0),
    state: bytes.readUInt8(4),
    class: bytes.readUInt8(5),
    message: bytes.toString('utf16le', 8, end),
  };
}

/**
 * What an access token may be asked for: SQL Database in each of Microsoft's clouds (pages "Use Microsoft Entra
 * authentication" and "Endpoints" of Azure Government and Azure operated by 21Vianet).
 */
const RESOURCES: ReadonlySet<string> = new Set([
  'https://database.windows.net',
  'https://database.usgovcloudapi.net',
  'https://database.chinacloudapi.cn',
]);

const MOST_INFOS = 16;
const RESOURCE = 2;

/** FEDAUTHINFO: a list of kinds, lengths and places. Throws unless the resource is SQL Database. */
export function checkFederation(bytes: Buffer, refuse: Refuse, foreign: () => Error): void {
  const count = bytes.length < 4 ? MOST_INFOS + 1 : bytes.readUInt32LE(0);
  if (count > MOST_INFOS || 4 + count * 9 > bytes.length) throw refuse('what it says of Entra is cut off');
  for (let at = 4; at < 4 + count * 9; at += 9) {
    const from = bytes.readUInt32LE(at + 5);
    const to = from + bytes.readUInt32LE(at + 1);
    if (to > bytes.length) throw refuse('what it says of Entra is cut off');
    if (bytes.readUInt8(at) === RESOURCE && !isDatabase(bytes.toString('utf16le', from, to))) throw foreign();
  }
}

function isDatabase(resource: string): boolean {
  return RESOURCES.has(resource.replace(/\/+$/, '').toLowerCase());
}
