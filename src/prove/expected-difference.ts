// The differences that a proof expects, those of every restore among them: one table, each row with its
// reason. Whatever meets none of them is a real one.
import type { Change } from '../diff/change.ts';
import type { RestoreDifference } from '../diff/restore-difference.ts';
import { RESTORE_DIFFERENCES } from '../diff/restore-difference.ts';
import { DEFAULT_SERVER_PERMISSIONS, GUEST_DATABASES } from '../model/default-permission.ts';
import type { Fact, FactOf, PermissionFact } from '../model/fact.ts';
import { securableKey } from '../model/identity.ts';
import { languageIdOf } from '../model/language-id.ts';
import { SA_SID } from '../model/system-principals.ts';
import type { ProofContext } from './proof-context.ts';

/** One class of expected differences. */
export interface ExpectedDifference {
  readonly code: string;
  /** Why it cannot be otherwise, one sentence. */
  readonly why: string;
  readonly matches: (change: Change, context: ProofContext) => boolean;
}

/** The properties in which two facts of a kind differ; undefined for other changes. */
function changed<K extends Fact['kind']>(change: Change, kind: K): readonly string[] | undefined {
  return change.change === 'changed' && change.before.kind === kind
    ? change.changes.map(({ property }) => property)
    : undefined;
}

const only = (properties: readonly string[] | undefined, ...allowed: readonly string[]): boolean =>
  properties?.every((property) => allowed.includes(property)) === true;

/** A group has no default schema of its own accord, and anybody else has dbo. */
const retyped = (change: Change): readonly string[] =>
  change.change === 'changed' && change.changes.some(({ property }) => property === 'type')
    ? ['defaultSchema']
    : [];

const before = (change: Change): Fact | undefined =>
  'before' in change
    ? change.before
    : change.change === 'unknown' && change.missing === 'after'
      ? change.fact
      : undefined;
const after = (change: Change): Fact | undefined =>
  change.change === 'added'
    ? change.after
    : change.change === 'unknown' && change.missing === 'before'
      ? change.fact
      : undefined;

/** What a script leaves alone whether or not the snapshot has it. */
const KEPT: ReadonlySet<string> = new Set(['the-server-itself', 'system-database', 'advanced-options-shown']);

/** What any restore leaves, as a row of this table: all of a change has to be of it. */
function asRow({ code, why, properties, of }: RestoreDifference): ExpectedDifference {
  const matches = (change: Change): boolean => {
    const fact = before(change) ?? after(change);
    if (fact === undefined || !of(fact)) return false;
    return change.change === 'changed' ? only(changed(change, fact.kind), ...properties) : KEPT.has(code);
  };
  return { code, why, matches };
}

/** Every class of expected differences; a change that several match belongs to the first. */
export const EXPECTED_DIFFERENCES: readonly ExpectedDifference[] = [
  ...RESTORE_DIFFERENCES.map(asRow),
  {
    code: 'sid-of-account',
    why: 'The SID of a Windows or Entra principal is the account’s, and the captured one is of an account that was replaced or is elsewhere.',
    matches: (change, { directory }) => {
      const fact = before(change);
      if ((fact?.kind !== 'user' && fact?.kind !== 'login') || !'UGEX'.includes(fact.type)) return false;
      const name = fact.kind === 'user' ? (fact.login ?? fact.name) : fact.name;
      const account = directory.account('UG'.includes(fact.type) ? 'windows' : 'external', '', name);
      const properties = ['sid', 'login', 'type', ...retyped(change)];
      return account.sid !== fact.sid && only(changed(change, fact.kind), ...properties);
    },
  },
  {
    code: 'disabled-group',
    why: 'ALTER LOGIN … DISABLE is refused for a group; the script’s head tells of one that was disabled.',
    matches: (change) =>
      'GX'.includes((before(change) as FactOf<'login'> | undefined)?.type ?? '-') &&
      only(changed(change, 'login'), 'isDisabled'),
  },
  {
    code: 'absent-default-database',
    why: 'The default database of the login is not among the captured databases, so the login keeps the one it has.',
    matches: (change, { databases }) => {
      const name = (before(change) as FactOf<'login'> | undefined)?.defaultDatabase ?? '';
      return (
        !databases.has(name) &&
        only(changed(change, 'login'), 'defaultDatabase', 'isMustChange', 'isLocked', 'isExpired')
      );
    },
  },
  {
    code: 'unknown-owner',
    why: 'No login has the SID of the owner, so no statement can name it.',
    matches: (change) =>
      only(changed(change, 'database'), 'owner', 'ownerSid') &&
      (before(change) as FactOf<'database'>).owner === undefined,
  },
  {
    code: 'read-only-database',
    why: 'A read-only database cannot be changed, its owner and options included: make it writable first.',
    matches: (change) =>
      (before(change) as FactOf<'database'> | undefined)?.isReadOnly === true &&
      only(
        changed(change, 'database'),
        'owner',
        'ownerSid',
        'isTrustworthy',
        'isDbChaining',
        'isBrokerEnabled',
      ),
  },
  {
    code: 'option-of-other-release',
    why: 'The option is not of both releases.',
    matches: (change, { isOtherRelease }) => {
      const fact = change.change === 'removed' ? change.before : after(change);
      return isOtherRelease && fact?.kind === 'configuration';
    },
  },
  {
    code: 'sa-is-there',
    why: 'Every server has the login with SID 0x01 and its CONNECT SQL, also where the snapshot leaves it out.',
    matches: (change, { wanted: { sa } }) => {
      const fact = after(change);
      if (fact?.kind === 'login') return fact.sid === SA_SID;
      return fact?.kind === 'permission' && fact.grantee === sa && fact.permission === 'CONNECT SQL';
    },
  },
  {
    code: 'shipped-row',
    why: 'A new server has this row, and the snapshot does not tell that it was revoked: it is incomplete or read from a script.',
    matches: (change, { header }) => {
      const fact = after(change);
      const isKnown = header.complete && header.capturedAt !== undefined;
      return !isKnown && fact?.kind === 'permission' && isDefaultRow(fact);
    },
  },
  {
    code: 'no-server-permissions',
    why: 'Azure SQL Database has no server permissions, and a new login of a SQL Server has some.',
    matches: (change, { isAzureDatabase }) => {
      const fact = after(change);
      return isAzureDatabase && fact?.kind === 'permission' && fact.database === undefined;
    },
  },
  {
    code: 'shipped-configuration',
    why: 'Every server has the option, also where the snapshot leaves it out.',
    matches: (change) => after(change)?.kind === 'configuration',
  },
  {
    code: 'owner-that-comes-along',
    why: 'No statement sets the owner of a queue, a rule or a default, nor gives a certificate or key to a role or group: the database brings it.',
    matches: (change, { unownable }) => {
      const fact = before(change);
      return (
        fact?.kind === 'securable' &&
        only(changed(change, 'securable'), 'owner') &&
        unownable.has(securableKey(fact))
      );
    },
  },
  {
    code: 'grantor-that-comes-along',
    why: 'Its securable has an owner that no statement sets, so that somebody else grants it.',
    matches: (change, { unownable }) => {
      const fact = change.change === 'removed' ? change.before : after(change);
      return fact?.kind === 'permission' && unownable.has(securableKey(fact));
    },
  },
  {
    code: 'ungrantable-row',
    why: 'No statement writes the row: its grantee is sa, dbo or the owner of the securable.',
    matches: (change, context) => {
      const fact = change.change === 'removed' ? change.before : undefined;
      return fact?.kind === 'permission' && isUngrantable(fact, context);
    },
  },
  {
    code: 'member-sa',
    why: 'Neither sa nor dbo can be put into a role, and they need none.',
    matches: (change, { wanted: { sa } }) => {
      const fact = change.change === 'removed' ? change.before : undefined;
      return fact?.kind === 'role-member' && fact.member === (fact.database === undefined ? sa : 'dbo');
    },
  },
  {
    code: 'message-language',
    why: 'No language of that number has a name that sp_addmessage takes.',
    matches: (change) => {
      const fact = change.change === 'removed' ? change.before : undefined;
      return (
        fact?.kind === 'message' && (fact.language === undefined || languageIdOf(fact.language) === undefined)
      );
    },
  },
];

function isDefaultRow(fact: PermissionFact): boolean {
  if (fact.database !== undefined) {
    return (
      fact.grantee === 'guest' && fact.permission === 'CONNECT' && GUEST_DATABASES.includes(fact.database)
    );
  }
  return DEFAULT_SERVER_PERMISSIONS.some(
    (row) => row.class === fact.class && row.name === fact.name && row.permission === fact.permission,
  );
}

function isUngrantable(fact: PermissionFact, { wanted }: ProofContext): boolean {
  const { grantee, database, class: on, schema, column, state } = fact;
  const special = database === undefined ? [wanted.sa] : ['dbo', 'INFORMATION_SCHEMA', 'sys'];
  if (special.includes(grantee) || (state === 'R' && column === undefined)) return true;
  const ofSchema =
    database === undefined || schema === undefined
      ? undefined
      : wanted.namedOwnerOf({ database, class: 'SCHEMA', name: schema });
  return on !== 'DATABASE' && grantee === (wanted.namedOwnerOf(fact) ?? ofSchema);
}
