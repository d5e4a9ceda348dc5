// Databases: owner and options, which a restore resets. They themselves come from their backups.
import type { DatabaseFact } from '../../model/fact.ts';
import { SYSTEM_DATABASES } from '../../model/system-database.ts';
import { owned } from '../owned.ts';
import type { Made, StepParts } from '../plan.ts';
import { step } from '../plan.ts';
import type { Reason } from '../reason.ts';
import { CONTENTS, KEPT, limit, OTHER_DATABASE } from '../reason.ts';
import type { ChangedFact, KindRule, Told } from '../rule.ts';
import { by, COMES_ALONG, not } from '../rule.ts';

const SYSTEM_DATABASE = limit('system-database');
const UNKNOWN_OWNER = limit('unknown-owner');

/** What is switched on by one step and off by another. */
const SWITCHES = {
  isTrustworthy: ['set-trustworthy', 'clear-trustworthy'],
  isDbChaining: ['set-db-chaining', 'clear-db-chaining'],
  isBrokerEnabled: ['enable-broker', 'disable-broker'],
} as const;

type Switch = keyof typeof SWITCHES;

const isOfServer = ({ name }: DatabaseFact): boolean => SYSTEM_DATABASES.includes(name);

export const DATABASE_RULE: KindRule<'database'> = {
  create: (fact) => {
    if (isOfServer(fact)) return COMES_ALONG;
    const on = (Object.keys(SWITCHES) as Switch[]).filter((property) => fact[property]);
    return {
      steps: [...ownerSteps(fact), ...on.map((property) => switched(fact, property))],
      notes: notesOf(fact),
    };
  },
  drop: () => not(OTHER_DATABASE),
  change: {
    state: CONTENTS,
    userAccess: CONTENTS,
    owner: by(changeOwner, whyNot),
    ownerSid: by(changeOwner, whyNot),
    collation: CONTENTS,
    containment: CONTENTS,
    isTrustworthy: by(changeSwitches, whyNot),
    isDbChaining: by(changeSwitches, whyNot),
    isBrokerEnabled: by(changeSwitches, whyNot),
    brokerId: CONTENTS,
    isReadOnly: CONTENTS,
  },
};

const OWNER = ['owner', 'ownerSid'] as const;

function ownerSteps({ name, owner }: DatabaseFact, needs: StepParts['needs'] = []): Made[] {
  const parts = { phase: 'options', properties: OWNER, needs } as const;
  return owner === undefined ? [] : [owned({ class: 'DATABASE', name }, owner, parts)];
}

function changeOwner({ after }: ChangedFact<'database'>): readonly Made[] {
  return isOfServer(after) ? [] : ownerSteps(after, ['change-owners']);
}

function switched(fact: DatabaseFact, property: Switch): Made {
  const { name: database, [property]: isOn } = fact;
  const [on, off] = SWITCHES[property];
  const properties = [property];
  return isOn
    ? step(on, { database }, { properties })
    : step(off, { database }, { properties, needs: ['revoke-extra'] });
}

function changeSwitches({ after, properties }: ChangedFact<'database'>): readonly Made[] {
  if (isOfServer(after)) return [];
  return (Object.keys(SWITCHES) as Switch[])
    .filter((property) => properties.has(property))
    .map((property) => switched(after, property));
}

function whyNot({ after }: ChangedFact<'database'>): Reason {
  if (isOfServer(after)) return SYSTEM_DATABASE;
  return after.owner === undefined ? UNKNOWN_OWNER : KEPT;
}

function notesOf({ name, owner, ownerSid }: DatabaseFact): readonly Told[] {
  if (owner !== undefined) return [];
  const note = `No login had the SID of the owner of ${name} (${ownerSid}): its owner is not set.`;
  return [{ code: 'unknown-owner', note }];
}
