// What every plan begins with: where it is from, which server it is for, and of which release that is at the least.

import type { SqlVersion } from '../model/catalog/version.ts';
import { majorOf, SQL_VERSIONS } from '../model/catalog/version.ts';
import { defined } from '../model/defined.ts';
import { movePaths } from '../model/definitions/move-paths.ts';
import { RegrantError } from '../model/errors.ts';
import type { Fact } from '../model/fact.ts';
import { needsOf, needsOfMade } from '../model/need.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import type { PrincipalMapping } from '../model/rename-principals.ts';
import { renamePrincipals, renameServer } from '../model/rename-principals.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { omissionText } from '../model/words/omission-words.ts';
import { baselineNotes, checkBaseline } from './baseline.ts';
import { expectationsOf } from './expectation.ts';
import type { SnapshotIndex } from './lookup/snapshot-index.ts';
import { indexSnapshot } from './lookup/snapshot-index.ts';
import type { Plan, PlanNote } from './plan.ts';

/** How to plan a script. */
export interface PlanOptions {
  /** Plan although the snapshot is incomplete; what is missing is said in the script's header. Default false. */
  readonly allowIncomplete?: boolean;
  /** SHA-256 of the snapshot's fact lines, shown in the header. */
  readonly digest?: string;
  /** Other names for machines, domains and logins; every rename is listed in the header. */
  readonly mapping?: PrincipalMapping;
  /** Logins of the captured machine alone: its own accounts and groups. Default `keep`. */
  readonly localPrincipals?: 'keep' | 'comment-out';
  /** Whether the script makes the objects whose definitions were captured. Default false. */
  readonly definitions?: boolean;
  /** Whether it makes the databases that are not there, with their files and options; only with definitions. Default false. */
  readonly createDatabase?: boolean;
  /** Old folder → new one, for the files of databases that it makes. */
  readonly paths?: Readonly<Record<string, string>>;
  /** Objects that are there: left alone (default), modules replaced, or a failure that is told. */
  readonly existing?: 'skip' | 'replace-modules' | 'fail';
  /** Whether a script enables the triggers of the server that were enabled: one can shut everybody out. Default false. */
  readonly enableTriggers?: boolean;
  /**
   * The options of the configuration that are set: those that security needs (default), or all, whatever they are about.
   */
  readonly configuration?: 'security' | 'all';
  /** Whether a script has audits shut the server down where they cannot write, as they did. Default false: they go on. */
  readonly auditShutdown?: boolean;
  /**
   * The capture of an untouched server of the target's release: what the snapshot has besides it in master and msdb is
   * given, what it lacks is taken away. Default: the lists of what ships.
   */
  readonly baseline?: Snapshot;
  /** The release that is restored to. Default: the captured one. */
  readonly targetVersion?: SqlVersion;
  /** What the target lacks: refuse to plan (default), or comment it out. */
  readonly unsupported?: 'refuse' | 'comment-out';
}

/** What the options may be. */
export const PLAN_OPTION_RULES: OptionRules<PlanOptions> = {
  allowIncomplete: 'flag',
  digest: 'text',
  mapping: 'object',
  localPrincipals: ['keep', 'comment-out'],
  definitions: 'flag',
  createDatabase: 'flag',
  paths: 'object',
  existing: ['skip', 'replace-modules', 'fail'],
  enableTriggers: 'flag',
  configuration: ['security', 'all'],
  auditShutdown: 'flag',
  baseline: 'object',
  targetVersion: SQL_VERSIONS,
  unsupported: ['refuse', 'comment-out'],
};

/** The wanted state under its new names, and what a plan for it begins with. */
export interface PlanHead {
  readonly head: Omit<Plan, 'sections' | 'notes'>;
  readonly index: SnapshotIndex;
  /** What is to be known of the release. */
  readonly notes: readonly PlanNote[];
}

/** The release that a script may run on where nothing tells of which release its server was. */
const OLDEST: SqlVersion = 2012;

/**
 * Reads the head of a plan off the wanted state.
 * Throws a RegrantError: `bad-option`; `incomplete-snapshot` when the snapshot is incomplete and that was not allowed; what
 * checkBaseline and renamePrincipals throw.
 */
export function headOf(snapshot: Snapshot, options: PlanOptions): PlanHead {
  checkOptions(options, PLAN_OPTION_RULES);
  const { header } = snapshot;
  const { mapping = {}, digest, targetVersion, allowIncomplete = false } = options;
  if (!header.complete && !allowIncomplete) throw incomplete(snapshot);
  const renamed = renamePrincipals(snapshot, mapping);
  const { renames } = renamed;
  const ofDefinitions = definitionNotes(snapshot, options);
  const facts = asked(renamed.facts, options);
  const index = indexSnapshot({ header, facts }, renames);
  const majorVersion = lowestMajor(header.server.productVersion, targetVersion);
  if (options.baseline !== undefined) checkBaseline(options.baseline, majorVersion);
  return {
    head: {
      source: header,
      ...defined({ digest }),
      renames: [...renames].map(([to, from]) => ({ from, to })),
      serverName: renameServer(header.server.name, mapping),
      majorVersion: majorVersion ?? majorOf(OLDEST),
      expected: expectationsOf(index, options.configuration),
      needs: [...needsOf(facts), ...(options.createDatabase ? needsOfMade(facts, index.definitions) : [])],
    },
    index,
    notes: [
      ...versionNotes(majorVersion, header.server.name),
      ...ofDefinitions,
      ...baselineNotes(index, options.baseline),
    ],
  };
}

/** The facts that the plan is for: definitions where they are asked for, and of databases themselves where those are. */
function asked(facts: readonly Fact[], options: PlanOptions): readonly Fact[] {
  const { definitions = false, createDatabase = false, paths = {}, existing = 'skip' } = options;
  if (!definitions && existing !== 'skip') {
    throw new RegrantError({
      code: 'bad-option',
      fact: 'It is said what becomes of objects that are there, and the script makes none.',
      remedy: 'Give --definitions, or leave --existing out.',
    });
  }
  if (!createDatabase && Object.keys(paths).length > 0)
    throw withoutDatabases('Folders are mapped', '--map-path');
  if (createDatabase && !definitions) throw withoutDatabases('Databases are to be made', '--create-database');
  const kept = facts.filter(
    (fact) => fact.kind !== 'definition' || (definitions && (createDatabase || fact.type !== 'database')),
  );
  return createDatabase ? movePaths(kept, paths) : kept;
}

function withoutDatabases(what: string, option: string): RegrantError {
  return new RegrantError({
    code: 'bad-option',
    fact: `${what}, and the script makes none.`,
    remedy: `Give --definitions --create-database, or leave ${option} out.`,
  });
}

/** What is asked for and not there is refused; what is there and not asked for is told. */
function definitionNotes({ header }: Snapshot, { definitions = false }: PlanOptions): PlanNote[] {
  const count = header.counts.definition ?? 0;
  if (definitions && header.definitions !== true) {
    throw new RegrantError({
      code: 'bad-option',
      fact: `The snapshot of ${header.server.name} has no definitions of objects.`,
      remedy: 'Capture the server with --definitions, or leave --definitions out here.',
    });
  }
  if (definitions || count === 0) return [];
  const note = `The snapshot has ${count} definitions of objects, which this script does not make (--definitions writes one that does).`;
  return [{ code: 'definitions-left-out', note }];
}

/** Undefined where neither the snapshot nor the options tell of a release. */
function lowestMajor(productVersion: string, target: SqlVersion | undefined): number | undefined {
  if (target !== undefined) return majorOf(target);
  const major = Number.parseInt(productVersion, 10);
  return Number.isSafeInteger(major) ? major : undefined;
}

function versionNotes(majorVersion: number | undefined, serverName: string): PlanNote[] {
  if (majorVersion !== undefined) return [];
  const note = `Nothing tells of which release the server was: this script runs on SQL Server ${OLDEST} and later, and what an older release than its own does not know fails there (--target-version says which one it is for). It asks for a server of the name ${serverName}, which may be the script’s that was read (--any-server).`;
  return [{ code: 'release-unknown', note }];
}

function incomplete({ header }: Snapshot): RegrantError {
  const missing = header.omissions.map(omissionText);
  return new RegrantError({
    code: 'incomplete-snapshot',
    fact: `The snapshot of ${header.server.name} is incomplete: ${missing.join(' ')}`,
    remedy:
      'Capture again with what is missing put right, or allow an incomplete script (--allow-incomplete).',
  });
}
