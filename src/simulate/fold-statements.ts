// Runs the statements of a script, in their order, on the simulated server: guards are asked of its own catalogue,
// wrappers do what their procedures do, and what a rule refuses is recorded and changes nothing.
import type { Execute, If, PermissionStatement, Statement } from '../parse/tree/statement.ts';
import { evaluateCondition, type Truth } from './ask/evaluate-condition.ts';
import { databaseAsked, loginAsked, master } from './ask/wrapper-procedure.ts';
import { applyPermission } from './effects/apply-permission.ts';
import { applyStatement } from './effects/apply-statement.ts';
import type { EffectName } from './effects/effects.ts';
import { hasEffect, isRaise } from './effects/has-effect.ts';
import { permissionActs } from './effects/permission-act.ts';
import type { FailedStatement, Failure } from './failure.ts';
import type { Act, ActKind, Refusal, RunContext } from './rule.ts';
import { REFUSALS } from './rules.ts';
import type { DatabaseState } from './state/database-state.ts';
import type { ServerState } from './state/server-state.ts';

/** How to run a script on the simulated server. */
export interface FoldOptions {
  /** The rules that refuse statements (default: all of them). */
  readonly refusals?: readonly Refusal[];
  /** Effects that are not in force (default: none). */
  readonly without?: ReadonlySet<EffectName>;
  /**
   * What becomes of a statement whose secret nobody has typed yet: it is recorded either way, and then `typed` runs
   * it as if a person had (the default), `left` leaves it out as the script does.
   */
  readonly secrets?: 'typed' | 'left';
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
  return { failures: run.failures, statements: run.statements };
}

class Run {
  readonly failures: FailedStatement[] = [];
  statements = 0;
  readonly #server: ServerState;
  readonly #refusals: ReadonlyMap<ActKind, readonly Refusal[]>;
  readonly #secrets: 'typed' | 'left';
  readonly #obeys: RunContext['obeys'];
  readonly #savedAdvancedOptions: number;
  #database: DatabaseState;
  /** Where #regrant runs; undefined where its statements are not run. */
  #regrant: DatabaseState | undefined;
  /** Number of the regrant statement at hand. */
  #number: number | undefined;
  /** Numbers of the statements whose secret was typed at the top of the script. */
  readonly #typed = new Set<number>();
  /** The innermost IF around the statement at hand. */
  #guard: If | undefined;
  /** Whether a failure ends the text at hand: it is inside TRY, as in regrant's wrappers. */
  #isCaught = false;
  /** Whether RAISERROR counts as a failure: inside regrant's wrappers, where all are of severity 16. */
  #isWrapped = false;

  constructor(server: ServerState, options: FoldOptions) {
    const { refusals = REFUSALS, without = new Set<EffectName>(), secrets = 'typed' } = options;
    this.#server = server;
    this.#refusals = byKind(refusals);
    this.#obeys = (effect) => !without.has(effect);
    this.#secrets = secrets;
    this.#database = master(server);
    this.#regrant = this.#database;
    this.#savedAdvancedOptions = server.configurations.get('show advanced options')?.value ?? 0;
  }

  /** Runs one statement; false where it failed. */
  run(statement: Statement): boolean {
    switch (statement.kind) {
      case 'grant':
      case 'deny':
      case 'revoke':
        return this.#permission(statement);
      case 'if':
        return this.#if(statement);
      case 'try':
        return this.#catching(() => this.#all(statement.body)) || this.#all(statement.handler);
      case 'while':
        return this.#unless(hasEffect(statement.body), statement, 'how often this loop runs is not known');
      case 'execute':
        return this.#execute(statement);
      case 'regrant-database':
        return this.#chooseDatabase(statement);
      case 'regrant-secret':
        this.#typed.add(statement.number);
        return true;
      case 'foreign':
        return this.#foreign(statement);
      case 'unread':
      case 'execute-as':
      case 'revert':
      case 'set-option':
      case 'return':
      case 'transaction':
      case 'batch-end':
      case 'create-object':
      case 'drop-object':
      case 'rename-object':
        return true;
      default:
        return this.#statement(statement);
    }
  }

  #all(statements: readonly Statement[]): boolean {
    let isDone = true;
    for (const statement of statements) {
      if (this.run(statement)) continue;
      if (this.#isCaught) return false;
      isDone = false;
    }
    return isDone;
  }

  #context(): RunContext {
    return { server: this.#server, database: this.#database, obeys: this.#obeys };
  }

  #statement(statement: Exclude<Act, { permission: unknown }>): boolean {
    this.statements += 1;
    const context = this.#context();
    if (this.#isRefused(statement, statement, context)) return false;
    if (statement.kind === 'use') {
      this.#database = this.#server.database(statement.database) ?? this.#database;
      return true;
    }
    applyStatement(statement, context);
    return statement.kind === 'create-schema' ? this.#all(statement.elements) : true;
  }

  /** All of a GRANT, DENY or REVOKE runs, or nothing of it. */
  #permission(statement: PermissionStatement): boolean {
    this.statements += 1;
    const context = this.#context();
    const acts = permissionActs(statement, context);
    if (acts.some((act) => this.#isRefused(act, statement, context))) return false;
    for (const act of acts) applyPermission(act, context);
    return true;
  }

  #isRefused(act: Act, statement: Statement, context: RunContext): boolean {
    for (const rule of this.#refusals.get(act.kind) ?? []) {
      const why = rule.refuses(act, context);
      if (why === undefined) continue;
      const { name, source, error } = rule;
      this.#fail(statement, {
        kind: 'refused',
        rule: name,
        source,
        why,
        ...(error === undefined ? {} : { error }),
      });
      return true;
    }
    return false;
  }

  #fail(cause: Statement, parts: Omit<Failure, 'line' | 'column' | 'database' | 'statement'>): false {
    const { line, column } = cause.span;
    const number = this.#number === undefined ? {} : { statement: this.#number };
    const failure = { ...parts, ...number, line, column, database: this.#database.name };
    this.failures.push({ failure, cause });
    return false;
  }

  /** Reports what cannot be judged, unless it makes no difference. */
  #unless(matters: boolean, cause: Statement, why: string): boolean {
    return !matters || this.#fail(cause, { kind: 'not-understood', rule: 'not-understood', why });
  }

  #if(statement: If): boolean {
    const { condition, body, otherwise } = statement;
    if (!hasEffect(body, this.#isWrapped) && !hasEffect(otherwise, this.#isWrapped)) return true;
    const holds = this.#holds(condition);
    if (holds === undefined)
      return this.#unless(true, statement, 'whether this condition holds is not known');
    const outer = this.#guard;
    this.#guard = statement;
    const isDone = this.#all(holds === true ? body : otherwise);
    this.#guard = outer;
    return isDone;
  }

  #holds(condition: If['condition']): Truth {
    return evaluateCondition(condition, {
      server: this.#server,
      database: this.#database,
      savedAdvancedOptions: this.#savedAdvancedOptions,
    });
  }

  #catching(body: () => boolean): boolean {
    const outer = this.#isCaught;
    this.#isCaught = true;
    const isDone = body();
    this.#isCaught = outer;
    return isDone;
  }

  #execute(statement: Execute): boolean {
    if (statement.wrapper.startsWith('#')) return this.#wrapped(statement);
    const name = statement.database;
    const database = name === undefined ? this.#database : this.#server.database(name);
    if (database === undefined) {
      const why = `there is no database ${name}`;
      return this.#fail(statement, { kind: 'refused', rule: 'database-exists', error: 911, why });
    }
    return this.#within(database, () => this.#all(statement.statements));
  }

  #within(database: DatabaseState, body: () => boolean): boolean {
    const outer = this.#database;
    this.#database = database;
    const isDone = body();
    this.#database = outer;
    return isDone;
  }

  /** What the procedures of a regrant script do; they catch every error, so nothing after them is stopped. */
  #wrapped(statement: Execute): boolean {
    const database = this.#regrant;
    if (database === undefined) return true;
    this.#number = statement.number;
    this.#isWrapped = true;
    this.#within(database, () => {
      if (!this.#mayRun(statement)) return true;
      return this.#catching(() => this.#all(statement.statements));
    });
    this.#number = undefined;
    this.#isWrapped = false;
    return true;
  }

  #mayRun(statement: Execute): boolean {
    const isNeeded = statement.guard === undefined || this.#isAbsent(statement, statement.guard);
    if (!isNeeded || (statement.login !== undefined && !this.#isNewLogin(statement, statement.login)))
      return false;
    if (statement.access !== undefined && this.#isLeft(statement, statement.access)) return false;
    if (statement.hasPlaceholder !== true || this.#typed.has(statement.number ?? 0)) return true;
    this.#fail(statement, { kind: 'secret', rule: 'secret-needed', why: 'a person has to type its secret' });
    return this.#secrets === 'typed';
  }

  /** What takes access from the login that runs the script is left out, and reported where there is something to take. */
  #isLeft(statement: Execute, { name, sid }: NonNullable<Execute['access']>): boolean {
    const { runner } = this.#server;
    const there = this.#server.principal(name);
    if (there === undefined ? sid === undefined || sid !== runner.sid : there !== runner) return false;
    const [guarded] = statement.statements;
    if (guarded?.kind !== 'if' || this.#holds(guarded.condition) !== true) return true;
    const why = `it could shut out ${runner.name}, which runs the script`;
    this.#fail(statement, { kind: 'reported', rule: 'runner-keeps-access', why });
    return true;
  }

  #isAbsent(statement: Execute, guard: If['condition']): boolean {
    const found = this.#holds(guard);
    if (found === undefined) this.#unless(true, statement, 'whether its guard finds something is not known');
    return found === false || found === null;
  }

  #isNewLogin(statement: Execute, login: NonNullable<Execute['login']>): boolean {
    const found = loginAsked(this.#server, login);
    return typeof found === 'boolean' ? found : this.#fail(statement, { kind: 'reported', ...found });
  }

  #chooseDatabase(statement: Extract<Statement, { kind: 'regrant-database' }>): boolean {
    const found = databaseAsked(this.#server, statement.database);
    const isUsable = !('why' in found);
    this.#regrant = isUsable ? found : undefined;
    return isUsable || this.#fail(statement, { kind: 'reported', ...found });
  }

  #foreign(statement: Extract<Statement, { kind: 'foreign' }>): boolean {
    if (!this.#isWrapped || !isRaise(statement)) return true;
    return this.#fail(this.#guard ?? statement, {
      kind: 'reported',
      rule: 'raised',
      why: 'the script reports it',
    });
  }
}

function byKind(refusals: readonly Refusal[]): ReadonlyMap<ActKind, readonly Refusal[]> {
  const map = new Map<ActKind, Refusal[]>();
  for (const rule of refusals) {
    for (const kind of rule.on) {
      const list = map.get(kind);
      if (list === undefined) map.set(kind, [rule]);
      else list.push(rule);
    }
  }
  return map;
}
