// A runbook: the restore of one environment, stage by stage, with its own names. Data; a page and Markdown are made of it.

/** A command of a step. */
export interface Command {
  /** What runs it: a query window, or PowerShell. */
  readonly language: 'sql' | 'powershell';
  /** Its lines. */
  readonly text: string;
  /** The computer or server that it is run on. */
  readonly at: string;
  /** `here`: run against test servers by the tests of the program. `elsewhere`: only a person can, with the real thing. */
  readonly tried: 'here' | 'elsewhere';
}

/** A step: a sentence or two, perhaps with a command, with what it should show, with things to look up. */
export interface Step {
  /** What to do. */
  readonly text: string;
  /** How, where it is a command. */
  readonly command?: Command;
  /** What is seen when it went well. */
  readonly expect?: string;
  /** Things of the step, each on a line. */
  readonly items?: readonly string[];
  /** It is typed or clicked by a person, with what no file holds. */
  readonly isByHand?: boolean;
  /** Something is missing: what, and what to do. */
  readonly missing?: string;
}

/** A stage. */
export interface Stage {
  /** What is done in it. */
  readonly title: string;
  /** Who does it. */
  readonly who: string;
  /** Its steps, in order. */
  readonly steps: readonly Step[];
}

/** A row of the table of databases. */
export interface DatabaseRow {
  /** The database. */
  readonly database: string;
  /** The server it comes back to. */
  readonly server: string;
  /** When its last full backup ended, or that there is none. */
  readonly full: string;
  /** Up to when it can be restored. */
  readonly until: string;
  /** How long its restore takes, by how long its backups took; how large they are. */
  readonly takes: string;
  /** Where the full backup is. */
  readonly files: string;
}

/** A row of the table of servers. */
export interface RunbookServerRow {
  /** Its name. */
  readonly name: string;
  /** Edition, release and collation. */
  readonly what: string;
}

/** The whole of it. */
export interface Runbook {
  /** What is restored. */
  readonly title: string;
  /** When it was written, for people. */
  readonly writtenAt: string;
  /** The servers, each with what it has to be again. */
  readonly servers: readonly RunbookServerRow[];
  /** The databases, with what they are restored from. */
  readonly databases: readonly DatabaseRow[];
  /** The stages, in order. */
  readonly stages: readonly Stage[];
}
