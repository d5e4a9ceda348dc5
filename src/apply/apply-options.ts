// What a run of a script can be asked for, what it tells while it runs, and what it did.
import type { OptionRules } from '../model/option-rules.ts';
import type { ApplyLog } from './apply-log.ts';
import type { Failure } from './failure.ts';
import type { Notice, OwnChoices, ServerIdentity } from './server-checks.ts';

/** A step of a run, for progress displays; never holds a secret. */
export interface ApplyProgress {
  /** Batches that are behind, skipped ones among them, of how many. */
  readonly batch: number;
  /** How many batches the script has. */
  readonly batches: number;
  /** The section of the script. */
  readonly section?: string;
  /** How many statements have failed. */
  readonly failures: number;
  /** Milliseconds since the work began. */
  readonly elapsedMs: number;
}

/** What an operator may allow beside what the script does; all of it is off by default. */
export interface ScriptChoices extends Partial<OwnChoices> {
  /** Run statements that are none of this program's. */
  readonly allowForeign?: boolean;
}

/** What is allowed in all: in a script's own lines, or beside them. */
export function allowedIn(own: OwnChoices, asked: ScriptChoices = {}): Required<ScriptChoices> {
  return {
    anyServer: own.anyServer || asked.anyServer === true,
    allowConflicts: own.allowConflicts || asked.allowConflicts === true,
    allowLockout: own.allowLockout || asked.allowLockout === true,
    allowForeign: asked.allowForeign === true,
  };
}

/** Options of {@link applyScript}. */
export interface ApplyOptions {
  /** Cancels the work; a signal of AbortSignal.timeout limits it. */
  readonly signal?: AbortSignal;
  /** Total time of one batch, in milliseconds; 10 minutes by default. */
  readonly timeoutMs?: number;
  /** File that remembers which batches are done; none by default. */
  readonly journal?: string;
  /** Forget what the journal says of an unfinished run, and begin anew. */
  readonly restart?: boolean;
  /** Where each batch and failure is told of. */
  readonly log?: ApplyLog;
  /** Told how far the work is; what it throws ends the work. */
  readonly progress?: (event: ApplyProgress) => void;
  /** What the operator allowed beside what the script says of itself. */
  readonly choices?: ScriptChoices;
  /** Looked at when the server is known and before anything is run; what it throws ends the run. */
  readonly before?: (server: ServerIdentity) => void;
}

/** What a run did. */
export interface ApplyResult {
  /** Who and what the server is. */
  readonly server: ServerIdentity;
  /** Batches of work that ran now, and those that a run before had done. */
  readonly ran: number;
  /** Batches that a run before had done. */
  readonly skipped: number;
  /** Statements that were run now, those among them that failed one by one too. */
  readonly statements: number;
  /** Statements that were not run now, as their database cannot be used. */
  readonly notRun: number;
  /** Statements in batches that failed as a whole now: which of them ran is not known. */
  readonly unknown: number;
  /** How the server was otherwise than the script expects. */
  readonly notices: readonly Notice[];
  /** What failed, in the order of the script. */
  readonly failures: readonly Failure[];
  /** Milliseconds since the work began. */
  readonly elapsedMs: number;
}

/** What the options of {@link applyScript} may be. */
export const APPLY_OPTION_RULES: OptionRules<ApplyOptions> = {
  signal: 'signal',
  timeoutMs: 'milliseconds',
  journal: 'text',
  restart: 'flag',
  log: 'object',
  progress: 'function',
  choices: 'object',
  before: 'function',
};
