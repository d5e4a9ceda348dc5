// The differences that no restore can help, wherever it ran: what no statement sets, and what a script leaves alone. A
// proof and a verification both say them, by the same codes and in the same words.
import type { Fact } from '../model/fact.ts';
import { SYSTEM_DATABASES } from '../model/system-database.ts';
import { WITHOUT_LOGIN_SID_PREFIX } from '../model/system-principals.ts';

/** One class of such differences. */
export interface RestoreDifference {
  /** Stable code. */
  readonly code: string;
  /** Why it cannot be otherwise, one sentence. */
  readonly why: string;
  /** Properties of a changed fact that it explains. */
  readonly properties: readonly string[];
  readonly of: (fact: Fact) => boolean;
}

const isKeyLogin = (fact: Fact): boolean => fact.kind === 'login' && 'CK'.includes(fact.type);

/** Every class that needs nothing but the fact. */
export const RESTORE_DIFFERENCES: readonly RestoreDifference[] = [
  {
    code: 'sid-without-login',
    why: 'The SID of a user without login is given by the server that creates it; no statement takes one.',
    properties: ['sid'],
    of: (fact) =>
      fact.kind === 'user' &&
      (fact.authenticationType === 0 || fact.sid?.startsWith(WITHOUT_LOGIN_SID_PREFIX) === true),
  },
  {
    code: 'state-of-account',
    why: 'That a login is locked, expired or has to change its password can be set by no statement beside a hash.',
    properties: ['isMustChange', 'isLocked', 'isExpired'],
    of: ({ kind }) => kind === 'login',
  },
  {
    code: 'defaults-of-key-login',
    why: 'A login of a certificate or key can only be renamed: its default database and language are the server’s.',
    properties: ['defaultDatabase', 'defaultLanguage', 'isDisabled'],
    of: isKeyLogin,
  },
  {
    code: 'the-server-itself',
    why: 'A script changes neither the name nor the release of a server.',
    properties: [
      'name',
      'machineName',
      'instanceName',
      'productVersion',
      'edition',
      'engineEdition',
      'collation',
    ],
    of: ({ kind }) => kind === 'server',
  },
  {
    code: 'system-database',
    why: 'The owner and the options of a system database are the server’s own.',
    properties: [
      'owner',
      'ownerSid',
      'isTrustworthy',
      'isDbChaining',
      'isBrokerEnabled',
      'brokerId',
      'collation',
    ],
    of: (fact) => fact.kind === 'database' && SYSTEM_DATABASES.includes(fact.name),
  },
  {
    code: 'advanced-options-shown',
    why: 'Whether advanced options are shown is left as it was found: it decides nothing about security.',
    properties: ['value', 'valueInUse'],
    of: (fact) => fact.kind === 'configuration' && fact.name === 'show advanced options',
  },
  {
    code: 'pending-configuration',
    why: 'RECONFIGURE puts every value in use; a value that was pending at the source is in use after the script.',
    properties: ['valueInUse'],
    of: (fact) => fact.kind === 'configuration' && fact.value !== fact.valueInUse,
  },
];
