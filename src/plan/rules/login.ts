// Logins of every kind. Sources: "CREATE LOGIN (Transact-SQL)", "ALTER LOGIN (Transact-SQL)" (Microsoft).

import { PRINCIPAL_KINDS } from '../../model/catalog/principal-kind.ts';
import { SA_SID } from '../../model/catalog/system-principals.ts';
import type { FactOf, LoginFact } from '../../model/fact.ts';
import type { ChangedFact } from '../compare-snapshots.ts';
import { isOfMachine } from '../lookup/local-principal.ts';
import type { World } from '../lookup/world.ts';
import type { Made } from '../plan.ts';
import { step } from '../plan.ts';
import type { Reason } from '../reason.ts';
import { KEPT, limit } from '../reason.ts';
import type { KindRule, Told } from '../rule.ts';
import { by, not, steps } from '../rule.ts';

const OTHER_LOGIN: Reason = [
  'other-login',
  'A login of that name is there with another SID or of another kind, and is left as it is: drop it if the snapshot’s is meant.',
];
const ACCOUNT_STATE = limit('state-of-account');
const SA_STAYS = limit('sa-is-there');
const ABSENT_DATABASE = limit('absent-default-database');
const DEFAULTS = limit('defaults-of-key-login');
const CANNOT_DISABLE = limit('cannot-disable');
const OTHER_PASSWORD: Reason = [
  'password-differs',
  'The password is another one, and a fingerprint cannot bring it back: set it by hand, or use a snapshot with hashes.',
];

export const LOGIN_RULE: KindRule<'login'> = {
  create: (fact, world) => ({
    steps: [
      ...(fact.sid === SA_SID ? renameSa(fact, world) : [creation(fact, world)]),
      ...(world.isKnown ? [] : secrets(fact)),
      ...credentials(fact),
      ...defaultDatabase(fact, world),
      ...defaultLanguage(fact),
      ...access(fact),
      ...disconnection(fact, world),
    ],
    notes: notesOf(fact),
  }),
  drop: ({ name: login, sid }) =>
    sid === SA_SID ? not(SA_STAYS) : steps(step('drop-login', { login }, { needs: ['drop-extra'] })),
  change: {
    type: OTHER_LOGIN,
    sid: OTHER_LOGIN,
    isDisabled: by(changeAccess, CANNOT_DISABLE),
    defaultDatabase: by(changeDefaultDatabase, whyNotDefaultDatabase),
    defaultLanguage: by(changeDefaultLanguage, DEFAULTS),
    isPolicyChecked: by(changeSecrets, KEPT),
    isExpirationChecked: by(changeSecrets, KEPT),
    passwordHash: by(changeSecrets, KEPT),
    passwordFingerprint: OTHER_PASSWORD,
    isMustChange: ACCOUNT_STATE,
    isLocked: ACCOUNT_STATE,
    isExpired: ACCOUNT_STATE,
    credential: by(changeCredential, KEPT),
    providerCredentials: by(changeProviderCredentials, KEPT),
    certificate: OTHER_LOGIN,
    asymmetricKey: OTHER_LOGIN,
  },
};

/** A plan for a server that is known names it first of all: the facts call sa by the name that is wanted. */
function renameSa({ name: login }: LoginFact, { isKnown }: World): Made[] {
  return login === 'sa' || isKnown ? [] : [step('rename-sa', { login })];
}

function creation(fact: LoginFact, world: World): Made {
  const { name: login, sid } = fact;
  switch (PRINCIPAL_KINDS[fact.type].source) {
    case 'windows':
      return step('create-windows-login', { login, sid: isReissued(fact, world) ? undefined : sid });
    case 'external':
      return step('create-external-login', { login, sid });
    case 'certificate':
      return step('create-certificate-login', { login, sid, certificate: fact.certificate ?? login });
    case 'asymmetric-key':
      return step('create-asymmetric-key-login', { login, sid, key: fact.asymmetricKey ?? login });
    default:
      return step('create-sql-login', { login, sid, hash: fact.passwordHash, ...policy(fact) });
  }
}

/** Whether Windows gives the account another SID where it is restored to, so that the captured one says nothing. */
function isReissued(fact: LoginFact, { wanted }: World): boolean {
  const machineName = wanted.server('server')[0]?.machineName ?? '';
  return wanted.renames.has(fact.name) || isOfMachine(fact, machineName);
}

/** What is not known is as CREATE LOGIN would have it. Source: "CREATE LOGIN (Transact-SQL)", CHECK_POLICY. */
function policy(fact: LoginFact): { checkPolicy: boolean; checkExpiration: boolean } {
  return { checkPolicy: fact.isPolicyChecked ?? true, checkExpiration: fact.isExpirationChecked ?? false };
}

const POLICY = ['isPolicyChecked', 'isExpirationChecked'] as const;

/** The password, then the policy: a new password takes it off, so that it is put on again even where it is not known. */
function secrets(fact: LoginFact): Made[] {
  const { name: login, sid, passwordHash: hash } = fact;
  const made: Made[] = [];
  if (hash !== undefined)
    made.push(step('set-login-password', { login, sid, hash }, { properties: ['passwordHash'] }));
  const hasPolicy = fact.type === 'S' && (hash !== undefined || fact.isPolicyChecked !== undefined);
  if (hasPolicy) made.push(step('set-login-policy', { login, sid, ...policy(fact) }, { properties: POLICY }));
  return made;
}

function changeSecrets({ after, properties }: ChangedFact<'login'>): readonly Made[] {
  const made = secrets(after);
  return properties.has('passwordHash') ? made : made.filter(({ action }) => action === 'set-login-policy');
}

function credentials({ name: login, credential, providerCredentials = [] }: LoginFact): Made[] {
  const parts = { properties: ['providerCredentials'] };
  return [
    ...(credential === undefined ? [] : [setCredential(login, credential)]),
    ...providerCredentials.map((one) => step('add-login-credential', { login, credential: one }, parts)),
  ];
}

const setCredential = (login: string, credential: string): Made =>
  step('set-login-credential', { login, credential }, { properties: ['credential'] });

function changeCredential({ after: { name: login, credential } }: ChangedFact<'login'>): readonly Made[] {
  const needs = ['revoke-extra'] as const;
  return credential === undefined
    ? [step('clear-login-credential', { login }, { needs })]
    : [setCredential(login, credential)];
}

function changeProviderCredentials({ before, after }: ChangedFact<'login'>): readonly Made[] {
  const { name: login } = after;
  const [old, wanted] = [before.providerCredentials ?? [], after.providerCredentials ?? []];
  const [gone, come] = [
    old.filter((one) => !wanted.includes(one)),
    wanted.filter((one) => !old.includes(one)),
  ];
  return [
    ...gone.map((credential) =>
      step('drop-login-credential', { login, credential }, { needs: ['revoke-extra'] }),
    ),
    ...come.map((credential) => step('add-login-credential', { login, credential })),
  ];
}

function defaultDatabase({ name: login, type, defaultDatabase: database }: LoginFact, world: World): Made[] {
  const isSettable = PRINCIPAL_KINDS[type].hasDefaults && database !== undefined;
  if (!isSettable || world.lacksDatabase(database)) return [];
  return [step('set-default-database', { login, database }, { properties: ['defaultDatabase'] })];
}

function defaultLanguage({ name: login, type, defaultLanguage: language }: LoginFact): Made[] {
  if (!PRINCIPAL_KINDS[type].hasDefaults || language === undefined) return [];
  return [step('set-default-language', { login, language }, { properties: ['defaultLanguage'] })];
}

function changeDefaultDatabase({ after }: ChangedFact<'login'>, world: World): readonly Made[] {
  return defaultDatabase(after, world);
}

function whyNotDefaultDatabase({ after }: ChangedFact<'login'>, world: World): Reason {
  const { defaultDatabase: database } = after;
  return database !== undefined && world.lacksDatabase(database) ? ABSENT_DATABASE : DEFAULTS;
}

function changeDefaultLanguage({ after }: ChangedFact<'login'>): readonly Made[] {
  return defaultLanguage(after);
}

/** What disables a login. Nothing enables one: what is disabled where it is restored to stays so, sa too. */
function access({ name: login, type, isDisabled }: LoginFact): Made[] {
  if (!isDisabled || !PRINCIPAL_KINDS[type].canBeDisabled) return [];
  return [step('disable-login', { login }, { properties: ['isDisabled'] })];
}

function changeAccess({ after: { name: login, type, isDisabled } }: ChangedFact<'login'>): readonly Made[] {
  if (!PRINCIPAL_KINDS[type].canBeDisabled) return [];
  return isDisabled
    ? [step('disable-login', { login }, { needs: ['revoke-extra'] })]
    : [step('enable-login', { login }, { needs: ['enable-logins'] })];
}

/** A login without any CONNECT SQL row had it revoked: CREATE LOGIN grants it. */
function disconnection({ name: login }: LoginFact, world: World): Made[] {
  const { wanted } = world;
  if (!wanted.serverAbsenceIsKnown || login === wanted.sa || world.hasConnect(login)) return [];
  return [step('revoke-connect-sql', { login }, { properties: [] })];
}

function notesOf(fact: FactOf<'login'>): Told[] {
  const notes: Told[] = [];
  const add = (code: string, what: string) => notes.push({ code, note: `Login ${fact.name} ${what}.` });
  const { source, canBeDisabled } = PRINCIPAL_KINDS[fact.type];
  if (fact.sid !== SA_SID) {
    if (source === 'password' && fact.passwordHash === undefined)
      add(
        'secret-needed',
        'was captured without its password hash: type its password at the top of the script',
      );
    if (source === 'certificate')
      add('key-needed', keyNeeded(`certificate ${fact.certificate ?? fact.name}`));
    if (source === 'asymmetric-key')
      add('key-needed', keyNeeded(`asymmetric key ${fact.asymmetricKey ?? fact.name}`));
  }
  if (fact.isMustChange)
    add('must-change', 'had to change its password at the next log-in; that cannot be restored with a hash');
  if (fact.isLocked) add('locked', 'was locked out; it comes back unlocked');
  if (fact.isExpired) add('expired', 'had an expired password; it comes back with its expiry counted anew');
  if (fact.isDisabled && !canBeDisabled)
    add('cannot-disable', `was disabled; no statement disables a login of type ${fact.type}`);
  return notes;
}

const keyNeeded = (key: string) =>
  `stands for ${key} in master, which no catalogue gives away: restore it from its backup first`;
