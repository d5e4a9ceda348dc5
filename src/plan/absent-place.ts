// Databases and securables that a snapshot has and the server has not: no statement about security can make them, so
// nothing on them is tried.
import type { Fact } from '../model/fact.ts';
import { keyFor } from '../model/identity.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { FactChanges } from './compare-snapshots.ts';
import type { Step } from './plan.ts';

/** Tells what cannot be done where. */
export interface AbsentPlaces {
  hasDatabase(name: string): boolean;
  hasSecurable(fact: Fact): boolean;
  /** Whether a step is on something that is not there. */
  isPlaceOf(step: Step, database: string | undefined): boolean;
}

/** Reads them off the differences, and off what the server, as it is, has of databases. */
export function absentPlaces({ added }: FactChanges, { header, facts }: Snapshot): AbsentPlaces {
  const there = new Set(facts.flatMap((fact) => (fact.kind === 'database' ? [fact.name] : [])));
  const isWhole = header.selection === undefined;
  const isAdded = (kind: string, values: object) => added.has(keyFor({ ...values, kind } as never));
  const hasDatabase = (name: string) => isAdded('database', { name });
  const hasSecurable = (fact: object) => isAdded('securable', fact);
  return {
    hasDatabase: (name) => hasDatabase(name) || (isWhole && !there.has(name)),
    hasSecurable,
    isPlaceOf: ({ values, action }, database) => {
      if (database !== undefined && hasDatabase(database)) return true;
      if (action === 'own-database') return hasDatabase(String(values.database));
      if (action === 'set-default-database')
        return isWhole && !there.has(String(values.database)) && !SHIPPED.has(String(values.database));
      const on = values.on as { name?: string } | undefined;
      return on?.name !== undefined && hasSecurable(database === undefined ? on : { database, ...on });
    },
  };
}

/** Every server has these, whether they were captured or not. */
const SHIPPED: ReadonlySet<string> = new Set(['master', 'model', 'msdb', 'tempdb']);
