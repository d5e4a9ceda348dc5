// A snapshot into the plan of a script that restores it on an empty or a restored server. Pure: facts in, plan out.
import { RegrantError } from '../model/errors.ts';
import type { PrincipalMapping } from '../model/rename-principals.ts';
import { renamePrincipals, renameServer } from '../model/rename-principals.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { SqlVersion } from '../model/version.ts';
import { ENGINE, majorOf } from '../model/version.ts';
import { expectationsOf } from './expectation.ts';
import { localAuthority } from './local-principal.ts';
import { commentOutLocal } from './local-steps.ts';
import type { Plan, PlanNote, Section } from './plan.ts';
import { planDatabase } from './plan-database.ts';
import { planFinally } from './plan-finally.ts';
import { clrEnabled, planServer } from './plan-server.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import { indexSnapshot } from './snapshot-index.ts';
import type { UnsupportedStep } from './target-gate.ts';
import { gateSections } from './target-gate.ts';

/** How to plan a script. */
export interface PlanOptions {
  /** Plan although the snapshot is incomplete; what is missing is said in the script's header. Default false. */
  readonly allowIncomplete?: boolean;
  /** SHA-256 of the snapshot's fact lines, shown in the header. */
  readonly digest?: string;
  /** Other names for machines, domains and logins; every rename is listed in the header. */
  readonly mapping?: PrincipalMapping;
  /** Logins of the captured machine alone (BUILTIN, NT AUTHORITY, NT SERVICE, its own accounts). Default `keep`. */
  readonly localPrincipals?: 'keep' | 'comment-out';
  /** The release that is restored to. Default: the captured one. */
  readonly targetVersion?: SqlVersion;
  /** What the target lacks: refuse to plan (default), or comment it out. */
  readonly unsupported?: 'refuse' | 'comment-out';
}

/**
 * Plans the script that restores a snapshot.
 * Throws a RegrantError: `incomplete-snapshot` when the snapshot is incomplete and that was not allowed;
 * `not-supported` when the target release lacks something and that is not to be commented out.
 */
export function planScript(snapshot: Snapshot, options: PlanOptions = {}): Plan {
  const { header } = snapshot;
  if (!header.complete && !options.allowIncomplete) throw incomplete(snapshot);
  const { facts, renames } = renamePrincipals(snapshot, options.mapping ?? {});
  const index = indexSnapshot({ header, facts }, renames);
  const notes: PlanNote[] = [...engineNotes(index), ...localNotes(index, options)];
  const all = [
    ...planServer(index, notes),
    ...index.databases.flatMap((database) => planDatabase(database, index, notes)),
    planFinally(index, notes),
  ];
  const { sections, unsupported } = gateSections(adapted(all, index, options), options.targetVersion ?? 2025);
  if (unsupported.length > 0 && options.unsupported !== 'comment-out') throw refused(unsupported, options);
  return {
    source: header,
    ...(options.digest === undefined ? {} : { digest: options.digest }),
    renames: [...renames].map(([to, from]) => ({ from, to })),
    serverName: renameServer(header.server.name, options.mapping ?? {}),
    majorVersion:
      options.targetVersion === undefined
        ? Number.parseInt(header.server.productVersion, 10)
        : majorOf(options.targetVersion),
    expected: expectationsOf(index),
    clrEnabled: clrEnabled(index),
    sections: sections.filter(({ steps }) => steps.length > 0),
    notes,
  };
}

/** What the engine that was captured is without. */
function engineNotes(index: SnapshotIndex): PlanNote[] {
  if (index.server('server')[0]?.engineEdition !== ENGINE.azureSqlDatabase) return [];
  const note =
    'The snapshot is of Azure SQL Database, which shows no password hashes and has no server permissions. The script is for a SQL Server or a managed instance: on Azure SQL Database it stops before its first statement.';
  return [{ code: 'azure-sql-database', note }];
}

/** The logins of the captured machine that are kept: which, and what else could be done with them. */
function localNotes(index: SnapshotIndex, options: PlanOptions): PlanNote[] {
  if (options.localPrincipals === 'comment-out') return [];
  const machineName = index.server('server')[0]?.machineName ?? '';
  const local = index.server('login').filter((login) => localAuthority(login, machineName) !== undefined);
  if (local.length === 0) return [];
  const names = local.map(({ name }) => name).join(', ');
  const note = `Of the captured machine alone, and kept: ${names}. On another machine map them or leave them out (--map-machine, --map-login, --local-principals comment-out).`;
  return [{ code: 'local-principals', note }];
}

function adapted(
  sections: readonly Section[],
  index: SnapshotIndex,
  options: PlanOptions,
): readonly Section[] {
  if (options.localPrincipals !== 'comment-out') return sections;
  const machineName = index.server('server')[0]?.machineName ?? '';
  return commentOutLocal(sections, index.server('login'), machineName);
}

function incomplete({ header }: Snapshot): RegrantError {
  const missing = header.omissions.map(({ database, fact }) =>
    database === undefined ? fact : `${database}: ${fact}`,
  );
  return new RegrantError({
    code: 'incomplete-snapshot',
    fact: `The snapshot of ${header.server.name} is incomplete: ${missing.join(' ')}`,
    remedy:
      'Capture again with what is missing put right, or allow an incomplete script (--allow-incomplete).',
  });
}

function refused(unsupported: readonly UnsupportedStep[], options: PlanOptions): RegrantError {
  const reasons = [...new Set(unsupported.map(({ reason }) => reason))];
  return new RegrantError({
    code: 'not-supported',
    fact: `SQL Server ${options.targetVersion} lacks what ${unsupported.length} statements need: ${reasons.join('; ')}.`,
    remedy: 'Restore to a newer release, or have those statements commented out (--unsupported comment-out).',
  });
}
