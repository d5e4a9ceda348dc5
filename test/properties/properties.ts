// The properties that hold for every environment, run over generated ones. One environment serves all of them: each
// is captured once, scripted once, and looked at from every side. A run is one property on one environment.
import fc from 'fast-check';
import type { Fact } from '../../src/model/fact.ts';
import { readScript } from '../../src/read/read-script.ts';
import type { Selection } from '../../src/select/selection.ts';
import { available, facts as parseFacts } from '../conformance-bridge/conformance.ts';
import { GRAMMAR_GAPS, isKnownGap } from '../conformance-bridge/known-gaps.ts';
import type { Environment } from '../generate/environment.ts';
import { type ArbitraryBounds, environmentArbitrary } from '../generate/environment-arbitrary.ts';
import { assert } from '../suite.ts';
import { accountFaults } from './account.ts';
import { check } from './check.ts';
import { demandsOf, differences, type Effect } from './effects.ts';
import { narrowingFaults } from './narrowing.ts';
import { orderFaults } from './order.ts';
import { otherDemands, otherEffects } from './other-effects.ts';
import { captureEngine, engineOf, type Outcome, outcomeOf } from './outcome.ts';
import { parsedEffects } from './parsed-effects.ts';
import { readEffects, withoutGrantors } from './read-effects.ts';
import { isLostShipped } from './shipped.ts';

/** Properties on each environment of {@link runProperties}, beside that of Microsoft's parser. */
const PROPERTIES_OF_ONE = 5;

/** How much there is in a generated environment; small enough that a thousand take no minute. */
const BOUNDS: ArbitraryBounds = {
  logins: 8,
  databases: 2,
  users: 8,
  objects: 8,
  securables: 10,
  permissions: 30,
};

/** Notes of rows that no chain of grants leads to. */
const UNLINKED: readonly string[] = ['missing-grantor', 'grantor-circle'];

/** How to run. */
export interface Runs {
  readonly environments: number;
  readonly seed: number;
}

/** Runs every property on as many environments; gives the number of runs. Throws what fast-check throws. */
export async function runProperties({ environments, seed }: Runs): Promise<number> {
  const outcomes: Outcome[] = [];
  await check(
    fc.asyncProperty(
      environmentArbitrary(BOUNDS),
      fc.infiniteStream(fc.nat()),
      async (environment, picks) => {
        const outcome = await outcomeOf(environment);
        assert.equal(outcome.snapshot.header.omissions, [], 'a consistent server is captured whole');
        assert.equal(accountFaults(outcome), [], 'every row is in one fact or on the account');
        checkUnwritable(outcome);
        await checkReader(outcome);
        const isLinked = !outcome.notes.some(({ code }) => UNLINKED.includes(code));
        assert.equal(orderFaults(outcome.script, isLinked), [], 'the order of the statements');
        const selection = selectionOf(outcome.snapshot.facts, picks);
        const faults = await narrowingFaults(outcome.snapshot, outcome.script, selection);
        assert.equal(faults, [], `narrowed by ${JSON.stringify(selection)}`);
        outcomes.push(outcome);
      },
    ),
    { environments, seed },
  );
  return environments * PROPERTIES_OF_ONE + (await checkParser(outcomes));
}

/** Captures environments twice, the second time with the rows of every table in another order. */
export async function runAnyOrder({ environments, seed }: Runs): Promise<number> {
  await check(
    fc.asyncProperty(environmentArbitrary(BOUNDS), fc.nat(), async (environment, start) => {
      const straight = await captureEngine(engineOf(environment));
      const shuffled = await captureEngine(shuffledEngine(environment, start));
      assert.is(JSON.stringify(shuffled), JSON.stringify(straight));
    }),
    { environments, seed },
  );
  return environments;
}

function shuffledEngine(environment: Environment, start: number) {
  let state = start;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state;
  };
  return engineOf(environment, (rows) =>
    rows
      .map((row) => [next(), row] as const)
      .sort(([a], [b]) => a - b)
      .map(([, row]) => row),
  );
}

/** Every row that no statement can write is noted, and no other. */
function checkUnwritable({ snapshot, notes }: Outcome): void {
  const noted = notes.filter(({ code }) => code === 'ungrantable-row').length;
  const barred = snapshot.facts.filter(isBarredMember).length;
  assert.is(noted, demandsOf(snapshot).unwritable + barred, 'rows that no statement writes are noted');
}

const isBarredMember = (fact: Fact) =>
  fact.kind === 'role-member' &&
  fact.member === (fact.database === undefined ? 'sa' : 'dbo') &&
  fact.role !== (fact.database === undefined ? 'sysadmin' : 'db_owner');

async function checkReader({ snapshot, script }: Outcome): Promise<void> {
  const read = await readScript([script], { serverName: snapshot.header.server.name });
  const found = withoutGrantors(readEffects(read.snapshot.facts.filter((fact) => !isSa(fact))));
  assert.equal(
    differences(withoutGrantors(demandsOf(snapshot).effects), found),
    [],
    'read by the script reader',
  );
}

const isSa = (fact: Fact) => fact.kind === 'login' && fact.sid === '0x01';

/** The same by Microsoft's parser, for all environments in one process. */
async function checkParser(outcomes: readonly Outcome[]): Promise<number> {
  if (!available()) return 0;
  const answers = await parseFacts(
    outcomes.map(({ script, environment }, at) => ({
      id: String(at),
      text: script,
      versions: [environment.server.version],
    })),
  );
  outcomes.forEach(({ snapshot, environment }, at) => {
    const answer = answers[at];
    if (answer === undefined) throw new Error('The parser gave no answer.');
    const { version } = environment.server;
    const errors = answer.errors.filter((error) => !isKnownGap(error, version));
    assert.equal(errors, [], `environment ${at}: errors`);
    const demanded = demandsOf(snapshot).effects.filter((effect) => !isInGap(effect, version));
    const parsed = parsedEffects(answer).filter((effect) => !isLostShipped(effect, snapshot.facts));
    assert.equal(differences(demanded, parsed), [], `environment ${at}: parsed`);
    const others = otherDemands(snapshot).filter((effect) => !isInGap(effect, version));
    assert.equal(differences(others, otherEffects(answer)), [], `environment ${at}: parsed, beside rights`);
  });
  return outcomes.length;
}

function isInGap(effect: Effect, version: number): boolean {
  const [kind = '', , on] = JSON.parse(effect) as readonly string[];
  const isOn = kind === 'permission' || kind === 'owner';
  const gap = GRAMMAR_GAPS.find(({ securable }) => isOn && securable === on);
  return gap !== undefined && (gap.before === undefined || version < gap.before);
}

/** A selection made of what is there. */
function selectionOf(facts: readonly Fact[], picks: fc.Stream<number>): Selection {
  const pick = <T>(list: readonly T[]): T | undefined => list[draw() % Math.max(1, list.length)];
  const draw = () => picks.next().value ?? 0;
  const named = (...kinds: readonly string[]) =>
    facts.flatMap((fact) => (kinds.includes(fact.kind) ? [(fact as { name: string }).name] : []));
  const literal = (name: string | undefined) => [name ?? 'nobody'].filter((text) => !/[*?]/.test(text));
  const kinds = ['views', 'tables', 'users', 'database-roles', 'logins', 'server', 'schemas'] as const;
  const choices: readonly (() => Selection)[] = [
    () => ({ principals: { include: literal(pick(named('user', 'role', 'login'))) } }),
    () => ({ principals: { include: literal(pick(named('role'))) }, withMembers: true }),
    () => ({ principals: { exclude: literal(pick(named('user', 'role', 'login'))) } }),
    () => ({ schemas: { include: literal(pick(named('schema'))) } }),
    () => ({ kinds: { include: [pick(kinds) ?? 'views'] } }),
    () => ({ kinds: { exclude: [pick(kinds) ?? 'views'] } }),
    () => ({ databases: { include: literal(pick(named('database'))) } }),
    () => ({ objects: { exclude: literal(pick(named('securable'))).map((name) => ({ name })) } }),
  ];
  return pick(choices)?.() ?? {};
}
