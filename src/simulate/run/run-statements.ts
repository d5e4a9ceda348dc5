// Runs the statements of a script, in their order, on the simulated server: what a rule refuses is recorded and changes
// nothing; what decides whether statements run at all is asked of the branches of the world that the server is of.

import { defined } from '../../model/defined.ts';
import type { If, PermissionStatement, Statement } from '../../parse/tree/statement.ts';
import type { CatalogContext } from '../ask/catalog-view.ts';
import { evaluateCondition, type Truth } from '../ask/evaluate-condition.ts';
import { master } from '../ask/wrapper-procedure.ts';
import { applyPermission } from '../effects/apply-permission.ts';
import { applyStatement } from '../effects/apply-statement.ts';
import { isRaise } from '../effects/has-effect.ts';
import { type PermissionAct, permissionActs } from '../effects/permission-act.ts';
import { withSideEffects } from '../effects/side-effects.ts';
import type { FailedStatement, Failure } from '../failure.ts';
import type { Act, RunContext, SimpleStatement } from '../rule.ts';
import { refusalOf } from '../rules.ts';
import type { DatabaseState } from '../state/database-state.ts';
import type { ServerState } from '../state/server-state.ts';
import { CLOSED } from './closed-world.ts';
import { OPEN } from './open-world.ts';
import { Session } from './session.ts';
import type { Runner, World } from './world.ts';

/** How to run a script on the simulated server. */
export interface FoldOptions {
  /**
   * What becomes of a statement whose secret nobody has typed yet: it is recorded either way, and then `typed` runs
   * it as if a person had (the default), `left` leaves it out as the script does.
   */
  readonly secrets?: 'typed' | 'left';
  /** The database that the script begins in; default `master`. */
  readonly database?: DatabaseState;
  /** Told each statement that is not about security. */
  readonly onForeign?: (statement: Extract<Statement, { kind: 'foreign' }>) => void;
  /** Told each failure; without it they are gathered. */
  readonly onFailure?: (failed: FailedStatement) => void;
}

/** What came of a script. */
export interface FoldResult {
  readonly failures: readonly FailedStatement[];
  /** Statements that were judged, whether they ran or not. */
  readonly statements: number;
}

/**
 * Runs statements on a simulated server, which is changed.
 * Never throws for what the statements say; passes on what the iteration throws.
 */
export async function foldStatements(
  statements: Iterable<Statement> | AsyncIterable<Statement>,
  server: ServerState,
  options: FoldOptions = {},
): Promise<FoldResult> {
  const run = new Run(server, options);
  for await (const statement of statements) run.run(statement);
  run.finish();
  return { failures: run.failures, statements: run.statements };
}

class Run implements Runner {
  readonly failures: FailedStatement[] = [];
  statements = 0;
  readonly server: ServerState;
  readonly session: Session;
  readonly isTyped: boolean;
  readonly typed = new Set<number>();
  database: DatabaseState;
  /** Where wrappers run their statements; undefined where they run none. */
  regrant: DatabaseState | undefined;
  number: number | undefined;
  guard: If | undefined;
  guards = 0;
  isWrapped = false;
  readonly #world: World;
  readonly #options: FoldOptions;
  readonly #savedAdvancedOptions: number;
  /** Whether a failure ends the text at hand: it is inside TRY, as in the wrappers. */
  #isCaught = false;
  /** Why nothing runs up to the end of the text or batch. */
  #stop: 'text' | 'batch' | undefined;
  /** Whether the last statement failed: `@@ERROR` is not 0. */
  #hasFailed = false;
  #last: Statement | undefined;
  /** In an open world: the option that was set last and is not known to be in use. */
  #unsettled: Statement | undefined;

  constructor(server: ServerState, options: FoldOptions) {
    this.server = server;
    this.session = new Session(server);
    this.#options = options;
    this.#world = server.isOpen ? OPEN : CLOSED;
    this.isTyped = options.secrets !== 'left';
    this.database = options.database ?? master(server);
    this.regrant = master(server);
    this.#savedAdvancedOptions = server.configurations.get('show advanced options')?.value ?? 0;
  }

  /** The connection ends: what it left open is taken back. */
  finish(): void {
    if (this.#unsettled !== undefined) {
      const why = 'an option is set and RECONFIGURE does not follow, so that the value in use is not known';
      this.fail(this.#unsettled, { kind: 'not-understood', rule: 'value-in-use-not-known', why });
    }
    if (this.session.transactions === 0 || this.#last === undefined) return;
    const why = 'the script leaves a transaction open, which is rolled back when it ends';
    this.session.rollback();
    this.fail(this.#last, { kind: 'not-understood', rule: 'transaction-left-open', why });
  }

  /** Runs one statement; false where it failed. */
  run(statement: Statement): boolean {
    if (statement.kind === 'batch-end') {
      this.#stop = undefined;
      return true;
    }
    if (this.#stop !== undefined) return true;
    if (this.session.isIdle && statement.kind !== 'set-option') return true;
    this.#last = statement;
    const isDone = this.#run(statement);
    this.#hasFailed = !isDone;
    if (!isDone && !this.#isCaught && this.session.isOn('XACT_ABORT')) this.#abort();
    return isDone;
  }

  #run(statement: Statement): boolean {
    switch (statement.kind) {
      case 'grant':
      case 'deny':
      case 'revoke':
        this.#world.before(statement, this);
        return this.#permission(statement);
      case 'if':
        return this.#world.if(statement, this);
      case 'try':
        return this.#world.try(statement, this);
      case 'while':
        return this.#world.while(statement, this);
      case 'execute':
        return this.#world.execute(statement, this);
      case 'regrant-database':
        return this.#world.chooseDatabase(statement, this);
      case 'regrant-secret':
        this.typed.add(statement.number);
        return true;
      case 'foreign':
        return this.#foreign(statement);
      case 'unread':
      case 'batch-end':
        return true;
      case 'return':
        this.#stop = 'text';
        return true;
      case 'set-option':
        this.session.set(statement.options, statement.isOn);
        return true;
      case 'transaction':
        return this.#transaction(statement);
      case 'execute-as':
        this.#world.before(statement, this);
        return this.#executeAs(statement);
      case 'revert':
        return this.#revert();
      default:
        return this.#statement(statement);
    }
  }

  all(statements: readonly Statement[]): boolean {
    let isDone = true;
    for (const statement of statements) {
      if (this.run(statement)) continue;
      if (this.#isCaught) return false;
      isDone = false;
    }
    return isDone;
  }

  /** Runs a text of its own: RETURN ends it and no more, and who acts in it acts no longer behind it. */
  text(statements: readonly Statement[], database: DatabaseState): boolean {
    const { actors } = this.session;
    const depth = actors.length;
    const isDone = this.within(database, () => this.all(statements));
    actors.length = Math.min(actors.length, depth);
    if (this.#stop === 'text') this.#stop = undefined;
    return isDone;
  }

  within(database: DatabaseState, body: () => boolean): boolean {
    const outer = this.database;
    this.database = database;
    const isDone = body();
    this.database = outer;
    return isDone;
  }

  catching(body: () => boolean): boolean {
    const outer = this.#isCaught;
    this.#isCaught = true;
    const isDone = body();
    this.#isCaught = outer;
    return isDone;
  }

  holds(condition: If['condition']): Truth {
    const { transactions } = this.session;
    const context: CatalogContext = {
      server: this.server,
      database: this.database,
      savedAdvancedOptions: this.#savedAdvancedOptions,
      session: { transactions, error: this.#hasFailed ? undefined : 0 },
    };
    return evaluateCondition(condition, context);
  }

  fail(cause: Statement, parts: Omit<Failure, 'line' | 'column' | 'database' | 'statement'>): false {
    const { line, column } = cause.span;
    const number = this.number === undefined ? {} : { statement: this.number };
    const failure = { ...parts, ...number, line, column, database: this.database.name };
    if (this.#options.onFailure === undefined) this.failures.push({ failure, cause });
    else this.#options.onFailure({ failure, cause });
    return false;
  }

  context(): RunContext {
    const { actor } = this.session;
    return {
      server: this.server,
      database: this.database,
      transactions: this.session.transactions,
      ...defined({ actor }),
    };
  }

  /** What XACT_ABORT does to a failure that nobody catches. Source: "SET XACT_ABORT (Transact-SQL)". */
  #abort(): void {
    if (this.session.transactions > 0) this.session.rollback();
    this.#stop = 'batch';
  }

  #statement(statement: SimpleStatement): boolean {
    return withSideEffects(statement, this.context()).every((one) => {
      this.#world.before(one, this);
      return this.#one(one);
    });
  }

  #one(statement: SimpleStatement): boolean {
    this.statements += 1;
    this.#begin();
    const context = this.context();
    if (this.#isRefused(statement, statement, context)) return false;
    if (statement.kind === 'use') {
      this.database = this.server.database(statement.database) ?? this.database;
      return true;
    }
    applyStatement(statement, context);
    if (this.server.isOpen && statement.kind === 'configure') this.#unsettled = statement;
    if (statement.kind === 'reconfigure') this.#unsettled = undefined;
    return statement.kind === 'create-schema' ? this.all(statement.elements) : true;
  }

  /** All of a GRANT, DENY or REVOKE runs, or nothing of it. */
  #permission(statement: PermissionStatement): boolean {
    this.statements += 1;
    this.#begin();
    const context = this.context();
    const acts: readonly PermissionAct[] = this.#world.acts(
      permissionActs(statement, context),
      statement,
      this,
    );
    if (acts.some((act) => this.#isRefused(act, statement, context))) return false;
    for (const act of acts) applyPermission(act);
    return true;
  }

  #isRefused(act: Act, statement: Statement, context: RunContext): boolean {
    const refused = refusalOf(act, context);
    if (refused === undefined) return false;
    const { name, source, error, isMet } = refused.rule;
    // A guard that the world takes to hold would not have let it come to this.
    const isForgiven = this.server.isOpen && isMet === true && this.guards > 0;
    if (!isForgiven) {
      this.fail(statement, { kind: 'refused', rule: name, source, why: refused.why, ...defined({ error }) });
    }
    return true;
  }

  #begin(): void {
    if (this.session.isOn('IMPLICIT_TRANSACTIONS') && this.session.transactions === 0) this.session.begin();
  }

  #transaction(statement: Extract<Statement, { kind: 'transaction' }>): boolean {
    const { act, name } = statement;
    const { session } = this;
    if (act === 'begin') {
      session.begin(name);
      return true;
    }
    if (session.transactions === 0) {
      const error = act === 'commit' ? 3902 : act === 'rollback' ? 3903 : 628;
      return this.fail(statement, {
        kind: 'refused',
        rule: 'transaction-is-open',
        error,
        why: 'no transaction is open',
      });
    }
    if (act === 'commit') session.commit();
    else if (act === 'save') session.save(name ?? '');
    else if (!session.rollback(name)) {
      const why = `no transaction or savepoint is called ${name}`;
      return this.fail(statement, { kind: 'refused', rule: 'savepoint-exists', error: 6401, why });
    }
    return true;
  }

  #executeAs(statement: Extract<Statement, { kind: 'execute-as' }>): boolean {
    if (this.#isRefused(statement, statement, this.context())) return false;
    const { as, name } = statement;
    if (as === 'caller') {
      const { actor } = this.session;
      if (actor !== undefined) this.session.actors.push(actor);
      return true;
    }
    this.actAs(as === 'login' ? 'login' : 'user', name);
    return true;
  }

  actAs(level: 'login' | 'user', name: string | undefined): void {
    const scope = level === 'login' ? this.server : this.database;
    const principal = name === undefined ? undefined : scope.principal(name);
    this.session.actors.push({ level, principal, database: this.database });
  }

  /** Only where EXECUTE AS was does REVERT bring anybody back. Source: "REVERT (Transact-SQL)". */
  #revert(): boolean {
    const { actor, actors } = this.session;
    if (actor?.level !== 'user' || actor.database === this.database) actors.pop();
    return true;
  }

  #foreign(statement: Extract<Statement, { kind: 'foreign' }>): boolean {
    this.#options.onForeign?.(statement);
    if (!this.isWrapped || !isRaise(statement)) return true;
    const parts = { kind: 'reported', rule: 'raised', why: 'the script reports it' } as const;
    return this.fail(this.guard ?? statement, parts);
  }
}
