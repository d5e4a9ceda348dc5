// Proves that a script rebuilds a snapshot: it is run on a simulated server, and what that server is then is compared
// with the snapshot, fact by fact. Nothing is connected to, and nothing of the planner or the renderer is used.

import type { Change } from '../diff/change.ts';
import { diffSnapshots } from '../diff/diff-snapshots.ts';
import { SQL_VERSIONS, type SqlVersion } from '../model/catalog/version.ts';
import { defined } from '../model/defined.ts';
import type { Fact } from '../model/fact.ts';
import { databasesIn, keyOf, keyOfParts } from '../model/identity.ts';
import type { LeftOut } from '../model/left-out.ts';
import { LIMITS, type LimitCode } from '../model/limit.ts';
import { type Need, needsOf } from '../model/need.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import { ordinal } from '../model/order.ts';
import type { PrincipalMapping } from '../model/rename-principals.ts';
import { renamePrincipals } from '../model/rename-principals.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type ForeignStatement, foreignIn, KeptText } from '../parse/foreign/foreign-statement.ts';
import { parseScript, type ScriptSource } from '../parse/parse-script.ts';
import type { Diagnostic } from '../parse/tree/diagnostic.ts';
import type { Statement } from '../parse/tree/statement.ts';
import type { FailedStatement, Failure } from '../simulate/failure.ts';
import { foldStatements } from '../simulate/run/run-statements.ts';
import { type Assumption, type ProveFrom, startOf } from '../simulate/start.ts';
import type { ServerState } from '../simulate/state/server-state.ts';
import { stateToFacts } from '../simulate/state/state-to-facts.ts';
import { limitOfDifference } from './expected-difference.ts';
import { limitOfFailure } from './expected-failure.ts';
import { contextOf, type ProofContext } from './proof-context.ts';

/** How to prove. */
export interface ProveOptions {
  /** Whether the secrets that a person types count as typed in (default), or are left as they are. */
  readonly secrets?: 'typed' | 'left';
  /** The server that the script begins on; default `empty`. */
  readonly from?: ProveFrom;
  /** The release of that server; default that of the snapshot. */
  readonly targetVersion?: SqlVersion;
  /** The names that the script was made for, as it was made. */
  readonly mapping?: PrincipalMapping;
  /** What the script was asked to leave out: not held against it. */
  readonly leftOut?: readonly LeftOut[];
  /** Also run the script a second time, which is to change nothing. Default false. */
  readonly twice?: boolean;
  /** The login that runs the script, where it is one that the server has; default a sysadmin that no fact speaks of. */
  readonly runBy?: string;
  /** sqlcmd variables, as `sqlcmd -v` gives them. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Cancels the work; a signal of AbortSignal.timeout limits it. */
  readonly signal?: AbortSignal;
}

const RULES: OptionRules<ProveOptions> = {
  secrets: ['left', 'typed'],
  from: 'any',
  targetVersion: SQL_VERSIONS,
  mapping: 'object',
  leftOut: 'any',
  twice: 'flag',
  runBy: 'text',
  variables: 'object',
  signal: 'signal',
};

/** A difference that every restore makes, and why. */
export interface Expected<T> {
  /** A stable code, for programs. */
  readonly code: string;
  /** Why that is so, in one sentence. */
  readonly why: string;
  /** What is of that class. */
  readonly items: readonly T[];
}

/** What came of a second run. */
export interface SecondRun {
  /** What it changed; empty when the script can be run again. */
  readonly changes: readonly Change[];
  /** Failures that the first run did not have. */
  readonly failures: readonly Failure[];
}

/** What a proof found. */
export interface Proof {
  /** Nothing is missing, extra or different, nothing failed, and everything was understood. */
  readonly identical: boolean;
  /** Statements that were judged. */
  readonly statements: number;
  /** Facts of the snapshot that the script does not make. */
  readonly missing: readonly Fact[];
  /** Facts that the script makes and the snapshot lacks. */
  readonly extra: readonly Fact[];
  /** Facts that the script makes otherwise. */
  readonly different: readonly Extract<Change, { change: 'changed' }>[];
  /** Statements that would fail, and those that could not be judged (`not-understood`). */
  readonly failures: readonly Failure[];
  /** What the reader could not read; such a script cannot be proven. */
  readonly diagnostics: readonly Diagnostic[];
  /** Statements that are neither security nor the script's own machinery: whatever they do, no snapshot asked for it. */
  readonly foreign: readonly ForeignStatement[];
  /** Differences and failures that every restore has, by their class. */
  readonly expected: readonly Expected<Change>[];
  /** Failures that every restore has, by their class. */
  readonly expectedFailures: readonly Expected<Failure>[];
  /** What was taken for granted. */
  readonly assumptions: readonly Assumption[];
  /** What the script needs that neither it nor the databases bring, by name: taken as present. */
  readonly needs: readonly Need[];
  /** Present where a second run was asked for. */
  readonly second?: SecondRun;
}

/**
 * Proves a script against a snapshot.
 * Never throws for what the script says. Throws a RegrantError: `bad-option` where `runBy` is no login of the server and
 * for what `script` throws, `cancelled`, `timed-out`.
 */
export async function proveScript(
  script: ScriptSource,
  snapshot: Snapshot,
  options: ProveOptions = {},
): Promise<Proof> {
  checkOptions(options, RULES);
  const { from = 'empty', targetVersion, twice = false } = options;
  const wanted = { header: snapshot.header, facts: renamePrincipals(snapshot, options.mapping ?? {}).facts };
  const { server, assumptions } = startOf(wanted, from, targetVersion);
  if (options.runBy !== undefined) server.runAs(options.runBy);
  const diagnostics: Diagnostic[] = [];
  const foreign: ForeignStatement[] = [];
  const statements = statementsOf(script, options, diagnostics, foreign);
  const list = twice ? await collect(statements) : undefined;
  const first = await foldStatements(list ?? statements, server, options);
  const context = contextOf(wanted, from, server);
  const facts = factsOf(server, context);
  const second =
    list === undefined ? undefined : await again(list, server, first.failures, facts, context, options);
  const judged = await judge(wanted, facts, context, leftOutTest(options.leftOut ?? []));
  const failures = sortFailures(first.failures, context);
  const isClean = second === undefined || second.changes.length + second.failures.length === 0;
  const found = judged.missing.length + judged.extra.length + judged.different.length;
  return {
    identical: found + failures.real.length + diagnostics.length + foreign.length === 0 && isClean,
    statements: first.statements,
    ...judged,
    failures: failures.real,
    diagnostics,
    foreign,
    expectedFailures: failures.expected,
    assumptions,
    needs: needsFrom(wanted, from),
    ...defined({ second }),
  };
}

/** What a captured server has is not needed there. */
function needsFrom({ facts }: Snapshot, from: ProveFrom): readonly Need[] {
  const there = new Set(
    (typeof from === 'string' ? [] : needsOf(from.facts)).map((need) => JSON.stringify(need)),
  );
  return needsOf(facts).filter((need) => !there.has(JSON.stringify(need)));
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function* statementsOf(
  script: ScriptSource,
  { variables, signal }: ProveOptions,
  diagnostics: Diagnostic[],
  foreign: ForeignStatement[],
): AsyncIterable<Statement> {
  const text = new KeptText(script);
  const statements = parseScript(text.chunks(), {
    ...defined({ variables, signal }),
    onDiagnostic: (diagnostic) => {
      if (diagnostic.severity !== 'note') diagnostics.push(diagnostic);
    },
  });
  for await (const statement of statements) {
    for (const one of foreignIn(statement, text)) if (one.reason === 'not-security') foreign.push(one);
    yield statement;
  }
}

/** The facts of the server, of the databases that the snapshot or the start speaks of. */
function factsOf(server: ServerState, { wanted, from }: ProofContext): Fact[] {
  const others = typeof from === 'string' ? [] : from.facts;
  return stateToFacts(server, new Set([...databasesIn(wanted.facts), ...databasesIn(others)]));
}

/** Whether a difference is of what was asked to be left out. What is there all the same is not. */
function leftOutTest(leftOut: readonly LeftOut[]): (change: Change) => boolean {
  const facts = new Set(leftOut.flatMap(({ key, properties }) => (properties === undefined ? [key] : [])));
  const parts = new Set(
    leftOut.flatMap(({ key, properties = [] }) => properties.map((name) => keyOfParts(key, name))),
  );
  return (change) => {
    if (change.change === 'added') return false;
    const key = change.change === 'unknown' ? keyOf(change.fact) : change.key;
    if (facts.has(key)) return true;
    return (
      change.change === 'changed' &&
      change.changes.every(({ property }) => parts.has(keyOfParts(key, property)))
    );
  };
}

type Judged = Pick<Proof, 'missing' | 'extra' | 'different' | 'expected'>;

async function judge(
  wanted: Snapshot,
  facts: readonly Fact[],
  context: ProofContext,
  isLeftOut: (change: Change) => boolean,
): Promise<Judged> {
  const missing: Fact[] = [];
  const extra: Fact[] = [];
  const different: Extract<Change, { change: 'changed' }>[] = [];
  const expected = new Map<LimitCode, Change[]>();
  for await (const change of diffSnapshots(wanted, { header: wanted.header, facts }, { inventory: true })) {
    const limit = isLeftOut(change) ? 'left-out' : limitOfDifference(change, context);
    if (limit !== undefined) add(expected, limit, change);
    else if (change.change === 'changed') different.push(change);
    else if (change.change === 'removed') missing.push(change.before);
    else if (change.change === 'added') extra.push(change.after);
    else (change.missing === 'after' ? missing : extra).push(change.fact);
  }
  return { missing, extra, different, expected: listed(expected) };
}

function add<T>(into: Map<LimitCode, T[]>, code: LimitCode, item: T): void {
  const list = into.get(code);
  if (list === undefined) into.set(code, [item]);
  else list.push(item);
}

/** By their codes, in ordinal order. */
function listed<T>(found: ReadonlyMap<LimitCode, readonly T[]>): Expected<T>[] {
  const sorted = [...found].sort(([a], [b]) => ordinal(a, b));
  return sorted.map(([code, items]) => ({ code, why: LIMITS[code], items }));
}

function sortFailures(
  failed: readonly FailedStatement[],
  context: ProofContext,
): { readonly real: readonly Failure[]; readonly expected: readonly Expected<Failure>[] } {
  const real: Failure[] = [];
  const expected = new Map<LimitCode, Failure[]>();
  for (const one of failed) {
    const limit = limitOfFailure(one, context);
    if (limit === undefined) real.push(one.failure);
    else add(expected, limit, one.failure);
  }
  return { real, expected: listed(expected) };
}

async function again(
  statements: readonly Statement[],
  server: ServerState,
  before: readonly FailedStatement[],
  facts: readonly Fact[],
  context: ProofContext,
  options: ProveOptions,
): Promise<SecondRun> {
  const { failures } = await foldStatements(statements, server, options);
  const known = new Set(before.map(({ failure }) => keyOfFailure(failure)));
  const header = context.header;
  const changes = await collect(
    diffSnapshots({ header, facts }, { header, facts: factsOf(server, context) }, { inventory: true }),
  );
  return {
    changes,
    failures: failures.map(({ failure }) => failure).filter((failure) => !known.has(keyOfFailure(failure))),
  };
}

function keyOfFailure({ line, column, rule }: Failure): string {
  return `${line}/${column}/${rule}`;
}
