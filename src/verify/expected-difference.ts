// Differences that every restore makes, each with its reason: what T-SQL cannot set, what the machine or the domain
// decides, and what a script leaves alone. Anything else is a real difference.
import type { Change, Changed } from '../diff/change.ts';
import type { Fact } from '../model/fact.ts';
import { WITHOUT_LOGIN_SID_PREFIX } from '../model/system-principals.ts';

/** Where the snapshot was taken and where it was restored. */
export interface RestoreContext {
  /** Another server, machine or domain than the one that was captured. */
  readonly elsewhere: boolean;
}

/** One rule: what it is called, why no restore can help it, and what it is about. */
interface Rule {
  readonly code: string;
  readonly reason: string;
  /** Properties of a changed fact that the rule explains. */
  readonly properties?: readonly string[];
  readonly applies: (fact: Fact, context: RestoreContext, change: Change) => boolean;
}

const isWindowsPrincipal = (fact: Fact): boolean =>
  (fact.kind === 'login' || fact.kind === 'user') && 'UG'.includes(fact.type);

const isWithoutLogin = (fact: Fact): boolean =>
  fact.kind === 'user' && (fact.sid?.startsWith(WITHOUT_LOGIN_SID_PREFIX) ?? false);

const rule = (
  code: string,
  reason: string,
  properties: readonly string[],
  applies: Rule['applies'],
): Rule => ({ code, reason, properties, applies });

/** Every rule. A changed fact is explained when each of its properties is. */
export const EXPECTED: readonly Rule[] = [
  rule(
    'windows-sid',
    'Windows gives an account its SID; in another domain or on another machine it is another one.',
    ['sid', 'ownerSid'],
    (fact, { elsewhere }) => elsewhere && (isWindowsPrincipal(fact) || fact.kind === 'database'),
  ),
  rule(
    'without-login-sid',
    'SQL Server gives a user WITHOUT LOGIN its SID, and no statement can set it.',
    ['sid'],
    (fact) => isWithoutLogin(fact),
  ),
  rule(
    'login-state',
    'Lockout, expiry and the duty to change a password are not in a password hash; no statement sets them.',
    ['isLocked', 'isExpired', 'isMustChange'],
    (fact) => fact.kind === 'login',
  ),
  rule(
    'mapped-login',
    'A login of a certificate or a key never logs in; no statement sets its default database and language.',
    ['defaultDatabase', 'defaultLanguage'],
    (fact) => fact.kind === 'login' && 'CK'.includes(fact.type),
  ),
  rule(
    'server-identity',
    'Name, machine, version and edition belong to the server, not to its security.',
    ['name', 'machineName', 'instanceName', 'productVersion', 'edition', 'engineEdition', 'collation'],
    (fact) => fact.kind === 'server',
  ),
  rule(
    'broker-identity',
    'A database that is restored beside its original, or made anew, has another broker id.',
    ['brokerId'],
    (fact) => fact.kind === 'database',
  ),
  rule(
    'database-kept',
    'A script sets owner, TRUSTWORTHY, DB_CHAINING and the broker; access, state and collation come with the database.',
    ['state', 'userAccess', 'collation', 'containment', 'isReadOnly'],
    (fact, { elsewhere }) => elsewhere && fact.kind === 'database',
  ),
  rule(
    'system-database',
    'The options and owners of system databases are the server’s own; a script leaves them.',
    ['owner', 'ownerSid', 'isTrustworthy', 'isDbChaining', 'isBrokerEnabled', 'brokerId', 'collation'],
    (fact) => fact.kind === 'database' && ['master', 'model', 'msdb', 'tempdb'].includes(fact.name),
  ),
  rule(
    'advanced-options',
    'A script puts “show advanced options” back to what it found.',
    ['value', 'valueInUse'],
    (fact) => fact.kind === 'configuration' && fact.name === 'show advanced options',
  ),
  rule(
    'configuration-kept',
    'A script switches on what security needs and switches nothing off.',
    ['value', 'valueInUse'],
    (fact, _, change) => isSwitchLeftOn(fact, change),
  ),
];

const SWITCHED_ON_ONLY = ['clr enabled', 'contained database authentication', 'cross db ownership chaining'];

function isSwitchLeftOn(fact: Fact, change: Change): boolean {
  if (fact.kind !== 'configuration' || !SWITCHED_ON_ONLY.includes(fact.name)) return false;
  return change.change === 'changed' && change.before.kind === 'configuration' && change.before.value === 0;
}

/** Why a difference is none to worry about. */
export interface Explanation {
  readonly code: string;
  readonly reason: string;
}

/** The reasons that explain a difference wholly; undefined for a real one. */
export function explain(change: Change, context: RestoreContext): readonly Explanation[] | undefined {
  if (change.change !== 'changed') return undefined;
  const found = new Map<string, Explanation>();
  for (const { property } of change.changes) {
    const match = ruleFor(property, change, context);
    if (match === undefined) return undefined;
    found.set(match.code, { code: match.code, reason: match.reason });
  }
  return [...found.values()];
}

function ruleFor(property: string, change: Changed, context: RestoreContext): Rule | undefined {
  return EXPECTED.find(
    ({ properties, applies }) => properties?.includes(property) && applies(change.before, context, change),
  );
}
