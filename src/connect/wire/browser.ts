// SQL Server Browser (page "[MC-SQLR]: SQL Server Resolution Protocol"): asks over UDP for the port of one instance.
// The answer is no more than a hint: whom the port belongs to, the certificate says.
import { createSocket } from 'node:dgram';
import { abortError } from '../../model/abort.ts';
import { RegrantError } from '../../model/errors.ts';
import { whenAborted } from '../deadline.ts';

/** Where and what is asked. */
export interface BrowserQuestion {
  /** An IP address. */
  readonly address: string;
  /** The host as the user wrote it, for messages. */
  readonly host: string;
  readonly instance: string;
  readonly signal: AbortSignal;
  /** Milliseconds until a try counts as unanswered; there are three. */
  readonly waitMs: number;
  /** UDP port of the Browser. */
  readonly port?: number;
}

const BROWSER_PORT = 1434;
const TRIES = 3;
const ASK_INSTANCE = 0x04;
const ANSWER = 0x05;
const LONGEST_ANSWER = 1024;

/** The TCP port of an instance. Throws a RegrantError `connection-failed` when nothing, or no port, is answered. */
export function askBrowser(question: BrowserQuestion): Promise<number> {
  const { address, instance, signal, waitMs, port = BROWSER_PORT } = question;
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  const asked = Buffer.concat([Buffer.of(ASK_INSTANCE), Buffer.from(`${instance}\0`, 'latin1')]);
  return new Promise<number>((resolve, reject) => {
    let tries = 0;
    const ask = (): void => {
      tries += 1;
      if (tries > TRIES) reject(silent(question));
      else socket.send(asked, port, address, (error) => error && reject(silent(question, error)));
    };
    const timer = setInterval(ask, waitMs);
    const ignore = whenAborted(signal, () => reject(abortError(signal, `Looking ${instance} up`)));
    socket.once('close', () => {
      clearInterval(timer);
      ignore();
    });
    socket.on('error', (error) => reject(silent(question, error)));
    socket.on('message', (bytes) => {
      const found = portIn(bytes);
      if (found === undefined) reject(withoutPort(question));
      else resolve(found);
    });
    ask();
  }).finally(() => socket.close());
}

/** The TCP port in an answer: `…;InstanceName;X;…;tcp;49172;;` after three bytes of head. */
function portIn(bytes: Buffer): number | undefined {
  if (bytes[0] !== ANSWER || bytes.length > LONGEST_ANSWER + 3) return undefined;
  const parts = bytes.toString('latin1', 3).split(';');
  const at = parts.findIndex((part, index) => index % 2 === 0 && part.toLowerCase() === 'tcp');
  const port = at < 0 ? Number.NaN : Number(parts[at + 1]);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

function silent({ host, instance }: BrowserQuestion, cause?: unknown): RegrantError {
  return new RegrantError({
    code: 'connection-failed',
    fact: `SQL Server Browser on ${host} did not say where the instance ${instance} listens.`,
    remedy: `Give the port instead of the instance (${host},port), or start SQL Server Browser there and let UDP port 1434 through; it also keeps silent about a name that it does not know.`,
    cause,
  });
}

function withoutPort({ host, instance }: BrowserQuestion): RegrantError {
  return new RegrantError({
    code: 'connection-failed',
    fact: `SQL Server Browser on ${host} told no TCP port for the instance ${instance}.`,
    remedy: `Enable TCP/IP for the instance in SQL Server Configuration Manager, or give its port: ${host},port.`,
  });
}
