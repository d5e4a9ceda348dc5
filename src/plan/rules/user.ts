// Users of databases, of every kind. Sources: "CREATE USER (Transact-SQL)", "ALTER USER (Transact-SQL)" (Microsoft).

import { comesWithFeature } from '../../model/catalog/feature-principal.ts';
import { isOfKey, PRINCIPAL_KINDS } from '../../model/catalog/principal-kind.ts';
import type { UserFact } from '../../model/fact.ts';
import { limitOfProperty } from '../../model/limit.ts';
import type { ChangedFact } from '../compare-snapshots.ts';
import type { SnapshotIndex } from '../lookup/snapshot-index.ts';
import type { World } from '../lookup/world.ts';
import type { Made } from '../plan.ts';
import { step } from '../plan.ts';
import type { Reason } from '../reason.ts';
import { limit } from '../reason.ts';
import type { KindRule, Outcome } from '../rule.ts';
import { by, steps } from '../rule.ts';
import { revokedConnect } from './permission.ts';
import { mapping, renaming, windowsUser } from './user-name.ts';

const OTHER_USER: Reason = [
  'other-user',
  'A user of that name is there for another account or of another kind, and is left as it is: drop it if the snapshot’s is meant.',
];
const ORPHAN: Reason = [
  'orphan-user',
  'Its login or account is gone, so that no statement makes it: the database brings it.',
];
const SID_KEPT: Reason = ['sid-kept', 'The SID of a user is that of its login or account.'];
const MAPPED_OTHERWISE: Reason = [
  'user-of-other-login',
  'The user is mapped otherwise, or its login is gone: no statement makes an orphan.',
];
const SCHEMA_KEPT: Reason = ['schema-kept', 'Only a Windows or Entra group can be without a default schema.'];
const LANGUAGE_KEPT: Reason = [
  'language-kept',
  'Only users of a contained database have a language of their own.',
];

/** SQL Server gives a user without login a SID of its own. */
function whySidIsKept(change: ChangedFact<'user'>): Reason {
  const code = limitOfProperty(change.after, 'sid');
  return unlessOther(code === undefined ? SID_KEPT : limit(code))(change);
}

/** A reason that holds as long as both are of one kind. */
const unlessOther =
  (reason: Reason) =>
  ({ before, after }: ChangedFact<'user'>): Reason =>
    before.type === after.type ? reason : OTHER_USER;

export const USER_RULE: KindRule<'user'> = {
  create: (fact, world) => {
    const made = creation(fact, world);
    if (world.isKnown && made.reason !== undefined) return { reason: made.reason };
    const { database, name, login } = fact;
    const isConnected = !world.wanted.absenceIsKnown || world.hasConnect(name, database);
    const disconnect = isConnected ? [] : [revokedConnect(name)];
    const remap =
      !world.isKnown && login !== undefined && canBeRemapped(fact)
        ? [step('remap-user', mapping(fact, login), { properties: ['login', 'sid'] })]
        : [];
    return { ...made, steps: [...renaming(fact, world), ...(made.steps ?? []), ...remap, ...disconnect] };
  },
  drop: ({ name: user }) => steps(step('drop-user', { user }, { needs: ['drop-extra'] })),
  change: {
    type: OTHER_USER,
    authenticationType: OTHER_USER,
    sid: by(changeLogin, whySidIsKept),
    login: by(changeLogin, unlessOther(MAPPED_OTHERWISE)),
    defaultSchema: by(changeSchema, unlessOther(SCHEMA_KEPT)),
    defaultLanguage: by(changeLanguage, unlessOther(LANGUAGE_KEPT)),
    allowEncryptedValueModifications: by(changeEncryptedValues, OTHER_USER),
    certificate: OTHER_USER,
    asymmetricKey: OTHER_USER,
  },
};

const canBeRemapped = ({ type }: UserFact): boolean => PRINCIPAL_KINDS[type].canBeRemapped;

function creation(fact: UserFact, world: World): Outcome {
  const { name: user, login, defaultSchema: schema, defaultLanguage: language } = fact;
  const encryptedValues = fact.allowEncryptedValueModifications ?? false;
  if (comesWithFeature(fact, world.wanted)) return leftToFeature(fact);
  switch (PRINCIPAL_KINDS[fact.type].source) {
    case 'certificate':
      if (fact.certificate === undefined) return ofKeyElsewhere(fact);
      return steps(step('create-certificate-user', { user, certificate: fact.certificate }));
    case 'asymmetric-key':
      if (fact.asymmetricKey === undefined) return ofKeyElsewhere(fact);
      return steps(step('create-asymmetric-key-user', { user, key: fact.asymmetricKey }));
    case 'external':
      if (login !== undefined) return steps(step('create-user-for-external-login', { user, login, schema }));
      if (world.hasLogin(user)) return replacedAccount(fact);
      return steps(step('create-external-user', { user, schema }));
    case 'windows':
      if (login !== undefined) return windowsUser(fact, login, world);
      if (world.hasLogin(user)) return replacedAccount(fact);
      return steps(step('create-windows-user', { user, schema, language, encryptedValues }));
    default:
      if (fact.authenticationType === 2) return contained(fact, world);
      if (fact.authenticationType === 0)
        return steps(step('create-user-without-login', { user, schema, encryptedValues }));
      return login === undefined
        ? orphan(fact, world.wanted)
        : steps(step('create-user-for-login', { user, login, schema, encryptedValues }));
  }
}

/** What it makes for itself is there with it, or is not to be there yet. */
function leftToFeature({ name: user }: UserFact): Outcome {
  const reason = `${FEATURE_OFF}; restore the database with KEEP_CDC, or enable it with sys.sp_cdc_enable_db`;
  return { steps: [step('require-user', { user, reason })], reason: limit('made-by-feature') };
}

const FEATURE_OFF = 'change data capture is off, and makes it when it is switched on';

/** The certificate or key may be master's, which the login of its SID stands for. */
function ofKeyElsewhere({ name: user, login, sid }: UserFact): Outcome {
  if (login !== undefined)
    return steps(step('create-user-for-login', { user, login, schema: undefined, encryptedValues: false }));
  const note = `User ${user} stands for a certificate or key that is not in its database, and no login has its SID (${sid ?? 'none'}). It stays as it is.`;
  const reason =
    'its certificate or key is not in the database, so no statement can create it as it was; restore the database first';
  return required(user, note, reason);
}

function contained(fact: UserFact, world: World): Outcome {
  const { name: user, sid, defaultSchema: schema, defaultLanguage: language } = fact;
  const encryptedValues = fact.allowEncryptedValueModifications ?? false;
  const note = `The password of contained user ${user} cannot be read: where the database came from a backup the user is there; else type it at the top of the script.`;
  return {
    steps: [
      step('create-contained-user', { user, sid, schema, language, encryptedValues }),
      ...ifThere(fact, world),
    ],
    notes: [{ code: 'secret-needed', note }],
  };
}

/** A script that finds the user there, as a backup brings it, gives it the options that CREATE USER would have given. */
function ifThere(fact: UserFact, world: World): readonly Made[] {
  if (world.isKnown) return [];
  const { name: user, defaultSchema: schema, defaultLanguage: language } = fact;
  const at = { phase: 'users' } as const;
  return [
    ...(schema === undefined ? [] : [step('set-user-schema', { user, schema }, at)]),
    ...(language === undefined ? [] : [step('set-user-language', { user, language }, at)]),
    ...(fact.allowEncryptedValueModifications
      ? [step('set-user-encrypted-values', { user, encryptedValues: true }, at)]
      : []),
  ];
}

function orphan({ name: user, sid }: UserFact, wanted: SnapshotIndex): Outcome {
  const group = wanted.server('database').find(({ containedGroup }) => containedGroup !== undefined);
  if (group?.containedGroup !== undefined) return ofGroup(user, sid, group.containedGroup);
  const note = `User ${user} was an orphan: no login had its SID (${sid ?? 'none'}). It stays one.`;
  const reason =
    'it was an orphan when captured, so no statement can create it as it was; restore the database first';
  return required(user, note, reason);
}

/** A contained availability group has logins of its own, which the instance does not show. */
function ofGroup(user: string, sid: string | undefined, group: string): Outcome {
  const note = `User ${user}: no login of the instance has its SID (${sid ?? 'none'}); the contained availability group ${group} may have it. It stays as it is.`;
  const reason = `its login may be one of the contained availability group ${group}; restore the database first`;
  return { ...required(user, note, reason), notes: [{ code: 'login-of-availability-group', note }] };
}

/** Windows and Entra compare names without case. CREATE USER would map it to the login of that name: to an account that has nothing to do with it. */
function replacedAccount({ name: user, sid }: UserFact): Outcome {
  const note = `User ${user} has the SID ${sid ?? 'none'}, and the login of that name another: its account was replaced. It stays as it is.`;
  const reason =
    'a login has its name and another SID, so no statement can create it as it was; restore the database first';
  return required(user, note, reason);
}

/** A user that only a backup brings gives a statement that tells so; of a server that is known it is told beside the plan. */
function required(user: string, note: string, reason: string): Outcome {
  return {
    steps: [step('require-user', { user, reason })],
    notes: [{ code: 'orphan-user', note }],
    reason: ORPHAN,
  };
}

const isOtherKind = ({ properties }: ChangedFact<'user'>): boolean =>
  properties.has('type') || properties.has('authenticationType');

/** An orphan is mapped to its login again; a user of another login only where that may be taken from it. */
function changeLogin(change: ChangedFact<'user'>): readonly Made[] {
  const { before, after } = change;
  const { login } = after;
  if (login === undefined || !canBeRemapped(after) || isOtherKind(change)) return [];
  if (before.login === undefined) return [step('remap-user', mapping(after, login))];
  return before.login === login
    ? []
    : [step('set-user-login', mapping(after, login), { needs: ['revoke-extra'] })];
}

/** Source: "ALTER USER (Transact-SQL)": only a group can be without a default schema, and a user of a key has none. */
function changeSchema(change: ChangedFact<'user'>): readonly Made[] {
  const { name: user, type, defaultSchema: schema } = change.after;
  const isSettable = schema === undefined ? PRINCIPAL_KINDS[type].isGroup : !isOfKey(type);
  return isSettable && !isOtherKind(change) ? [step('set-user-schema', { user, schema })] : [];
}

function changeLanguage(change: ChangedFact<'user'>): readonly Made[] {
  const { name: user, type, login, authenticationType, defaultLanguage: language } = change.after;
  const hasLanguage =
    authenticationType === 2 || (login === undefined && PRINCIPAL_KINDS[type].source === 'windows');
  return hasLanguage && !isOtherKind(change) ? [step('set-user-language', { user, language })] : [];
}

/** Users of every kind take it. Source: "ALTER USER (Transact-SQL)". */
function changeEncryptedValues(change: ChangedFact<'user'>): readonly Made[] {
  const { name: user, allowEncryptedValueModifications: encryptedValues = false } = change.after;
  return isOtherKind(change) ? [] : [step('set-user-encrypted-values', { user, encryptedValues })];
}
