// Why a plan of changes has no step for a difference: what no statement can do, what is not security, and what is left
// alone on purpose.
import type { Fact, FactKind } from '../model/fact.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { SYSTEM_DATABASES } from '../model/system-database.ts';
import { SA_SID } from '../model/system-principals.ts';
import type { AbsentPlaces } from './absent-place.ts';

/** What the reasons depend on. */
export interface ReasonContext {
  readonly wanted: Snapshot;
  readonly absent: AbsentPlaces;
  /** Whether what the snapshot lacks is known to be absent from it. */
  readonly absenceIsKnown: boolean;
}

/** A stable code, and one sentence or two: the fact and the remedy. */
export type Reason = readonly [code: string, why: string];

/** Of rows that differ by their grantor, who is the owner on either side. */
export const GRANTED_BY_OWNER: Reason = [
  'granted-by-owner',
  'The row is there, granted by another owner of the securable, which no statement gives back.',
];
export const GRANTED_TO_OWNER: Reason = [
  'granted-to-owner',
  'The grantee owns the securable on this server, which no statement changes: an owner is given and denied nothing.',
];
const MISSING_DATABASE: Reason = ['missing-database', 'The database is not on the server: restore it first.'];
const MISSING_SECURABLE: Reason = [
  'missing-securable',
  'The securable is not there, and nothing can be put on it: restore it first.',
];
const UNGRANTABLE: Reason = [
  'ungrantable-row',
  'No statement writes or takes it: sa, dbo and owners are granted nothing and put into no role.',
];
const KEPT: Reason = ['no-statement', 'No statement of a plan changes it.'];
const CONTENTS: Reason = [
  'comes-with-the-database',
  'It is what the database or the server holds, not its security: it comes with a backup.',
];
const SERVER_ITSELF: Reason = [
  'the-server-itself',
  'A plan changes neither the name nor the release of a server.',
];

/** Why no step makes what only the snapshot has. */
export function whyNotAdded(fact: Fact, { absent }: ReasonContext): Reason {
  const { kind } = fact;
  if (kind === 'database') return MISSING_DATABASE;
  if ('database' in fact && fact.database !== undefined && absent.hasDatabase(fact.database))
    return MISSING_DATABASE;
  if (kind === 'securable') return MISSING_SECURABLE;
  if (kind === 'permission') return absent.hasSecurable(placeOf(fact)) ? MISSING_SECURABLE : UNGRANTABLE;
  if (kind === 'role-member') return UNGRANTABLE;
  if (kind === 'user')
    return [
      'orphan-user',
      'Its login or account is gone, so that no statement makes it: the database brings it.',
    ];
  if (kind === 'message') return UNKNOWN_LANGUAGE;
  if (kind === 'configuration') return OPTION;
  return KEPT;
}

/** The securable that a permission is on, as a fact. */
function placeOf({ database, class: kind, schema, name }: Extract<Fact, { kind: 'permission' }>): Fact {
  return { kind: 'securable', database, class: kind, schema, name } as unknown as Fact;
}

const UNKNOWN_LANGUAGE: Reason = [
  'unknown-language',
  'No language of its number has a name that sp_addmessage takes.',
];
const OPTION: Reason = [
  'option-kept',
  'A plan leaves the option as it finds it, or the other release does not have it.',
];
const OTHER_LOGIN: Reason = [
  'other-login',
  'A login of that name is there with another SID or of another kind, and is left as it is: drop it if the snapshot’s is meant.',
];
const OTHER_USER: Reason = [
  'other-user',
  'A user of that name is there for another account or of another kind, and is left as it is: drop it if the snapshot’s is meant.',
];
const ACCOUNT_STATE: Reason = [
  'login-state',
  'No statement locks a login or lets its password expire; ALTER LOGIN … UNLOCK, or a new password, ends either.',
];
const BY_HAND: Reason = [
  'by-hand',
  'A plan has no step for it: change it with ALTER USER, or make the user anew.',
];

/** Reasons for single properties. A property that is not here, or whose step was not possible, has {@link KEPT}. */
const PROPERTIES: Readonly<Partial<Record<FactKind, Readonly<Record<string, Reason>>>>> = {
  configuration: {
    value: OPTION,
    valueInUse: ['pending-option', 'RECONFIGURE puts a value in use at once: none can be left pending.'],
  },
  'trusted-assembly': {
    description: ['description-kept', 'The description is set when the trust is given, and decides nothing.'],
  },
  credential: {
    provider: [
      'provider-kept',
      'ALTER CREDENTIAL does not change a provider: drop the credential and make it anew.',
    ],
  },
  login: {
    type: OTHER_LOGIN,
    sid: OTHER_LOGIN,
    isDisabled: [
      'cannot-disable',
      'No statement disables or enables a Windows group or a login of a certificate or key.',
    ],
    defaultDatabase: [
      'default-kept',
      'A login of a certificate or key has no defaults that a statement sets, and a default database has to be there.',
    ],
    defaultLanguage: [
      'default-kept',
      'A login of a certificate or key has no defaults that a statement sets.',
    ],
    passwordFingerprint: [
      'password-differs',
      'The password is another one, and a fingerprint cannot bring it back: set it by hand, or use a snapshot with hashes.',
    ],
    isMustChange: ACCOUNT_STATE,
    isLocked: ACCOUNT_STATE,
    isExpired: ACCOUNT_STATE,
    certificate: OTHER_LOGIN,
    asymmetricKey: OTHER_LOGIN,
  },
  user: {
    type: OTHER_USER,
    authenticationType: OTHER_USER,
    sid: [
      'sid-kept',
      'The SID of a user is that of its login or account, and SQL Server gives one without login its own.',
    ],
    login: [
      'user-of-other-login',
      'The user is mapped otherwise, or its login is gone: no statement makes an orphan.',
    ],
    defaultSchema: ['schema-kept', 'Only a Windows or Entra group can be without a default schema.'],
    defaultLanguage: ['language-kept', 'Only users of a contained database have a language of their own.'],
    allowEncryptedValueModifications: BY_HAND,
    certificate: OTHER_USER,
    asymmetricKey: OTHER_USER,
  },
  'application-role': {
    defaultSchema: ['schema-kept', 'An application role always has a default schema.'],
  },
  securable: {
    owner: ['owner-fixed', 'No statement gives it that owner: the database or the server brings it.'],
  },
  message: { text: UNKNOWN_LANGUAGE, severity: UNKNOWN_LANGUAGE, isEventLogged: UNKNOWN_LANGUAGE },
  permission: { state: UNGRANTABLE },
};

/** Why no step makes a property as the snapshot has it. */
export function whyNotChanged(
  before: Fact,
  after: Fact,
  property: string,
  { absent }: ReasonContext,
): Reason {
  if (after.kind === 'server') return SERVER_ITSELF;
  if (after.kind === 'database') return whyNotInDatabase(after, property);
  if (after.kind === 'securable' && property !== 'owner') return CONTENTS;
  const isMissing =
    after.kind === 'login' &&
    property === 'defaultDatabase' &&
    absent.hasDatabase(after.defaultDatabase ?? '');
  if (isMissing) return MISSING_DATABASE;
  if (after.kind === 'user' && before.kind === 'user' && before.type !== after.type) return OTHER_USER;
  return PROPERTIES[after.kind]?.[property] ?? KEPT;
}

const SET_IN_DATABASES = ['owner', 'ownerSid', 'isTrustworthy', 'isDbChaining', 'isBrokerEnabled'];

function whyNotInDatabase({ name, owner }: Extract<Fact, { kind: 'database' }>, property: string): Reason {
  if (!SET_IN_DATABASES.includes(property)) return CONTENTS;
  if (SYSTEM_DATABASES.includes(name))
    return ['system-database', 'The owner and the options of a system database are the server’s own.'];
  if (owner === undefined)
    return ['unknown-owner', 'No login had the SID of its owner, so no statement can name it.'];
  return KEPT;
}

/** Why no step takes away what only the server has. */
export function whyNotRemoved(fact: Fact, { wanted, absenceIsKnown }: ReasonContext): Reason {
  const { kind } = fact;
  if (kind === 'server') return SERVER_ITSELF;
  if (kind === 'configuration') return OPTION;
  if (kind === 'database')
    return [
      'other-database',
      'The snapshot does not speak of the database: it is left alone, and all that is in it.',
    ];
  if (kind === 'securable') return CONTENTS;
  if (!absenceIsKnown)
    return [
      'absence-unknown',
      'The snapshot is incomplete or from a script: what it lacks may have been there.',
    ];
  const known = wanted.facts.some(
    (one) => one.kind === 'database' && 'database' in fact && one.name === fact.database,
  );
  if ('database' in fact && fact.database !== undefined && !known)
    return [
      'other-database',
      'The snapshot does not speak of the database: it is left alone, and all that is in it.',
    ];
  if (kind === 'permission' || kind === 'role-member') return UNGRANTABLE;
  if (kind === 'login' && fact.sid === SA_SID)
    return ['sa-stays', 'Every server has the login with the SID 0x01.'];
  if (kind === 'message') return UNKNOWN_LANGUAGE;
  if (wanted.header.selection !== undefined)
    return ['not-selected', 'The snapshot is of a selection, and may have left it out: it is not dropped.'];
  return KEPT;
}
