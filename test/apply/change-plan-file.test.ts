// A plan's file in hostile hands: every value in it set to text that would break out of a comment, a literal or a line is
// refused or, where a text may stand, quoted and harmless; and what was changed after it was made is refused as such.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { planOf, readPlan, writePlan } from '../../src/apply/change-plan-file.ts';
import { savePlan, withoutSecretValues } from '../../src/apply/saved-plan.ts';
import { splitScript } from '../../src/apply/script-batches.ts';
import { RegrantError } from '../../src/model/errors.ts';
import type { Fact } from '../../src/model/fact.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { planChanges } from '../../src/plan/plan-changes.ts';
import { ALLOWANCES, type Allowance } from '../../src/plan/steps/allowance.ts';
import { renderScript } from '../../src/render/render-script.ts';
import { loadTemplates } from '../../src/render/template-set.ts';
import { databaseFact } from '../model/database-fact.ts';
import { DEFAULTS, snapshotOf } from '../render/script-of.ts';
import { assert, suite } from '../suite.ts';
import { withFolder } from './restored-server.ts';

const templates = await loadTemplates();
const HASH = `0x0200${'CD'.repeat(68)}` as const;

const login = (name: string, passwordHash: `0x${string}`): Fact => ({
  kind: 'login',
  name,
  type: 'S',
  sid: '0x0105',
  isDisabled: false,
  isPolicyChecked: true,
  isExpirationChecked: false,
  passwordHash,
});
const database: Fact = databaseFact('D', { owner: 'sa', brokerId: 'x' });
const on = (name: string): Fact => ({
  kind: 'permission',
  database: 'D',
  class: 'OBJECT',
  schema: 'dbo',
  name,
  column: 'c',
  permission: 'SELECT',
  grantee: 'r',
  grantor: 'dbo',
  state: 'G',
});
const role: Fact = { kind: 'role', database: 'D', name: 'r', owner: 'dbo' };

const live: Snapshot = snapshotOf([...DEFAULTS, database, login('web', `0x0200${'AA'.repeat(68)}`)]);
const wanted: Snapshot = snapshotOf(
  [
    ...DEFAULTS,
    database,
    login('web', HASH),
    role,
    on('t'),
    { kind: 'credential', name: 'c', identity: 'i' },
  ],
  { exclusions: [{ rule: 'system-login', count: 1 }], counts: { login: 1 } },
);
const digest = 'ab'.repeat(32);
const plan = planChanges(live, wanted, { allow: Object.keys(ALLOWANCES) as Allowance[], digest });
const saved = savePlan(live, plan, templates);

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** The paths of all values in a value, those that hold others among them. */
function* pathsOf(
  value: Json,
  path: readonly (string | number)[] = [],
): Generator<readonly (string | number)[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) yield* pathsOf(part as Json, [...path, name]);
}

function replaced(value: Json, [first, ...rest]: readonly (string | number)[], by: Json): Json {
  if (first === undefined) return by;
  if (Array.isArray(value))
    return value.map((part, at) => (String(at) === first ? replaced(part, rest, by) : part));
  const object = value as Readonly<Record<string, Json>>;
  return { ...object, [first]: replaced(object[first] ?? null, rest, by) };
}

/** The digest as the file has it: a hostile hand can make it too. */
function signed({ sha256: _, ...file }: Readonly<Record<string, Json>>): string {
  const sorted = (__: string, value: unknown): unknown =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  const sha256 = createHash('sha256').update(JSON.stringify(file, sorted)).digest('hex');
  return JSON.stringify({ ...file, sha256 });
}

const MARK = 'DROP DATABASE payroll';
const HOSTILE: readonly Json[] = [
  `x\nGO\n${MARK}\nGO\n`,
  `x\r\n${MARK};--`,
  `*/ ${MARK} /*`,
  `'; ${MARK} --`,
  `]; ${MARK} --`,
  `$(x) ${MARK}`,
  `\u2028${MARK}\u2028GO\u2028`,
  `1; ${MARK}`,
  'x'.repeat(1_100_000),
  null,
  true,
  -1,
  1.5,
  1e300,
  [MARK],
  { [MARK]: MARK },
];

/** What a server would run of a script: its lines with their literals taken out, and without comments. */
const runOf = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('--'))
    .map((line) => line.replaceAll(/N'(?:[^']|'')*'/g, "N''").replace(/--.*$/, ''))
    .join('\n');

async function whole(): Promise<Readonly<Record<string, Json>>> {
  let text = '';
  await withFolder(async (folder) => {
    const path = join(folder, 'plan.json');
    await writePlan(path, saved);
    text = await readFile(path, 'utf8');
  });
  return JSON.parse(text) as Readonly<Record<string, Json>>;
}

suite('a plan of changes as a file', (test) => {
  test('is read as it was written, and renders the same', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, 'plan.json');
      await writePlan(path, saved);
      const read = await readPlan(path);
      const text = (one: typeof read) => [...renderScript(one.plan, templates)].join('');
      assert.is(text(read), text(saved));
      assert.ok(read.plan.sections.flatMap(({ steps }) => steps).length > 5);
    });
  });

  test('is refused when it was changed, and may be laid out anew', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, 'plan.json');
      await writePlan(path, saved);
      const text = await readFile(path, 'utf8');
      await writeFile(path, JSON.stringify(JSON.parse(text)));
      await readPlan(path);
      await writeFile(path, text.replace('"grantee": "r"', '"grantee": "public"'));
      const refused = await readPlan(path).catch((error: unknown) => error);
      assert.ok(refused instanceof RegrantError && refused.code === 'bad-option');
      assert.match(refused.fact, /was changed after it was made/);
    });
  });

  test('holds a sentence for each step, which has to be the sentence of what it runs', async () => {
    const file = await whole();
    const text = signed(file).replace(
      'GRANT SELECT ON OBJECT::[dbo].[t]',
      'GRANT SELECT ON OBJECT::[dbo].[other]',
    );
    const refused = await planOf(signed(JSON.parse(text)), 'plan.json').catch((error: unknown) => error);
    assert.ok(refused instanceof RegrantError);
    assert.match(refused.fact, /whose sentence is not what it runs/);
  });

  test('shows no secret to whoever only looks at it', () => {
    assert.match(JSON.stringify(saved), /0x0200CDCD/);
    assert.not.match(JSON.stringify(withoutSecretValues(saved)), /0x0200/);
    const sentences = saved.plan.sections.flatMap(({ steps }) => steps.map(({ sentence }) => sentence));
    assert.not.match(sentences.join('\n'), /0x0200/);
  });

  test('every value in it, set to hostile text and signed, is refused or harmless', async () => {
    const file = await whole();
    const paths = [...pathsOf(file)].filter(([first]) => first !== 'sha256');
    assert.ok(paths.length > 100, String(paths.length));
    const [usual] = [runOf([...renderScript(saved.plan, templates)].join(''))];
    const verbs = (text: string) => text.match(/DROP DATABASE/g)?.length ?? 0;
    let refused = 0;
    let rendered = 0;
    for (const path of paths) {
      for (const by of HOSTILE) {
        const text = signed(replaced(file, path, by) as Readonly<Record<string, Json>>);
        const read = await planOf(text, 'plan.json').catch((error: unknown) => error);
        if (read instanceof RegrantError) {
          refused += 1;
          assert.is(read.code, 'bad-option');
          assert.not.match(read.message, /[\n\u2028]/);
          continue;
        }
        assert.not.instance(read, Error, String(read));
        rendered += 1;
        const script = [...renderScript((read as typeof saved).plan, templates)].join('');
        const what = `${path.join('/')} = ${JSON.stringify(by).slice(0, 60)}`;
        assert.is(verbs(runOf(script)), verbs(usual), what);
        assert.is(
          splitScript('plan.sql', script).batches.length,
          splitScript('plan.sql', [...renderScript(saved.plan, templates)].join('')).batches.length,
          what,
        );
        assert.not.match(script, /\$\(|\u2028/, what);
      }
    }
    assert.ok(refused > 1500 && rendered > 20, `${refused} refused, ${rendered} rendered`);
  });
});
