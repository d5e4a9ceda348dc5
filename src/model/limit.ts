// What no statement about security can do, and what is left alone on purpose: one row for each, by a stable code, in the
// one sentence that plans, proofs, verifications and drills all say. Who meets a limit is asked of the functions below and
// of limit-of-row.ts; nobody words one again.

import { optionRow } from './catalog/configuration-option.ts';
import { OWNER_OF_DATABASE, RESTORED_SWITCHES } from './catalog/database-switch.ts';
import { SQL_SERVER_PRODUCT } from './catalog/linked-server-option.ts';
import { isOfKey, PRINCIPAL_KINDS } from './catalog/principal-kind.ts';
import { isSystemDatabase } from './catalog/system-database.ts';
import { WITHOUT_LOGIN_SID_PREFIX } from './catalog/system-principals.ts';
import { triggerHead } from './catalog/trigger-text.ts';
import type { Fact } from './fact.ts';

/** Why a thing cannot be otherwise, or is left as it is. */
export const LIMITS = {
  'absent-default-database':
    'The default database of the login is not there, so the login keeps the one it has: restore it first.',
  'advanced-options-shown':
    'Whether advanced options are shown is left as it was found: it decides nothing about security.',
  'audit-by-hand':
    'Only audits to files, the application log and the security log are scripted, with a predicate that can be read: make it by hand.',
  'audit-is-gone':
    'The audit that it is for is not on the captured server: make one with its GUID, or drop the specification.',
  'audit-left-running':
    'An audit that shuts the server down where it cannot write is made so that it goes on, unless the script is told otherwise (--audit-shutdown).',
  'broker-identity': 'A database that is restored beside its original, or made anew, has another broker id.',
  'cannot-disable':
    'ALTER LOGIN … DISABLE is refused for a group and for a login of a certificate or key; the script’s head tells of one that was disabled.',
  'comes-with-the-database':
    'It is what the database or the server holds, not its security: it comes with a backup.',
  'definition-by-script':
    'What an object is made of is written by a script (--definitions) for where it is not there; what is there is left alone.',
  'configuration-kept': 'A script switches on what security needs and switches nothing off.',
  'defaults-of-key-login':
    'A login of a certificate or key can only be renamed: its default database and language are the server’s.',
  'endpoint-not-scripted':
    'Only TCP endpoints for T-SQL, Service Broker and database mirroring whose port, authentication and certificate are known are scripted: make it by hand.',
  'granted-by-owner':
    'The securable has an owner that no statement sets: who owns it is given nothing on it, and grants in the place of the captured owner.',
  'job-by-hand':
    'A job comes with msdb or is scripted by SSMS, and a report server makes its own: a script sets the owner of one that is there, and nothing else of it.',
  'left-out':
    'It was asked to be left out: a login of the captured machine alone, or what the target release lacks, with all that depends on it.',
  'kept-by-report-server':
    'A report server keeps its policies in its database, with a binary form that has to agree: restore the database, or give the roles again in the web portal.',
  'kept-by-service-manager':
    'Service Manager keeps its user roles in its database: restore it, or put the members into them again in the console.',
  'made-by-feature':
    'The feature that it belongs to makes it when it is switched on, and is refused where it is there before.',
  'no-credential':
    'Its credential is gone, and no proxy is made without one: give it another with sp_update_proxy.',
  'no-server-permissions':
    'Azure SQL Database has no server permissions, and a new login of a SQL Server has some.',
  'object-is-there':
    'The object is there already: a script that was asked to (--existing fail) tells so, and leaves it as it is.',
  'of-distribution':
    'The owner of a distribution database cannot be changed (message 15109): who sets up the distributor owns it.',
  'only-mentioned':
    'The snapshot speaks of it without having it: it was read from a script that takes it as being there.',
  'option-not-asked':
    'An option that security does not need is left as it is found, unless all are asked for (--configuration all).',
  'option-of-the-server':
    'The option has no effect any more, or SQL Server looks after it: no script sets it.',
  'named-by-no-job':
    'An operator or a category of Agent that no job of the snapshot names may be of use to alerts, and is left alone.',
  'needs-restart': 'The option takes effect only when SQL Server is started anew.',
  'option-of-other-release': 'The option is not of both releases.',
  'of-the-product':
    'Of a linked server of product SQL Server, SQL Server itself names the provider, each release its own.',
  'owner-fixed':
    'No statement sets the owner of a queue, a rule or a default, nor gives a certificate or key to a role or group: the database brings it.',
  'option-set-by-itself': 'While the option is 0, SQL Server chooses what is in use.',
  'package-by-hand':
    'A package comes with msdb, and its roles are set by SSMS (Package Roles): no procedure for it is documented.',
  'pending-configuration':
    'RECONFIGURE puts every value in use; a value that was pending at the source is in use after the script.',
  'proxy-of-sysadmin':
    'A member of sysadmin may use every proxy: sp_grant_login_to_proxy gives it none (message 14395).',
  'read-only-database':
    'A read-only database cannot be changed, its owner and options included: what is in it comes with it; make it writable first.',
  'remote-server':
    'It is a remote server of the old kind, which no procedure makes any more: make it anew as a linked server by hand.',
  'sa-is-there':
    'Every server has the login with SID 0x01 and its CONNECT SQL, also where the snapshot leaves it out.',
  'row-of-other-build':
    'The two servers are of different builds, and what ships with master and msdb, or is public’s in every database, depends on the build.',
  'secret-needed': 'A server gives no secret away: a person types it into the line.',
  'session-context-by-hand':
    'No documented statement sets whether an audit specification writes down the session context: set it by hand.',
  'shipped-configuration': 'Every server has the option, also where the snapshot leaves it out.',
  'shipped-row':
    'A new server has this row, and the snapshot does not tell that it was revoked: it is incomplete or read from a script.',
  'ships-with-the-database':
    'Every database has these rows: a backup brings them, and so does making it anew.',
  'ships-with-the-server': 'Every server has these rows of its own, in master and msdb too.',
  'sid-of-account':
    'The SID of a Windows or Entra principal is its account’s: one that was replaced, or is of another domain or machine, has another.',
  'sid-without-login':
    'The SID of a user without login is given by the server that creates it; no statement takes one.',
  'stale-dbo':
    'Where it was captured, dbo stood for another than the owner: a script sets the owner, and dbo with it.',
  'state-of-account':
    'That a login is locked, expired or has to change its password can be set by no statement beside a hash.',
  'system-database': 'The owner and the options of a system database are the server’s own.',
  'the-server-itself': 'Neither the name nor the release of a server is changed.',
  'system-credential':
    'No statement makes a credential whose name begins with a number sign: the feature that it is of does.',
  'trigger-by-hand':
    'Only a trigger whose text can be read, is one of its name, and was made with ANSI_NULLS and QUOTED_IDENTIFIER on is scripted: make it by hand.',
  'trigger-left-disabled':
    'A trigger of the server can shut everybody out, so that a script leaves it disabled unless it is told otherwise (--enable-triggers).',
  'trigger-of-its-maker': 'A trigger that runs as SELF or OWNER runs as the login that makes it.',
  'ungrantable-row':
    'No statement writes or takes it: sa, dbo and owners are granted nothing and put into no role.',
  'unknown-language': 'No language of that number has a name that sp_addmessage takes.',
  'unknown-owner': 'No login has the SID of the owner, so no statement can name it.',
} as const;

/** The code of a limit. */
export type LimitCode = keyof typeof LIMITS;

/** Properties of a fact that no statement sets, and which limit that is. */
export interface FixedProperty {
  readonly limit: LimitCode;
  readonly properties: readonly string[];
  /** Of which facts. */
  readonly of: (fact: Fact) => boolean;
}

const isLogin = (fact: Fact): fact is Extract<Fact, { kind: 'login' }> => fact.kind === 'login';

/** What `ALTER AUTHORIZATION` and `ALTER DATABASE` set of a database. */
const SET_IN_DATABASES: readonly string[] = [...OWNER_OF_DATABASE, ...Object.keys(RESTORED_SWITCHES)];

/** Every property that no statement sets, as far as the fact alone tells. */
export const FIXED_PROPERTIES: readonly FixedProperty[] = [
  {
    limit: 'sid-without-login',
    properties: ['sid'],
    of: (fact) =>
      fact.kind === 'user' &&
      (fact.authenticationType === 0 || fact.sid?.startsWith(WITHOUT_LOGIN_SID_PREFIX) === true),
  },
  { limit: 'state-of-account', properties: ['isMustChange', 'isLocked', 'isExpired'], of: isLogin },
  {
    limit: 'defaults-of-key-login',
    properties: ['defaultDatabase', 'defaultLanguage'],
    of: (fact) => isLogin(fact) && isOfKey(fact.type),
  },
  {
    limit: 'cannot-disable',
    properties: ['isDisabled'],
    of: (fact) => isLogin(fact) && !PRINCIPAL_KINDS[fact.type].canBeDisabled,
  },
  {
    limit: 'the-server-itself',
    properties: [
      'name',
      'machineName',
      'instanceName',
      'productVersion',
      'edition',
      'engineEdition',
      'collation',
      'isWindowsOnly',
    ],
    of: ({ kind }) => kind === 'server',
  },
  {
    limit: 'system-database',
    properties: [...SET_IN_DATABASES, 'brokerId', 'collation'],
    of: (fact) => fact.kind === 'database' && isSystemDatabase(fact),
  },
  {
    limit: 'unknown-owner',
    properties: OWNER_OF_DATABASE,
    of: (fact) => fact.kind === 'database' && fact.owner === undefined,
  },
  {
    limit: 'unknown-owner',
    properties: ['owner', 'ownerSid'],
    of: (fact) => fact.kind === 'agent-job' && fact.owner === undefined,
  },
  {
    limit: 'of-distribution',
    properties: OWNER_OF_DATABASE,
    of: (fact) => fact.kind === 'database' && fact.isDistributor === true,
  },
  {
    limit: 'read-only-database',
    properties: SET_IN_DATABASES,
    of: (fact) => fact.kind === 'database' && fact.isReadOnly,
  },
  {
    limit: 'stale-dbo',
    properties: ['dboSid'],
    of: (fact) => fact.kind === 'database' && fact.dboSid !== undefined,
  },
  {
    limit: 'session-context-by-hand',
    properties: ['isSessionContextEnabled'],
    of: ({ kind }) => kind === 'audit-specification',
  },
  {
    limit: 'trigger-of-its-maker',
    properties: ['executeAs'],
    of: (fact) =>
      fact.kind === 'server-trigger' && typeof triggerHead(fact.definition ?? '')?.executeAs === 'string',
  },
  {
    limit: 'advanced-options-shown',
    properties: ['value', 'valueInUse'],
    of: (fact) => fact.kind === 'configuration' && fact.name === 'show advanced options',
  },
  {
    limit: 'option-of-the-server',
    properties: ['value', 'valueInUse'],
    of: (fact) => fact.kind === 'configuration' && optionRow(fact.name).policy === 'never',
  },
  {
    limit: 'needs-restart',
    properties: ['valueInUse'],
    of: (fact) =>
      fact.kind === 'configuration' && (fact.needsRestart === true || optionRow(fact.name).needsRestart),
  },
  {
    limit: 'option-set-by-itself',
    properties: ['valueInUse'],
    of: (fact) => fact.kind === 'configuration' && fact.name === 'min server memory (MB)' && fact.value === 0,
  },
  {
    limit: 'of-the-product',
    properties: ['provider'],
    of: (fact) => fact.kind === 'linked-server' && fact.product === SQL_SERVER_PRODUCT,
  },
  {
    limit: 'pending-configuration',
    properties: ['valueInUse'],
    of: (fact) => fact.kind === 'configuration' && fact.value !== fact.valueInUse,
  },
];

/** The limit that keeps a property of a fact as it is; undefined where a statement may set it. */
export function limitOfProperty(fact: Fact, property: string): LimitCode | undefined {
  return FIXED_PROPERTIES.find(({ properties, of }) => properties.includes(property) && of(fact))?.limit;
}
