// A snapshot into the plan of a script that restores it: the difference from a server of which nothing is known but that
// it may be new, restored, or the very one. Pure: facts in, plan out.
import { ENGINE } from '../model/catalog/version.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { adaptSections, localNotes } from './adapt-sections.ts';
import { Draft } from './draft.ts';
import { kindNotes } from './feature-note.ts';
import { ShippedRights } from './lookup/shipped-rights.ts';
import type { SnapshotIndex } from './lookup/snapshot-index.ts';
import { World } from './lookup/world.ts';
import type { Plan, PlanNote, Section, Step } from './plan.ts';
import { isRun } from './plan.ts';
import type { PlanOptions } from './plan-head.ts';
import { headOf } from './plan-head.ts';
import { limit, whyLeftToFeature } from './reason.ts';
import { optionNotes, whyNotAsked } from './rules/configuration.ts';
import type { Allowance } from './steps/allowance.ts';

/**
 * Plans the script that restores a snapshot.
 * Throws a RegrantError: what headOf and adaptSections throw.
 */
export function planScript(snapshot: Snapshot, options: PlanOptions = {}): Plan {
  const { head, index, notes } = headOf(snapshot, options);
  const draft = new Draft(new World(index));
  const shipped = new ShippedRights(index, options.baseline);
  for (const database of [undefined, ...index.databases])
    addPlace(draft, { index, shipped, options }, database);
  return {
    ...head,
    sections: withExisting(withoutDangers(adaptSections(draft.sections(), index, options), options), options),
    notScripted: draft.notScripted(),
    notes: [
      ...notes,
      ...engineNotes(index),
      ...kindNotes(index),
      ...optionNotes(index.server('configuration'), options),
      ...localNotes(index, options),
      ...draft.notes,
    ],
  };
}

/** Says of each definition what becomes of what is there already. */
function withExisting(sections: readonly Section[], { existing = 'skip' }: PlanOptions): readonly Section[] {
  if (existing === 'skip') return sections;
  const told = (one: Step): Step =>
    one.action === 'define'
      ? { ...one, values: { ...one.values, existing: existing.replace('-', ' ').toUpperCase() } }
      : one;
  return sections.map((section) =>
    section.name === 'definitions' ? { ...section, steps: section.steps.map(told) } : section,
  );
}

/** What can shut everybody out is left undone unless it is asked for: enabled triggers, audits that shut the server down. */
function withoutDangers(sections: readonly Section[], options: PlanOptions): readonly Section[] {
  const held = (one: Step): Step => {
    const danger = DANGERS.find(({ need, option }) => one.needs?.includes(need) && options[option] !== true);
    return danger !== undefined && isRun(one) ? { ...one, commentedOut: danger.why } : one;
  };
  return sections.map((section) => ({ ...section, steps: section.steps.map(held) }));
}

interface Danger {
  readonly need: Allowance;
  readonly option: 'enableTriggers' | 'auditShutdown';
  readonly why: string;
}

/** What a script asks an allowance for, as a plan of changes does, and how it is given. */
const DANGERS: readonly Danger[] = [
  {
    need: 'enable-triggers',
    option: 'enableTriggers',
    why: 'a trigger can shut everybody out: enable it when you know what it does (--enable-triggers)',
  },
  {
    need: 'audit-shutdown',
    option: 'auditShutdown',
    why: 'an audit that cannot write would shut the server down: say so when you know that it can (--audit-shutdown)',
  },
];

interface Wanted {
  readonly index: SnapshotIndex;
  readonly shipped: ShippedRights;
  readonly options: PlanOptions;
}

function addPlace(draft: Draft, { index, shipped, options }: Wanted, database: string | undefined): void {
  const lost = shipped.lost(database);
  draft.add({
    database,
    wanted: (kind) => index.inPlace(kind, database),
    statusOf: () => 'added',
    removed: (kind) => lost.filter((row) => row.kind === kind),
    whyNot: (fact) => {
      const code = shipped.whyNotNeeded(fact);
      if (code !== undefined) return limit(code);
      return fact.kind === 'user' ? undefined : (whyLeftToFeature(fact, index) ?? whyNotAsked(fact, options));
    },
  });
}

/** What the engine that was captured is without. */
function engineNotes(index: SnapshotIndex): PlanNote[] {
  if (index.server('server')[0]?.engineEdition !== ENGINE.azureSqlDatabase) return [];
  const note =
    'The snapshot is of Azure SQL Database, which shows no password hashes and has no server permissions. The script is for a SQL Server or a managed instance: on Azure SQL Database it stops before its first statement.';
  return [{ code: 'azure-sql-database', note }];
}
