// A run that ended before its script did: by Ctrl-C, a lost connection, a time limit, a full disk or an error. What ran
// and what did not is said, and how to go on.
import { RegrantError } from '../model/errors.ts';
import { counted } from '../model/words/shown.ts';
import type { ScriptBatch } from './script-batches.ts';

/** How far a run came. */
export interface Reached {
  /** The server it is of. */
  readonly server: string;
  /** Batches of work in the script, and how many of them are behind, with those of runs before. */
  readonly batches: number;
  /** Batches that are behind. */
  readonly done: number;
  /** Statements of the batches that this run did, and failures among them. */
  readonly statements: number;
  /** Statements that failed. */
  readonly failures: number;
  /** The batch in which it ended, counted among all of the file, and whether it was work. */
  readonly at: ScriptBatch;
}

/** How what is left can be run: by the same call again, by all of it again, by a new plan, or by hand alone. */
export type GoingOn = 'resume' | 'repeat' | 'replan' | 'by-hand';

/** The error of a run that ended early; its code is that of its cause. */
export class EndedEarly extends RegrantError {
  /** How far the run came. */
  readonly reached: Reached;
  /** How what is left can be run. */
  readonly goingOn: GoingOn;

  constructor(cause: unknown, reached: Reached, goingOn: GoingOn) {
    const why = cause instanceof RegrantError ? cause.fact : String(cause);
    super({
      code: cause instanceof RegrantError ? cause.code : 'internal',
      fact: `${why} ${whatRan(reached)}`,
      remedy: howToGoOn(reached, goingOn),
      cause,
    });
    this.reached = reached;
    this.goingOn = goingOn;
  }
}

function whatRan({ server, batches, done, statements, failures, at }: Reached): string {
  const section = at.section === undefined ? '' : `, ${at.section}`;
  const begun =
    at.role === 'prologue' ? '' : ` Whether batch ${at.number} (line ${at.line}${section}) ran is not known.`;
  if (done === 0) return `Nothing of the script had run on ${server} before.${begun}`;
  const failed = failures === 0 ? 'none failed' : `${counted(failures, 'failure')}`;
  return `On ${server} ${done} of ${counted(batches, 'batch', 'batches')} had run before; of this run ${counted(statements, 'statement')}, ${failed}.${begun}`;
}

function howToGoOn({ at }: Reached, goingOn: GoingOn): string {
  switch (goingOn) {
    case 'resume':
      return 'What ran stays. Give the same command again: it goes on where this ended, and what is done already is left as it is.';
    case 'repeat':
      return 'What ran stays. Run it again from the beginning: what is done already is left as it is.';
    case 'replan':
      return 'What ran stays. Plan again from the snapshot and apply that: what is done already is left as it is.';
    case 'by-hand':
      return `What ran stays. Find out what batch ${at.number} did, and run the rest of the file, from line ${at.line} on, by hand.`;
  }
}
