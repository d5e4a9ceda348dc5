// What a plan's head tells of whole kinds of principals: those that features made, and those of Microsoft Entra.

import { type FeatureRow, featureOf } from '../model/catalog/feature-principal.ts';
import { principalKind } from '../model/catalog/principal-kind.ts';
import { defined } from '../model/defined.ts';
import { databaseOf, keyOfParts } from '../model/identity.ts';
import { firstOf } from '../model/words/shown.ts';
import type { SnapshotIndex } from './lookup/snapshot-index.ts';
import type { PlanNote } from './plan.ts';

/** Names that a note tells at most. */
const MOST_NAMES = 5;

/** One note for each feature of a place, and one for Entra. */
export function kindNotes(index: SnapshotIndex): PlanNote[] {
  return [...featureNotes(index), ...externalNotes(index)];
}

function featureNotes(index: SnapshotIndex): PlanNote[] {
  const notes = new Map<
    string,
    { readonly row: FeatureRow; readonly database: string | undefined; readonly names: Set<string> }
  >();
  for (const fact of index.facts) {
    const row = featureOf(fact, index);
    if (row === undefined || !('name' in fact)) continue;
    const database = databaseOf(fact);
    const key = keyOfParts(database, row.feature);
    const note = notes.get(key) ?? { row, database, names: new Set() };
    notes.set(key, note);
    note.names.add(String(fact.name));
  }
  return [...notes.values()].map(({ row, database, names }) => {
    const note = `${firstOf([...names], MOST_NAMES)}: made by ${row.feature}. ${row.remedy}`;
    return { code: 'feature-principal', ...defined({ database }), note };
  });
}

/** Source: "Microsoft Entra authentication for SQL Server", "CREATE LOGIN (Transact-SQL)" (Microsoft). */
function externalNotes({ facts }: SnapshotIndex): PlanNote[] {
  const count = facts.filter(
    (fact) =>
      (fact.kind === 'login' || fact.kind === 'user') && principalKind(fact.type)?.source === 'external',
  ).length;
  if (count === 0) return [];
  const note =
    'There are logins or users of Microsoft Entra: the target has to be SQL Server 2022 or later, connected by Azure Arc and with an Entra admin, or a managed instance, of the same tenant. Elsewhere their statements fail.';
  return [{ code: 'entra-needed', note }];
}
