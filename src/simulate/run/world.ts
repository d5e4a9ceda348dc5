// What an open and a closed world decide each in its own way: whether what a condition governs runs, what the wrappers
// of a regrant script ask before they run anything, and what becomes of a statement that says too little.
import type {
  Execute,
  If,
  PermissionStatement,
  RegrantDatabase,
  Statement,
  Try,
  While,
} from '../../parse/tree/statement.ts';
import type { Truth } from '../ask/evaluate-condition.ts';
import type { PermissionAct } from '../effects/permission-act.ts';
import type { Failure } from '../failure.ts';
import type { RunContext, SimpleStatement } from '../rule.ts';
import type { DatabaseState } from '../state/database-state.ts';
import type { ServerState } from '../state/server-state.ts';
import type { Session } from './session.ts';

/** A run, as a world sees it. */
export interface Runner {
  readonly server: ServerState;
  readonly session: Session;
  readonly database: DatabaseState;
  /** Where wrappers run their statements; undefined where they run none. */
  regrant: DatabaseState | undefined;
  /** Number of the wrapped statement at hand. */
  number: number | undefined;
  /** The innermost IF around the statement at hand. */
  guard: If | undefined;
  /** How many conditions that ask for a thing are taken to hold around the statement at hand. */
  guards: number;
  /** Whether RAISERROR counts as a failure: inside the wrappers, where all are of severity 16. */
  isWrapped: boolean;
  /** Numbers of the statements whose secret was typed at the top of the script. */
  readonly typed: Set<number>;
  /** Whether secrets are taken as typed. */
  readonly isTyped: boolean;
  all(statements: readonly Statement[]): boolean;
  /** Runs a text of its own in a database. */
  text(statements: readonly Statement[], database: DatabaseState): boolean;
  /** Runs something in a database. */
  within(database: DatabaseState, body: () => boolean): boolean;
  /** Runs what ends at its first failure. */
  catching(body: () => boolean): boolean;
  actAs(level: 'login' | 'user', name: string | undefined): void;
  holds(condition: If['condition']): Truth;
  context(): RunContext;
  fail(cause: Statement, parts: Omit<Failure, 'line' | 'column' | 'database' | 'statement'>): false;
}

/** What a world decides. Each gives false where something failed. */
export interface World {
  /** Sees a statement that changes something before anything else does. */
  before(statement: SimpleStatement | PermissionStatement, run: Runner): void;
  /** What is left of a permission statement's acts. */
  acts(acts: readonly PermissionAct[], statement: PermissionStatement, run: Runner): readonly PermissionAct[];
  if(statement: If, run: Runner): boolean;
  try(statement: Try, run: Runner): boolean;
  while(statement: While, run: Runner): boolean;
  execute(statement: Execute, run: Runner): boolean;
  chooseDatabase(statement: RegrantDatabase, run: Runner): boolean;
}

/** Runs a dynamic text as whoever it says. */
export function runText(statement: Execute, database: DatabaseState, run: Runner): boolean {
  const { as, statements } = statement;
  if (as === undefined) return run.text(statements, database);
  run.actAs(as.kind, as.name);
  const isDone = run.text(statements, database);
  run.session.actors.pop();
  return isDone;
}
