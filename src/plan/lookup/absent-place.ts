// Databases and securables that a snapshot has and the server has not: no statement about security can make them, so
// nothing on them is tried.
import { SYSTEM_DATABASES } from '../../model/catalog/system-database.ts';
import type { Fact } from '../../model/fact.ts';
import { factKindOf } from '../../model/fact-shape.ts';
import { databaseOf, keyFor } from '../../model/identity.ts';
import { limitOfEndpoint } from '../../model/limit-of-row.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { FactChanges } from '../compare-snapshots.ts';
import type { Reason } from '../reason.ts';
import { MISSING_DATABASE, MISSING_SECURABLE } from '../reason.ts';

/** Tells what cannot be done where. */
export interface AbsentPlaces {
  hasDatabase(name: string): boolean;
  /** Why nothing can be done for a fact: its database, or what it is on, is not there. */
  whyNot(fact: Fact): Reason | undefined;
}

/** Reads them off the differences, and off what the server, as it is, has of databases. */
export function absentPlaces({ added }: FactChanges, { header, facts }: Snapshot): AbsentPlaces {
  const there = new Set(facts.flatMap((fact) => (fact.kind === 'database' ? [fact.name] : [])));
  const isWhole = header.selection === undefined;
  const hasDatabase = (name: string) =>
    added.has(keyFor({ kind: 'database', name })) ||
    (isWhole && !there.has(name) && !SYSTEM_DATABASES.includes(name));
  const isMissing = (fact: Fact) => {
    if (fact.kind === 'audit-action') return added.has(keyFor({ ...fact, kind: 'securable' }));
    if (fact.kind !== 'permission') return false;
    const thing = added.get(keyFor({ ...fact, kind: factKindOf(fact.class) }));
    return (
      thing?.kind === 'securable' || (thing?.kind === 'endpoint' && limitOfEndpoint(thing) !== undefined)
    );
  };
  return {
    hasDatabase,
    whyNot: (fact) => {
      const database = fact.kind === 'database' ? fact.name : databaseOf(fact);
      if (database !== undefined && hasDatabase(database)) return MISSING_DATABASE;
      const isAdded = fact.kind === 'securable' && added.has(keyFor({ ...fact }));
      return isAdded || isMissing(fact) ? MISSING_SECURABLE : undefined;
    },
  };
}
