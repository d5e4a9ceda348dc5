// A snapshot into the plan of a script that restores it: the difference from a server of which nothing is known but that
// it may be new, restored, or the very one. Pure: facts in, plan out.
import {
  DEFAULT_SERVER_PERMISSIONS,
  defaultDatabasePermissions,
  GUEST_STAYS,
  isTellingDefault,
} from '../model/catalog/default-permission.ts';
import type { RightRow } from '../model/catalog/shipped-row.ts';
import { ENGINE } from '../model/catalog/version.ts';
import type { PermissionFact } from '../model/fact.ts';
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
import type { ActionName } from './steps/action.ts';

/**
 * Plans the script that restores a snapshot.
 * Throws a RegrantError: what headOf and adaptSections throw.
 */
export function planScript(snapshot: Snapshot, options: PlanOptions = {}): Plan {
  const { head, index, notes } = headOf(snapshot, options);
  const draft = new Draft(new World(index));
  const shipped = new ShippedRights(index, options.baseline);
  for (const database of [undefined, ...index.databases]) addPlace(draft, index, shipped, database);
  return {
    ...head,
    sections: withoutDangers(adaptSections(draft.sections(), index, options), options),
    notScripted: draft.notScripted(),
    notes: [
      ...notes,
      ...engineNotes(index),
      ...kindNotes(index),
      ...localNotes(index, options),
      ...draft.notes,
    ],
  };
}

/** What can shut everybody out is left undone unless it is asked for: enabled triggers, audits that shut the server down. */
function withoutDangers(sections: readonly Section[], options: PlanOptions): readonly Section[] {
  const held = (one: Step): Step => {
    const danger = DANGERS[one.action];
    const isLeft = danger !== undefined && options[danger.option] !== true && isRun(one);
    return isLeft ? { ...one, commentedOut: danger.why } : one;
  };
  return sections.map((section) =>
    section.name === 'triggers' || section.name === 'audits'
      ? { ...section, steps: section.steps.map(held) }
      : section,
  );
}

interface Danger {
  readonly option: 'enableTriggers' | 'auditShutdown';
  readonly why: string;
}

const DANGERS: { readonly [A in ActionName]?: Danger } = {
  'enable-server-trigger': {
    option: 'enableTriggers',
    why: 'a trigger can shut everybody out: enable it when you know what it does (--enable-triggers)',
  },
  'set-server-audit-shutdown': {
    option: 'auditShutdown',
    why: 'an audit that cannot write would shut the server down: say so when you know that it can (--audit-shutdown)',
  },
};

function addPlace(
  draft: Draft,
  index: SnapshotIndex,
  shipped: ShippedRights,
  database: string | undefined,
): void {
  const missing = missingDefaults(index, shipped, database);
  draft.add({
    database,
    wanted: (kind) => index.wanted(kind, database),
    statusOf: () => 'added',
    removed: (kind) => missing.filter((row) => row.kind === kind),
    whyNot: (fact) => {
      const code = shipped.whyNotNeeded(fact);
      if (code !== undefined) return limit(code);
      return fact.kind === 'user' ? undefined : whyLeftToFeature(fact, index);
    },
  });
}

/** Rows that a new server or database has and this one had lost. Only a complete capture can tell absence. */
function missingDefaults(
  index: SnapshotIndex,
  shipped: ShippedRights,
  database: string | undefined,
): readonly RightRow[] {
  const isKnown = database === undefined ? index.serverAbsenceIsKnown : index.absenceIsKnown;
  if (!isKnown) return [];
  const rows = database === undefined ? index.server('permission') : index.database(database, 'permission');
  const defaults = database === undefined ? DEFAULT_SERVER_PERMISSIONS : defaultDatabasePermissions(database);
  const lost = defaults.flatMap((row): PermissionFact[] => {
    const isThere = rows.some(
      ({ class: on, name, permission, grantee }) =>
        on === row.class && name === row.name && permission === row.permission && grantee === row.grantee,
    );
    const grantor = database === undefined ? index.sa : 'dbo';
    return isThere ? [] : [{ kind: 'permission', ...row, grantor, state: 'G' }];
  });
  if (database === undefined) return lost;
  const others = shipped.lost(database).filter((row) => row.kind !== 'permission' || !isTellingDefault(row));
  return [...(GUEST_STAYS.includes(database) ? [] : lost), ...others];
}

/** What the engine that was captured is without. */
function engineNotes(index: SnapshotIndex): PlanNote[] {
  if (index.server('server')[0]?.engineEdition !== ENGINE.azureSqlDatabase) return [];
  const note =
    'The snapshot is of Azure SQL Database, which shows no password hashes and has no server permissions. The script is for a SQL Server or a managed instance: on Azure SQL Database it stops before its first statement.';
  return [{ code: 'azure-sql-database', note }];
}
