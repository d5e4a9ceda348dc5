// Steps for what a server has and its snapshot has not: revokes and lost memberships, then drops.
import type { Fact, FactKind, FactOf, PermissionFact } from '../model/fact.ts';
import { keyOf, securableOf } from '../model/identity.ts';
import { SA_SID } from '../model/system-principals.ts';
import type { Step } from './plan.ts';
import { step } from './plan.ts';
import type { SnapshotIndex } from './snapshot-index.ts';

/** A step for one extra fact. */
export interface Removal {
  readonly step: Step;
  /** The key of the fact. */
  readonly key: string;
  readonly database?: string;
  readonly kind: 'revoke' | 'drop';
}

/** Drops in an order that can run: what is owned goes before its owner. */
const ORDER: readonly FactKind[] = [
  'permission',
  'role-member',
  'schema',
  'application-role',
  'role',
  'user',
  'server-role',
  'message',
  'trusted-assembly',
  'login',
  'credential',
];

/** The steps; `before` is the index of the server as it is. Facts that no statement takes away give none. */
export function removalSteps(extra: readonly Fact[], before: SnapshotIndex): readonly Removal[] {
  const ordered = ORDER.flatMap((kind) => extra.filter((fact) => fact.kind === kind));
  return ordered.flatMap((fact): Removal[] => {
    const found = removalOf(fact, before);
    if (found === undefined) return [];
    const database = 'database' in fact && fact.database !== undefined ? { database: fact.database } : {};
    return [{ step: found, key: keyOf(fact), ...database, kind: isRevoke(fact) ? 'revoke' : 'drop' }];
  });
}

const isRevoke = ({ kind }: Fact): boolean => kind === 'permission' || kind === 'role-member';

function removalOf(fact: Fact, before: SnapshotIndex): Step | undefined {
  switch (fact.kind) {
    case 'permission':
      return revokeStep(fact, before);
    case 'role-member':
      return memberStep(fact, before);
    case 'schema':
      return step('drop-schema', { schema: fact.name });
    case 'application-role':
      return step('drop-application-role', { role: fact.name });
    case 'role':
      return step('drop-role', { role: fact.name });
    case 'user':
      return step('drop-user', { user: fact.name });
    case 'server-role':
      return step('drop-server-role', { role: fact.name });
    case 'login':
      return fact.sid === SA_SID ? undefined : step('drop-login', { login: fact.name });
    case 'credential':
      return step('drop-credential', { credential: fact.name });
    case 'trusted-assembly':
      return step('distrust-assembly', { hash: fact.hash });
    case 'message': {
      const { messageId: id, language, languageId } = fact;
      return language === undefined ? undefined : step('drop-message', { id, language, languageId });
    }
    default:
      return undefined;
  }
}

function memberStep(
  { database, role, member }: FactOf<'role-member'>,
  { sa }: SnapshotIndex,
): Step | undefined {
  if (database !== undefined)
    return member === 'dbo' ? undefined : step('drop-role-member', { role, member });
  return member === sa ? undefined : step('drop-server-role-member', { role, member });
}

/** A row that was granted on takes with it what its grantee gave: SQL Server asks for CASCADE. */
function revokeStep(fact: PermissionFact, before: SnapshotIndex): Step | undefined {
  if (fact.grantee === (fact.database === undefined ? before.sa : 'dbo')) return undefined;
  return step('revoke', { ...revocation(fact, before), cascade: fact.state === 'W' });
}

/** The parameters that a revoke of a row has, whatever it revokes of it. */
export function revocation(fact: PermissionFact, before: SnapshotIndex) {
  const on = securableOf(fact);
  const grantor = fact.grantor === before.ownerOf(on) ? undefined : fact.grantor;
  return { permission: fact.permission, on, column: fact.column, grantee: fact.grantee, grantor };
}
