// What statements about audits say, by the catalogue's words. Sources: "sys.server_audits", "CREATE SERVER AUDIT
// (Transact-SQL)", "CREATE DATABASE AUDIT SPECIFICATION (Transact-SQL)" (Microsoft).

/** Where an audit writes, as TO has it; others are not of SQL Server alone, or need a credential. */
export const AUDIT_TARGET: Readonly<Record<string, string>> = {
  FILE: 'FILE',
  'APPLICATION LOG': 'APPLICATION_LOG',
  'SECURITY LOG': 'SECURITY_LOG',
};

/** The word of an audit that shuts the server down where it cannot write. */
export const AUDIT_SHUTDOWN = 'SHUTDOWN SERVER INSTANCE';

/** ON_FAILURE by its number in `sys.server_audits`; a statement of its own says what shuts the server down. */
export const AUDIT_FAILURES: readonly string[] = ['CONTINUE', AUDIT_SHUTDOWN, 'FAIL_OPERATION'];

/** A GUID as facts have it. */
export const GUID = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;

/** MAX_ROLLOVER_FILES where it is UNLIMITED. */
export const ALL_FILES = 2_147_483_647;

/** QUEUE_DELAY where it is not said, in milliseconds. */
export const USUAL_DELAY = 1000;

/** What an action of an audit specification is done on. */
export const AUDITED_CLASSES = ['DATABASE', 'SCHEMA', 'OBJECT'] as const;

/** The name of an action or of a group of actions. */
export const AUDIT_ACTION = /^[A-Z][A-Z_0-9]*( [A-Z][A-Z_0-9]*)*$/;
