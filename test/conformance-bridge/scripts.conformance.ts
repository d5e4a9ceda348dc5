// The scripts of the demo (out/) and of the cases (fixtures/cases/). Their batches parse in every release, what they
// run in every release they are meant for: the captured one and later, which is what their preflight lets them run
// on. Planned for another target, the demo's snapshots give scripts that parse there, whatever was captured.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { majorOf, SQL_VERSIONS, type SqlVersion } from '../../src/model/version.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { readSnapshot } from '../../src/snapshot/read-snapshot.ts';
import { assert } from '../suite.ts';
import { available, parse, type ScriptInput } from './conformance.ts';
import { demoFiles, NO_DEMO } from './demo-files.ts';
import { conformanceSuite } from './gate.ts';
import { findings } from './script-findings.ts';

const CASES = fileURLToPath(new URL('../../fixtures/cases/', import.meta.url));
const demo = demoFiles();
if (demo.length === 0) console.log(NO_DEMO);

const cases = !existsSync(CASES)
  ? []
  : readdirSync(CASES, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.sql'))
      .sort()
      .map((file) => ({ id: `fixtures/cases/${file}`, path: `${CASES}${file}` }));

const files: readonly (ScriptInput & { readonly path: string })[] = [
  ...demo.map(({ server, script }) => ({ id: `out/${server}.sql`, path: script })),
  ...cases,
].map((file) => ({ ...file, plainSplit: true }));

/** The oldest release the script lets itself run on, by its preflight; 2012 for one without. */
function oldestFor(path: string): SqlVersion {
  const major = Number(/@major < (\d+)/.exec(readFileSync(path, 'utf8'))?.[1] ?? 0);
  return SQL_VERSIONS.find((version) => majorOf(version) >= major) ?? 2025;
}

async function retargeted(): Promise<readonly ScriptInput[]> {
  const scripts = demo.flatMap(({ server, snapshot }) =>
    SQL_VERSIONS.map(async (targetVersion): Promise<ScriptInput> => {
      const options = { targetVersion, unsupported: 'comment-out', allowIncomplete: true } as const;
      const { text } = await scriptSnapshot(await readSnapshot(snapshot), options);
      return { id: `${server} for ${targetVersion}`, text: [...text].join(''), versions: [targetVersion] };
    }),
  );
  return Promise.all(scripts);
}

const targets = available() ? await retargeted() : [];
const answers = available() ? await parse(files) : [];
const targetAnswers = available() ? await parse(targets) : [];

conformanceSuite('scripts', (test) => {
  test('there is an answer for each', () => assert.is(answers.length, files.length));

  for (const [i, { id, path }] of files.entries()) {
    test(`${id}: parses from ${oldestFor(path)} on, its batches in every release`, () => {
      const answer = answers[i];
      assert.ok(answer);
      assert.equal(
        answer.versions.map(({ version }) => version),
        [...SQL_VERSIONS],
      );
      const meant = answer.versions.map((of) =>
        of.version >= oldestFor(path)
          ? of
          : { ...of, errors: of.errors.filter((error) => error.path.length === 0) },
      );
      assert.equal(findings({ id, versions: meant }), []);
    });
  }

  for (const [i, { id }] of targets.entries()) {
    test(`${id}: parses there`, () => {
      const answer = targetAnswers[i];
      assert.ok(answer);
      assert.ok((answer.versions[0]?.texts ?? 0) > 100);
      assert.equal(findings(answer), []);
    });
  }
});
