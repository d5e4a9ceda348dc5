// What the server writes down of what is done on it, and which of it. The words are the catalogue's.
import type { SecurableClass } from '../catalog/securable-class.ts';

/** An audit of the server: where it writes, and what becomes of whom where it cannot. Sources: "sys.server_audits", "sys.server_file_audits" (Microsoft). */
export interface ServerAuditFact {
  /** Which kind of thing it is. */
  readonly kind: 'server-audit';
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** Its GUID, upper case: audit specifications of databases know their audit by it. Absent where a script does not say it. */
  readonly guid?: string;
  /** Where it writes: FILE, APPLICATION LOG, SECURITY LOG. */
  readonly target?: string;
  /** The folder of its files. */
  readonly path?: string;
  /** Largest size of a file, in MB; 0 for none. */
  readonly maxSize?: number;
  /** How many files are kept as new ones are begun; 2147483647 for all. */
  readonly maxRolloverFiles?: number;
  /** How many files are written at all; absent where old ones make room. */
  readonly maxFiles?: number;
  /** Where true: a file takes its largest size from the beginning. */
  readonly isSpaceReserved?: boolean;
  /** Milliseconds that a record may wait before it is written; 0 writes at once. */
  readonly queueDelay?: number;
  /** What becomes of what it cannot write down: CONTINUE, SHUTDOWN SERVER INSTANCE, FAIL_OPERATION. */
  readonly onFailure?: string;
  /** Which events it writes, in one form; as it stands where that cannot be read. */
  readonly predicate?: string;
  /** Whether it writes. */
  readonly isEnabled: boolean;
}

/** A specification: which of what is done an audit writes down. Sources: "sys.server_audit_specifications", "sys.database_audit_specifications" (Microsoft). */
export interface AuditSpecificationFact {
  /** Which kind of thing it is. */
  readonly kind: 'audit-specification';
  /** The database that it is of; absent for one of the server. */
  readonly database?: string;
  /** Its name. */
  readonly name: string;
  /** The audit that it is for, which the catalogue tells by a GUID. Absent where no audit has that. */
  readonly audit?: string;
  /** That GUID, upper case, where no audit of the server has it. */
  readonly auditGuid?: string;
  /** Whether it is on. */
  readonly isEnabled: boolean;
  /** Where true: what the session context holds is written down too (2022). */
  readonly isSessionContextEnabled?: boolean;
}

/** What a specification has written down: a group of actions, or one action of a principal on a securable. */
export interface AuditActionFact {
  /** Which kind of thing it is. */
  readonly kind: 'audit-action';
  /** The database of the specification; absent for one of the server. */
  readonly database?: string;
  /** The specification. */
  readonly specification: string;
  /** The action or the group of actions. */
  readonly action: string;
  /** What it is done on: DATABASE, SCHEMA, OBJECT. Absent for a group. */
  readonly class?: SecurableClass;
  /** The schema of an object. */
  readonly schema?: string;
  /** The name of a schema or an object. */
  readonly name?: string;
  /** Who does it: a user or role, `public` for everybody. Absent for a group. */
  readonly principal?: string;
}
