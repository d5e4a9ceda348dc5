// What no login can read from a server, why, and what the script does instead. Sources: "sys.database_principals",
// "sys.credentials", "CREATE USER (Transact-SQL)", "ALTER LOGIN (Transact-SQL)" (Microsoft).

/** One thing that cannot be captured. */
export interface Unreadable {
  readonly what: string;
  readonly why: string;
  readonly instead: string;
  /** The case that shows what the script does; absent where it does nothing. */
  readonly proof?: string;
}

/** In the order of the page. */
export const UNREADABLE: readonly Unreadable[] = [
  {
    what: 'password of a contained user',
    why: 'no view shows it, and CREATE USER takes no hash',
    instead:
      'the user is created with a placeholder, at which the statement is refused with a message; a user that is there keeps its password',
    proof: 'user-contained',
  },
  {
    what: 'password of an application role',
    why: 'no view shows it, and CREATE APPLICATION ROLE takes no hash',
    instead: 'as for a contained user',
    proof: 'application-role',
  },
  {
    what: 'secret of a credential',
    why: 'never shown',
    instead: 'the credential is created with a placeholder, unless it is there',
    proof: 'login-credential',
  },
  {
    what: 'secret of a database scoped credential',
    why: 'never shown',
    instead: 'nothing: it comes with the database; its owner and permissions are scripted',
    proof: 'owner-of-database-scoped-credential',
  },
  {
    what: 'hash of a SQL login, without the right to see it',
    why: 'the column is NULL then, without an error',
    instead:
      'the snapshot is incomplete and its script refused; captured without hashes on purpose, the login gets a placeholder',
    proof: 'login-sql-hash-hidden',
  },
  {
    what: 'SID of a user without login',
    why: 'CREATE USER takes none for this kind',
    instead: 'the user gets a new one; after a restore it has its own',
    proof: 'user-without-login',
  },
  {
    what: 'SID of a Windows login',
    why: 'Windows gives it',
    instead: 'a login of the name with another SID is reported and left alone',
    proof: 'login-windows',
  },
  {
    what: 'an orphan, as it was',
    why: 'no statement makes a user with the SID of no login',
    instead: 'the user is required to be there; the head tells',
    proof: 'user-orphan',
  },
  {
    what: 'MUST_CHANGE',
    why: 'it goes with a password in the clear, not with a hash',
    instead: 'the head tells',
    proof: 'login-sql-must-change',
  },
  {
    what: 'lock-out, expiry, counters and history of passwords',
    why: 'no statement sets them',
    instead: 'the head tells of locked and expired logins',
    proof: 'login-sql-locked-and-expired',
  },
  {
    what: 'a disabled group, or a disabled login of a certificate or key',
    why: 'ALTER LOGIN … DISABLE is refused for them',
    instead: 'the head tells',
    proof: 'login-disabled-group',
  },
  {
    what: 'private keys of certificates and asymmetric keys',
    why: 'they leave a server in backups only',
    instead: 'nothing: those of a database come with it, those of master are to be restored first',
  },
  {
    what: 'passwords of linked servers',
    why: 'hidden from everybody',
    instead:
      'the login on the linked server is made with a placeholder, which is typed over at the top of the script',
    proof: 'linked-logins',
  },
  {
    what: 'who is in a Windows or Entra group',
    why: 'the directory knows it',
    instead: 'nothing: the group is scripted, not its members',
  },
  {
    what: 'what the capturing login may not see',
    why: 'catalogue views leave rows out without an error',
    instead: 'rights that are lacking are looked for and told; the snapshot is incomplete',
    proof: 'database-inaccessible',
  },
  {
    what: 'tables of msdb that the capturing login may not read',
    why: 'they are tables, and no right of the server shows their rows alone',
    instead: 'the snapshot is incomplete and names them; `regrant capture-login` grants SELECT on each',
    proof: 'agent-proxies-hidden',
  },
  {
    what: 'what of SSISDB the capturing login may not see',
    why: 'the views of its catalogue show everybody what they may read, without an error',
    instead:
      'the snapshot is incomplete and says so; `regrant capture-login` puts the login’s user into ssis_admin, which sees all',
    proof: 'ssis-permissions-hidden',
  },
  {
    what: 'hours of an Agent operator’s pager',
    why: 'Microsoft gives pagers up',
    instead: 'a note: they are set by hand',
    proof: 'agent-operators',
  },
  {
    what: 'permissions on runs of packages in SSISDB',
    why: 'they are history, which every run adds to',
    instead: 'nothing: they are counted, and come with the database',
    proof: 'ssis-permissions',
  },
  {
    what: 'profiles, accounts and servers of Database Mail',
    why: 'they hold passwords, and give no rights',
    instead: 'who may use a profile is captured; the head names the profiles that have to be there',
    proof: 'mail-profiles',
  },
];
