// One attempt to connect and log in. However it ends, nothing of it is left: no socket, no timer, no listener.
import type { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { abortError } from '../../model/abort.ts';
import { RegrantError } from '../../model/errors.ts';
import { startLimit, whenAborted } from '../deadline.ts';
import { type LoginMessage, openError } from '../open-error.ts';
import { formatServerAddress } from '../server-address.ts';
import type { Secrets } from '../server-error.ts';
import { CONNECT_TIMEOUT_MS, type ServerTarget } from '../server-target.ts';
import type { Route } from '../wire/env-change.ts';
import { findPort } from '../wire/find-port.ts';
import type { GuardedWire, WireListener } from '../wire/guarded-wire.ts';
import { openWire, serverName } from '../wire/open-wire.ts';
import { type GuardedConnection, loadTedious } from './guarded-connection.ts';
import { tediousConfig } from './tedious-config.ts';

/** How often a login may be sent on to another server. */
const MOST_ROUTES = 5;

/** A connection that is logged in, and the wire below it. */
export interface Opened {
  readonly connection: GuardedConnection;
  readonly wire: GuardedWire;
}

/** Connects and logs in once; throws a RegrantError as `Driver.open` does. What is secret is added to `secrets`. */
export async function openConnection(
  target: ServerTarget,
  database: string,
  signal: AbortSignal | undefined,
  secrets: Secrets,
): Promise<Opened> {
  const what = `Connecting to ${formatServerAddress(target.address)}`;
  if (signal?.aborted) throw abortError(signal, what);
  const { connection: make } = loadTedious();
  const ca = await readAuthorities(target.caFile);
  const connectTimeoutMs = target.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  const limit = startLimit(signal, connectTimeoutMs, what);
  const attempt = new Attempt({ target, ca, what, signal: limit.signal, secrets });
  try {
    const port = await findPort(target.address, limit.signal, connectTimeoutMs);
    const connector = () => attempt.connect(port);
    const connection = make(tediousConfig(target, { database, connectTimeoutMs, connector, secrets }));
    return await attempt.logIn(connection);
  } catch (error) {
    throw attempt.errorOf(error);
  } finally {
    limit.clear();
  }
}

interface AttemptParts {
  readonly target: ServerTarget;
  readonly ca: string | undefined;
  readonly what: string;
  readonly signal: AbortSignal;
  readonly secrets: Secrets;
}

/** What is known of an attempt while it runs: the wire, the way there, what the server said. */
class Attempt {
  readonly #parts: AttemptParts;
  #wire: GuardedWire | undefined;
  #route: Route | undefined;
  #routes = 0;
  #messages: LoginMessage[] = [];
  #broke: (error: unknown) => void = () => {};

  constructor(parts: AttemptParts) {
    this.#parts = parts;
  }

  /** Opens the wire to where the login goes now. */
  async connect(port: number): Promise<GuardedWire> {
    const { target, ca, signal } = this.#parts;
    const listener: WireListener = {
      routed: (route) => this.#follow(route),
      refused: (message) => this.#messages.push(message),
    };
    this.#messages = [];
    const wire = await openWire({ target, ca, port, route: this.#route, signal, listener });
    this.#wire = wire;
    wire.once('error', (error) => this.#ended(wire, error));
    wire.once('close', () =>
      this.#ended(wire, Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })),
    );
    return wire;
  }

  logIn(connection: GuardedConnection): Promise<Opened> {
    const { signal, what } = this.#parts;
    return new Promise((resolve, reject) => {
      // Without a listener an 'error' of the connection would end the process; what it says also reaches the callers.
      connection.on('error', () => {});
      // tedious's types do not name this event.
      (connection as EventEmitter).on('rerouting', () => {
        this.#wire = undefined;
      });
      const ignore = whenAborted(signal, () => {
        reject(abortError(signal, what));
        this.#wire?.destroy();
      });
      // tedious waits for ever in some states when its socket goes away.
      this.#broke = reject;
      connection.connect((error) => {
        ignore();
        this.#broke = () => {};
        const wire = this.#wire;
        if (signal.aborted) connection.close();
        else if (error === undefined && wire !== undefined) resolve({ connection, wire });
        else reject(error);
      });
    });
  }

  errorOf(error: unknown): RegrantError {
    const { target, secrets } = this.#parts;
    const server = serverName(target, this.#route);
    return openError(error, { target, server, messages: this.#messages, secrets });
  }

  #follow(route: Route): void {
    this.#routes += 1;
    if (this.#routes > MOST_ROUTES) throw tooManyRoutes(serverName(this.#parts.target, this.#route));
    this.#route = route;
  }

  /** Lets tedious speak first: what it makes of it says more. */
  #ended(wire: GuardedWire, error: unknown): void {
    setImmediate(() => {
      if (this.#wire === wire) this.#broke(error);
    });
  }
}

function tooManyRoutes(server: string): RegrantError {
  return new RegrantError({
    code: 'connection-failed',
    fact: `${server} routes the login on, for more than ${MOST_ROUTES} times.`,
    remedy: 'Check the read-only routing lists of the availability group.',
  });
}

/** The PEM text of a file of authorities; throws a RegrantError `file-failed` or `bad-option`. */
export async function readAuthorities(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const remedy = 'Name a file with certificates in PEM form (-----BEGIN CERTIFICATE-----).';
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const fact = `The certificate authorities' file ${file} cannot be read.`;
    throw new RegrantError({ code: 'file-failed', fact, remedy, cause });
  });
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new RegrantError({ code: 'bad-option', fact: `${file} holds no certificate in PEM form.`, remedy });
}
