// The one planner: asks the rule of each fact that differs for its steps, and puts them in the order of their phases. A
// script is the plan of a server of which nothing is known; a plan of changes that of one which was captured.

import { isDeepStrictEqual } from 'node:util';
import { defined } from '../model/defined.ts';
import type { Fact, FactKind, FactOf } from '../model/fact.ts';
import { keyOfParts } from '../model/identity.ts';
import { ordinal } from '../model/order.ts';
import type { ChangedFact } from './compare-snapshots.ts';
import type { World } from './lookup/world.ts';
import type { Made, NotScripted, PlanNote, Section, Step } from './plan.ts';
import type { Reason } from './reason.ts';
import { KEPT } from './reason.ts';
import type { KindRule, Outcome, PropertyRule, Settable } from './rule.ts';
import { MAKING_ORDER, RULES } from './rules/rules.ts';
import { actionRow } from './steps/action.ts';
import type { PhaseName } from './steps/phase.ts';
import { PHASE_ORDER, PHASES } from './steps/phase.ts';
import type { UnplannedChange } from './unplanned-change.ts';
import { unplanned } from './unplanned-change.ts';

/** What is to be done about a wanted fact: make it, make it again as it was, or change it. */
export type Status = 'added' | 'again' | ChangedFact;

/** The facts of one place, the server or a database, that differ. */
export interface Differences {
  readonly database: string | undefined;
  /** Wanted facts of a kind, in the order of their keys, of which {@link Differences.statusOf} is not undefined. */
  readonly wanted: (kind: FactKind) => readonly Fact[];
  readonly statusOf: (fact: Fact) => Status;
  /** Facts of a kind that are to go. */
  readonly removed: (kind: FactKind) => readonly Fact[];
  /** Why nothing is done about a wanted fact, whatever its rule says. */
  readonly whyNot?: (fact: Fact) => Reason | undefined;
  /** Why a fact stays that could go. */
  readonly whyKept?: (fact: Fact) => Reason | undefined;
}

/** Gathers steps, notes and reasons, place by place. */
export class Draft {
  readonly notes: PlanNote[] = [];
  readonly unplanned: UnplannedChange[] = [];
  readonly #world: World;
  readonly #places = new Map<string | undefined, Map<PhaseName, Step[]>>();
  readonly #told = new Set<string>();
  readonly #left = new Map<Reason[0], NotScripted>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Adds what the rules say of the differences of one place. */
  add(differences: Differences): void {
    const { database } = differences;
    for (const kind of MAKING_ORDER) {
      const facts = differences.wanted(kind);
      const { sort } = ruleOf(kind);
      const sorted = sort === undefined || facts.length === 0 ? facts : sort(facts as never, this.#world);
      for (const fact of sorted) this.#want(fact, differences);
    }
    for (const kind of [...MAKING_ORDER].reverse()) {
      for (const fact of differences.removed(kind)) this.#remove(fact, database, differences.whyKept?.(fact));
    }
  }

  /** A step that no fact asks for: it comes before all others of its phase. */
  put(fact: Fact, made: Made): void {
    this.#push(fact, undefined, made);
  }

  /** The steps in their sections; empty ones are left out. */
  sections(): readonly Section[] {
    const databases = [...this.#places.keys()].filter((name) => name !== undefined);
    return [
      ...this.#sectionsOf(undefined, PHASE_ORDER.server),
      ...databases.flatMap((name) => this.#sectionsOf(name, PHASE_ORDER.database)),
      ...this.#sectionsOf(undefined, PHASE_ORDER.last),
    ];
  }

  /** What a script left without a statement for a reason that its place has, in ordinal order of the codes. */
  notScripted(): readonly NotScripted[] {
    return [...this.#left.values()].sort((a, b) => ordinal(a.code, b.code));
  }

  #want(fact: Fact, { database, statusOf, whyNot }: Differences): void {
    const status = statusOf(fact);
    const why = whyNot?.(fact);
    if (typeof status === 'object') this.#change(status, database, why);
    else if (why !== undefined) {
      this.#leave(fact, status, why);
      this.#count(why);
    } else this.#create(fact, database, status);
  }

  #create(fact: Fact, database: string | undefined, status: 'added' | 'again'): void {
    const { steps = [], notes = [], reason } = createdBy(fact, this.#world);
    for (const made of steps) this.#push(fact, database, made);
    if (reason !== undefined && steps.length === 0) this.#leave(fact, status, reason);
    if (reason !== undefined && this.#world.isKnown) return;
    for (const { code, note } of notes) this.#tell({ code, ...defined({ database }), note });
  }

  #leave(fact: Fact, status: 'added' | 'again', reason: Reason): void {
    if (status === 'added' && this.#world.isKnown) this.unplanned.push(unplanned('added', fact, reason));
  }

  #count([code, why]: Reason): void {
    this.#left.set(code, { code, why, count: (this.#left.get(code)?.count ?? 0) + 1 });
  }

  #change(change: ChangedFact, database: string | undefined, whyNot: Reason | undefined): void {
    const { after, properties } = change;
    const rules = ruleOf(after.kind).change as Readonly<Record<string, PropertyRule<FactKind>>>;
    const makers = new Map<Settable<FactKind>['make'], string[]>();
    for (const property of properties) {
      const rule = rules[property];
      if (whyNot === undefined && isSettable(rule)) {
        makers.set(rule.make, [...(makers.get(rule.make) ?? []), property]);
      }
    }
    const settled = new Set<string>();
    for (const [make, asked] of makers) {
      for (const made of make(change, this.#world)) {
        const own = (made.properties ?? asked).filter((property) => properties.has(property));
        for (const property of own) settled.add(property);
        this.#push(after, database, { ...made, properties: own });
      }
    }
    for (const property of properties) {
      if (settled.has(property)) continue;
      const reason = whyNot ?? whyNotSettled(rules[property], change, this.#world);
      this.unplanned.push(unplanned('changed', after, reason, property));
    }
  }

  #remove(fact: Fact, database: string | undefined, whyKept: Reason | undefined): void {
    const { steps = [], reason } = droppedBy(fact, this.#world);
    const why = steps.length === 0 ? (reason ?? KEPT) : whyKept;
    if (why === undefined) for (const made of steps) this.#push(fact, database, made);
    else if (this.#world.isKnown) this.unplanned.push(unplanned('removed', fact, why));
  }

  /** A step of a phase of the server is the server's, whatever its fact is in: a database is made by it. */
  #push(fact: Fact, database: string | undefined, made: Made): void {
    const { of } = PHASES[made.phase];
    const place = of === 'server' || of === 'last' ? undefined : database;
    const phases = this.#places.get(place) ?? new Map<PhaseName, Step[]>();
    this.#places.set(place, phases);
    const steps = phases.get(made.phase);
    const step = stepOf(made, fact);
    if (steps === undefined) phases.set(made.phase, [step]);
    else if (!(actionRow(made.action).once && steps.some((one) => isSame(one, step)))) steps.push(step);
  }

  /** The same sentence of a place is told once. */
  #tell(note: PlanNote): void {
    const key = keyOfParts(note.database, note.note);
    if (!this.#told.has(key)) this.notes.push(note);
    this.#told.add(key);
  }

  #sectionsOf(database: string | undefined, order: readonly PhaseName[]): Section[] {
    const phases = this.#places.get(database);
    const sections = new Map<unknown, Section & { readonly steps: Step[] }>();
    for (const name of order) {
      const steps = phases?.get(name);
      if (steps === undefined) continue;
      const row = PHASES[name];
      const section = sections.get(row) ?? sectionOf(row, database);
      sections.set(row, section);
      for (const step of steps) section.steps.push(step);
    }
    return [...sections.values()];
  }
}

/** Every step has the same properties in the same order: there are hundreds of thousands, and each is asked often. */
function stepOf({ action, values, phase, properties, needs }: Made, fact: Fact): Step {
  return { action, values, commentedOut: undefined, phase, properties, needs, fact } as unknown as Step;
}

function isSame(one: Step, other: Step): boolean {
  return one.action === other.action && isDeepStrictEqual(one.values, other.values);
}

function sectionOf({ section: name, title }: (typeof PHASES)[PhaseName], database: string | undefined) {
  return { name, title, ...defined({ database }), steps: [] as Step[] };
}

function ruleOf(kind: FactKind): KindRule<FactKind> {
  return RULES[kind] as unknown as KindRule<FactKind>;
}

function createdBy(fact: Fact, world: World): Outcome {
  return ruleOf(fact.kind).create(fact as FactOf<FactKind>, world);
}

function droppedBy(fact: Fact, world: World): Outcome {
  return ruleOf(fact.kind).drop(fact as FactOf<FactKind>, world);
}

function isSettable(rule: PropertyRule<FactKind> | undefined): rule is Settable<FactKind> {
  return typeof rule === 'object' && 'make' in rule;
}

function whyNotSettled(rule: PropertyRule<FactKind> | undefined, change: ChangedFact, world: World): Reason {
  const why = isSettable(rule) ? rule.otherwise : rule;
  return (typeof why === 'function' ? why(change, world) : why) ?? KEPT;
}
