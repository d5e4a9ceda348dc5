// Where a proof begins: an empty server, one with its databases restored, or one that was captured.

import { US_ENGLISH } from '../model/catalog/language-id.ts';
import { ownRows } from '../model/catalog/shipped-row.ts';
import { NEWEST_VERSION, releaseOf, type SqlVersion } from '../model/catalog/version.ts';
import { defined } from '../model/defined.ts';
import { FactIndex } from '../model/fact-index.ts';
import type { DefinitionFact } from '../model/facts/definition-fact.ts';
import { foldOf } from '../model/name-fold.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Assumption } from './start/assumption.ts';
import { addCaptured } from './start/captured-server.ts';
import { addNew } from './start/new-server.ts';
import { addOptions, optionValues } from './start/options.ts';
import { Directory } from './state/directory.ts';
import { ServerState } from './state/server-state.ts';
import { addShippedServer } from './state/shipped.ts';

/**
 * `empty`: a new server; databases are there with what they hold, but no user, role, schema, owner or permission.
 * `restored`: the same, with user databases as a backup brings them. `without-databases`: a new server without those
 * databases whose files and options were captured, which the script makes. A snapshot: the server that it is of.
 */
export type ProveFrom = 'empty' | 'restored' | 'without-databases' | Snapshot;

/** A simulated server before the script. */
export interface Start {
  readonly server: ServerState;
  /** The facts of the snapshot that is to be made. */
  readonly wanted: FactIndex;
  readonly assumptions: readonly Assumption[];
  /** What the options of the configuration are set to. */
  readonly options: ReadonlyMap<string, number>;
}

/** What else there is to know of where a proof begins. */
export interface StartOptions {
  /** The release of the server; default that of the snapshot. */
  readonly version?: SqlVersion;
  /** What an untouched server has in master and msdb; default the lists of what ships. */
  readonly baseline?: Snapshot;
  /** The definitions that the script may make, which are no facts of `wanted`. */
  readonly definitions?: readonly DefinitionFact[];
}

/** Builds the server that a script for `wanted` begins on. */
export function startOf(
  wanted: Snapshot,
  from: ProveFrom,
  { version, baseline, definitions = [] }: StartOptions = {},
): Start {
  const reference = new FactIndex(wanted.facts);
  const given = typeof from === 'string' ? undefined : new FactIndex(from.facts);
  const directory = new Directory();
  directory.learn(wanted.facts);
  if (given !== undefined) directory.learn(given.facts);
  const [fact] = (given ?? reference).of('server');
  const release = version ?? (fact && releaseOf(fact.productVersion, fact.engineEdition)) ?? NEWEST_VERSION;
  const server = new ServerState({
    ...defined({ fact }),
    version: release,
    directory,
    fold: foldOf(fact?.collation),
    defaultLanguage: US_ENGLISH,
  });
  addShippedServer(server);
  addOptions(server);
  if (given === undefined) {
    const own = baseline === undefined ? undefined : ownRows(baseline.facts);
    const made = from === 'without-databases' ? definitions : [];
    const assumptions = addNew(server, reference, { isRestored: from === 'restored', own, made });
    return { server, wanted: reference, assumptions, options: optionValues(server) };
  }
  addCaptured(server, given, reference);
  return { server, wanted: reference, assumptions: [], options: optionValues(server) };
}
