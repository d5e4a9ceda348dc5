// Tells of a database what SQL Server keeps twice and what differs there: it works for years, and fails where the database
// is restored.

import { isOfKey } from '../model/catalog/principal-kind.ts';
import { SYSTEM_DATABASES } from '../model/catalog/system-database.ts';
import type { DatabaseFact, Hex, UserFact } from '../model/fact.ts';
import { type Fold, foldOf } from '../model/name-fold.ts';
import type { PairCode } from '../model/pair.ts';
import { shown } from '../model/words/shown.ts';
import type { Ledger } from './ledger.ts';
import type { DatabaseScope } from './scope.ts';

/** The SID of dbo where it is not the owner's. System databases belong to sa, wherever they were made. */
export function otherDbo({ name, ownerSid }: DatabaseFact, dboSid: Hex | undefined): Hex | undefined {
  return dboSid === ownerSid || SYSTEM_DATABASES.includes(name) ? undefined : dboSid;
}

/** Reports the pairs of a database that differ, each once with how many there are. */
export function reportPairs(scope: DatabaseScope): void {
  const entry = scope.server.databases.find(({ fact }) => fact.name === scope.database);
  if (entry !== undefined) reportDbo(entry.fact, scope);
  const users = scope.facts.filter((fact) => fact.kind === 'user');
  reportSchemas(users, scope, foldOf(entry?.fact.collation ?? scope.identity.collation));
  for (const user of users) if (lacksKey(user)) tell(scope.ledger, 'key-elsewhere', keyElsewhere(user));
}

function reportDbo(fact: DatabaseFact, { ledger, identity, server }: DatabaseScope): void {
  const { owner, ownerSid } = fact;
  const other = otherDbo(fact, identity.dboSid);
  if (other === undefined) return;
  const whom = server.loginBySid.get(other) ?? other;
  const said = `dbo stands for ${shownSid(whom)} and not for the owner ${shownSid(owner ?? ownerSid)}`;
  tell(ledger, 'stale-dbo', `${said}: EXECUTE AS and TRUSTWORTHY fail with messages 15517 and 33009.`);
}

const shownSid = (name: string): string => (name.startsWith('0x') ? name : shown(name));

/** A schema is found by what the database's collation takes for its name. */
function reportSchemas(users: readonly UserFact[], { ledger, schemas }: DatabaseScope, fold: Fold): void {
  const there = new Set([...schemas.values()].map(fold));
  for (const { name, defaultSchema } of users) {
    if (defaultSchema === undefined || there.has(fold(defaultSchema))) continue;
    const fact = `The default schema ${shown(defaultSchema)} of user ${shown(name)} is not there.`;
    tell(ledger, 'missing-default-schema', fact);
  }
}

/** A certificate or key gives a user its SID; it may be master's, so that only the login of it is known. */
function lacksKey(user: UserFact): boolean {
  return isOfKey(user.type) && user.certificate === undefined && user.asymmetricKey === undefined;
}

function keyElsewhere({ name, login }: UserFact): string {
  const said = `The certificate or key that user ${shown(name)} stands for is not in the database`;
  return login === undefined
    ? `${said}, and no login has its SID.`
    : `${said}: it is that of login ${shown(login)}.`;
}

function tell(ledger: Ledger, code: PairCode, fact: string): void {
  ledger.note(code, fact);
}
