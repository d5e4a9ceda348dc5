// From an address to a guarded wire: dial, agree on encryption, check the certificate. A server that another one
// routed the login to is held to the certificate rules of the name that the user gave.
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { abortError } from '../../model/abort.ts';
import { RegrantError } from '../../model/errors.ts';
import { whenAborted } from '../deadline.ts';
import { formatServerAddress } from '../server-address.ts';
import type { ServerTarget } from '../server-target.ts';
import { dial } from './dial.ts';
import type { Route } from './env-change.ts';
import { GuardedWire, type WireListener } from './guarded-wire.ts';
import { WIRE_LIMITS, type WireLimits } from './limits.ts';
import { PACKET, PacketReader, toPackets } from './packet.ts';
import { ENCRYPT, type PreloginAnswer, preloginForDriver, preloginOffer, readPrelogin } from './prelogin.ts';
import { type CertificateRules, secureInBand, secureStrictly } from './secure.ts';
import { badAnswer, notEncrypted, overLimit } from './wire-error.ts';

/** What a wire is opened with. */
export interface WireOrder {
  readonly target: ServerTarget;
  /** PEM text of the authorities to trust. */
  readonly ca: string | undefined;
  readonly port: number;
  /** Where the server that was asked first sent the login. */
  readonly route: Route | undefined;
  readonly signal: AbortSignal;
  readonly listener: WireListener;
}

/** Opens a wire; throws a RegrantError, what Node throws for sockets and TLS, or the signal's reason. */
export async function openWire(order: WireOrder): Promise<GuardedWire> {
  const { target, route, signal } = order;
  if (route !== undefined) mayFollow(target, route);
  const server = serverName(target, route);
  const socket = await dial({
    host: route?.host ?? target.address.host,
    port: route?.port ?? order.port,
    parallel: target.multiSubnetFailover ?? false,
    signal,
  });
  const ignore = whenAborted(signal, () => socket.destroy());
  try {
    const limits = { ...WIRE_LIMITS, ...target.limits };
    const { clear, answer } = await shakeHands(socket, order, { server, limits });
    const prelogin = preloginForDriver(answer);
    return new GuardedWire({ server, socket, clear, prelogin, limits, listener: order.listener });
  } catch (error) {
    socket.destroy();
    throw signal.aborted ? abortError(signal, `Connecting to ${server}`) : error;
  } finally {
    ignore();
  }
}

/** What a server shows of itself before anybody logs in. */
export interface ShownCertificate {
  /** Node's code of what is wrong with it by the rules of the target; absent when nothing is. */
  readonly problem?: string;
  /** The common name, and the names it is for beside. */
  readonly subject: string;
  readonly names: readonly string[];
  readonly issuer: string;
  /** As OpenSSL writes dates: `Nov 28 12:00:00 2027 GMT`. */
  readonly validTo: string;
  /** SHA-256 in hexadecimal with colons. */
  readonly fingerprint: string;
}

/** The certificate of a server, whatever it is worth: TLS is agreed on, nothing is sent through it. Throws as openWire. */
export async function peekCertificate(
  target: ServerTarget,
  ca: string | undefined,
  port: number,
  signal: AbortSignal,
): Promise<ShownCertificate> {
  const { host } = target.address;
  const socket = await dial({ host, port, parallel: target.multiSubnetFailover ?? false, signal });
  const ignore = whenAborted(signal, () => socket.destroy());
  const server = serverName(target, undefined);
  const limits = { ...WIRE_LIMITS, ...target.limits };
  try {
    const answer = await askPrelogin(socket, ENCRYPT.on, { server, limits });
    if (!isEncrypting(answer)) throw notEncrypted(server, 'does not encrypt the whole connection');
    const rules = { name: target.hostNameInCertificate ?? host, trust: true, ca };
    const tls = await secureInBand(socket, rules, { server, most: limits.handshake });
    return shownCertificate(tls);
  } catch (error) {
    throw signal.aborted ? abortError(signal, `Connecting to ${server}`) : error;
  } finally {
    ignore();
    socket.destroy();
  }
}

function shownCertificate(tls: TLSSocket): ShownCertificate {
  const { subject, subjectaltname = '', issuer, valid_to, fingerprint256 } = tls.getPeerCertificate();
  // With any certificate taken, Node still says what is wrong with this one.
  const problem: unknown = tls.authorizationError;
  const names = subjectaltname
    .split(', ')
    .flatMap((name) => /^(?:DNS|IP Address):(.*)$/.exec(name)?.[1] ?? []);
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : problem;
  return {
    ...(code === null || code === undefined ? {} : { problem: String(code) }),
    subject: String(subject?.CN ?? ''),
    names,
    issuer: String(issuer?.CN ?? ''),
    validTo: valid_to,
    fingerprint: fingerprint256,
  };
}

/** The server as messages name it, with where it was routed to. */
export function serverName(target: ServerTarget, route: Route | undefined): string {
  const given = formatServerAddress(target.address);
  return route === undefined ? given : `${route.host},${route.port} (where ${given} routes its logins)`;
}

interface Side {
  readonly server: string;
  readonly limits: WireLimits;
}

interface Hands {
  readonly clear: Socket | TLSSocket;
  readonly answer: PreloginAnswer;
}

async function shakeHands(socket: Socket, order: WireOrder, side: Side): Promise<Hands> {
  const rules = certificateRules(order);
  const peer = { server: side.server, most: side.limits.handshake };
  switch (order.target.encryption ?? 'mandatory') {
    case 'strict': {
      const clear = await secureStrictly(socket, { ...rules, trust: false });
      return { clear, answer: await askPrelogin(clear, ENCRYPT.notSupported, side) };
    }
    case 'plain': {
      const answer = await askPrelogin(socket, ENCRYPT.notSupported, side);
      if (isEncrypting(answer)) throw demandsEncryption(side.server);
      return { clear: socket, answer };
    }
    case 'mandatory': {
      const answer = await askPrelogin(socket, ENCRYPT.on, side);
      if (!isEncrypting(answer)) throw notEncrypted(side.server, 'does not encrypt the whole connection');
      return { clear: await secureInBand(socket, rules, peer), answer };
    }
  }
}

function isEncrypting({ encryption }: PreloginAnswer): boolean {
  return encryption === ENCRYPT.on || encryption === ENCRYPT.required;
}

/**
 * The name that the certificate has to carry is the one that the user gave, whoever the login was routed to; only by
 * the user's word the routed server is held to its own name.
 */
function certificateRules({ target, ca, route }: WireOrder): CertificateRules {
  const routed = target.allowRouting === true ? route?.host : undefined;
  return {
    name: target.hostNameInCertificate ?? routed ?? target.address.host,
    trust: target.trustServerCertificate === true,
    ca,
  };
}

/** Where no certificate is checked there is nothing that a routed server could prove itself by. */
function mayFollow(target: ServerTarget, route: Route): void {
  const checks =
    target.encryption === 'strict' ||
    !(target.trustServerCertificate === true || target.encryption === 'plain');
  if (checks || target.allowRouting === true) return;
  throw new RegrantError({
    code: 'encryption-refused',
    fact: `${formatServerAddress(target.address)} routes the login to ${route.host},${route.port}, and no certificate is checked that would tell whether that is meant; the login was not sent there.`,
    remedy: `Connect to ${route.host},${route.port} itself, have certificates checked, or allow routing (--allow-routing).`,
  });
}

/** Sends PRELOGIN and reads its answer; nothing may come behind it. */
async function askPrelogin(
  stream: Socket | TLSSocket,
  encryption: number,
  side: Side,
): Promise<PreloginAnswer> {
  stream.write(toPackets(PACKET.prelogin, preloginOffer(encryption)));
  const payload = await readAnswer(stream, side);
  return readPrelogin(payload, (what) => badAnswer(side.server, what));
}

function readAnswer(stream: Socket | TLSSocket, { server, limits }: Side): Promise<Buffer> {
  const refuse = (what: string) => badAnswer(server, what);
  const packets = new PacketReader();
  const parts: Buffer[] = [];
  let received = 0;
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      stream.off('data', onData).off('error', onError).off('close', onClose).off('end', onClose).pause();
    };
    const fail = (error: Error): void => {
      settle();
      stream.on('error', () => {});
      reject(error);
    };
    const onError = fail;
    const onClose = (): void => fail(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
    const onData = (bytes: Buffer): void => {
      try {
        received += bytes.length;
        if (received > limits.handshake) throw overLimit(server, 'handshake', limits.handshake);
        packets.add(bytes);
        for (let packet = packets.next(refuse); packet !== undefined; packet = packets.next(refuse)) {
          if (packet.type !== PACKET.answer)
            throw refuse(`a packet has the type ${packet.type}, which is no answer`);
          parts.push(packet.payload);
          if (!packet.last) continue;
          if (packets.takeRest().length > 0) throw refuse('something came behind its PRELOGIN');
          settle();
          resolve(Buffer.concat(parts));
          return;
        }
      } catch (error) {
        fail(error as Error);
      }
    };
    stream.on('data', onData).on('error', onError).once('close', onClose).once('end', onClose);
  });
}

function demandsEncryption(server: string): RegrantError {
  return new RegrantError({
    code: 'encryption-refused',
    fact: `${server} demands encryption, and plain text was asked for.`,
    remedy: 'Ask for encryption.',
  });
}
