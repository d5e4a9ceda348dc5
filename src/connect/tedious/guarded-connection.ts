// tedious, loaded only when a connection is really opened, with one thing added: what its parser of tokens and their
// handlers throw closes the connection with that error. By itself tedious lets it end the process.
import type { EventEmitter } from 'node:events';
import type { ConnectionConfiguration, Connection as TediousConnection } from 'tedious';
import { RegrantError } from '../../model/errors.ts';
import { tediousPackage } from './tedious-package.ts';

type Tedious = typeof import('tedious');

/** A tedious connection whose faults end in its own errors. */
export type GuardedConnection = TediousConnection;

/** What is used of tedious. */
export interface GuardedTedious {
  readonly Request: Tedious['Request'];
  readonly TYPES: Tedious['TYPES'];
  connection(config: ConnectionConfiguration): GuardedConnection;
}

let loaded: GuardedTedious | undefined;

/** Loads tedious once (it costs some 250 ms, so offline commands never do). */
export function loadTedious(): GuardedTedious {
  loaded ??= guardedTedious(tediousPackage());
  return loaded;
}

type ParserArguments = Parameters<TediousConnection['createTokenStreamParser']>;
type Handler = ParserArguments[1];

function guardedTedious(tedious: Tedious): GuardedTedious {
  // Should tedious rename this method, the guard would silently be gone: then nothing is opened at all.
  if (typeof tedious.Connection.prototype.createTokenStreamParser !== 'function') throw hookGone();
  class Guarded extends tedious.Connection {
    override createTokenStreamParser(...[message, handler]: ParserArguments) {
      const fail = (error: unknown): void => void this.socket?.destroy(asError(error));
      const parser = super.createTokenStreamParser(message, guarded(handler, fail));
      parser.parser.on('error', fail);
      guardEmit(parser, fail);
      return parser;
    }
  }
  return { Request: tedious.Request, TYPES: tedious.TYPES, connection: (config) => new Guarded(config) };
}

/** At the end of a message tedious calls back a request that a closed connection no longer has. */
function guardEmit(parser: EventEmitter, fail: (error: unknown) => void): void {
  const emit = parser.emit.bind(parser);
  parser.emit = (...event: Parameters<typeof emit>) => {
    try {
      return emit(...event);
    } catch (error) {
      fail(error);
      return true;
    }
  };
}

/** A handler whose methods hand on what they throw. Each is looked up once: rows come by the million. */
function guarded(handler: Handler, fail: (error: unknown) => void): Handler {
  const methods = new Map<PropertyKey, unknown>();
  return new Proxy(handler, {
    get(target, name) {
      const known = methods.get(name);
      if (known !== undefined) return known;
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      const safe = (...args: unknown[]): unknown => {
        try {
          return method.apply(target, args);
        } catch (error) {
          fail(error);
          return undefined;
        }
      };
      methods.set(name, safe);
      return safe;
    },
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function hookGone(): RegrantError {
  return new RegrantError({
    code: 'internal',
    fact: 'The installed tedious has no createTokenStreamParser, where its faults are caught.',
    remedy: 'Install the version of tedious that the package asks for.',
  });
}
