// The reader against Microsoft's parser: the forms of the pages, calls of procedures, the corpus, and generated
// statements, valid and broken. Both refuse what stands on a line or both take it, and then both read the same parts;
// where they are meant to differ is known-differences.ts.
import { conformanceSuite } from '../conformance-bridge/gate.ts';
import { assert } from '../suite.ts';
import { CALLS } from './call-forms.ts';
import { type Comparison, compareReaders } from './compare-readers.ts';
import { corpus } from './corpus.ts';
import { PAGES } from './forms.ts';
import { KNOWN_DIFFERENCES, NOT_JUDGED } from './known-differences.ts';
import { ORDINARY } from './ordinary-statements.ts';
import { generateStatements } from './statement-generator.ts';

const COUNT = 20_000;
const SEED = 20_261_122;
/**
 * Most generated statements that may be excused because they are not judged: a word more or less makes them one of
 * another kind (CREATE DATABASE … SCOPED CREDENTIAL, DROP DATABASE, BEGIN TRAN CREATEROLE, ALTER DATABASE … SET a).
 */
const UNJUDGED_LIMIT = 250;

/** Scripts that the other side cannot follow as a whole, and why; each is seen to be one. */
const UNREADABLE: ReadonlyMap<string, string> = new Map([
  ['availability-group-seeding', 'its grammar lacks GRANT and DENY of ALTER AVAILABILITY GROUP'],
  ['quoted-identifier-off', 'the bridge does not carry QUOTED_IDENTIFIER over batches and texts'],
  ['sp-help-revlogin-2000', 'the bridge does not turn bytes into characters'],
]);

const forms = [...PAGES.flatMap(({ rows }) => rows.map(([text]) => text)), ...CALLS];

conformanceSuite("read: the reader and Microsoft's parser", (test) => {
  const agree = ({ differences }: Comparison): void => assert.equal(differences.slice(0, 20), []);

  test('the forms of the pages, and calls of procedures', async () => {
    const compared = await compareReaders(forms.map((text, at) => ({ name: `form ${at}`, text })));
    agree(compared);
    const refused = compared.refused.map((at) => forms[at]);
    const lacking = [...compared.excused.values()].reduce((sum, count) => sum + count, 0);
    assert.is(refused.length, lacking, `refused by both: ${refused.join('\n')}`);
  });

  test('statements of everyday scripts, with one of security behind each', async () => {
    const texts = ORDINARY.map((text) => `PRINT 1; ${text} GRANT SELECT ON t TO u`);
    const compared = await compareReaders(texts.map((text) => ({ name: 'ordinary', text })));
    agree(compared);
    const lacking = [...compared.excused.values()].reduce((sum, count) => sum + count, 0);
    assert.equal([compared.refused.length, compared.taken.length], [lacking, ORDINARY.length - lacking]);
  });

  test('the corpus, as sqlcmd hands it on', async () => {
    const scripts = corpus().filter(({ name }) => !UNREADABLE.has(name));
    const compared = await compareReaders(scripts);
    agree(compared);
    assert.equal([compared.refused, compared.taken.length], [[], scripts.length]);
    for (const [at, parts] of compared.taken) assert.ok(parts.length > 0, scripts[at]?.name);
    for (const script of corpus().filter(({ name }) => UNREADABLE.has(name)))
      assert.ok((await compareReaders([script])).differences.length > 0, `${script.name} can be followed`);
  });

  test(`${COUNT} generated statements, of every kind, half of them broken`, async () => {
    const generated = generateStatements(COUNT, SEED);
    const compared = await compareReaders(generated.map(({ kind, text }) => ({ name: kind, text })));
    agree(compared);
    const unjudged = compared.excused.get(NOT_JUDGED) ?? 0;
    assert.ok(unjudged <= UNJUDGED_LIMIT, `${unjudged} were only taken because they are not judged`);
    // Of what is audited the parser's reader tells no parts.
    const hasParts = (at: number) => !/ AUDIT SPECIFICATION$/.test(generated[at]?.kind ?? '');
    const taken = countKinds(
      compared.taken.flatMap(([at, parts]) => (parts.length > 0 || !hasParts(at) ? [generated[at]] : [])),
    );
    const refused = countKinds(compared.refused.map((at) => generated[at]));
    for (const kind of new Set(generated.map(({ kind }) => kind))) {
      const counts = `${kind}: ${taken.get(kind)} taken, ${refused.get(kind)} refused`;
      assert.ok((taken.get(kind) ?? 0) >= 100 && (refused.get(kind) ?? 0) >= 100, counts);
    }
    const share = compared.refused.length / COUNT;
    assert.ok(share > 0.35 && share < 0.65, `${share} of the statements are broken`);
    assert.ok(generated.filter(({ isWrapped }) => isWrapped).length > COUNT / 5);
  });

  test('every known difference is one', async () => {
    const compared = await compareReaders(
      KNOWN_DIFFERENCES.map(({ example }) => ({ name: 'example', text: example })),
    );
    agree(compared);
    assert.equal(
      [...compared.excused].map(([reason, count]) => [reason, count]),
      KNOWN_DIFFERENCES.map(({ reason }) => [reason, 1]),
    );
  });
});

function countKinds(statements: readonly ({ readonly kind: string } | undefined)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of statements.filter((item) => item !== undefined))
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
