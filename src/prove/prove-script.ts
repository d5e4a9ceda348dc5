// Proves that a script rebuilds a snapshot: it is run on a simulated server, and what that server is then is compared
// with the snapshot, fact by fact. Nothing is connected to, and nothing of the planner or the renderer is used.

import { diffSnapshots } from '../diff/diff-snapshots.ts';
import { SQL_VERSIONS, type SqlVersion } from '../model/catalog/version.ts';
import { defined } from '../model/defined.ts';
import type { Fact } from '../model/fact.ts';
import type { DefinitionFact } from '../model/facts/definition-fact.ts';
import { databasesIn } from '../model/identity.ts';
import type { LeftOut } from '../model/left-out.ts';
import { type Need, needsOf, needsOfMade } from '../model/need.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import { type PrincipalMapping, renamePrincipals } from '../model/rename-principals.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { ForeignFinder } from '../parse/foreign/foreign-finder.ts';
import type { ForeignStatement } from '../parse/foreign/foreign-statement.ts';
import { KeptText } from '../parse/foreign/kept-text.ts';
import { parseParts, type ScriptSource, watched } from '../parse/parse-script.ts';
import type { Diagnostic } from '../parse/tree/diagnostic.ts';
import type { Statement } from '../parse/tree/statement.ts';
import type { FailedStatement, Failure } from '../simulate/failure.ts';
import { foldStatements } from '../simulate/run/run-statements.ts';
import { type Assumption, take } from '../simulate/start/assumption.ts';
import { type ProveFrom, type Start, startOf } from '../simulate/start.ts';
import type { ServerState } from '../simulate/state/server-state.ts';
import { stateToFacts } from '../simulate/state/state-to-facts.ts';
import { judge, leftOutTest, sortFailures } from './judge.ts';
import type { Proof, SecondRun } from './proof.ts';
import { contextOf, type ProofContext } from './proof-context.ts';

/** How to prove. */
export interface ProveOptions {
  /** Whether the secrets that a person types count as typed in (default), or are left as they are. */
  readonly secrets?: 'typed' | 'left';
  /** The server that the script begins on; default `empty`. */
  readonly from?: ProveFrom;
  /** The release of that server; default that of the snapshot. */
  readonly targetVersion?: SqlVersion;
  /** The baseline that the script was made with; default the lists of what ships. */
  readonly baseline?: Snapshot;
  /** The names that the script was made for, as it was made. */
  readonly mapping?: PrincipalMapping;
  /** What the script was asked to leave out: not held against it. */
  readonly leftOut?: readonly LeftOut[];
  /** The options of the configuration that the script was made to set, as it was made. Default `security`. */
  readonly configuration?: 'security' | 'all';
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
  baseline: 'object',
  mapping: 'object',
  leftOut: 'any',
  configuration: ['security', 'all'],
  twice: 'flag',
  runBy: 'text',
  variables: 'object',
  signal: 'signal',
};

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
  const all = renamePrincipals(snapshot, options.mapping ?? {}).facts;
  const wanted = { header: snapshot.header, facts: withoutDefinitions(all) };
  const definitions = all.filter((fact) => fact.kind === 'definition');
  const { baseline } = options;
  const start = startOf(wanted, from, { definitions, ...defined({ version: targetVersion, baseline }) });
  const { server } = start;
  if (options.runBy !== undefined) server.runAs(options.runBy);
  const diagnostics: Diagnostic[] = [];
  const foreign: ForeignStatement[] = [];
  const parts = partsOf(script, options, diagnostics, foreign);
  const list = twice ? await collect(parts, (part) => [...part]) : undefined;
  const first = await foldStatements(list ?? parts, server, options);
  const setsAllOptions = options.configuration === 'all';
  const context = contextOf(wanted.header, { from, setsAllOptions }, start);
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
    assumptions: assumptionsOf(start, definitions),
    needs: needsFrom(wanted, from, definitions),
    ...defined({ second }),
  };
}

/** Some come with a database that the script makes, and so are only known when it has run. */
function assumptionsOf(start: Start, definitions: readonly DefinitionFact[]): readonly Assumption[] {
  const assumptions = [...start.assumptions];
  take(assumptions, 'definitions-not-judged', undefined, definitions.length);
  return assumptions;
}

/** What is judged: a definition is the text of an object, and whether the object is there other facts tell. */
const withoutDefinitions = (facts: readonly Fact[]): readonly Fact[] =>
  facts.filter(({ kind }) => kind !== 'definition');

/** What a captured server has is not needed there, also where a script of it could make it. */
function needsFrom(
  { facts }: Snapshot,
  from: ProveFrom,
  definitions: readonly DefinitionFact[],
): readonly Need[] {
  const needs = needsOf(facts);
  if (from === 'without-databases') return [...needs, ...needsOfMade(facts, definitions)];
  if (typeof from === 'string') return needs;
  const there = new Set(needsOf(withoutDefinitions(from.facts)).map((need) => JSON.stringify(need)));
  return needs.filter((need) => !there.has(JSON.stringify(need)));
}

async function collect<T, U>(items: AsyncIterable<T>, keep: (item: T) => U): Promise<U[]> {
  const list: U[] = [];
  for await (const item of items) list.push(keep(item));
  return list;
}

async function* partsOf(
  script: ScriptSource,
  { variables, signal }: ProveOptions,
  diagnostics: Diagnostic[],
  foreign: ForeignStatement[],
): AsyncIterable<Iterable<Statement>> {
  const text = new KeptText(script);
  const parts = parseParts(text.chunks(), {
    ...defined({ variables, signal }),
    onDiagnostic: (diagnostic) => {
      if (diagnostic.severity !== 'note') diagnostics.push(diagnostic);
    },
  });
  const finder = new ForeignFinder(text);
  const keep = (found: readonly ForeignStatement[]): void => {
    for (const one of found) if (one.reason === 'not-security') foreign.push(one);
  };
  for await (const part of parts) yield watched(part, (statement) => keep(finder.in(statement)));
  keep(finder.atEnd());
}

/** The facts of the server, of the databases that the snapshot or the start speaks of. */
function factsOf(server: ServerState, { wanted, from }: ProofContext): Fact[] {
  const others = typeof from === 'string' ? [] : from.facts;
  return stateToFacts(server, new Set([...databasesIn(wanted.facts), ...databasesIn(others)]));
}

async function again(
  parts: readonly (readonly Statement[])[],
  server: ServerState,
  before: readonly FailedStatement[],
  facts: readonly Fact[],
  context: ProofContext,
  options: ProveOptions,
): Promise<SecondRun> {
  const { failures } = await foldStatements(parts, server, options);
  const known = new Set(before.map(({ failure }) => keyOfFailure(failure)));
  const header = context.header;
  const changes = await collect(
    diffSnapshots({ header, facts }, { header, facts: factsOf(server, context) }, { inventory: true }),
    (change) => change,
  );
  return {
    changes,
    failures: failures.map(({ failure }) => failure).filter((failure) => !known.has(keyOfFailure(failure))),
  };
}

function keyOfFailure({ line, column, rule }: Failure): string {
  return `${line}/${column}/${rule}`;
}
