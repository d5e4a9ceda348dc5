// Which facts a snapshot may lack without their being gone: those within the reach of one of its omissions.
import type { Fact, FactKind } from '../model/fact.ts';
import { propertyValue } from '../model/fact-shape.ts';
import type { Omission, SnapshotHeader } from '../model/snapshot.ts';

/**
 * Omissions that hide rows of these kinds only, in their own scope. Every other omission hides all of its
 * database, and one without a database (hidden metadata, say) may hide anything.
 */
const NARROW: Readonly<Record<string, readonly FactKind[]>> = {
  'hidden-password-hash': [],
  'unknown-class': ['permission'],
  'unresolved-id': ['permission', 'role-member'],
};

/** Tells of a fact that is not in this snapshot whether it may be missing for want of a capture. */
export function mayHideIn(header: SnapshotHeader): (fact: Fact) => boolean {
  if (header.omissions.length === 0) return () => false;
  return (fact) => header.omissions.some((omission) => reaches(omission, fact));
}

function reaches(omission: Omission, fact: Fact): boolean {
  const database = propertyValue(fact, 'database');
  const kinds = Object.hasOwn(NARROW, omission.code) ? NARROW[omission.code] : undefined;
  if (kinds !== undefined) return omission.database === database && kinds.includes(fact.kind);
  return omission.database === undefined || omission.database === database;
}
