// The readiness of an environment: the sound one, and each defect found by its own point and by no other.
import { checkReadiness } from '../../src/kit/check/check-readiness.ts';
import type { Readiness } from '../../src/kit/check/readiness.ts';
import { readinessPage } from '../../src/kit/check/readiness-page.ts';
import { readinessText } from '../../src/kit/check/readiness-text.ts';
import type { Environment } from '../../src/kit/environment/environment.ts';
import { SERVICE_MANAGER } from '../../src/select/profiles/service-manager.ts';
import { DEFECTS as SEEDED } from '../estate/defects.ts';
import { defectEnvironment } from '../estate/environments.ts';
import { assert, suite } from '../suite.ts';
import { DEFECTS } from './defects.ts';
import { enginesOf, now, POINT_IDS, readEngines, SOUND_SETTINGS, soundEngines } from './environments.ts';
import { FOUND_BY, type FoundBy } from './found-by.ts';

/** The lines that are not ok, by point and text. */
const open = ({ lines }: Readiness): readonly string[] =>
  lines
    .filter(({ state }) => state !== 'ok')
    .map(({ point, state, evidence }) => `${state} ${point}: ${evidence}`);

const sound = readEngines(soundEngines());

/** The environment is not ok where its defect is, and nowhere else. */
async function holdsFinding(
  environment: Environment,
  { point, says, state = 'bad' }: FoundBy,
): Promise<void> {
  const known = new Set(open(checkReadiness(await sound)));
  const more = open(checkReadiness(environment)).filter((line) => !known.has(line));
  const own = more.filter((line) => line.startsWith(`${state} ${point}: `) && line.includes(says));
  assert.ok(own.length > 0, `${more.join('\n')}\nfor: ${says}`);
  assert.equal(
    more.filter((line) => !line.includes(` ${point}: `)),
    [],
  );
}

suite('readiness', (test) => {
  test('the sound environment is ok but for what cannot be known', async () => {
    const readiness = checkReadiness(await sound);
    assert.equal(
      open(readiness).map((line) => line.split(':')[0]),
      ['unknown trusted-assemblies', 'unknown out-of-reach'],
    );
    assert.is(readiness.outcome, 'unknown');
    const seen = new Set(readiness.lines.map(({ point }) => point));
    assert.equal(
      POINT_IDS.filter((id) => !seen.has(id)),
      [],
    );
  });

  test('what somebody vouches for does not count, and is told', async () => {
    const environment = await sound;
    const accepted = {
      'trusted-assemblies': 'It is signed.',
      'out-of-reach': 'Anna restores the cube every quarter.',
    };
    const readiness = checkReadiness({ ...environment, settings: { ...SOUND_SETTINGS, accepted } });
    assert.is(readiness.outcome, 'ok');
    assert.is(readiness.counts.unknown, 2);
    assert.match(readinessText(readiness), 'Accepted: Anna restores the cube every quarter.');
    assert.throws(
      () => checkReadiness({ ...environment, settings: { accepted: { nothing: 'x' } } }),
      /check.accepted names nothing, which is no point/,
    );
  });

  for (const { name, is } of SEEDED) {
    const found = FOUND_BY[name];
    test(`${is}: ${found.point}`, async () => {
      const packs = found.isExportedBefore ? { packsFrom: soundEngines() } : {};
      const kept = found.isKeptBefore ? { keptFrom: await sound } : {};
      await holdsFinding(
        await readEngines(enginesOf(defectEnvironment(name)), { ...found, ...packs, ...kept }),
        found,
      );
    });
  }

  for (const { name, server, seed, settings, change, ...found } of DEFECTS) {
    test(`${name}: ${found.point}`, async () => {
      const before = await sound;
      const engines = soundEngines();
      seed?.(engines);
      const only = server === undefined ? [] : [server];
      const read = await readEngines(engines, {
        before,
        only,
        ...(settings === undefined ? {} : { settings }),
      });
      await holdsFinding(change?.(read) ?? read, found);
    });
  }

  test('every point that can be bad has a defect', () => {
    const all = [...DEFECTS, ...Object.values(FOUND_BY)];
    const seeded = new Set(all.map(({ point }) => point));
    assert.equal(
      POINT_IDS.filter((id) => !seeded.has(id)),
      ['databases-found', 'out-of-reach'],
    );
  });

  test('a database that is on no server is told once', async () => {
    const environment = await sound;
    const servers = environment.servers.filter(({ name }) => name !== 'SMDB01');
    assert.equal(
      open(checkReadiness({ ...environment, servers })).filter((line) => line.includes('ServiceManager')),
      ['bad databases-found: ServiceManager is on none of the servers.'],
    );
  });

  test('a profile brings points of its own', async () => {
    const point = {
      id: 'portal-role',
      title: 'The portal’s role is there',
      kind: 'role',
      database: 'ServiceManager',
      where: { name: 'portal_readers' },
      expect: 'some',
      remedy: 'Make it.',
    } as const;
    const environment = await sound;
    const withPoints = (points: readonly (typeof point)[]) =>
      checkReadiness({
        ...environment,
        profile: { ...SERVICE_MANAGER, readiness: { ...SERVICE_MANAGER.readiness, points } },
      });
    const lines = (readiness: Readiness) => readiness.lines.filter((line) => line.point === 'portal-role');
    assert.equal(
      lines(withPoints([point])).map(({ state, evidence }) => [state, evidence]),
      [['ok', 'The portal’s role is there: there is 1.']],
    );
    const none = { ...point, expect: 'none' as never };
    assert.equal(
      lines(withPoints([none])).map(({ state, remedy }) => [state, remedy]),
      [['bad', 'Make it.']],
    );
    assert.throws(
      () => withPoints([{ ...point, id: 'orphans' as never }]),
      /orphans .* is one that there is already/,
    );
  });

  test('the same environment gives the same lines, whatever the time of the computer', async () => {
    const environment = await sound;
    assert.equal(checkReadiness(environment), checkReadiness({ ...environment }));
    assert.is(checkReadiness(environment).checkedAt, now.toISOString());
  });

  test('no name can be markup of the page or hide in the text', async () => {
    const environment = await sound;
    const [first, ...rest] = environment.servers;
    assert.ok(first);
    const hostile = '<script>alert(1)</script>\u202e\n"&';
    const readiness = checkReadiness({ ...environment, servers: [{ ...first, name: hostile }, ...rest] });
    const page = await readinessPage(readiness);
    assert.not.match(page, /<script|\u202e/);
    assert.match(page, '&lt;script&gt;alert(1)&lt;/script&gt;\\u{202e}');
    assert.not.match(page, /(?:src|href)=/);
    assert.not.match(readinessText(readiness, { all: true }), '\u202e');
  });
});
