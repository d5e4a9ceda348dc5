// The scripts of the demo (out/) and of the cases (fixtures/cases/). Their batches parse in every release, what they
// run in every release they are meant for: the captured one and later, which is what their preflight lets them run
// on. Planned for another target, the demo's snapshots give scripts that parse there, whatever was captured.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { majorOf, SQL_VERSIONS, type SqlVersion } from '../../src/model/catalog/version.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { readSnapshot } from '../../src/snapshot/read-snapshot.ts';
import { assert } from '../suite.ts';
import { available, parse, type ScriptInput } from './conformance.ts';
import { demoFiles, NO_DEMO } from './demo-files.ts';
import { conformanceSuite } from './gate.ts';
import { withoutUnknownOption } from './known-gaps.ts';
import { findings } from './script-findings.ts';

const CASES = fileURLToPath(new URL('../../fixtures/cases/', import.meta.url));
const demo = demoFiles();
if (demo.length === 0) console.log(NO_DEMO);

const cases = !existsSync(CASES)
  ? []
  : readdirSync(CASES, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.sql'))
      .sort()
      .map((file) => ({
        id: `fixtures/cases/${file}`,
        path: `${CASES}${file}`,
        text: caseText(`${CASES}${file}`),
      }));

const files: readonly (ScriptInput & { readonly path: string })[] = [
  ...demo.map(({ server, script }) => ({ id: `out/${server}.sql`, path: script })),
  ...cases,
].map((file) => ({ ...file, plainSplit: true }));

/** A case's statements without the option that no version of the grammar knows; a definition has a batch for itself. */
function caseText(path: string): string {
  return withoutUnknownOption(readFileSync(path, 'utf8')).replaceAll('\n/* unless ', '\nGO\n/* unless ');
}

/** The oldest release a script is meant for: a case's own, 2012 for one that names none, or what its preflight expects. */
function oldestFor(path: string): SqlVersion {
  const file = join(dirname(path), 'case.json');
  if (existsSync(file)) {
    const { versions = [2019] } = JSON.parse(readFileSync(file, 'utf8')) as { versions?: SqlVersion[] };
    return SQL_VERSIONS.find((version) => versions.includes(version)) ?? 2019;
  }
  if (isCase(path)) return 2012;
  const major = Number(/\(N'version', N'(\d+)'\)/.exec(readFileSync(path, 'utf8'))?.[1]);
  assert.ok(major > 0, `${path} tells no version that it is for`);
  return SQL_VERSIONS.find((version) => majorOf(version) >= major) ?? 2025;
}

/** A case's statements stand bare, and not as texts that an older release never reads. */
function isCase(path: string): boolean {
  return path.startsWith(CASES);
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
          : { ...of, errors: of.errors.filter((error) => error.path.length === 0 && !isCase(path)) },
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
