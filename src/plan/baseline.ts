// A baseline: the capture of an untouched server, against which a script is made exact in master and msdb.
import { LISTED_DATABASES } from '../model/catalog/shipped-row.ts';
import { RegrantError } from '../model/errors.ts';
import { type Snapshot, type SnapshotHeader, tellsShippedAbsence } from '../model/snapshot.ts';
import type { SnapshotIndex } from './lookup/snapshot-index.ts';
import type { PlanNote } from './plan.ts';

/**
 * Makes sure that a snapshot tells what an untouched server of a release has.
 * Throws a RegrantError `bad-option`: it is incomplete, was not captured, is of another release, or lacks master or msdb.
 */
export function checkBaseline(baseline: Snapshot, major: number | undefined): void {
  const { header, facts } = baseline;
  if (!tellsShippedAbsence(header)) throw refused(header, 'is not a whole and complete capture of a server');
  const own = Number.parseInt(header.server.productVersion, 10);
  if (major !== undefined && own !== major)
    throw refused(header, `is of version ${own}, and the script is for version ${major}`);
  const missing = LISTED_DATABASES.filter(
    (name) => !facts.some((fact) => fact.kind === 'database' && fact.name === name),
  );
  if (missing.length > 0) throw refused(header, `is without ${missing.join(' and ')}`);
}

/** What a script has to say of where its knowledge of master and msdb is from. */
export function baselineNotes(index: SnapshotIndex, baseline: Snapshot | undefined): readonly PlanNote[] {
  if (!LISTED_DATABASES.some((name) => index.named('database', name) !== undefined)) return [];
  if (!index.absenceIsKnown) return [];
  if (baseline === undefined) return [{ code: 'no-baseline', note: NO_BASELINE }];
  const { name, productVersion } = baseline.header.server;
  const note = `What ships with master and msdb was read off a baseline, a snapshot of ${name} (${productVersion}).`;
  return [{ code: 'baseline', note }];
}

const NO_BASELINE =
  'What ships with master and msdb was taken from lists: rows there that are in none are granted again, which changes nothing, and one that was revoked and is in none is not revoked here. A capture of an untouched server of this release makes it exact (--baseline).';

function refused({ server }: SnapshotHeader, why: string): RegrantError {
  return new RegrantError({
    code: 'bad-option',
    fact: `The baseline, a snapshot of ${server.name}, ${why}.`,
    remedy: 'Capture an untouched server of the target’s release, everything of it, as a sysadmin.',
  });
}
