// What else can be owned: objects, types, assemblies, keys, endpoints … It comes with the databases and the server.
// Source: "ALTER AUTHORIZATION (Transact-SQL)" (Microsoft).

import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import { defined } from '../../model/defined.ts';
import type { SecurableFact } from '../../model/fact.ts';
import type { LimitCode } from '../../model/limit.ts';
import { limitOfOwner } from '../../model/limit-of-row.ts';
import type { ChangedFact } from '../compare-snapshots.ts';
import { owned } from '../lookup/owned.ts';
import type { SnapshotIndex } from '../lookup/snapshot-index.ts';
import type { World } from '../lookup/world.ts';
import type { Made } from '../plan.ts';
import { step } from '../plan.ts';
import { CONTENTS, limit } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { by, COMES_ALONG, not, steps, unscripted } from '../rule.ts';

const OWNER_FIXED = limit('owner-fixed');

export const SECURABLE_RULE: KindRule<'securable'> = {
  create: (fact, world) => {
    const { class: kind, schema, name, owner } = fact;
    if (owner === undefined || isUsual(fact, owner, world)) return COMES_ALONG;
    const code = limitOfOwned(fact, world.wanted);
    if (code === undefined) return steps(owned(nameOf(fact), owner, phaseOf(fact)));
    const what = `${kind} ${schema === undefined ? '' : `${schema}.`}${name}`;
    return unscripted(`${what} belongs to ${owner}`, code);
  },
  drop: () => not(CONTENTS),
  change: {
    type: CONTENTS,
    owner: by(changeOwner, OWNER_FIXED),
    permissionSet: CONTENTS,
    contentHash: CONTENTS,
    identity: CONTENTS,
  },
};

const phaseOf = ({ database }: SecurableFact) =>
  ({ phase: database === undefined ? 'server-owners' : 'owners' }) as const;

const nameOf = ({ class: kind, schema, name }: SecurableFact) => ({
  class: kind,
  name,
  ...defined({ schema }),
});

/** Whether an owner is the one that it gets when it is made. */
function isUsual({ database, schema }: SecurableFact, owner: string, { wanted }: World): boolean {
  return database === undefined ? owner === wanted.sa : schema === undefined && owner === 'dbo';
}

function changeOwner({ after }: ChangedFact<'securable'>, world: World): readonly Made[] {
  const { owner, schema } = after;
  if (limitOfOwned(after, world.wanted) !== undefined) return [];
  const needs = ['change-owners'] as const;
  if (owner !== undefined) return [owned(nameOf(after), owner, { ...phaseOf(after), needs })];
  return schema === undefined ? [] : [step('own-by-schema', { on: nameOf(after) }, { needs })];
}

/** Why ALTER AUTHORIZATION cannot give a securable its owner; undefined where it can. */
export function limitOfOwned(fact: SecurableFact, index: SnapshotIndex): LimitCode | undefined {
  return SECURABLE_CLASSES[fact.class].alterAuthorization ? limitOfOwner(fact, index) : 'owner-fixed';
}
