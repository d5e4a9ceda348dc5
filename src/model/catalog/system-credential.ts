// Credentials that SQL Server makes itself: CREATE CREDENTIAL takes no name that begins with a number sign. Sources: "CREATE
// CREDENTIAL (Transact-SQL)", "sp_xp_cmdshell_proxy_account (Transact-SQL)" (Microsoft).
import type { Fact } from '../fact.ts';

/** Whose account runs xp_cmdshell for those who are no sysadmin; a procedure of its own makes it and drops it. */
export const XP_CMDSHELL_PROXY = '##xp_cmdshell_proxy_account##';

/** Whether a credential's name is one that CREATE CREDENTIAL refuses. */
export function isSystemCredential(name: string): boolean {
  return name.startsWith('#');
}

/** Whether a credential comes with the feature that it is of, and by no statement. */
export function isMadeByFeature(name: string): boolean {
  return isSystemCredential(name) && name !== XP_CMDSHELL_PROXY;
}

/** Credentials that a fact needs and no statement makes, by name. */
export function featureCredentialsOf(fact: Fact): readonly string[] {
  return credentialsOf(fact).filter(isMadeByFeature);
}

/** Credentials that a fact speaks of. Source of those that are granted: "GRANT (Transact-SQL)", from 2022 on. */
function credentialsOf(fact: Fact): readonly string[] {
  switch (fact.kind) {
    case 'login':
      return [
        ...(fact.credential === undefined ? [] : [fact.credential]),
        ...(fact.providerCredentials ?? []),
      ];
    case 'agent-proxy':
      return fact.credential === undefined ? [] : [fact.credential];
    case 'permission':
      return fact.class === 'CREDENTIAL' && fact.name !== undefined ? [fact.name] : [];
    default:
      return [];
  }
}
