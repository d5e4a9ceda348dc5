// What the server saw, for tests to look at.
import type { LoginAttempt, Parameter } from '../contract.ts';

/** A login attempt, without its password. */
export type RecordedLogin = Omit<LoginAttempt, 'password'>;

/** A batch or a call, as it arrived. */
export interface RecordedBatch {
  /** Which connection, counted from 1 since the server started. */
  readonly connection: number;
  /** The database the connection was in. */
  readonly database: string;
  readonly kind: 'batch' | 'rpc' | 'transaction';
  /** The statement; for a procedure other than sp_executesql its name. */
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

/** The bytes that clients sent, after decryption. */
export interface Wire {
  /** Packets with their headers, in order of arrival. */
  readonly packets: readonly { readonly connection: number; readonly bytes: Buffer }[];
  /** Whether a LOGIN7 ever came unencrypted. */
  readonly clearTextLogin: boolean;
}

export class Recording {
  logins: RecordedLogin[] = [];
  batches: RecordedBatch[] = [];
  roundTrips = 0;
  attentions = 0;
  /** What went wrong inside the server itself: an engine that threw, a value that does not fit its column. */
  failures: unknown[] = [];
  packets: { connection: number; bytes: Buffer }[] = [];
  clearTextLogin = false;

  /** Records a batch and says which one it is since the last reset, 1 being the first. */
  addBatch(batch: RecordedBatch): number {
    this.batches.push(batch);
    return this.batches.length;
  }

  reset(): void {
    this.logins = [];
    this.batches = [];
    this.roundTrips = 0;
    this.attentions = 0;
    this.failures = [];
    this.packets = [];
    this.clearTextLogin = false;
  }
}
