// What an examination of a server finds, in the order in which a connection meets it.

/** The steps of an examination. */
export type FindingStep = 'tool' | 'name' | 'port' | 'certificate' | 'login' | 'rights' | 'capture' | 'pair';

/** One thing that was found. */
export interface Finding {
  /** Where on the way it was found. */
  readonly step: FindingStep;
  /** `bad` ends the way there; `warning` takes something from a capture, or from its safety. */
  readonly outcome: 'good' | 'warning' | 'bad';
  /** One sentence: the fact. */
  readonly fact: string;
  /** One sentence: what to do; absent where there is nothing to do. */
  readonly remedy?: string;
}

/** What was found out about a server. */
export interface Examination {
  /** The server, as its address was given. */
  readonly server: string;
  /** In the order in which they were made. */
  readonly findings: readonly Finding[];
  /** Whether a capture gets in. */
  readonly canConnect: boolean;
  /** Whether a capture would be complete, over a connection that is safe. */
  readonly seesAll: boolean;
}
