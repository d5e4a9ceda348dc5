// What a capture can be asked for, and what it tells while it runs.
import type { OptionRules } from '../model/option-rules.ts';
import type { Profile } from '../select/profile.ts';
import type { Selection } from '../select/selection.ts';
import { PASSWORD_MODES, type PasswordMode } from './password-mode.ts';

/** A step of a capture, for progress displays; never holds a secret. */
export interface CaptureProgress {
  /** The server's own name. */
  readonly server: string;
  /** Absent while the server's own scope is read. */
  readonly database?: string;
  /** What is being done. */
  readonly phase: 'started' | 'reading' | 'done' | 'skipped';
  /** Rows read so far in this scope. */
  readonly rows: number;
  /** Milliseconds since the capture began. */
  readonly elapsedMs: number;
}

/** Options of {@link captureServer}; every one has a safe default. */
export interface CaptureOptions {
  /** Cancels the work; a signal of AbortSignal.timeout limits it. */
  readonly signal?: AbortSignal;
  /** Told how far the work is; what it throws ends the work. */
  readonly progress?: (event: CaptureProgress) => void;
  /** What to take; everything by default. */
  readonly selection?: Selection;
  /** A profile, whose databases and exclusions are added to the selection. */
  readonly profile?: Profile;
  /** Whether the definitions of objects are captured too: tables, views, procedures …; false by default. */
  readonly definitions?: boolean;
  /** What stands for passwords; `fingerprints` when there is a key, else `none`. */
  readonly passwords?: PasswordMode;
  /** Key of the password fingerprints. */
  readonly fingerprintKey?: string | Uint8Array;
  /** Databases read at the same time; 2 by default. */
  readonly parallel?: number;
  /** Total time of one batch, in milliseconds; 10 minutes by default. */
  readonly timeoutMs?: number;
  /** Name and version of the program, for the header. */
  readonly tool?: { readonly name: string; readonly version: string };
  /** The clock that stamps the header. */
  readonly now?: () => Date;
}

/** What the options may be. */
export const CAPTURE_OPTION_RULES: OptionRules<CaptureOptions> = {
  signal: 'signal',
  progress: 'function',
  selection: 'object',
  profile: 'object',
  definitions: 'flag',
  passwords: PASSWORD_MODES,
  fingerprintKey: 'key',
  parallel: 'count',
  timeoutMs: 'milliseconds',
  tool: 'object',
  now: 'function',
};
