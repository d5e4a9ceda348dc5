// What the server writes down of what is done on it. The words are the catalogue's.

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
