// The linked servers of the simulated server, and the mappings of its logins to them.
import { defined } from '../../model/defined.ts';
import type { LinkedLoginFact, LinkedServerFact } from '../../model/fact.ts';
import { keyOfParts } from '../../model/identity.ts';
import type { Fold } from '../../model/name-fold.ts';
import type { Principal } from './principal.ts';
import { LoggedMap, NameMap, type UndoLog } from './undo-log.ts';

/** A linked server; `isMentioned`: a script speaks of it and does not make it. */
export interface LinkedServerState {
  readonly id: number;
  readonly fact: LinkedServerFact;
  readonly isMentioned?: true;
}

/** A mapping; without a login that of everybody who has none of his own. */
export interface LinkedLoginState {
  readonly serverId: number;
  readonly login: Principal | undefined;
  readonly usesSelf: boolean;
  readonly remoteName: string | undefined;
}

/** All of them. */
export class LinkedServers {
  readonly #servers: NameMap<LinkedServerState>;
  readonly #logins: Map<string, LinkedLoginState>;

  constructor(fold: Fold, log: UndoLog) {
    this.#servers = new NameMap(fold, log);
    this.#logins = new LoggedMap(log);
  }

  named(name: string): LinkedServerState | undefined {
    return this.#servers.get(name);
  }

  servers(): Iterable<LinkedServerState> {
    return this.#servers.values();
  }

  logins(): Iterable<LinkedLoginState> {
    return this.#logins.values();
  }

  /** Puts a linked server in, in the place of one of its name. */
  put(server: LinkedServerState): void {
    this.#servers.set(server.fact.name, server);
  }

  /** Takes one away with its mappings. */
  remove(server: LinkedServerState): void {
    this.#servers.delete(server.fact.name);
    for (const [key, { serverId }] of this.#logins) if (serverId === server.id) this.#logins.delete(key);
  }

  map(mapping: LinkedLoginState): void {
    this.#logins.set(keyOf(mapping), mapping);
  }

  unmap(mapping: Pick<LinkedLoginState, 'serverId' | 'login'>): void {
    this.#logins.delete(keyOf(mapping));
  }

  /** A login that is dropped loses its mappings (a guess). */
  forget(principal: Principal): void {
    for (const [key, { login }] of this.#logins) if (login === principal) this.#logins.delete(key);
  }

  *facts(): Iterable<LinkedServerFact | LinkedLoginFact> {
    const names = new Map<number, string>();
    for (const { id, fact, isMentioned } of this.#servers.values()) {
      names.set(id, fact.name);
      if (isMentioned !== true) yield fact;
    }
    for (const { serverId, login, usesSelf, remoteName } of this.#logins.values()) {
      const server = names.get(serverId) ?? '';
      yield { kind: 'linked-login', server, usesSelf, ...defined({ login: login?.name, remoteName }) };
    }
  }
}

const keyOf = ({ serverId, login }: Pick<LinkedLoginState, 'serverId' | 'login'>): string =>
  keyOfParts(serverId, login?.id);
