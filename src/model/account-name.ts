// What tells the name of a Windows account from any other: `DOMAIN\name`. Source: "CREATE LOGIN (Transact-SQL)" (Microsoft).

/** Whether a name is that of a Windows account. */
export function isAccountName(name: string): boolean {
  return name.includes('\\');
}
