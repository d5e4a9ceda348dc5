// What a check finds: a line for each thing that was looked at, with its state, the evidence, and what to do. What could not
// be looked at is `unknown`, and never `ok`.

/** What a line can be. */
export type State = 'ok' | 'bad' | 'unknown';

/** What was found of one thing. */
export interface Judgement {
  /** How it stands. */
  readonly state: State;
  /** The server it is of; absent for the environment. */
  readonly server?: string;
  /** The database; absent for the server. */
  readonly database?: string;
  /** What was found: a sentence. */
  readonly evidence: string;
  /** What to do; absent where all is well. */
  readonly remedy?: string;
}

/** A line: a judgement, and the point that it belongs to. */
export interface ReadinessLine extends Judgement {
  /** The id of the point. */
  readonly point: string;
  /** What the point is about. */
  readonly title: string;
  /** Why somebody vouches for it, as the configuration says; only of what is not ok. */
  readonly accepted?: string;
}

/** All that a check found. */
export interface Readiness {
  /** When, in ISO 8601 and UTC. */
  readonly checkedAt: string;
  /** The title of the profile. */
  readonly profile: string;
  /** The servers. */
  readonly servers: readonly string[];
  /** The lines, in the order of the points. */
  readonly lines: readonly ReadinessLine[];
  /** How many lines of each state. */
  readonly counts: Readonly<Record<State, number>>;
  /** `bad` with a bad line that nobody vouches for, else `unknown` with such an unknown one, else `ok`. */
  readonly outcome: State;
}

/** All is well. */
export function ok(evidence: string, place: Pick<Judgement, 'server' | 'database'> = {}): Judgement {
  return { state: 'ok', ...place, evidence };
}

/** Something is wrong. */
export function bad(
  evidence: string,
  remedy: string,
  place: Pick<Judgement, 'server' | 'database'> = {},
): Judgement {
  return { state: 'bad', ...place, evidence, remedy };
}

/** It could not be looked at. */
export function unclear(
  evidence: string,
  remedy: string,
  place: Pick<Judgement, 'server' | 'database'> = {},
): Judgement {
  return { state: 'unknown', ...place, evidence, remedy };
}
