// What a connection keeps from statement to statement besides the server: who acts, what SET turned on, and the
// transaction that is open.
import type { StatementOf } from '../../parse/tree/statement.ts';
import type { Failure } from '../failure.ts';
import type { Actor } from '../run-context.ts';
import type { DatabaseState } from '../state/database-state.ts';
import type { ServerState } from '../state/server-state.ts';

/** Options of SET that decide what runs and what stands. */
const DECIDING = ['NOEXEC', 'PARSEONLY', 'XACT_ABORT', 'IMPLICIT_TRANSACTIONS'] as const;
type DecidingOption = (typeof DECIDING)[number];

/** Whether a SET decides what runs or what stands. */
export function isDeciding(options: readonly string[]): boolean {
  return DECIDING.some((option) => options.includes(option));
}

const IDLING: readonly DecidingOption[] = ['NOEXEC', 'PARSEONLY'];

/** Whether a SET has statements only looked at. */
export function isIdling(options: readonly string[]): boolean {
  return IDLING.some((option) => options.includes(option));
}

/** One connection. */
export class Session {
  readonly #server: ServerState;
  readonly #on = new Set<string>();
  /** Whom EXECUTE AS put in place, the last one last. */
  readonly actors: Actor[] = [];
  #depth = 0;
  #name: string | undefined;
  #savepoints = new Map<string, number>();

  constructor(server: ServerState) {
    this.#server = server;
  }

  get actor(): Actor | undefined {
    return this.actors.at(-1);
  }

  set(options: readonly string[], isOn: boolean): void {
    for (const option of options) {
      if (isOn) this.#on.add(option);
      else this.#on.delete(option);
    }
  }

  isOn(option: DecidingOption): boolean {
    return this.#on.has(option);
  }

  /** Whether statements are only looked at. */
  get isIdle(): boolean {
    return IDLING.some((option) => this.#on.has(option));
  }

  /** `@@TRANCOUNT`. */
  get transactions(): number {
    return this.#depth;
  }

  begin(name?: string): void {
    this.#depth += 1;
    if (this.#depth > 1) return;
    this.#name = name;
    this.#savepoints = new Map();
    this.#server.log.isOpen = true;
  }

  /** Does what a statement says of transactions, or tells why not. */
  transact({ act, name }: StatementOf<'transaction'>): Pick<Failure, 'rule' | 'error' | 'why'> | undefined {
    if (act === 'begin') this.begin(name);
    else if (this.#depth === 0) {
      const error = { commit: 3902, rollback: 3903, save: 628 }[act];
      return { rule: 'transaction-is-open', error, why: 'no transaction is open' };
    } else if (act === 'commit') {
      // Only the outermost COMMIT makes anything stand. Source: "COMMIT TRANSACTION (Transact-SQL)".
      this.#depth -= 1;
      if (this.#depth === 0) this.#server.log.forget();
    } else if (act === 'save') this.#savepoints.set(name ?? '', this.#server.log.mark);
    else if (!this.rollback(name)) {
      const why = `no transaction or savepoint is called ${name}`;
      return { rule: 'savepoint-exists', error: 6401, why };
    }
    return undefined;
  }

  /**
   * Takes back everything, or what came after a savepoint; false where there is nothing of the name. Names of
   * transactions are told apart by case on every server. Source: "ROLLBACK TRANSACTION (Transact-SQL)".
   */
  rollback(name?: string): boolean {
    const savepoint = name === undefined ? undefined : this.#savepoints.get(name);
    if (savepoint !== undefined) {
      this.#server.log.undoTo(savepoint);
      return true;
    }
    if (name !== undefined && name !== this.#name) return false;
    this.#server.log.undoTo(0);
    this.#server.log.forget();
    this.#depth = 0;
    return true;
  }

  /** Who acts from here on; whom only the server knows is nobody known. */
  actAs(level: 'login' | 'user', name: string | undefined, database: DatabaseState): void {
    const scope = level === 'login' ? this.#server : database;
    const principal = name === undefined ? undefined : scope.principal(name);
    this.actors.push({ level, principal, database });
  }

  executeAs({ as, name }: StatementOf<'execute-as'>, database: DatabaseState): void {
    const { actor } = this;
    if (as !== 'caller') this.actAs(as === 'login' ? 'login' : 'user', name, database);
    else if (actor !== undefined) this.actors.push(actor);
  }

  /** Only where EXECUTE AS was does REVERT bring anybody back. Source: "REVERT (Transact-SQL)". */
  revert(database: DatabaseState): void {
    if (this.actor?.level !== 'user' || this.actor.database === database) this.actors.pop();
  }
}
