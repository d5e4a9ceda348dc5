// The NTLM stub (MS-NLMP): a challenge for whoever asks, and the name a client gives in its answer, taken on trust.

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
const UNICODE = 0x1;
// Unicode, request target, NTLM, always sign, target is a domain, extended session security, target info, 128, 56.
const CHALLENGE_FLAGS = 0xa0898205;
const INFO = { end: 0, computer: 1, domain: 2 } as const;

/** Whether a token is an NTLM message of this type: 1 negotiate, 3 authenticate. */
export function isNtlm(token: Buffer, type: 1 | 3): boolean {
  return token.length >= 12 && token.subarray(0, 8).equals(SIGNATURE) && token.readUInt32LE(8) === type;
}

/** A CHALLENGE_MESSAGE for a domain and a server name. */
export function writeChallenge(domain: string, computer: string, nonce: Buffer): Buffer {
  const name = Buffer.from(domain, 'utf16le');
  const target = Buffer.concat([
    info(INFO.domain, domain),
    info(INFO.computer, computer),
    info(INFO.end, ''),
  ]);
  const head = Buffer.alloc(56);
  SIGNATURE.copy(head);
  head.writeUInt32LE(2, 8);
  writeField(head, 12, name.length, head.length);
  head.writeUInt32LE(CHALLENGE_FLAGS, 20);
  nonce.copy(head, 24, 0, 8);
  writeField(head, 40, target.length, head.length + name.length);
  return Buffer.concat([head, name, target]);
}

/** The `DOMAIN\name` of an AUTHENTICATE_MESSAGE; its proof is not looked at. */
export function readAuthenticate(token: Buffer): string {
  const encoding = (token.readUInt32LE(60) & UNICODE) === 0 ? 'latin1' : 'utf16le';
  const domain = fieldOf(token, 28).toString(encoding);
  const user = fieldOf(token, 36).toString(encoding);
  return `${domain}\\${user}`;
}

function info(id: number, text: string): Buffer {
  const value = Buffer.from(text, 'utf16le');
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}

function writeField(bytes: Buffer, at: number, length: number, offset: number): void {
  bytes.writeUInt16LE(length, at);
  bytes.writeUInt16LE(length, at + 2);
  bytes.writeUInt32LE(offset, at + 4);
}

function fieldOf(token: Buffer, at: number): Buffer {
  const offset = token.readUInt32LE(at + 4);
  return token.subarray(offset, offset + token.readUInt16LE(at));
}
