// What a script says of databases themselves: ALTER DATABASE SET, and their owners.
import type { DatabaseFact } from '../model/fact.ts';
import type { AlterDatabaseSet } from '../parse/tree/statement.ts';
import type { FactStore } from './fact-store.ts';

/** Changes what is known of a database; what the script does not say stands as in a new one. */
export function setDatabase(store: FactStore, name: string, change: Partial<DatabaseFact>): void {
  const old = store.get({ kind: 'database', name });
  store.put({ ...(old ?? newDatabase(name)), ...change });
}

/** ALTER DATABASE … SET; without a name, of the current database. */
export function foldDatabaseOptions(
  { database, options }: AlterDatabaseSet,
  store: FactStore,
  current: string,
): void {
  const change: { -readonly [P in keyof DatabaseFact]?: DatabaseFact[P] } = {};
  if ('TRUSTWORTHY' in options) change.isTrustworthy = options.TRUSTWORTHY === 'ON';
  if ('DB_CHAINING' in options) change.isDbChaining = options.DB_CHAINING === 'ON';
  if ('ENABLE_BROKER' in options || 'NEW_BROKER' in options || 'ERROR_BROKER_CONVERSATIONS' in options)
    change.isBrokerEnabled = true;
  if ('DISABLE_BROKER' in options) change.isBrokerEnabled = false;
  if ('READ_ONLY' in options) change.isReadOnly = true;
  if ('READ_WRITE' in options) change.isReadOnly = false;
  if ('CONTAINMENT' in options) change.containment = options.CONTAINMENT === 'PARTIAL' ? 1 : 0;
  for (const access of ['SINGLE_USER', 'RESTRICTED_USER', 'MULTI_USER'])
    if (access in options) change.userAccess = access;
  for (const state of ['ONLINE', 'OFFLINE', 'EMERGENCY']) if (state in options) change.state = state;
  setDatabase(store, database ?? current, change);
}

/** A database of which a script says nothing else: as CREATE DATABASE makes it. */
function newDatabase(name: string): DatabaseFact {
  return {
    kind: 'database',
    name,
    state: 'ONLINE',
    userAccess: 'MULTI_USER',
    ownerSid: '0x',
    containment: 0,
    isTrustworthy: false,
    isDbChaining: false,
    isBrokerEnabled: false,
    brokerId: '00000000-0000-0000-0000-000000000000',
    isReadOnly: false,
  };
}
