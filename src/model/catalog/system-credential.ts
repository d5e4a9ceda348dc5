// Credentials that SQL Server makes itself: CREATE CREDENTIAL takes no name that begins with a number sign. Sources: "CREATE
// CREDENTIAL (Transact-SQL)", "sp_xp_cmdshell_proxy_account (Transact-SQL)" (Microsoft).

/** Whose account runs xp_cmdshell for those who are no sysadmin; a procedure of its own makes it and drops it. */
export const XP_CMDSHELL_PROXY = '##xp_cmdshell_proxy_account##';

/** Whether a credential's name is one that CREATE CREDENTIAL refuses. */
export function isSystemCredential(name: string): boolean {
  return name.startsWith('#');
}
