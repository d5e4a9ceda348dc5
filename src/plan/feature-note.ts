// What a plan's head tells of whole kinds of principals: those that features made, and those of Microsoft Entra.

import { featureOf } from '../model/catalog/feature-principal.ts';
import { principalKind } from '../model/catalog/principal-kind.ts';
import { defined } from '../model/defined.ts';
import type { Fact } from '../model/fact.ts';
import { databaseOf, keyOfParts } from '../model/identity.ts';
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
    { readonly fact: Fact; readonly names: Set<string>; readonly said: string[] }
  >();
  for (const fact of index.facts) {
    const row = featureOf(fact, index);
    if (row === undefined || !('name' in fact)) continue;
    const key = keyOfParts(databaseOf(fact), row.feature);
    const note = notes.get(key) ?? { fact, names: new Set(), said: [row.feature, row.remedy] };
    notes.set(key, note);
    note.names.add(String(fact.name));
  }
  return [...notes.values()].map(({ fact, names, said: [feature = '', remedy = ''] }) => {
    const list = [...names].slice(0, MOST_NAMES).join(', ');
    const more = names.size > MOST_NAMES ? ` and ${names.size - MOST_NAMES} more` : '';
    const note = `${list}${more}: made by ${feature}. ${remedy}`;
    return { code: 'feature-principal', ...defined({ database: databaseOf(fact) }), note };
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
