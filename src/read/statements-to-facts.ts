// What a script says would exist: its statements folded, in their order, into facts. A plain reading: a guard's
// statements are taken as run, a later statement overrides an earlier one; whether a server would refuse one is not
// asked here.

import type { Fact } from '../model/fact.ts';
import { isWrapper } from '../model/script-protocol.ts';
import type { BlockMark } from '../parse/grammar/block-stack.ts';
import type { Diagnostic, DiagnosticCode } from '../parse/tree/diagnostic.ts';
import type { CreateSchema, If, Statement } from '../parse/tree/statement.ts';
import { FactStore } from './fact-store.ts';
import { foldDatabaseOptions, setDatabase } from './fold-database.ts';
import { type FoldContext, foldPermission, securableOf } from './fold-permission.ts';
import { foldAlterLogin, foldAlterUser, foldCreateLogin, foldCreateUser } from './fold-principal.ts';
import { foldDrop, foldOwner, foldRename } from './fold-removal.ts';
import { foldAlterRole, foldApplicationRole } from './fold-role.ts';
import {
  ConfigurationFold,
  foldCredential,
  foldDropMessage,
  foldMessage,
  foldTrustedAssembly,
} from './fold-server.ts';
import { mayMatter, presence } from './guard.ts';

/** What {@link statementsToFacts} can be told. */
export interface FoldOptions {
  /** The database the script begins in; default `master`. */
  readonly database?: string;
  /** The name of sa on the server the script is for; default `sa`. */
  readonly saName?: string;
  readonly onDiagnostic?: (diagnostic: Diagnostic) => void;
  /** Told the verb of every statement that is not about security. */
  readonly onOther?: (verb: string) => void;
}

/**
 * Folds statements into facts, in ordinal order of their keys.
 * SIDs a script does not give are `0x`; properties of a database it does not speak of are those of a new database.
 */
export async function statementsToFacts(
  statements: Iterable<Statement | BlockMark> | AsyncIterable<Statement | BlockMark>,
  options: FoldOptions = {},
): Promise<Fact[]> {
  const folding = new Folding(options);
  for await (const statement of statements) {
    if (statement.kind === 'enter' || statement.kind === 'leave') folding.mark(statement);
    else folding.fold(statement);
  }
  return folding.finish();
}

interface LongBlock {
  /** Whether its statements do not count; the mark of a second branch that may run and is told of once. */
  skipped: boolean | BlockMark;
  readonly isGuarded: boolean;
  readonly sense: ReturnType<typeof presence>;
}

class Folding {
  readonly #options: FoldOptions;
  readonly #store = new FactStore();
  readonly #saName: string;
  #database: string;
  /** The database that #regrant runs in. */
  #regrant = 'master';
  readonly #configuration = new ConfigurationFold(this.#store);
  /** Depth of guards that ask whether the thing is there: what they change need not be made by the script. */
  #guarded = 0;

  /** The long blocks that are open. */
  readonly #open: LongBlock[] = [];
  /** The one that was left last. */
  #left: LongBlock | undefined;

  constructor(options: FoldOptions) {
    this.#options = options;
    this.#saName = options.saName ?? 'sa';
    this.#database = options.database ?? 'master';
  }

  finish(): Fact[] {
    return this.#store.sorted();
  }

  /** The first branch of a long IF counts first, whatever it asks: it is not held until the second is there. */
  mark(mark: BlockMark): void {
    if (mark.kind === 'leave') {
      const left = this.#open.pop();
      if (left?.isGuarded === true) this.#guarded -= 1;
      this.#left = left;
      return;
    }
    const { block, condition } = mark;
    const sense = condition === undefined || block !== 'if' ? undefined : presence(condition);
    const isElse = block === 'else' && this.#left?.sense === undefined;
    const isGuarded = sense === 'present';
    if (isGuarded) this.#guarded += 1;
    this.#open.push({ skipped: isElse ? mark : block === 'catch', isGuarded, sense });
  }

  fold(statement: Statement): void {
    if (this.#isSkipped(statement)) return;
    const store = this.#store;
    const database = this.#database;
    const context = this.#context(statement);
    switch (statement.kind) {
      case 'create-login':
        foldCreateLogin(statement, context);
        return;
      case 'alter-login':
        if (!foldAlterLogin(statement, context)) {
          this.#unknown(statement, 'login', statement.name);
          return;
        }
        if (statement.options.newName === undefined) return;
        foldRename(store, undefined, 'login', statement.name, statement.options.newName);
        return;
      case 'create-user':
        foldCreateUser(statement, context);
        return;
      case 'alter-user':
        if (!foldAlterUser(statement, context)) {
          this.#unknown(statement, 'user', statement.name);
          return;
        }
        if (statement.options.newName === undefined) return;
        foldRename(store, database, 'user', statement.name, statement.options.newName);
        return;
      case 'create-role':
        store.put({ kind: 'role', database, name: statement.name, owner: statement.owner ?? 'dbo' });
        return;
      case 'create-server-role':
        store.put({
          kind: 'server-role',
          name: statement.name,
          owner: statement.owner ?? this.#saName,
        });
        return;
      case 'alter-role':
      case 'alter-server-role':
        foldAlterRole(statement, store, database);
        return;
      case 'create-application-role':
      case 'alter-application-role':
        if (!foldApplicationRole(statement, store, database))
          this.#unknown(statement, 'application role', statement.name);
        return;
      case 'create-schema':
        this.#createSchema(statement);
        return;
      case 'alter-schema': {
        const on = securableOf({ class: statement.class, name: statement.entity }, context);
        for (const permission of store.on(on)) store.remove(permission);
        return;
      }
      case 'drop':
        foldDrop(statement, context);
        return;
      case 'grant':
      case 'deny':
      case 'revoke':
        foldPermission(statement, context);
        return;
      case 'alter-authorization': {
        const on = securableOf(statement.securable, context);
        if (on.class !== 'DATABASE') {
          foldOwner(statement, on, context);
          return;
        }
        setDatabase(store, on.database ?? database, { owner: statement.owner ?? this.#saName });
        return;
      }
      case 'create-credential':
      case 'alter-credential':
        foldCredential(statement, store, database);
        return;
      case 'use':
        this.#database = statement.database;
        return;
      case 'regrant-database':
        this.#regrant = statement.database ?? 'master';
        return;
      case 'alter-database-set':
        foldDatabaseOptions(statement, store, database);
        return;
      case 'configure':
        this.#configuration.configure(statement);
        return;
      case 'reconfigure':
        this.#configuration.reconfigure();
        return;
      case 'add-trusted-assembly':
      case 'drop-trusted-assembly':
        foldTrustedAssembly(statement, store);
        return;
      case 'add-message':
        foldMessage(statement, context);
        return;
      case 'drop-message':
        foldDropMessage(statement, store);
        return;
      case 'if':
        this.#if(statement);
        return;
      case 'try':
      case 'while':
        this.#all(statement.body);
        return;
      case 'execute':
        this.#execute(statement);
        return;
      case 'foreign':
        this.#options.onOther?.(statement.verb);
    }
  }

  #all(statements: readonly Statement[]): void {
    for (const statement of statements) this.fold(statement);
  }

  #context(statement: Statement): FoldContext {
    const say = (fact: string, remedy: string, code: DiagnosticCode): void =>
      this.#say(statement, code, fact, remedy);
    return { store: this.#store, database: this.#database, saName: this.#saName, say };
  }

  #say({ span }: Pick<Statement, 'span'>, code: DiagnosticCode, fact: string, remedy: string): void {
    const { offset, line, column } = span;
    this.#options.onDiagnostic?.({
      severity: 'warning',
      code,
      fact,
      remedy,
      offset,
      line,
      column,
      snippet: '',
    });
  }

  #unknown(statement: Statement, what: string, name: string): void {
    if (this.#guarded > 0) return;
    this.#say(
      statement,
      'unknown-principal',
      `The script changes the ${what} ${name}, which it does not make.`,
      'What it changes is not in the facts.',
    );
  }

  #createSchema(statement: CreateSchema): void {
    const name = statement.name ?? statement.owner ?? '';
    this.#store.put({ kind: 'schema', database: this.#database, name, owner: statement.owner ?? 'dbo' });
    this.#all(statement.elements);
  }

  /**
   * Both branches of a guard count, the one that makes the thing first: `IF NOT EXISTS … CREATE … ELSE ALTER …` says
   * how the thing is in the end either way. Of any other condition with an ELSE only the first branch is taken.
   */
  #if(statement: If): void {
    const { condition, body, otherwise } = statement;
    const sense = presence(condition);
    if (sense === 'present') this.#all(otherwise);
    if (sense === 'present') this.#guarded += 1;
    this.#all(body);
    if (sense === 'present') this.#guarded -= 1;
    if (sense === 'absent') this.#all(otherwise);
    if (sense === undefined && otherwise.some(mayMatter)) this.#ambiguous(statement);
  }

  /** In a long block whose statements do not count: a CATCH, or the second branch of an IF that asks for no thing. */
  #isSkipped(statement: Statement): boolean {
    const block = this.#open.find(({ skipped }) => skipped !== false);
    if (block === undefined) return false;
    const { skipped } = block;
    if (typeof skipped === 'object' && skipped.kind === 'enter' && mayMatter(statement)) {
      this.#ambiguous(skipped);
      block.skipped = true;
    }
    return true;
  }

  #ambiguous(at: Pick<Statement, 'span'>): void {
    this.#say(
      at,
      'ambiguous',
      'Which branch of this IF runs is not known; the first is taken.',
      'Read the other branch by hand.',
    );
  }

  #execute(statement: Extract<Statement, { kind: 'execute' }>): void {
    const outer = this.#database;
    const isWrapped = isWrapper(statement.wrapper);
    this.#database = statement.database ?? (isWrapped ? this.#regrant : outer);
    this.#all(statement.statements);
    this.#database = outer;
    const { name, sid } = statement.login ?? {};
    const login = name === undefined ? undefined : this.#store.get({ kind: 'login', name });
    if (login !== undefined && login.sid === '0x' && sid !== undefined) this.#store.put({ ...login, sid });
  }
}
