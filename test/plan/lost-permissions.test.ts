// What ALTER AUTHORIZATION drops: the plan of a changed owner and the simulated server say the same of every thing that
// has one, and of a schema what Microsoft's page says.
import type { Fact, FactOf } from '../../src/model/fact.ts';
import { keyOf } from '../../src/model/identity.ts';
import { placedSentence } from '../../src/model/words/sentence.ts';
import { parseParts } from '../../src/parse/parse-script.ts';
import { compareSnapshots } from '../../src/plan/compare-snapshots.ts';
import { lostPermissions } from '../../src/plan/grantors/lost-permissions.ts';
import { indexSnapshot } from '../../src/plan/lookup/snapshot-index.ts';
import { foldStatements } from '../../src/simulate/run/run-statements.ts';
import { startOf } from '../../src/simulate/start.ts';
import { stateToFacts } from '../../src/simulate/state/state-to-facts.ts';
import { databaseFact } from '../model/database-fact.ts';
import { DEFAULTS, snapshotOf } from '../render/script-of.ts';
import { assert, suite } from '../suite.ts';

const database = 'D';
type Owned = FactOf<'securable'> | FactOf<'schema'> | FactOf<'role'>;

const user = (name: string): Fact => ({ kind: 'user', database, name, type: 'S', authenticationType: 0 });
const thing = (of: Pick<FactOf<'securable'>, 'class' | 'schema' | 'name' | 'owner' | 'type'>): Owned => ({
  kind: 'securable',
  database,
  ...of,
});

/** Things of every sort that an owner tells: in a schema with and without an owner of their own, and in none. */
const THINGS: readonly Owned[] = [
  { kind: 'schema', database, name: 's', owner: 'a' },
  { kind: 'schema', database, name: 'other', owner: 'a' },
  { kind: 'role', database, name: 'r', owner: 'a' },
  thing({ class: 'OBJECT', schema: 's', name: 'plain', type: 'U' }),
  thing({ class: 'OBJECT', schema: 's', name: 'owned', type: 'U', owner: 'a' }),
  thing({ class: 'OBJECT', schema: 'other', name: 'plain', type: 'U' }),
  thing({ class: 'OBJECT', schema: 'dbo', name: 's', type: 'U' }),
  thing({ class: 'TYPE', schema: 's', name: 'plain' }),
  thing({ class: 'TYPE', schema: 's', name: 'owned', owner: 'a' }),
  thing({ class: 'XML SCHEMA COLLECTION', schema: 's', name: 'plain' }),
  thing({ class: 'XML SCHEMA COLLECTION', schema: 's', name: 'owned', owner: 'a' }),
  thing({ class: 'CERTIFICATE', name: 's', owner: 'a' }),
  thing({ class: 'SERVICE', name: 'plain', owner: 'dbo' }),
];

const classOf = (fact: Owned) =>
  fact.kind === 'securable' ? fact.class : fact.kind === 'schema' ? 'SCHEMA' : 'ROLE';

const rowOn = (fact: Owned): FactOf<'permission'> => ({
  kind: 'permission',
  database,
  class: classOf(fact),
  ...(fact.kind === 'securable' && fact.schema !== undefined ? { schema: fact.schema } : {}),
  name: fact.name,
  permission: 'CONTROL',
  grantee: 'g',
  grantor: fact.owner ?? 'a',
  state: 'G',
});

const BEFORE = snapshotOf([
  ...DEFAULTS,
  databaseFact(database),
  ...['a', 'b', 'g'].map(user),
  ...THINGS,
  ...THINGS.map(rowOn),
]);

const said = (facts: Iterable<Fact>): string[] => [...facts].map(placedSentence).sort();

/** What is gone on the simulated server when a thing gets another owner. */
async function droppedBy(fact: Owned): Promise<string[]> {
  const { server } = startOf(BEFORE, BEFORE, { version: 2022 });
  const rows = () => stateToFacts(server).filter(({ kind }) => kind === 'permission');
  const before = rows();
  const place = fact.kind === 'securable' && fact.schema !== undefined ? `${fact.schema}.` : '';
  const script = `USE D; ALTER AUTHORIZATION ON ${classOf(fact)}::${place}${fact.name} TO b`;
  const { failures } = await foldStatements(parseParts(script), server);
  assert.equal(failures, [], script);
  const kept = new Set(rows().map(keyOf));
  return said(before.filter((row) => !kept.has(keyOf(row))));
}

/** What a plan that gives a thing another owner takes for lost. */
function lostBy(fact: Owned): string[] {
  const facts = BEFORE.facts.map((one) => (keyOf(one) === keyOf(fact) ? { ...one, owner: 'b' } : one));
  const changes = compareSnapshots(BEFORE.facts, facts);
  return said(lostPermissions(changes, indexSnapshot(BEFORE), facts, new Set()));
}

suite('permissions that a new owner takes away', (test) => {
  for (const fact of THINGS) {
    const name = `${classOf(fact)} ${fact.kind === 'securable' ? (fact.schema ?? '') : ''}.${fact.name}`;
    test(`of ${name} the plan and the simulated server have the same`, async () => {
      const dropped = await droppedBy(fact);
      assert.ok(dropped.length > 0);
      assert.equal(lostBy(fact), dropped);
    });
  }

  test('of a schema they are its own, and those of what is in it without an owner of its own', () => {
    const [schema] = THINGS;
    assert.ok(schema);
    const isDropped = (fact: Owned): boolean =>
      fact === schema || (fact.kind === 'securable' && fact.schema === 's' && fact.owner === undefined);
    assert.equal(lostBy(schema), said(THINGS.filter(isDropped).map(rowOn)));
    assert.is(lostBy(schema).length, 4);
  });
});
