// A plan made fit for where it is restored to: logins that belong to the captured machine alone, and what the target
// release lacks.

import { NEWEST_VERSION, type SqlVersion } from '../model/catalog/version.ts';
import { RegrantError } from '../model/errors.ts';
import { leaveOut } from './left-out.ts';
import { isOfMachine } from './lookup/local-principal.ts';
import type { SnapshotIndex } from './lookup/snapshot-index.ts';
import type { PlanNote, Section, Statement } from './plan.ts';
import { isRun } from './plan.ts';
import type { PlanOptions } from './plan-head.ts';
import { whyUnsupported } from './steps/release-need.ts';

/**
 * Leaves out what was asked to be, and all that depends on it.
 * Throws a RegrantError `not-supported` for what the target lacks and nobody left out.
 */
export function adaptSections(
  sections: readonly Section[],
  index: SnapshotIndex,
  options: PlanOptions,
): readonly Section[] {
  const { targetVersion = NEWEST_VERSION, localPrincipals, unsupported } = options;
  const logins = localPrincipals === 'comment-out' ? localLogins(index) : new Map<string, string>();
  const isLenient = unsupported === 'comment-out';
  const left = leaveOut(sections, logins, (step) =>
    isLenient ? whyUnsupported(step, targetVersion) : undefined,
  );
  const lacking = isLenient
    ? []
    : left.flatMap(({ steps }) => steps.flatMap((step) => lackOf(step, targetVersion)));
  if (lacking.length > 0) throw refused(lacking, targetVersion);
  return left;
}

function lackOf(step: Statement, target: SqlVersion): readonly string[] {
  const why = isRun(step) ? whyUnsupported(step, target) : undefined;
  return why === undefined ? [] : [why];
}

/** The logins of the captured machine alone, each with the reason to leave it out. */
function localLogins(index: SnapshotIndex): ReadonlyMap<string, string> {
  const machineName = index.server('server')[0]?.machineName ?? '';
  return new Map(
    index
      .server('login')
      .filter((login) => isOfMachine(login, machineName))
      .map(({ name }) => [name, `${name} belongs to the captured machine`]),
  );
}

/** The logins of the captured machine that are kept: which, and what else could be done with them. */
export function localNotes(index: SnapshotIndex, options: PlanOptions): PlanNote[] {
  if (options.localPrincipals === 'comment-out') return [];
  const local = [...localLogins(index).keys()];
  if (local.length === 0) return [];
  const note = `Of the captured machine alone, and kept: ${local.join(', ')}. On another machine map them or leave them out (--map-machine, --map-login, --local-principals comment-out).`;
  return [{ code: 'local-principals', note }];
}

function refused(lacking: readonly string[], target: SqlVersion): RegrantError {
  return new RegrantError({
    code: 'not-supported',
    fact: `SQL Server ${target} lacks what ${lacking.length} statements need: ${[...new Set(lacking)].join('; ')}.`,
    remedy: 'Restore to a newer release, or have those statements commented out (--unsupported comment-out).',
  });
}
