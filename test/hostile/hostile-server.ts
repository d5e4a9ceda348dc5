// A TDS server that does what no SQL Server does. It speaks real TLS, so that a client comes as far as the attack
// wants it to, and then sends the bytes it is told to.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { CA_FILE, secureContexts } from '../server/tds/certificates.ts';
import { Channel } from '../server/tds/channel.ts';
import { type Message, MessageAssembler, PACKET, PacketCutter } from '../server/tds/packet.ts';
import { packets, preloginAnswer } from './answers.ts';

/** What an attack may send with. */
export interface Sender {
  /** Bytes as they are, encrypted where the connection is. */
  raw(bytes: Buffer): void;
  /** A message of answer packets. */
  answer(payload: Buffer): void;
  /** The same bytes again and again, as fast as they are taken, until the client goes. */
  forever(bytes: Buffer): void;
  /** Closes in an orderly way. */
  end(): void;
}

/** What the server does. */
export interface Attack {
  /** `in-band` (default): TLS as of TDS 7.4. `none`: says that it has no encryption. */
  readonly tls?: 'in-band' | 'none';
  /** Instead of its PRELOGIN. */
  readonly prelogin?: (send: Sender) => void;
  /** Unencrypted bytes right behind the last packet of the handshake, in the same write. */
  readonly behindHandshake?: Buffer;
  /** Answers the nth message after PRELOGIN: 0 is the login. */
  readonly message: (send: Sender, number: number, message: Message) => void;
}

/** A hostile server that runs. */
export interface HostileServer {
  readonly port: number;
  readonly caFile: string;
  /** Types of messages that were sent to it, by connection. */
  readonly seen: readonly number[][];
  /** Bytes that came in, unencrypted as they are. */
  readonly wire: readonly Buffer[];
  close(): void;
}

/** Starts one; what it does may differ by connection. */
export async function startHostile(
  attack: Attack | ((connection: number) => Attack),
): Promise<HostileServer> {
  const seen: number[][] = [];
  const wire: Buffer[] = [];
  const sockets = new Set<Socket>();
  const contexts = secureContexts();
  const server = createServer((socket) => {
    const types: number[] = [];
    seen.push(types);
    sockets.add(socket);
    socket.on('error', () => {}).once('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => wire.length < 100 && wire.push(bytes));
    const own = typeof attack === 'function' ? attack(seen.length - 1) : attack;
    converse(socket, own, types, contexts);
  });
  // On every address: a route may lead to 127.0.0.2.
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    caFile: CA_FILE,
    seen,
    wire,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function converse(
  socket: Socket,
  attack: Attack,
  seen: number[],
  contexts: ReturnType<typeof secureContexts>,
): void {
  const cutter = new PacketCutter();
  const assembler = new MessageAssembler();
  const bytes = (data: Buffer): void => {
    for (let packet = cutter.next(data); packet !== undefined; packet = cutter.next()) {
      const message = assembler.add(packet);
      if (message !== undefined) take(message);
    }
  };
  if (attack.behindHandshake !== undefined) injectBehindHandshake(socket, attack.behindHandshake);
  const channel = new Channel(socket, contexts, { bytes, closed: () => {} });
  const send = senderOn(channel);
  let messages = 0;
  const take = (message: Message): void => {
    seen.push(message.type);
    if (message.type !== PACKET.prelogin) attack.message(send, messages++, message);
    else if (attack.prelogin !== undefined) attack.prelogin(send);
    else {
      const inBand = attack.tls !== 'none' && !channel.secured;
      send.answer(preloginAnswer(inBand ? 1 : 2));
      if (inBand) channel.startInBandTls();
    }
  };
}

function senderOn(channel: Channel): Sender {
  const raw = (data: Buffer): void => void channel.write(data);
  return {
    raw,
    answer: (payload) => raw(packets(payload)),
    end: () => channel.end(),
    forever: async (data) => {
      while (!channel.closed) {
        await channel.write(data);
        await new Promise(setImmediate);
      }
    },
  };
}

const CHANGE_CIPHER = Buffer.from([0x14, 0x03, 0x03, 0x00, 0x01, 0x01]);

/** The attack of a man in the middle: he sees where the handshake ends, and adds to it. */
function injectBehindHandshake(socket: Socket, plain: Buffer): void {
  const write = socket.write.bind(socket);
  let done = false;
  socket.write = ((data: Buffer, ...rest: []) => {
    if (done || data[0] !== PACKET.prelogin || !data.includes(CHANGE_CIPHER)) return write(data, ...rest);
    done = true;
    return write(Buffer.concat([data, plain]), ...rest);
  }) as typeof socket.write;
}
