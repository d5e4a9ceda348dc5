// Statements of a genuine script that were changed by chance, held against Microsoft's parser: what it finds in one in which
// nothing is told to be foreign is of the kinds that genuine ones are of.
import { ForeignFinder } from '../../src/parse/foreign/foreign-finder.ts';
import { KeptText } from '../../src/parse/foreign/kept-text.ts';
import { tokenize } from '../../src/parse/lex/tokenizer.ts';
import { parseScript } from '../../src/parse/parse-script.ts';
import { available, facts, type StatementFact } from '../conformance-bridge/conformance.ts';
import { conformanceSuite } from '../conformance-bridge/gate.ts';
import { chanceFrom } from '../hostile/mutate.ts';
import { assert } from '../suite.ts';
import { capturedFixture, scriptOf } from './restored-server.ts';
import { smallServer } from './small-server.ts';

const RUNS = Number(process.env.REGRANT_RUNS ?? 2000);
const SEED = Number(process.env.REGRANT_SEED ?? 20_261_129);

/** What an attacker would put into a statement. */
const HOSTILE = [
  'SHUTDOWN',
  'DROP TABLE dbo.x',
  'DECLARE @x int = dbo.f()',
  'SET @x = NEXT VALUE FOR dbo.s',
  'SELECT 1',
  'SELECT * INTO a FROM b',
  'PRINT dbo.f()',
  'PRINT $SHUTDOWN',
  "EXEC xp_cmdshell 'dir'",
  "EXEC ('SHUTDOWN')",
  'SET NOEXEC ON',
  'RETURN',
  'BEGIN TRANSACTION',
  'ROLLBACK',
  'USE master',
  "EXECUTE AS LOGIN = 'sa'",
  'REVERT',
  "WAITFOR DELAY '01:00'",
  'KILL 51',
  'WHILE 1 = 1',
  'IF dbo.f() = 1',
  'GOTO a',
  'a:',
  'UPDATE x SET a = 1',
  'CHECKPOINT',
  'DBCC FREEPROCCACHE',
  "BACKUP DATABASE a TO DISK = 'b'",
  "RAISERROR('a', 20, 1) WITH LOG",
  'THROW',
  "OPEN SYMMETRIC KEY a DECRYPTION BY PASSWORD = 'b'",
  'ENABLE TRIGGER a ON b',
  'AND dbo.f() = 1',
  'OR EXISTS (SELECT 1 FROM dbo.evil)',
  ', (SELECT 1 FROM dbo.evil)',
  'BEGIN',
  'END',
  'ELSE',
  ';',
  '(',
  ')',
  "'",
  '--',
  '/*',
  '$',
  '1',
];

/** What a statement may hold besides what a genuine one is of: it does nothing. */
const HARMLESS = [
  'DeclareVariableStatement',
  'SetVariableStatement',
  'LabelStatement',
  'RaiseErrorStatement',
];

const { text } = await scriptOf(await capturedFixture(smallServer()));
const genuine = text.split('\n').filter((line) => /^EXEC #regrant \d+, N'.*';$/.test(line));
const innerOf = (line: string) => line.slice(line.indexOf("N'") + 2, -2).replaceAll("''", "'");
const asLine = (inner: string) => `EXEC #regrant 5, N'${inner.replaceAll("'", "''")}';`;

function mutantOf(inner: string, chance: () => number): string {
  const tokens = tokenize(inner).slice(0, -1);
  const some = () => tokens[Math.floor(chance() * tokens.length)];
  const hostile = HOSTILE[Math.floor(chance() * HOSTILE.length)] ?? '';
  const [one, other] = [some(), some()];
  const [from = 0, length = 0] = [one?.offset, one?.text.length];
  const kind = chance();
  if (kind < 0.6) return `${inner.slice(0, from)} ${hostile} ${inner.slice(from)}`;
  if (kind < 0.7) return `${inner} ${hostile}`;
  if (kind < 0.85) return inner.slice(0, from) + hostile + inner.slice(from + length);
  return inner.slice(0, from) + (other?.text ?? '') + inner.slice(from + length);
}

async function isForeign(script: string): Promise<boolean> {
  const kept = new KeptText(script);
  const finder = new ForeignFinder(kept);
  for await (const statement of parseScript(kept.chunks())) if (finder.in(statement).length > 0) return true;
  return finder.atEnd().length > 0;
}

const kindOf = ({ verb, name }: StatementFact): string =>
  verb === 'OTHER' || verb === 'EXEC' ? `${verb} ${name}` : verb;

const mutants: { readonly id: string; readonly text: string }[] = [];
for (let run = 0; run < RUNS && available(); run++) {
  const chance = chanceFrom(SEED + run);
  const line = genuine[Math.floor(chance() * genuine.length)] ?? '';
  const script = asLine(mutantOf(innerOf(line), chance));
  if (!(await isForeign(script))) mutants.push({ id: String(run), text: script });
}
const answers = available() ? await facts([...mutants, { id: 'genuine', text: genuine.join('\n') }]) : [];
const kinds = new Set([
  ...(answers.find(({ id }) => id === 'genuine')?.facts.map(kindOf) ?? []),
  ...HARMLESS.map((name) => `OTHER ${name}`),
]);

conformanceSuite('statements changed by chance', (test) => {
  test('the genuine ones are not foreign, and are of some kinds', async () => {
    for (const line of genuine) assert.not.ok(await isForeign(line), line);
    assert.ok(kinds.size > HARMLESS.length + 10, [...kinds].join());
  });

  test(`${RUNS} of them: nothing runs that is not told`, () => {
    const wrong = mutants.flatMap(({ text: script }, at) => {
      const answer = answers[at];
      // What does not parse is refused by the server, too.
      if (answer === undefined || answer.errors.length > 0) return [];
      const strange = answer.facts.map(kindOf).filter((kind) => !kinds.has(kind));
      return strange.length === 0 ? [] : [`${strange.join()}: ${script}`];
    });
    assert.equal(wrong.slice(0, 10), [], `${wrong.length} of ${mutants.length}`);
    assert.ok(mutants.length > 0 && mutants.length < RUNS);
  });
});
