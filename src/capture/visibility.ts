// Tells before and after reading what the capturing login cannot see: the catalogue views hide rows without a word.

import { SQL_SERVER_PRODUCT } from '../model/catalog/linked-server-option.ts';
import { ENGINE } from '../model/catalog/version.ts';
import type { Fact, PermissionFact } from '../model/fact.ts';
import { SEE_MORE } from './principal.ts';
import type { DatabaseScope, Probe, ReadScope, ServerScope } from './scope.ts';

/** Permissions whose denial hides rows from whoever it is denied to. */
const HIDING: ReadonlySet<string> = new Set([
  'CONTROL',
  'CONTROL SERVER',
  'VIEW ANY CRYPTOGRAPHICALLY SECURED DEFINITION',
  'VIEW ANY DATABASE',
  'VIEW ANY DEFINITION',
  'VIEW ANY SECURITY DEFINITION',
  'VIEW DEFINITION',
  'VIEW SECURITY DEFINITION',
]);

/** Whether the login sees everything there is on the server. */
export function seesEverything(probe: Probe): boolean {
  return probe.isSysadmin || probe.holds.get('CONTROL SERVER') === true;
}

/** Reports what is hidden at server scope. */
export function reportServerVisibility(scope: ServerScope): void {
  const { probe, ledger, catalog } = scope;
  if (catalog.engineEdition === ENGINE.azureSqlDatabase || seesEverything(probe)) return;
  const sees = probe.holds.get('VIEW ANY DEFINITION') || probe.holds.get('VIEW ANY SECURITY DEFINITION');
  if (!sees) {
    const fact = `${probe.login} may see only its own login and what it was granted on the server.`;
    ledger.omit('limited-visibility', fact, SEE_MORE);
  }
  if (probe.holds.get('VIEW ANY DATABASE') === false) {
    const fact = `${probe.login} may not see every database of the server.`;
    ledger.omit('limited-database-list', fact, 'Grant the login VIEW ANY DATABASE.');
  }
  reportProviderStrings(scope);
  reportDenials(scope, probe.login);
}

/** The catalogue shows NULL for them. Source: "sys.servers (Transact-SQL)" (Microsoft). */
function reportProviderStrings({ probe, facts, ledger }: ServerScope): void {
  if (probe.holds.get('ALTER ANY LINKED SERVER') === true) return;
  const others = facts.filter((one) => one.kind === 'linked-server' && one.product !== SQL_SERVER_PRODUCT);
  if (others.length === 0) return;
  const fact = `${probe.login} may not see the provider strings of linked servers.`;
  const remedy = 'Grant the login ALTER ANY LINKED SERVER, or capture as sysadmin.';
  ledger.omit('hidden-provider-string', fact, remedy, others.length);
}

/** Reports what is hidden in a database. */
export function reportDatabaseVisibility(scope: DatabaseScope): void {
  const { probe } = scope.server;
  if (seesEverything(probe)) return;
  if (scope.identity.seesAll === false) {
    const fact = `${probe.login} may not see every definition in the database.`;
    scope.ledger.omit('limited-visibility', fact, SEE_MORE);
  }
  reportDenials(scope, probe.login);
}

function reportDenials(scope: ReadScope, login: string): void {
  const holders = new Set([...scope.tokens].flatMap((id) => scope.principals.get(id)?.name ?? []));
  const denials = scope.facts.filter((fact): fact is PermissionFact => hides(fact, holders));
  if (denials.length === 0) return;
  const fact = `${login}, or a role it is in, is denied permissions that show definitions.`;
  scope.ledger.omit('denied-visibility', fact, 'Capture with a login that is denied none.', denials.length);
}

function hides(fact: Fact, holders: ReadonlySet<string>): boolean {
  if (fact.kind !== 'permission' || fact.state !== 'D') return false;
  return HIDING.has(fact.permission) && holders.has(fact.grantee);
}
