// Databases: owner and options, which a restore resets. They themselves come from their backups.

import { type DatabaseSwitch, OWNER_OF_DATABASE } from '../../model/catalog/database-switch.ts';
import { isSystemDatabase } from '../../model/catalog/system-database.ts';
import { SA_SID } from '../../model/catalog/system-principals.ts';
import type { DatabaseFact } from '../../model/fact.ts';
import type { ChangedFact } from '../compare-snapshots.ts';
import { owned } from '../lookup/owned.ts';
import type { Made, StepParts } from '../plan.ts';
import { step } from '../plan.ts';
import type { Reason } from '../reason.ts';
import { CONTENTS, KEPT, limit, OTHER_DATABASE } from '../reason.ts';
import type { KindRule, Told } from '../rule.ts';
import { by, COMES_ALONG, each, not } from '../rule.ts';

const SYSTEM_DATABASE = limit('system-database');
const UNKNOWN_OWNER = limit('unknown-owner');

/** What is switched on by one step and off by another. */
const SWITCHES = {
  isTrustworthy: ['set-trustworthy', 'clear-trustworthy'],
  isDbChaining: ['set-db-chaining', 'clear-db-chaining'],
  isBrokerEnabled: ['enable-broker', 'disable-broker'],
} as const satisfies Readonly<Record<DatabaseSwitch, readonly [string, string]>>;

export const DATABASE_RULE: KindRule<'database'> = {
  create: (fact) => {
    if (isSystemDatabase(fact)) return COMES_ALONG;
    const on = (Object.keys(SWITCHES) as DatabaseSwitch[]).filter((property) => fact[property]);
    return {
      steps: [...ownerSteps(fact), ...on.map((property) => switched(fact, property))],
      notes: notesOf(fact),
    };
  },
  drop: () => not(OTHER_DATABASE),
  change: {
    state: CONTENTS,
    userAccess: CONTENTS,
    ...each(OWNER_OF_DATABASE, by(changeOwner, whyNot)),
    collation: CONTENTS,
    containment: CONTENTS,
    isTrustworthy: by(changeSwitches, whyNot),
    isDbChaining: by(changeSwitches, whyNot),
    isBrokerEnabled: by(changeSwitches, whyNot),
    brokerId: CONTENTS,
    isReadOnly: CONTENTS,
    isCdcEnabled: CONTENTS,
    containedGroup: CONTENTS,
    isDistributor: CONTENTS,
  },
};

function ownerSteps(fact: DatabaseFact, needs: StepParts['needs'] = []): Made[] {
  const { name, owner } = fact;
  const parts = { phase: 'options', properties: OWNER_OF_DATABASE, needs } as const;
  return owner === undefined || fact.isDistributor ? [] : [owned({ class: 'DATABASE', name }, owner, parts)];
}

/** The same owner set again gives nobody anything: it makes dbo stand for the owner. */
function changeOwner({ before, after, properties }: ChangedFact<'database'>): readonly Made[] {
  const isOther = properties.has('owner') || properties.has('ownerSid');
  if (isSystemDatabase(after) || (!isOther && before.dboSid === undefined)) return [];
  return ownerSteps(after, isOther ? ['change-owners'] : []);
}

function switched(fact: DatabaseFact, property: DatabaseSwitch): Made {
  const { name: database, [property]: isOn } = fact;
  const [on, off] = SWITCHES[property];
  const properties = [property];
  return isOn
    ? step(on, { database }, { properties })
    : step(off, { database }, { properties, needs: ['revoke-extra'] });
}

function changeSwitches({ after, properties }: ChangedFact<'database'>): readonly Made[] {
  if (isSystemDatabase(after)) return [];
  return (Object.keys(SWITCHES) as DatabaseSwitch[])
    .filter((property) => properties.has(property))
    .map((property) => switched(after, property));
}

function whyNot({ after }: ChangedFact<'database'>): Reason {
  if (isSystemDatabase(after)) return SYSTEM_DATABASE;
  if (after.owner === undefined) return UNKNOWN_OWNER;
  if (after.isDistributor) return limit('of-distribution');
  return after.dboSid === undefined ? KEPT : limit('stale-dbo');
}

function notesOf({ name, owner, ownerSid, isDistributor }: DatabaseFact): readonly Told[] {
  if (owner !== undefined) {
    if (!isDistributor || ownerSid === SA_SID) return [];
    const note = `${name} is a distribution database, owned by ${owner}: SQL Server refuses to change its owner (message 15109). Set up the distributor as ${owner} if the owner is to be the same.`;
    return [{ code: 'distribution-owner', note }];
  }
  const note = `No login had the SID of the owner of ${name} (${ownerSid}): its owner is not set.`;
  return [{ code: 'unknown-owner', note }];
}
