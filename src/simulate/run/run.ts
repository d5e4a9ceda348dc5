// One run of a script: what a rule refuses is recorded and changes nothing; what decides whether statements run at all is
// asked of the world that the server is of.
import { defined } from '../../model/defined.ts';
import type { Execute, PermissionStatement, Statement, StatementOf } from '../../parse/tree/statement.ts';
import { evaluateCondition, type Truth } from '../ask/evaluate-condition.ts';
import { master } from '../ask/wrapper-procedure.ts';
import { applyPermission } from '../effects/apply-permission.ts';
import { isRaise, isThrow } from '../effects/has-effect.ts';
import { permissionActs } from '../effects/permission-act.ts';
import { withSideEffects } from '../effects/side-effects.ts';
import { applyStatement } from '../effects/statement-effect.ts';
import type { FailedStatement, Failure } from '../failure.ts';
import type { Act, SimpleStatement } from '../rule.ts';
import { whyNoPart } from '../rules/object-rules.ts';
import { refusalOf } from '../rules.ts';
import type { RunContext } from '../run-context.ts';
import type { DatabaseState } from '../state/database-state.ts';
import type { ServerState } from '../state/server-state.ts';
import { Flow } from './flow.ts';
import type { FoldOptions } from './fold-options.ts';
import { Session } from './session.ts';
import type { World } from './world.ts';

/** A run, as the worlds see it. */
export class Run {
  readonly failures: FailedStatement[] = [];
  /** Statements that were judged. */
  statements = 0;
  readonly server: ServerState;
  readonly session: Session;
  readonly flow = new Flow();
  database: DatabaseState;
  /** Where wrappers run their statements; undefined where they run none. */
  regrant: DatabaseState | undefined;
  /** Number of the wrapped statement at hand. */
  number: number | undefined;
  /** The innermost IF around the statement at hand. */
  guard: StatementOf<'if'> | undefined;
  /** How many conditions that ask for a thing are taken to hold around the statement at hand. */
  guards = 0;
  /** Whether RAISERROR counts as a failure: inside the wrappers, where all are of severity 16. */
  isWrapped = false;
  /** Whether something was left undone that would take access from the login that runs the script. */
  hasLeft = false;
  /** Whether a definition is being made: what it changes a part of has to be there. */
  isDefining = false;
  /** Numbers of the statements whose secret was typed at the top of the script. */
  readonly typed = new Set<number>();
  /** Whether secrets are taken as typed. */
  readonly isTyped: boolean;
  readonly #world: World<Run>;
  readonly #options: FoldOptions;
  readonly #savedAdvancedOptions: number;
  #last: Statement | undefined;
  /** In an open world: the option that was set last and is not known to be in use. */
  #unsettled: Statement | undefined;

  constructor(server: ServerState, world: World<Run>, options: FoldOptions) {
    this.server = server;
    this.session = new Session(server);
    this.#options = options;
    this.#world = world;
    this.isTyped = options.secrets !== 'left';
    this.database = options.database ?? master(server);
    this.regrant = master(server);
    this.#savedAdvancedOptions = server.things.configuration.get('show advanced options')?.value ?? 0;
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
      this.flow.endBatch();
      return true;
    }
    if (this.flow.isStopped) return true;
    if (this.session.isIdle && statement.kind !== 'set-option') return true;
    this.#last = statement;
    const isDone = this.#run(statement);
    this.flow.hasFailed = !isDone;
    // What XACT_ABORT does to a failure that nobody catches. Source: "SET XACT_ABORT (Transact-SQL)".
    if (!isDone && !this.flow.isCaught && this.session.isOn('XACT_ABORT')) {
      if (this.session.transactions > 0) this.session.rollback();
      this.flow.stop('batch');
    }
    return isDone;
  }

  #run(statement: Exclude<Statement, { kind: 'batch-end' }>): boolean {
    switch (statement.kind) {
      case 'grant':
      case 'deny':
      case 'revoke':
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
      case 'foreign':
        return this.#foreign(statement);
      case 'transaction': {
        const refused = this.session.transact(statement);
        return refused === undefined || this.fail(statement, { kind: 'refused', ...refused });
      }
      case 'regrant-secret':
        this.typed.add(statement.number);
        return true;
      case 'return':
        this.flow.stop('text');
        return true;
      case 'set-option':
        this.session.set(statement.options, statement.isOn);
        return true;
      case 'revert':
        this.session.revert(this.database);
        return true;
      case 'unread':
        return true;
      default:
        return withSideEffects(statement, this.context()).every((one) => this.#one(one));
    }
  }

  /** Runs statements in turn; inside TRY up to the first that fails. */
  all(statements: readonly Statement[]): boolean {
    let isDone = true;
    for (const statement of statements) {
      if (this.run(statement)) continue;
      if (this.flow.isCaught) return false;
      isDone = false;
    }
    return isDone;
  }

  /** Runs a text of its own: RETURN ends it and no more, and who acts in it acts no longer behind it. */
  text({ as, statements }: Pick<Execute, 'as' | 'statements'>, database: DatabaseState): boolean {
    const { actors } = this.session;
    const depth = actors.length;
    if (as !== undefined) this.session.actAs(as.kind, as.name, this.database);
    const isDone = this.within(database, () => this.all(statements));
    actors.length = Math.min(actors.length, depth);
    this.flow.endText();
    return isDone;
  }

  /** Runs something in a database. */
  within(database: DatabaseState, body: () => boolean): boolean {
    const outer = this.database;
    this.database = database;
    const isDone = body();
    this.database = outer;
    return isDone;
  }

  /** Whether a condition holds here and now. */
  holds(condition: StatementOf<'if'>['condition']): Truth {
    const { transactions } = this.session;
    return evaluateCondition(condition, {
      server: this.server,
      database: this.database,
      savedAdvancedOptions: this.#savedAdvancedOptions,
      session: { transactions, error: this.flow.hasFailed ? undefined : 0 },
    });
  }

  /** Records a failure. */
  fail(cause: Statement, parts: Omit<Failure, 'line' | 'column' | 'database' | 'statement'>): false {
    const { line, column } = cause.span;
    const place = { statement: this.number, line, column, database: this.database.name };
    const failure = defined({ ...parts, ...place });
    if (this.#options.onFailure === undefined) this.failures.push({ failure, cause });
    else this.#options.onFailure({ failure, cause });
    return false;
  }

  /** Where the statement at hand runs. */
  context(): RunContext {
    const { server, database, session } = this;
    const { actor, transactions } = session;
    return actor === undefined
      ? { server, database, transactions }
      : { server, database, transactions, actor };
  }

  #one(statement: SimpleStatement): boolean {
    this.#world.before(statement, this);
    const context = this.#begin();
    if (this.#isRefused(statement, statement, context)) return false;
    applyStatement(statement, context);
    if (statement.kind === 'use') this.database = this.server.database(statement.database) ?? this.database;
    if (statement.kind === 'execute-as') this.session.executeAs(statement, this.database);
    if (this.server.isOpen && statement.kind === 'configure') this.#unsettled = statement;
    if (statement.kind === 'reconfigure') this.#unsettled = undefined;
    return statement.kind === 'create-schema' ? this.all(statement.elements) : true;
  }

  /** All of a GRANT, DENY or REVOKE runs, or nothing of it. */
  #permission(statement: PermissionStatement): boolean {
    this.#world.before(statement, this);
    const context = this.#begin();
    const acts = this.#world.acts(permissionActs(statement, context), statement, this);
    if (acts.some((act) => this.#isRefused(act, statement, context))) return false;
    for (const act of acts) applyPermission(act);
    return true;
  }

  #begin(): RunContext {
    this.statements += 1;
    if (this.session.isOn('IMPLICIT_TRANSACTIONS') && this.session.transactions === 0) this.session.begin();
    return this.context();
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

  #foreign(statement: StatementOf<'foreign'>): boolean {
    this.#options.onForeign?.(statement);
    const refused = this.isDefining ? whyNoPart(statement, this.context()) : undefined;
    if (refused !== undefined) return this.fail(statement, { kind: 'refused', ...refused });
    if (isThrow(statement)) this.flow.throw();
    if (!this.isWrapped || !isRaise(statement)) return true;
    const parts = { kind: 'reported', rule: 'raised', why: 'the script reports it' } as const;
    return this.fail(this.guard ?? statement, parts);
  }
}
