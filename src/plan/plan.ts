// A plan: ordered sections of steps. Plain data, so that it can be read, counted, saved and rendered.
import type { Fact } from '../model/fact.ts';
import type { Need } from '../model/need.ts';
import type { SnapshotHeader } from '../model/snapshot.ts';
import type { Expectation } from './expectation.ts';
import type { ActionName, Parameters } from './steps/action.ts';
import { ACTIONS } from './steps/action.ts';
import type { Allowance } from './steps/allowance.ts';
import type { PhaseName, SectionName } from './steps/phase.ts';

/** A statement to be: what it does, with which values, and whether it is run. All that rendering needs. */
export type Statement = {
  readonly [A in ActionName]: {
    readonly action: A;
    readonly values: Parameters<A>;
    /** Why this step is left out of the run: it is shown as a comment. */
    readonly commentedOut?: string;
  };
}[ActionName];

/** What else a step carries. */
export interface StepParts {
  /** When it runs. */
  readonly phase: PhaseName;
  /** The properties of the fact that it makes as they should be; absent where the whole fact comes or goes. */
  readonly properties?: readonly string[];
  /** What it takes to be run. */
  readonly needs?: readonly Allowance[];
}

/** One thing to do, and the fact that it is done for. */
export type Step = Statement &
  StepParts & {
    /** The fact that it settles: the wanted one, or the one that goes. */
    readonly fact: Fact;
  };

/** A step as a rule makes it: the planner knows which fact it asked about. */
export type Made = Statement & StepParts;

/** Steps under one title. A database's steps come in several sections of the same `database`. */
export interface Section<S extends Statement = Step> {
  /** Its name for programs. */
  readonly name: SectionName;
  /** What people call it. */
  readonly title: string;
  /** The database the steps run in; absent for the server. */
  readonly database?: string;
  /** The steps, in the order in which they run. */
  readonly steps: readonly S[];
}

/** Something a person should know: what is not scripted and why, what to do by hand. */
export interface PlanNote {
  /** Stable code, such as `orphan-user`, `secret-needed`, `missing-grantor`, `grantor-circle`. */
  readonly code: string;
  /** The database; absent for what is of the server. */
  readonly database?: string;
  /** One sentence or two: the fact and the remedy. Names in it are as they are; the renderer makes them safe. */
  readonly note: string;
}

/** Facts that need no statement, by the reason. */
export interface NotScripted {
  /** Stable code of the reason, such as `ships-with-the-server`. */
  readonly code: string;
  /** Why, in one sentence. */
  readonly why: string;
  /** How many facts. */
  readonly count: number;
}

/** What a script does, in order. */
export interface Plan<S extends Statement = Step> {
  /** What it was made of. */
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
  /** What it needs that neither it nor the databases bring. */
  readonly needs: readonly Need[];
  /** The sections, in the order in which they run. */
  readonly sections: readonly Section<S>[];
  /** What a person has to know. */
  readonly notes: readonly PlanNote[];
  /** What needs no statement, counted by the reason; absent in a plan of changes, which tells each. */
  readonly notScripted?: readonly NotScripted[];
}

/** Makes a step; the parameters are checked against the action's table by the compiler. */
export function step<A extends ActionName>(
  action: A,
  values: Parameters<A>,
  parts: Partial<StepParts> = {},
): Made {
  const { phase = ACTIONS[action].phase, properties, needs } = parts;
  return { action, values, phase, properties, needs } as unknown as Made;
}

/** Whether a step is run. */
export function isRun({ commentedOut }: Statement): boolean {
  return commentedOut === undefined;
}
