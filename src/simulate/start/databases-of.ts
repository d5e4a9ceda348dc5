// Which databases a server has, and what those are that no fact tells of.

import { SYSTEM_DATABASES } from '../../model/catalog/system-database.ts';
import { SA_SID } from '../../model/catalog/system-principals.ts';
import type { FactOf } from '../../model/fact.ts';
import type { FactIndex } from '../../model/fact-index.ts';
import { databasesIn } from '../../model/identity.ts';
import { NEW_DATABASE } from '../state/database-state.ts';

/** The databases of the snapshot, those that only what is in them speaks of, and those that every server has. */
export function databasesOf(index: FactIndex): FactOf<'database'>[] {
  const facts = index.of('database');
  const known = new Set(facts.map(({ name }) => name));
  const missing = [...new Set([...SYSTEM_DATABASES, ...databasesIn(index.facts)])].filter(
    (name) => !known.has(name),
  );
  return [...facts, ...missing.map(unspokenDatabase)];
}

function unspokenDatabase(name: string): FactOf<'database'> {
  return {
    ...NEW_DATABASE,
    kind: 'database',
    name,
    ownerSid: SA_SID,
    isTrustworthy: name === 'msdb',
    isDbChaining: name !== 'model',
    isBrokerEnabled: name === 'msdb' || name === 'tempdb',
    brokerId: '',
  };
}
