// tedious, loaded only when a connection is really opened, with one thing added: the login is never sent in the clear
// unless plain text was asked for. tedious itself goes on without TLS when a server answers that it has none.
import type { TLSSocket } from 'node:tls';
import type { ConnectionConfiguration, Connection as TediousConnection } from 'tedious';
import { RegrantError } from '../../model/errors.ts';
import type { Encryption } from '../server-target.ts';

type Tedious = typeof import('tedious');

/** A tedious connection that refuses to send LOGIN7 before the encryption it was made for is up. */
export type GuardedConnection = TediousConnection;

/** What is used of tedious. */
export interface GuardedTedious {
  readonly Request: Tedious['Request'];
  /** `server` names the server in the refusal. */
  connection(config: ConnectionConfiguration, encryption: Encryption, server: string): GuardedConnection;
}

let loaded: Promise<GuardedTedious> | undefined;

/** Loads tedious once (it costs some 400 ms, so offline commands never do). */
export function loadTedious(): Promise<GuardedTedious> {
  loaded ??= import('tedious').then(guardedTedious);
  return loaded;
}

/** Puts the guard on; exported so that a test can show that a tedious without the hook is not used. */
export function guardedTedious(tedious: Tedious): GuardedTedious {
  // Should tedious rename this method, the guard would silently be gone: then nothing is opened at all.
  if (typeof tedious.Connection.prototype.sendLogin7Packet !== 'function') throw hookGone();
  class Guarded extends tedious.Connection {
    readonly #encryption: Encryption;
    readonly #server: string;
    /** The socket that TLS was started on; a routed connection has another, and starts from scratch. */
    #secured: unknown;

    constructor(config: ConnectionConfiguration, encryption: Encryption, server: string) {
      super(config);
      this.#encryption = encryption;
      this.#server = server;
      this.on('secure', () => {
        this.#secured = this.socket;
      });
    }

    override sendLogin7Packet(): void {
      if (!this.#mayLogIn()) throw refused(this.#server);
      super.sendLogin7Packet();
    }

    #mayLogIn(): boolean {
      if (this.#encryption === 'plain') return true;
      if (this.#encryption === 'mandatory') return this.socket !== undefined && this.#secured === this.socket;
      return (this.socket as TLSSocket | undefined)?.encrypted === true;
    }
  }
  return {
    Request: tedious.Request,
    connection: (config, encryption, server) => new Guarded(config, encryption, server),
  };
}

function refused(server: string): RegrantError {
  return new RegrantError({
    code: 'encryption-refused',
    fact: `${server} does not encrypt the whole connection; the login was not sent.`,
    remedy: 'Enable TLS on the server, or ask for plain text explicitly if the network may see the password.',
  });
}

function hookGone(): RegrantError {
  return new RegrantError({
    code: 'internal',
    fact: 'The installed tedious has no sendLogin7Packet, where encryption is enforced.',
    remedy: 'Install the version of tedious that the package asks for.',
  });
}
