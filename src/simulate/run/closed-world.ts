// A closed world: what is not there is not there. Conditions are asked of the server's own catalogue, wrappers do what
// their procedures do, and what cannot be known is a failure.
import { isWrapper, WRAPPERS } from '../../model/script-protocol.ts';
import type { Execute, Statement, StatementOf } from '../../parse/tree/statement.ts';
import { databaseAsked, loginAsked } from '../ask/wrapper-procedure.ts';
import { hasEffect } from '../effects/has-effect.ts';
import type { Run } from './run.ts';
import type { World } from './world.ts';

/** What a closed world decides. */
export const CLOSED: World<Run> = {
  before: () => {},
  acts: (acts) => acts,
  if: (statement, run) => {
    const { condition, body, otherwise } = statement;
    if (!hasEffect(body, run.isWrapped) && !hasEffect(otherwise, run.isWrapped)) return true;
    const holds = run.holds(condition);
    if (holds === undefined) return notKnown(run, statement, 'whether this condition holds is not known');
    const outer = run.guard;
    run.guard = statement;
    const isDone = run.all(holds === true ? body : otherwise);
    run.guard = outer;
    return isDone;
  },
  try: ({ body, handler }, run) => run.flow.catching(() => run.all(body)) || run.all(handler),
  while: (statement, run) => {
    if (!hasEffect(statement.body)) return true;
    const holds = run.holds(statement.condition);
    return holds === false || notKnown(run, statement, 'how often this loop runs is not known');
  },
  execute: (statement, run) => {
    if (isWrapper(statement.wrapper)) return wrapped(statement, run);
    const name = statement.database;
    const database = name === undefined ? run.database : run.server.database(name);
    if (database !== undefined) return run.text(statement, database);
    const why = `there is no database ${name}`;
    return run.fail(statement, { kind: 'refused', rule: 'database-exists', error: 911, why });
  },
  chooseDatabase: (statement, run) => {
    const found = databaseAsked(run.server, statement.database);
    const isUsable = !('why' in found);
    run.regrant = isUsable ? found : undefined;
    return isUsable || run.fail(statement, { kind: 'reported', ...found });
  },
};

function notKnown(run: Run, cause: Statement, why: string): false {
  return run.fail(cause, { kind: 'not-understood', rule: 'not-understood', why });
}

/** What the procedures of a regrant script do; they catch every error, so nothing after them is stopped. */
function wrapped(statement: Execute, run: Run): true {
  const database = run.regrant;
  if (database === undefined) return true;
  run.number = statement.number;
  run.isWrapped = true;
  run.isDefining = statement.wrapper === WRAPPERS.define;
  run.within(
    database,
    () => !mayRun(statement, run) || run.flow.catching(() => run.text(statement, database)),
  );
  run.number = undefined;
  run.isWrapped = false;
  run.isDefining = false;
  return true;
}

function mayRun(statement: Execute, run: Run): boolean {
  // Whether a part of an object is there changes nothing that is judged.
  if (run.isDefining && !hasEffect(statement.statements)) return true;
  const isNeeded = statement.guard === undefined || isAbsent(statement, statement.guard, run);
  if (!isNeeded || (statement.login !== undefined && !isNewLogin(statement, statement.login, run)))
    return false;
  if (statement.access !== undefined && isLeft(statement, statement.access, run)) return false;
  if (statement.hasPlaceholder !== true || run.typed.has(statement.number ?? 0)) return true;
  run.fail(statement, { kind: 'secret', rule: 'secret-needed', why: 'a person has to type its secret' });
  return run.isTyped;
}

/**
 * What takes access from the login that runs the script is left out, and reported where there is something to take. Behind
 * the first that was left so is all that is meant for that login, which may bear another name than it was to have.
 */
function isLeft(statement: Execute, { name, sid, guard }: NonNullable<Execute['access']>, run: Run): boolean {
  const { runner } = run.server;
  const there = run.server.principal(name);
  const isOwn = there === undefined ? run.hasLeft || sid === runner.sid : there === runner;
  if (!isOwn) return false;
  if (!run.hasLeft && run.holds(guard) === false) return true;
  run.hasLeft = true;
  const why = `it could shut out ${runner.name}, which runs the script`;
  run.fail(statement, { kind: 'reported', rule: 'runner-keeps-access', why });
  return true;
}

function isAbsent(statement: Execute, guard: StatementOf<'if'>['condition'], run: Run): boolean {
  const found = run.holds(guard);
  if (found === undefined) notKnown(run, statement, 'whether its guard finds something is not known');
  return found === false || found === null;
}

function isNewLogin(statement: Execute, login: NonNullable<Execute['login']>, run: Run): boolean {
  const found = loginAsked(run.server, login);
  return typeof found === 'boolean' ? found : run.fail(statement, { kind: 'reported', ...found });
}
