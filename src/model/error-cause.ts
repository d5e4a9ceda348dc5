// What is behind an error of a security statement, and what to do: the one table by number, for scripts and reports.
// Source of the numbers: "Database Engine events and errors" (Microsoft).

/** Errors whose text says only that something failed: the reason is in the error before, which ERROR_MESSAGE() loses. */
export const SUMMARY_ERRORS: readonly number[] = [2759, 5069];

const IN_USE =
  'The database is in use. Stop what uses it (SELECT session_id, login_name, program_name FROM sys.dm_exec_sessions WHERE database_id = DB_ID(…) names it), and run the script again';
const NOT_THERE =
  'What it names is not here: it was not made because of an earlier failure, comes with a database or with an installation, or bears another name';
const WINDOWS =
  'Windows does not know the account: it is of another machine or domain, was deleted, or no domain controller answers. Map it (--map-machine, --map-domain, --map-login) or make it';

/** Errors of a database that is in use. */
export const IN_USE_ERRORS: readonly number[] = [924, 5061, 5069, 5070];

/** One sentence or two for each error, without the full stop. */
export const ERROR_CAUSES: Readonly<Record<number, string>> = {
  911: 'The database is not here: restore it first',
  924: IN_USE,
  927: 'The database is still being restored: finish that (RESTORE DATABASE … WITH RECOVERY)',
  942: 'The database is offline: bring it online',
  1222: 'Somebody else holds a lock on it: run the script again when that is over',
  2759: 'A statement inside of CREATE SCHEMA failed',
  4611: 'Others hold the right by way of the one that is taken away: it can only be taken with CASCADE',
  4624: 'The grantee owns it, or is the grantor: an owner needs no permission on what is his',
  5061: IN_USE,
  5069: IN_USE,
  5070: IN_USE,
  5845: 'The edition of this server does not know the option',
  15007: 'The login is not here: it was not made because of an earlier failure',
  15015:
    'The linked server is not here: it was not made because of an earlier failure, or its secret was not typed',
  15023:
    'A user or role of that name is there already, with another SID: map it (ALTER USER … WITH LOGIN) or rename it',
  15025:
    'A login of that name is here already, with another SID: rename or drop it if it is not needed, and run the script again',
  15063: 'The login has a user of another name in this database already',
  15096: 'The login owns something of the server: give that to somebody else first',
  15109: 'The owner of a system database cannot be changed',
  15110:
    'The new owner is a user of the database already: drop that user first (what it owns goes to somebody else)',
  15116: 'The password does not fulfil the policy of this machine',
  15118: 'The password does not fulfil the policy of this machine: it is not complex enough',
  15123: 'This release or edition does not have the option',
  15138: 'The principal owns a schema: give that to somebody else first',
  15151: NOT_THERE,
  15208: 'The certificate or key is not in this database: restore it from its backup first',
  15247: 'The login that runs this has not the right to do it',
  15282: 'A key of that name is there already',
  15401: WINDOWS,
  15404: WINDOWS,
  15407: WINDOWS,
  15433:
    'Another login has the SID: look which (SELECT name FROM sys.server_principals WHERE sid = …), drop it if it is not needed, and run the script again',
  15434: 'The login is logged in now: end its sessions, and run the script again',
  15535: 'The credential is mapped to the login already',
  15581:
    'The database has no master key, or it is not open: open it, or encrypt it by the service master key again',
  33009:
    'dbo of the database is not who owns it: set the owner again (ALTER AUTHORIZATION ON DATABASE::… TO …)',
  33028:
    'The session of the cryptographic provider cannot be opened: the provider is not installed or not enabled',
  33161: 'The database has no master key: restore or create it first',
};
