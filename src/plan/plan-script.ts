// A snapshot into the plan of a script that restores it on an empty or a restored server. Pure: facts in, plan out.
import { RegrantError } from '../model/errors.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Plan, PlanNote } from './plan.ts';
import { planDatabase } from './plan-database.ts';
import { planFinally } from './plan-finally.ts';
import { clrEnabled, planServer } from './plan-server.ts';
import { indexSnapshot } from './snapshot-index.ts';

/** How to plan a script. */
export interface PlanOptions {
  /** Plan although the snapshot is incomplete; what is missing is said in the script's header. Default false. */
  readonly allowIncomplete?: boolean;
  /** SHA-256 of the snapshot's fact lines, shown in the header. */
  readonly digest?: string;
}

/**
 * Plans the script that restores a snapshot.
 * Throws a RegrantError `incomplete-snapshot` when the snapshot is incomplete and that was not allowed.
 */
export function planScript(snapshot: Snapshot, options: PlanOptions = {}): Plan {
  const { header } = snapshot;
  if (!header.complete && !options.allowIncomplete) {
    throw new RegrantError({
      code: 'incomplete-snapshot',
      fact: `The snapshot of ${header.server.name} is incomplete: ${header.omissions.map(({ fact }) => fact).join(' ')}`,
      remedy:
        'Capture again with what is missing put right, or allow an incomplete script (--allow-incomplete).',
    });
  }
  const index = indexSnapshot(snapshot);
  const notes: PlanNote[] = [];
  const sections = [
    ...planServer(index, notes),
    ...index.databases.flatMap((database) => planDatabase(database, index, notes)),
    planFinally(index),
  ];
  return {
    source: header,
    ...(options.digest === undefined ? {} : { digest: options.digest }),
    majorVersion: Number.parseInt(header.server.productVersion, 10),
    clrEnabled: clrEnabled(index),
    sections: sections.filter(({ steps }) => steps.length > 0),
    notes,
  };
}
