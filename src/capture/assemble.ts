// Makes the snapshot of what was captured: facts selected, twins reported, every account in the header.
import { defined } from '../model/defined.ts';
import type { DatabaseFact, Fact } from '../model/fact.ts';
import { databaseOf, keyOfParts } from '../model/identity.ts';
import type { Note, Omission, Snapshot } from '../model/snapshot.ts';
import { TOOL } from '../model/tool.ts';
import { subjectOf } from '../model/words/sentence.ts';
import { firstOf } from '../model/words/shown.ts';
import { selectDatabases, selectFacts } from '../select/select-facts.ts';
import { assembleSnapshot, type HeaderParts } from '../snapshot/assemble-snapshot.ts';
import { joinSorted, sortFacts } from '../snapshot/sort-facts.ts';
import type { CapturedDatabase } from './capture-database.ts';
import { reasonToSkip, reportSkipped } from './database-state.ts';
import { Ledger } from './ledger.ts';
import type { CaptureOptions } from './options.ts';
import type { PasswordHandling } from './password.ts';
import { otherDbo } from './report-pairs.ts';
import type { ServerScope } from './scope.ts';
import { withoutStrange } from './strange-facts.ts';

/** What a capture has in hand when everything is read. */
export interface Captured {
  readonly server: ServerScope;
  readonly captured: readonly CapturedDatabase[];
  readonly options: CaptureOptions;
  readonly passwords: PasswordHandling;
}

/** The snapshot of what was captured. */
export function assemble(parts: Captured): Snapshot {
  const { server, captured, options } = parts;
  const skipped = reportDatabases(server, options);
  const ofServer = sortFacts([...server.facts, ...databaseFacts(server, captured)]);
  const all = joinSorted([ofServer, ...captured.map(({ sorted }) => sorted)]);
  const selected = isEverything(options)
    ? everything(all.facts)
    : selectFacts(all.facts, options.selection, options.profile);
  const ledgers = [server.ledger, ...captured.map((database) => database.ledger), ...skipped];
  const { facts, omissions: strange } = withoutStrange(selected.facts, parts.passwords.mode);
  const omissions = [...ledgers.flatMap((ledger) => ledger.omissions), ...strange];
  const exclusions = [...ledgers.flatMap((ledger) => ledger.exclusions), ...selected.exclusions];
  const notes = [...ledgers.flatMap((ledger) => ledger.notes), ...selected.notes];
  return assembleSnapshot(
    headerParts(parts, { omissions, exclusions }, notes),
    // What is selected keeps its order.
    all.twins.length === 0 ? { facts, twins: [] } : sortFacts(facts),
    twinOmissions,
  );
}

function isEverything(options: CaptureOptions): boolean {
  return options.selection === undefined && options.profile === undefined;
}

function everything(facts: readonly Fact[]) {
  return { facts, exclusions: [], notes: [] } as const;
}

/** Reports the chosen databases that were not entered; gives an account for each. */
function reportDatabases(server: ServerScope, options: CaptureOptions): readonly Ledger[] {
  const names = server.databases.map((entry) => entry.fact.name);
  const chosen = new Set(selectDatabases(names, options.selection, options.profile));
  const ledgers: Ledger[] = [];
  for (const entry of server.databases) {
    const reason = chosen.has(entry.fact.name) ? reasonToSkip(entry, server.probe) : undefined;
    if (reason === undefined) continue;
    const ledger = new Ledger(entry.fact.name);
    reportSkipped(reason, entry.fact.name, server.ledger, ledger);
    ledgers.push(ledger);
  }
  return ledgers;
}

/** The databases' own facts, with what only the inside of each tells of it. */
function databaseFacts(server: ServerScope, captured: readonly CapturedDatabase[]): readonly DatabaseFact[] {
  const insides = new Map(captured.map(({ ledger, inside }) => [ledger.database, inside]));
  return server.databases
    .filter((entry) => entry.fact.name !== 'tempdb' && !entry.isSnapshot)
    .map(({ fact }) => {
      const { kind, name, state, userAccess, owner, ownerSid, collation, ...rest } = fact;
      const inside = insides.get(name);
      return defined({
        kind,
        name,
        state,
        userAccess,
        owner,
        ownerSid,
        dboSid: otherDbo(fact, inside?.dboSid),
        // The list of databases tells none of one that is closed.
        collation: collation ?? inside?.collation,
        ...rest,
      });
    });
}

/** Names that an omission tells at most. */
const MOST_NAMES = 5;

/** What tells of facts that could not be told apart, by their names. */
function twinOmissions(dropped: readonly Fact[]): readonly Omission[] {
  const omissions = new Map<string, { readonly facts: Fact[] }>();
  for (const fact of dropped) {
    const key = keyOfParts(databaseOf(fact), fact.kind);
    const known = omissions.get(key);
    if (known === undefined) omissions.set(key, { facts: [fact] });
    else known.facts.push(fact);
  }
  return [...omissions.values()].map(({ facts }) => twinOmission(facts));
}

function twinOmission(facts: readonly Fact[]): Omission {
  const [first] = facts as readonly [Fact];
  const names = [...new Set(facts.map(subjectOf))];
  return defined({
    code: 'duplicate-key',
    database: databaseOf(first),
    fact: `Several rows have the same names, so that they cannot be told apart: ${firstOf(names, MOST_NAMES)}.`,
    remedy: 'Capture again; if it stays, report it with these names.',
    count: facts.length,
  });
}

function headerParts(
  parts: Captured,
  account: Pick<HeaderParts, 'omissions' | 'exclusions'>,
  notes: readonly Note[],
): HeaderParts {
  const { server, options, passwords } = parts;
  const { name, productVersion, edition, login } = server.probe;
  const selection = selectionPart(options);
  return {
    tool: options.tool ?? TOOL,
    server: { name, productVersion, edition },
    capturedAt: (options.now?.() ?? new Date()).toISOString(),
    capturedBy: login,
    ...account,
    ...(notes.length > 0 ? { notes } : {}),
    ...defined({ selection }),
    ...(options.definitions ? { definitions: true as const } : {}),
    passwords: passwords.mode,
    ...defined({ passwordKeyId: passwords.keyId }),
  };
}

/**
 * What a snapshot's header says of the selection and the profile; undefined where everything is taken. What a profile
 * says of readiness decides nothing of what is captured.
 */
export function selectionPart(options: CaptureOptions): Readonly<Record<string, unknown>> | undefined {
  if (isEverything(options)) return undefined;
  const { readiness: _, ...profile } = options.profile ?? {};
  return { ...(options.profile ? { profile } : {}), ...options.selection };
}
