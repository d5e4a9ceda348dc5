// A snapshot: one server's facts in ordinal order of their keys, and a header that says what they are of.
import type { Fact, FactKind } from './fact.ts';

/** The snapshot format this version writes, and the only one it reads. */
export const SNAPSHOT_FORMAT = 1;

/** Something that was not captured, or not understood, and why. Any one of them makes a snapshot incomplete. */
export interface Omission {
  /** Stable code, such as `database-offline`, `hidden-password-hash`, `unknown-class`, `unresolved-id`. */
  readonly code: string;
  /** The database; absent for the server. */
  readonly database?: string;
  /** One sentence: the fact. */
  readonly fact: string;
  /** One sentence: the remedy. */
  readonly remedy: string;
  /** How many rows it concerns, where that is known. */
  readonly count?: number;
}

/** Something left out on purpose, by a rule, and how many: system principals, default rows, a profile's exclusions. */
export interface Exclusion {
  /** Stable code of the rule, such as `system-login`, `default-permission`, `profile-object`, `filter-schema`. */
  readonly rule: string;
  /** The database; absent for the server. */
  readonly database?: string;
  /** How many were left out. */
  readonly count: number;
  /** The names left out, in ordinal order, where there are few enough to list (at most 100). */
  readonly names?: readonly string[];
}

/** Something worth knowing that takes nothing away: an unlisted permission that was kept, an engine's difference. */
export interface Note {
  /** Stable code, such as `unlisted-permission`, `profile-object-absent`, `azure-sql-database`. */
  readonly code: string;
  /** The database; absent for the server. */
  readonly database?: string;
  /** One sentence: the fact. */
  readonly fact: string;
  /** How many rows it concerns, where that is known. */
  readonly count?: number;
}

/** The header of a snapshot; in its file the line closes with the SHA-256 of itself. */
export interface SnapshotHeader {
  /** Says that the file is a snapshot. */
  readonly regrant: 'snapshot';
  /** The format of the file. */
  readonly format: typeof SNAPSHOT_FORMAT;
  /** The program that wrote it. */
  readonly tool: { readonly name: string; readonly version: string };
  /** The server that was captured. */
  readonly server: { readonly name: string; readonly productVersion: string; readonly edition: string };
  /** ISO 8601 in UTC; absent in a snapshot that was not captured from a server (read from a script, say). */
  readonly capturedAt?: string;
  /** The login that captured. */
  readonly capturedBy?: string;
  /** Whether `omissions` is empty. */
  readonly complete: boolean;
  /** What is missing, and why. */
  readonly omissions: readonly Omission[];
  /** What was left out on purpose. */
  readonly exclusions: readonly Exclusion[];
  /** What is worth knowing and takes nothing away; absent when there is none. */
  readonly notes?: readonly Note[];
  /** Profile and filters the capture was given, so that a verify can use the same. */
  readonly selection?: Readonly<Record<string, unknown>>;
  /** Where true: the definitions of objects were captured too. */
  readonly definitions?: true;
  /** What stands for passwords: hashes, fingerprints under a key (`passwordKeyId` names it), or nothing. */
  readonly passwords: 'hashes' | 'fingerprints' | 'none';
  /** Which key the fingerprints are under. */
  readonly passwordKeyId?: string;
  /** Facts per kind; kinds without facts are left out. */
  readonly counts: Readonly<Partial<Record<FactKind, number>>>;
}

/** What the header of a snapshot says of its selection that was read from a script, not captured. */
export const FROM_SCRIPT = { source: 'script' } as const;

/** Whether a snapshot was read from a script, which leaves much untold. */
export function isFromScript({ selection }: SnapshotHeader): boolean {
  return selection?.source === FROM_SCRIPT.source;
}

/** What says that nothing of a database was read: it was not entered, or could not be read. */
const UNREAD = /^database-/;

/** The databases of which nothing was read, each with what says so. */
export function unreadDatabases({
  omissions,
}: Pick<SnapshotHeader, 'omissions'>): ReadonlyMap<string, Omission> {
  return new Map(
    omissions.flatMap((one): readonly (readonly [string, Omission])[] =>
      one.database !== undefined && UNREAD.test(one.code) ? [[one.database, one]] : [],
    ),
  );
}

/** Parts of a selection that leave the rows of the databases they take as they are. */
const WIDE: readonly string[] = ['databases', 'profile'];

/** Whether a row that is not there is known not to be there: the snapshot was captured, and is complete. */
export function tellsAbsence({ complete, capturedAt }: SnapshotHeader): boolean {
  return complete && capturedAt !== undefined;
}

/** The same of rows that ship with SQL Server, which a narrow selection leaves out. */
export function tellsShippedAbsence(header: SnapshotHeader): boolean {
  return tellsAbsence(header) && Object.keys(header.selection ?? {}).every((part) => WIDE.includes(part));
}

/** The footer line of a snapshot. */
export interface SnapshotFooter {
  /** How many facts there are. */
  readonly facts: number;
  /** SHA-256 of the fact lines, each with its line feed, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** A snapshot in memory: facts are unique by key and in its ordinal order. */
export interface Snapshot {
  /** What it is of, and what is missing. */
  readonly header: SnapshotHeader;
  /** The facts, in the ordinal order of their keys. */
  readonly facts: readonly Fact[];
}
