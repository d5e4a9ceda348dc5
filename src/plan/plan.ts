// A plan: ordered sections of steps. Plain data, so that it can be read, counted, saved and rendered.
import type { SnapshotHeader } from '../model/snapshot.ts';
import type { ActionName, Parameters } from './action.ts';
import type { Expectation } from './expectation.ts';

/** One thing to do. */
export interface Step {
  readonly action: ActionName;
  readonly values: Readonly<Record<string, unknown>>;
  /** Why this step is left out of the run: it is shown as a comment. */
  readonly commentedOut?: string;
}

/** The parts of a script, in their order. */
export type SectionName =
  | 'clr'
  | 'logins'
  | 'server-roles'
  | 'server-permissions'
  | 'messages'
  | 'database'
  | 'removals'
  | 'finally';

/** Steps under one title. A database's steps come in several sections of the same `database`. */
export interface Section {
  readonly name: SectionName;
  readonly title: string;
  /** The database the steps run in; absent for the server. */
  readonly database?: string;
  readonly steps: readonly Step[];
}

/** Something a person should know: what is not scripted and why, what to do by hand. */
export interface PlanNote {
  /** Stable code, such as `orphan-user`, `secret-needed`, `missing-grantor`, `grantor-circle`. */
  readonly code: string;
  readonly database?: string;
  /** One sentence or two: the fact and the remedy. Names in it are as they are; the renderer makes them safe. */
  readonly note: string;
}

/** What a script does, in order. */
export interface Plan {
  readonly source: SnapshotHeader;
  /** SHA-256 of the snapshot's fact lines, so that a script tells which state it restores. */
  readonly digest?: string;
  /** Principals that bear another name than at the source. */
  readonly renames: readonly { readonly from: string; readonly to: string }[];
  /** The server the script is for. */
  readonly serverName: string;
  /** Lowest `ProductVersion` major the script may run on. */
  readonly majorVersion: number;
  /** What the server is held against before anything runs. */
  readonly expected: readonly Expectation[];
  /** Whether CLR was on at the source. */
  readonly clrEnabled: boolean;
  readonly sections: readonly Section[];
  readonly notes: readonly PlanNote[];
}

/** Makes a step; the parameters are checked against the action's table by the compiler. */
export function step<A extends ActionName>(action: A, values: Parameters<A>): Step {
  return { action, values };
}
