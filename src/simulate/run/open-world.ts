// An open world: a script is read as it is meant to run. What it speaks of is there; guards hold, the one that makes a
// thing first; a branch that only stops the script is not taken; what cannot be known is told.

import { permissionSince } from '../../model/catalog/permission-names.ts';
import { isWrapper, WRAPPERS } from '../../model/script-protocol.ts';
import type { Expression } from '../../parse/tree/expression.ts';
import { innerStatements } from '../../parse/tree/inner-statements.ts';
import type { Execute, Statement, StatementOf } from '../../parse/tree/statement.ts';
import { findPrincipal, type PrincipalWord } from '../effects/find-named.ts';
import { isThrow } from '../effects/has-effect.ts';
import type { PermissionAct } from '../effects/permission-act.ts';
import type { ActOf, SimpleStatement } from '../rule.ts';
import { mentionAll } from '../rules.ts';
import { isMade } from '../state/principal.ts';
import { mentionDatabase, mentionPermission, WORDS } from '../world/mentioned.ts';
import type { Run } from './run.ts';
import { isIdling } from './session.ts';
import type { World } from './world.ts';

/** What an open world decides. */
export const OPEN: World<Run> = {
  before: (statement, run) => {
    if ('grantees' in statement) mentionPermission(statement, run);
    else {
      mentionAll(statement, run.context());
      tellUnmade(statement, run);
    }
  },
  acts: (acts, statement, run) => acts.filter((act) => isTold(act, statement, run)),
  if: (statement, run) => {
    const { condition, body, otherwise } = statement;
    const sense = presence(condition);
    const holds = run.holds(condition);
    if (holds !== undefined) {
      run.all(holds === true ? body : otherwise);
      return true;
    }
    if (sense === undefined) return branch(statement, run);
    const [first, second] = sense === 'absent' ? [body, otherwise] : [otherwise, body];
    run.guards += 1;
    if (!onlyStops(first)) run.all(first);
    if (!onlyStops(second)) run.all(second);
    run.guards -= 1;
    return true;
  },
  /** What TRY holds is taken to succeed. */
  try: ({ body }, run) => {
    run.flow.trying(() => run.all(body));
    return true;
  },
  while: ({ condition, body }, run) => {
    if (run.holds(condition) !== false) run.all(body);
    return true;
  },
  execute: (statement, run) => {
    const { wrapper, as, login } = statement;
    if (wrapper === WRAPPERS.define) return true;
    const { server } = run;
    const here = isWrapper(wrapper) ? (run.regrant ?? run.database) : run.database;
    const database = statement.database === undefined ? here : mentionDatabase(server, statement.database);
    if (as !== undefined) {
      WORDS[as.kind === 'user' ? 'principal' : 'login'].mention(as.name, { server, database });
    }
    run.text(statement, database);
    if (login !== undefined) learnSid(login, run);
    return true;
  },
  chooseDatabase: ({ database }, run) => {
    run.regrant = mentionDatabase(run.server, database ?? 'master');
    return true;
  },
};

/** Whether a condition asks that something be there, or that it be not. */
export function presence(condition: Expression): 'present' | 'absent' | undefined {
  if (condition.kind === 'exists') return 'present';
  if (condition.kind === 'is-null') return condition.negated ? 'present' : 'absent';
  if (condition.kind !== 'not') return undefined;
  const inner = presence(condition.operand);
  return inner === 'present' ? 'absent' : inner === 'absent' ? 'present' : undefined;
}

/** Of a condition that asks for no thing the first branch is taken. */
function branch(statement: StatementOf<'if'>, run: Run): true {
  const { body, otherwise } = statement;
  if (onlyStops(body)) {
    run.all(otherwise);
    return true;
  }
  if (otherwise.some(mayMatter) && !onlyStops(otherwise)) {
    const why = 'which branch of this IF runs is not known, and the first is taken';
    run.fail(statement, { kind: 'not-understood', rule: 'branch-not-known', why });
  }
  run.all(body.filter((one) => !stops(one)));
  return true;
}

/** Whether statements do nothing but end a script that should not have been started, or take back what went wrong. */
function onlyStops(statements: readonly Statement[]): boolean {
  return statements.some(stops) && !statements.some((one) => !stops(one) && mayMatter(one));
}

function stops(statement: Statement): boolean {
  if (statement.kind === 'return' || isThrow(statement)) return true;
  if (statement.kind === 'transaction') return statement.act === 'rollback';
  return statement.kind === 'set-option' && statement.isOn && isIdling(statement.options);
}

/** Whether a statement may change what the facts tell. */
function mayMatter(statement: Statement): boolean {
  const inner = innerStatements(statement);
  if (inner !== undefined && statement.kind !== 'execute') return inner.some(mayMatter);
  switch (statement.kind) {
    case 'foreign':
      return statement.verb.startsWith('EXEC');
    case 'set-option':
      return isIdling(statement.options);
    default:
      return statement.kind !== 'return' && statement.kind !== 'batch-end';
  }
}

/** Of what the script changes and does not make, nothing else is known, so that no fact tells of the change. */
function tellUnmade(statement: SimpleStatement, run: Run): void {
  const changed = CHANGED[statement.kind]?.(statement as never, run);
  if (changed === undefined || changed.isKnown || run.guards > 0) return;
  const why = `the script changes the ${changed.what}, which it does not make`;
  run.fail(statement, { kind: 'not-understood', rule: 'thing-not-made', why });
}

interface Changed {
  readonly what: string;
  readonly isKnown: boolean;
}

/** What changes a thing of which more than the change is a fact, by the statement. */
const CHANGED: { readonly [K in SimpleStatement['kind']]?: (act: ActOf<K>, run: Run) => Changed } = {
  'alter-login': ({ name }, run) => changedPrincipal('login', name, run),
  'alter-user': ({ name }, run) => changedPrincipal('user', name, run),
  'alter-application-role': ({ name }, run) => changedPrincipal('application-role', name, run),
  'set-server-option': ({ server: name }, run) => changedLinkedServer(name, run),
  'set-network-name': ({ server: name }, run) => changedLinkedServer(name, run),
};

/** Of sa everything is known that every server has of it. */
function changedPrincipal(word: PrincipalWord, name: string, run: Run): Changed {
  const found = findPrincipal(word, name, run);
  return {
    what: `${word.replaceAll('-', ' ')} ${name}`,
    isKnown: isMade(found) || found === run.server.sa,
  };
}

/** The server itself is none that a script makes. */
function changedLinkedServer(name: string, { server }: Run): Changed {
  return {
    what: `linked server ${name}`,
    isKnown: server.things['linked-server'].get(name)?.isMentioned !== true,
  };
}

/** Tells of what a permission statement leaves open; false where there is nothing to put into the facts. */
function isTold(act: PermissionAct, statement: Statement, run: Run): boolean {
  if (act.permission === undefined) {
    const why = 'what ALL means depends on what the object is, which the script does not say';
    return run.fail(statement, { kind: 'not-understood', rule: 'all-not-known', why });
  }
  if (permissionSince(act.class, act.permission) === undefined) {
    const why = `no ${act.class} has a permission ${act.permission}`;
    run.fail(statement, { kind: 'not-understood', rule: 'permission-not-known', why });
  }
  if (act.grantor !== undefined || act.target === undefined || act.statement.grantor !== undefined)
    return true;
  const why = 'who gives this is not known: who acts here is not known to have the grant option';
  return run.fail(statement, { kind: 'not-understood', rule: 'grantor-not-known', why });
}

/** A wrapper gives the SID that its statement leaves out. */
function learnSid({ name, sid }: NonNullable<Execute['login']>, { server }: Run): void {
  const login = server.principal(name);
  if (login === undefined || sid === undefined || !isMade(login)) return;
  if (login.sid === undefined || server.isMadeUp(login.sid)) server.setSid(login, sid);
}
