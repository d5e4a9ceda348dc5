// A script to a snapshot: what users have of old scripts becomes something that can be compared with a server.
import { defined } from '../model/defined.ts';
import type { Fact, FactKind } from '../model/fact.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import { ordinal } from '../model/order.ts';
import {
  type Exclusion,
  FROM_SCRIPT,
  type Omission,
  SNAPSHOT_FORMAT,
  type Snapshot,
  type SnapshotHeader,
} from '../model/snapshot.ts';
import { TOOL } from '../model/tool.ts';
import { parseParts, type ScriptSource } from '../parse/parse-script.ts';
import type { Diagnostic } from '../parse/tree/diagnostic.ts';
import type { Statement } from '../parse/tree/statement.ts';
import { foldStatements } from '../simulate/run/run-statements.ts';
import { stateToFacts } from '../simulate/state/state-to-facts.ts';
import { mentionDatabase } from '../simulate/world/mentioned.ts';
import { openServer } from '../simulate/world/open-server.ts';
import { diagnosticOf } from './open-diagnostic.ts';

/** What {@link readScript} can be told. */
export interface ReadScriptOptions {
  /** The server the script is for; default `(script)`. */
  readonly serverName?: string;
  /** `SERVERPROPERTY('ProductVersion')`: `16.0.4125.3`. */
  readonly productVersion?: string;
  /** `SERVERPROPERTY('Edition')`. */
  readonly edition?: string;
  /** The database the script begins in; default `master`. */
  readonly database?: string;
  /** The name of sa on that server; default `sa`. */
  readonly saName?: string;
  /** The collation of that server, by which names are one (`_CS_`, `_BIN`: case tells them apart); default ignores case. */
  readonly collation?: string;
  /** sqlcmd variables, as `sqlcmd -v` gives them. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Version of the tool, for the header; default this package's. */
  readonly toolVersion?: string;
  /** Cancels the work; a signal of AbortSignal.timeout limits it. */
  readonly signal?: AbortSignal;
}

const RULES: OptionRules<ReadScriptOptions> = {
  serverName: 'text',
  productVersion: 'text',
  edition: 'text',
  database: 'text',
  saName: 'text',
  collation: 'text',
  variables: 'object',
  toolVersion: 'text',
  signal: 'signal',
};

/** A script as a snapshot, and what was found on the way. */
export interface ReadScriptResult {
  /** What the script makes. */
  readonly snapshot: Snapshot;
  /** In the order in which they were found; at most {@link DIAGNOSTIC_LIMIT}, the rest only counted. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many diagnostics there were in all. */
  readonly diagnosticCount: number;
}

/** Most diagnostics that are kept. */
export const DIAGNOSTIC_LIMIT = 10_000;

/**
 * Reads a script into a snapshot. The snapshot is incomplete where the script says less than a server would (SIDs,
 * say) or where something was not understood; its header tells which.
 * Never throws for what the script says. Throws a RegrantError: `bad-option` for what `source` throws, `cancelled`,
 * `timed-out`.
 */
export async function readScript(
  source: ScriptSource,
  options: ReadScriptOptions = {},
): Promise<ReadScriptResult> {
  checkOptions(options, RULES);
  return readParts((onDiagnostic) => parseParts(source, { ...options, onDiagnostic }), options);
}

/** The same of statements in parts, as `parse` gives them. */
export async function readParts(
  parse: (onDiagnostic: (diagnostic: Diagnostic) => void) => AsyncIterable<Iterable<Statement>>,
  options: Omit<ReadScriptOptions, 'signal' | 'variables'> = {},
): Promise<ReadScriptResult> {
  const diagnostics: Diagnostic[] = [];
  const bySeverity = { error: 0, warning: 0, note: 0 };
  const others = new Map<string, number>();
  const onDiagnostic = (diagnostic: Diagnostic): void => {
    bySeverity[diagnostic.severity] += 1;
    if (diagnostics.length < DIAGNOSTIC_LIMIT) diagnostics.push(diagnostic);
  };
  const server = openServer(options);
  await foldStatements(parse(onDiagnostic), server, {
    ...defined({
      database: options.database === undefined ? undefined : mentionDatabase(server, options.database),
    }),
    onFailure: (failed) => onDiagnostic(diagnosticOf(failed)),
    onForeign: ({ verb }) => others.set(verb, (others.get(verb) ?? 0) + 1),
  });
  const facts = stateToFacts(server);
  const omissions = OPEN.flatMap(([code, fact, remedy, countOf]) => {
    const count = countOf(facts, bySeverity);
    return count > 0 ? [{ code, fact, remedy, count }] : [];
  });
  const header = headerOf(facts, omissions, exclusionsOf(others), options);
  const diagnosticCount = bySeverity.error + bySeverity.warning + bySeverity.note;
  return { snapshot: { header, facts }, diagnostics, diagnosticCount };
}

function headerOf(
  facts: readonly Fact[],
  omissions: readonly Omission[],
  exclusions: readonly Exclusion[],
  options: ReadScriptOptions,
): SnapshotHeader {
  const counts: Partial<Record<FactKind, number>> = {};
  for (const { kind } of facts) counts[kind] = (counts[kind] ?? 0) + 1;
  const hasHashes = facts.some((fact) => fact.kind === 'login' && fact.passwordHash !== undefined);
  return {
    regrant: 'snapshot',
    format: SNAPSHOT_FORMAT,
    tool: { name: TOOL.name, version: options.toolVersion ?? TOOL.version },
    server: {
      name: options.serverName ?? '(script)',
      productVersion: options.productVersion ?? '',
      edition: options.edition ?? '',
    },
    complete: omissions.length === 0,
    omissions,
    exclusions,
    selection: FROM_SCRIPT,
    passwords: hasHashes ? 'hashes' : 'none',
    counts,
  };
}

/** What a reading leaves open, and how much of it: what was not taken in, and what no script of this kind says. */
const OPEN: readonly (readonly [Omission['code'], fact: string, remedy: string, count: Count])[] = [
  [
    'script-refused',
    'The script has statements that the grammar of T-SQL refuses.',
    'Correct them and read the script again.',
    (_, { error }) => error,
  ],
  [
    'script-not-understood',
    'The script has statements whose effect the reader does not know.',
    'Read them by hand: each is listed with its line.',
    (_, { warning }) => warning,
  ],
  [
    'unknown-sid',
    'The script does not give the SID of every login.',
    'Compare these logins by name; their SID stands as 0x.',
    (facts) => facts.filter((fact) => fact.kind === 'login' && fact.sid === '0x').length,
  ],
  [
    'unknown-windows-kind',
    'A script does not tell a Windows group from a Windows user.',
    'All of them stand as users (type U).',
    (facts) => facts.filter((fact) => fact.kind === 'login' && fact.type === 'U').length,
  ],
  [
    'unknown-database',
    'A script says little of a database.',
    'What it does not say stands as in a new database.',
    (facts) => facts.filter(({ kind }) => kind === 'database').length,
  ],
];

type Count = (facts: readonly Fact[], found: Readonly<Record<'error' | 'warning', number>>) => number;

function exclusionsOf(others: ReadonlyMap<string, number>): Exclusion[] {
  if (others.size === 0) return [];
  const verbs = [...others.keys()].sort(ordinal);
  const count = [...others.values()].reduce((sum, n) => sum + n, 0);
  return [{ rule: 'other-statement', count, ...(verbs.length > 100 ? {} : { names: verbs }) }];
}
