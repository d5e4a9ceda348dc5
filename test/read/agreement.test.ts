// What the reader gives is what the simulated server holds afterwards, where neither warned: an open world and a closed
// one in which everything that the script speaks of is there.
import type { Fact, FactOf } from '../../src/model/fact.ts';
import { propertiesOf, propertyValue } from '../../src/model/fact-shape.ts';
import { parseParts } from '../../src/parse/parse-script.ts';
import { readScript } from '../../src/read/read-script.ts';
import { foldStatements } from '../../src/simulate/run/run-statements.ts';
import { startOf } from '../../src/simulate/start.ts';
import { DatabaseState } from '../../src/simulate/state/database-state.ts';
import type { Principal } from '../../src/simulate/state/principal.ts';
import { Scope } from '../../src/simulate/state/scope.ts';
import type { Securable } from '../../src/simulate/state/securable.ts';
import { stateToFacts } from '../../src/simulate/state/state-to-facts.ts';
import { openServer } from '../../src/simulate/world/open-server.ts';
import { snapshotOf } from '../render/script-of.ts';
import { assert, suite } from '../suite.ts';
import { corpus } from './corpus.ts';
import { BEFORE, randomOf, sequenceOf } from './statement-sequence.ts';

const RUNS = Number(process.env.REGRANT_RUNS ?? 100);
/** As many as end within a test's time. */
const PORTION = 250;
const SEED = Number(process.env.REGRANT_SEED ?? Date.now() % 1_000_000_000);

/** What a script does not tell, so that the reader cannot: SIDs, and what an object or a language is. */
const UNTOLD: readonly string[] = ['sid', 'ownerSid', 'defaultLanguage', 'type', 'brokerId', 'collation'];

/** A fact as a line, without what no script tells. */
function line(fact: Fact): string {
  if (fact.kind === 'login' && fact.name === 'sa') return `sa ${fact.isDisabled}`;
  const isTyped = fact.kind === 'user' || fact.kind === 'login';
  const told = propertiesOf(fact.kind).flatMap(([property]) => {
    const value = propertyValue(fact, property);
    const isUntold = UNTOLD.includes(property) && !(isTyped && property === 'type');
    return value === undefined || isUntold ? [] : [`${property}=${JSON.stringify(value)}`];
  });
  // A name is spelled as it was first seen, and a script is not the first to see what was there.
  return `${fact.kind} ${told.join(' ')}`.toLowerCase();
}

interface Closed {
  /** What the server holds afterwards. */
  readonly all: ReadonlySet<string>;
  /** What of it was not so before; what is there and nothing more is no news. */
  readonly news: readonly string[];
  /** Lines of the script at which something failed. */
  readonly failed: ReadonlySet<number>;
  readonly why: readonly string[];
}

/** The facts that a script makes or changes on a server that has others. */
async function closed(script: string, before: readonly Fact[]): Promise<Closed> {
  const base = snapshotOf(before);
  const { server } = startOf(base, base, { version: 2025 });
  const start = new Set(stateToFacts(server).map(line));
  const { failures } = await foldStatements(parseParts(script), server);
  const facts = stateToFacts(server);
  return {
    all: new Set(facts.map(line)),
    news: facts
      .filter((fact) => !isInventory(fact))
      .map(line)
      .filter((one) => !start.has(one)),
    failed: new Set(failures.map(({ failure }) => failure.line)),
    why: failures.map(({ failure }) => `${failure.line}: ${failure.why}`),
  };
}

/** Tables that are there, and databases, of which a script says little. */
function isInventory(fact: Fact): boolean {
  return fact.kind === 'database' || (fact.kind === 'securable' && fact.owner === undefined);
}

/** What the reader gives and the server does not hold, and the other way round. */
function differences(read: readonly Fact[], { all, news }: Closed): string[] {
  const given = new Set(read.map(line));
  const told = read.filter(({ kind }) => kind !== 'database').map(line);
  return [
    ...told.filter((one) => !all.has(one)).map((one) => `only read: ${one}`),
    ...news.filter((one) => !given.has(one)).map((one) => `only proven: ${one}`),
  ];
}

/** A sequence without the statements that fail, which no two worlds need agree on. */
async function sound(statements: readonly string[]): Promise<{ script: string; found: Closed } | undefined> {
  let list = [...statements];
  for (let round = 0; round < 6; round++) {
    const script = ['USE Sales', 'GO', ...list, 'GO', 'IF @@TRANCOUNT > 0 ROLLBACK'].join('\n');
    const found = await closed(script, BEFORE);
    if (found.failed.size === 0) return { script, found };
    const at = script.split('\n');
    list = at.filter((_, index) => !found.failed.has(index + 1)).slice(2, -2);
  }
  return undefined;
}

suite('read and prove agree', (test) => {
  for (let from = 0; from < RUNS; from += PORTION) {
    const count = Math.min(PORTION, RUNS - from);
    test(`on ${count} sequences of statements, seed ${SEED + from}`, async () => {
      let compared = 0;
      for (let run = from; run < from + count; run++) {
        const made = await sound(sequenceOf(randomOf(SEED + run)));
        if (made === undefined) continue;
        const { snapshot, diagnostics } = await readScript(made.script);
        if (diagnostics.some(({ severity }) => severity !== 'note')) continue;
        compared += 1;
        const wrong = differences(snapshot.facts, made.found);
        assert.equal(wrong, [], `REGRANT_SEED=${SEED + run} REGRANT_RUNS=1\n${made.script}`);
      }
      console.log(`    ${compared} of ${count} compared`);
      assert.ok(count === 1 || compared >= count / 3, `only ${compared} of ${count} were compared`);
    });
  }

  for (const { name, text } of corpus()) {
    test(`on ${name}`, async () => {
      const { snapshot } = await readScript(text);
      const spoken = await spokenOf(text);
      // A guard asks for a thing because it may be there or not: with it or without it the two agree.
      const bare = spoken.filter(({ kind }) => kind !== 'user' && kind !== 'role');
      const worlds = [await closed(text, spoken), await closed(text, bare)];
      const sound = worlds.filter(({ why }) => why.length === 0);
      const found = sound.map((world) => differences(snapshot.facts, world));
      if (sound.length === 0) console.log(`    ${name}: not compared, ${worlds[0]?.why[0]}`);
      else
        assert.ok(
          found.some((list) => list.length === 0),
          found.flat().join('\n'),
        );
    });
  }
});

/** What a script speaks of before it makes it, if it does, as facts of a server that has it. */
async function spokenOf(script: string): Promise<Fact[]> {
  const spoken = new Map<Scope, (Principal | Securable)[]>();
  const { addPrincipal, addSecurable } = Scope.prototype;
  const note = <T extends Principal | Securable>(scope: Scope, thing: T): T => {
    if (thing.isMentioned === true) spoken.set(scope, [...(spoken.get(scope) ?? []), thing]);
    return thing;
  };
  Scope.prototype.addPrincipal = function (this: Scope, one) {
    return note(this, addPrincipal.call(this, one));
  };
  Scope.prototype.addSecurable = function (this: Scope, one) {
    return note(this, addSecurable.call(this, one));
  };
  const server = openServer();
  await foldStatements(parseParts(script), server, { onFailure: () => {} });
  Object.assign(Scope.prototype, { addPrincipal, addSecurable });
  const places = [...server.databases()].map(({ name }) => name).filter((name) => !SYSTEM.includes(name));
  const things = [...spoken].flatMap(([scope, list]) =>
    list.map((thing) => factOf(thing, scope instanceof DatabaseState ? scope.name : undefined)),
  );
  return [...places.map(databaseFact), ...things];
}

const SYSTEM: readonly string[] = ['master', 'msdb', 'model', 'tempdb'];

function factOf(thing: Principal | Securable, database: string | undefined): Fact {
  const { name } = thing;
  if ('class' in thing) {
    const { class: found, schema } = thing;
    const place = database === undefined ? {} : { database };
    if (found === 'SCHEMA' && database !== undefined) return { kind: 'schema', database, name, owner: 'dbo' };
    const owner = database === undefined ? 'sa' : 'dbo';
    return {
      kind: 'securable',
      ...place,
      class: found,
      name,
      ...(schema === undefined ? { owner } : { schema }),
    };
  }
  const { type } = thing;
  if (database === undefined) {
    if (type === 'R') return { kind: 'server-role', name, owner: 'sa' };
    return { ...LOGIN, name, type: type as FactOf<'login'>['type'], sid: sidOf(name) };
  }
  if (type === 'R') return { kind: 'role', database, name, owner: 'dbo' };
  if (type === 'A') return { kind: 'application-role', database, name, defaultSchema: 'dbo' };
  return {
    kind: 'user',
    database,
    name,
    type: type as FactOf<'user'>['type'],
    authenticationType: type === 'U' ? 3 : 0,
    sid: sidOf(name),
    defaultSchema: 'dbo',
  };
}

const LOGIN = {
  kind: 'login',
  isDisabled: false,
  defaultDatabase: 'master',
  isPolicyChecked: true,
  isExpirationChecked: false,
} as const;

const sidOf = (name: string): `0x${string}` =>
  `0x${Buffer.from(`${name}/of`, 'utf8').toString('hex').toUpperCase()}`;

function databaseFact(name: string): Fact {
  const [fact] = BEFORE;
  return { ...fact, name } as Fact;
}
