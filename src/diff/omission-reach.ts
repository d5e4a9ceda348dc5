// Which facts a snapshot may lack without their being gone: those within the reach of one of its omissions.
import type { Fact, FactKind } from '../model/fact.ts';
import { propertyValue } from '../model/fact-shape.ts';
import type { Omission, SnapshotHeader } from '../model/snapshot.ts';

/** Whether an omission may hide a fact; `own` tells that both are of the same database, or both of the server. */
type Reach = (fact: Fact, own: boolean) => boolean;

const nothing: Reach = () => false;
const ownScope: Reach = (_, own) => own;
const ownKinds =
  (...kinds: readonly FactKind[]): Reach =>
  (fact, own) =>
    own && kinds.includes(fact.kind);

/** Codes that reach less than the whole; any other one hides its database, or anything when it has none. */
const REACH: Readonly<Record<string, Reach>> = {
  'denied-visibility': ownScope,
  'duplicate-key': nothing, // one of the facts is there under their key
  'hidden-login': ownKinds('login'),
  'hidden-password-hash': nothing,
  'limited-database-list': (fact, own) => !own || fact.kind === 'database',
  'limited-visibility': ownScope,
  'unknown-authentication-type': ownKinds('user'),
  'unknown-class': ownKinds('permission'),
  'unknown-minor-id': ownKinds('permission'),
  'unknown-object-type': ownKinds('permission', 'securable'),
  'unknown-principal-type': ownKinds('login', 'permission', 'role-member', 'user'),
  'unknown-state': ownKinds('permission'),
  'unresolved-certificate': nothing, // the endpoint is there without it
  'unresolved-id': ownKinds('permission', 'role-member', 'securable'),
  'unresolved-owner': ownKinds('endpoint', 'role', 'schema', 'securable', 'server-role'),
  'view-absent': ownScope,
};

/** Tells of a fact that is not in this snapshot whether it may be missing for want of a capture. */
export function mayHideIn(header: SnapshotHeader): (fact: Fact) => boolean {
  if (header.omissions.length === 0) return () => false;
  return (fact) => header.omissions.some((omission) => reaches(omission, fact));
}

function reaches(omission: Omission, fact: Fact): boolean {
  const own = omission.database === propertyValue(fact, 'database');
  const reach = Object.hasOwn(REACH, omission.code) ? REACH[omission.code] : undefined;
  return reach === undefined ? own || omission.database === undefined : reach(fact, own);
}
