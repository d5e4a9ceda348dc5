// Kits: what is in one, that it is whole or not there, which older ones go, and what becomes of a server that is down.

import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Driver } from '../../src/connect/driver.ts';
import { takeLock } from '../../src/files/lock-file.ts';
import { checkReadiness } from '../../src/kit/check/check-readiness.ts';
import { readEnvironment } from '../../src/kit/environment/read-environment.ts';
import { removeOldKits } from '../../src/kit/prepare/kit-folder.ts';
import { type Kit, prepareKit } from '../../src/kit/prepare/prepare-kit.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { SERVICE_MANAGER } from '../../src/select/profiles/service-manager.ts';
import { withFolder } from '../apply/restored-server.ts';
import { assert, suite } from '../suite.ts';
import { kitServers, now, soundEngines } from './environments.ts';

const engines = soundEngines();
const options = { profile: SERVICE_MANAGER, now, host: 'ADMIN01' } as const;

/** A driver to a server that is down. */
const down: Driver = {
  open: () =>
    Promise.reject(
      new RegrantError({
        code: 'connection-failed',
        fact: 'SMDB01 could not be reached.',
        remedy: 'See that it is up.',
      }),
    ),
};

/** What an export of the example servers’ packs holds. */
const PACKS = [
  'Contoso.Incident.Extension.xml',
  'Contoso.Portal.Views.xml',
  'ServiceManager.IncidentManagement.Configuration.xml',
  'packs.json',
];

const prepare = (out: string): Promise<Kit> => prepareKit(kitServers(engines), { ...options, out });

/** What is in a folder, but for hidden files. */
const visibleIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();

async function writeKit(out: string, name: string, isGood: boolean): Promise<void> {
  await mkdir(join(out, name), { recursive: true });
  await writeFile(join(out, name, 'index.html'), 'all');
  const sha256 = createHash('sha256').update('all').digest('hex');
  const files = [{ path: 'index.html', bytes: 3, sha256 }];
  await writeFile(
    join(out, name, 'manifest.json'),
    JSON.stringify({ regrant: 'kit', format: 1, isGood, files }),
  );
}

const day = (number: number) => `2026-01-0${number}T00-00-00Z`;

/** Throws old kits away; the names of those that went. */
const removed = async (out: string, keep: number): Promise<readonly string[]> =>
  (await removeOldKits(out, keep)).removed;

suite('prepare', (test) => {
  test('a kit has everything, and its sums are those of its files', () =>
    withFolder(async (out) => {
      const { folder, manifest, readiness } = await prepare(out);
      assert.ok(manifest.isGood, JSON.stringify(manifest.servers));
      assert.is(readiness.lines.filter(({ point }) => point === 'snapshot').length, 3);
      const servers = ['DWDB01', 'RSDB01_SCSMRS', 'SMDB01'];
      assert.equal(
        manifest.files.map(({ path }) => path),
        [
          ...servers.flatMap((name) => [`${name}.regrant.ndjson`, `${name}.sql`]),
          ...['capture.sql', 'index.html', 'readiness.html', 'runbook.html', 'runbook.md'],
          ...PACKS.map((name) => `packs/${name}`),
        ].sort(),
      );
      execFileSync('bash', ['-c', 'sha256sum --check --strict --quiet SHA256SUMS'], { cwd: folder });
      assert.equal(await readdir(out), [folder.slice(out.length + 1)], 'nothing is left beside it');
      const runbook = await readFile(join(folder, 'runbook.md'), 'utf8');
      assert.match(runbook, /sqlcmd -S 'SMDB01' -E -C -b -W -x -f 65001 -i 'SMDB01\.sql'/);
      assert.match(await readFile(join(folder, 'capture.sql'), 'utf8'), 'DWStagingAndConfig');
    }));

  test('a check takes the newest kit for what was kept', () =>
    withFolder(async (out) => {
      await prepare(out);
      const environment = await readEnvironment(kitServers(engines), { ...options, kept: out });
      const lines = checkReadiness(environment).lines.filter(({ point }) =>
        /^(snapshot|script|packs-.*)$/.test(point),
      );
      assert.equal(
        lines.map(({ state }) => state),
        Array(8).fill('ok'),
      );
      // A script that was cut short when the kit was copied is none.
      const [kit = ''] = await visibleIn(out);
      const path = join(out, kit, 'SMDB01.sql');
      await writeFile(path, (await readFile(path, 'utf8')).split('EXEC #regrant_end ')[0] ?? '');
      const again = await readEnvironment(kitServers(engines, ['SMDB01']), { ...options, kept: out });
      assert.equal(
        checkReadiness(again)
          .lines.filter(({ point, state }) => point === 'script' && state === 'bad')
          .map(({ evidence }) => evidence),
        [`The restore script of SMDB01 was cut short: ${path}.`],
      );
    }));

  test('a server that is down is told, and the kit is no good one', () =>
    withFolder(async (out) => {
      const servers = [...kitServers(engines, ['DWDB01', 'RSDB01']), { name: 'SMDB01', driver: down }];
      const { manifest, folder, readiness } = await prepareKit(servers, { ...options, out });
      assert.not.ok(manifest.isGood);
      const [row] = manifest.servers.filter(({ name }) => name === 'SMDB01');
      assert.is(row?.isCaptured, false);
      assert.is(row?.problem, 'SMDB01 could not be reached.');
      assert.is(readiness.outcome, 'bad');
      assert.match(
        await readFile(join(folder, 'index.html'), 'utf8'),
        /NOT COMPLETE[\s\S]*SMDB01 could not be reached/,
      );
    }));

  test('of two servers of one name the first is in the kit, and the other is told', () =>
    withFolder(async (out) => {
      const [twin] = kitServers(engines, ['RSDB01']).map((server) => ({
        ...server,
        name: 'rsdb01.lab,1433',
      }));
      assert.ok(twin);
      const { manifest, readiness } = await prepareKit([...kitServers(engines, ['RSDB01']), twin], {
        ...options,
        out,
      });
      assert.not.ok(manifest.isGood);
      assert.equal(
        manifest.servers.map(({ name, isCaptured }) => [name, isCaptured]),
        [
          ['RSDB01\\SCSMRS', true],
          ['rsdb01.lab,1433', false],
        ],
      );
      assert.ok(
        readiness.lines.some(
          ({ point, state, evidence }) =>
            point === 'servers-reached' &&
            state === 'unknown' &&
            evidence.includes('It calls itself RSDB01\\SCSMRS, as one before it does'),
        ),
      );
    }));

  test('a baseline is asked for each server; where there is none that is told, and the script made without', () =>
    withFolder(async (out) => {
      const asked: string[] = [];
      const { folder, manifest } = await prepareKit(kitServers(engines, ['SMDB01', 'RSDB01']), {
        ...options,
        out,
        baselineOf: async (snapshot) => {
          const { name } = snapshot.header.server;
          asked.push(name);
          if (name === 'SMDB01') return snapshot;
          throw new RegrantError({
            code: 'bad-option',
            fact: 'There is none of its release.',
            remedy: 'Make one.',
          });
        },
      });
      assert.equal(asked, ['SMDB01', 'RSDB01\\SCSMRS']);
      const problems = manifest.servers.map(({ name, problem }) => [name, problem]);
      assert.equal(problems, [
        ['SMDB01', undefined],
        ['RSDB01\\SCSMRS', 'There is none of its release.'],
      ]);
      assert.ok(manifest.servers.every(({ isProven }) => isProven));
      const plain = await prepareKit(kitServers(engines, ['SMDB01']), {
        ...options,
        out: join(out, 'plain'),
      });
      const scriptOf = (of: string) => readFile(join(of, 'SMDB01.sql'), 'utf8');
      assert.is.not(await scriptOf(folder), await scriptOf(plain.folder));
    }));

  test('two at once: the second is refused, and the first is whole', () =>
    withFolder(async (out) => {
      const lock = await takeLock(join(out, 'kit'));
      const refused = await prepare(out).catch((error: unknown) => error);
      assert.ok(refused instanceof RegrantError && refused.code === 'file-locked', String(refused));
      assert.equal(await visibleIn(out), ['kit.lock']);
      await lock.release();
      const both = await Promise.allSettled([
        prepare(out),
        prepareKit(kitServers(engines), { ...options, out, now: new Date(now.getTime() + 1000) }),
      ]);
      assert.ok(both.some(({ status }) => status === 'fulfilled'));
    }));

  test('where the disk is full there is no kit, and nothing is left', () =>
    withFolder(async (out) => {
      const script = fileURLToPath(new URL('./prepare-process.ts', import.meta.url));
      const command = 'ulimit -f 64; exec "$0" --import tsx "$1" "$2"';
      const said = spawnSync('bash', ['-c', command, process.execPath, script, out], { encoding: 'utf8' });
      assert.match(said.stdout, 'could not be written', said.stderr);
      assert.equal(await readdir(out), []);
    }));

  test('what a killed run left is taken away by the next', () =>
    withFolder(async (out) => {
      await mkdir(join(out, '.regrant-kit-0123456789abcdef.part'));
      await mkdir(join(out, '.somebody-elses.part'));
      await prepare(out);
      assert.equal(
        (await readdir(out)).filter((name) => name.startsWith('.')),
        ['.somebody-elses.part'],
      );
    }));

  test('a kit of the same second is not written over', () =>
    withFolder(async (out) => {
      await prepare(out);
      const error = await prepare(out).catch((thrown: unknown) => thrown);
      assert.match(String(error), 'is there already');
    }));

  test('older kits go, the last good one stays, and so does what is no kit', () =>
    withFolder(async (out) => {
      await writeKit(out, day(1), true);
      await writeKit(out, day(2), true);
      await writeKit(out, day(3), false);
      await writeKit(out, day(4), false);
      await writeKit(out, day(5), false);
      await mkdir(join(out, day(0)));
      assert.equal(await removed(out, 2), [day(1), day(3)]);
      assert.equal(await visibleIn(out), [day(0), day(2), day(4), day(5)]);
      await writeKit(out, day(6), true);
      assert.equal(await removed(out, 2), [day(2), day(4)]);
      assert.equal(await visibleIn(out), [day(0), day(5), day(6)]);
      // Made on a clock that was set back: its name sorts first, and it is the youngest all the same.
      const late = '2009-01-01T00-00-00Z';
      await writeKit(out, late, false);
      assert.equal((await removeOldKits(out, 2, late)).removed, []);
      assert.equal(await visibleIn(out), [late, day(0), day(5), day(6)]);
    }));

  test('a good kit that lost a file, or half of one, or has another in its place, is not the last good one', () =>
    withFolder(async (out) => {
      for (const number of [1, 2, 3, 4, 5]) await writeKit(out, day(number), number < 5);
      await rm(join(out, day(4), 'index.html'));
      await writeFile(join(out, day(3), 'index.html'), 'al');
      await writeFile(join(out, day(2), 'index.html'), 'aLl');
      assert.equal(await removed(out, 1), [day(2), day(3), day(4)]);
      assert.equal(await visibleIn(out), [day(1), day(5)]);
    }));

  test('a kit in which somebody keeps a file stays and is told; what a desktop left there does not count', () =>
    withFolder(async (out) => {
      for (const number of [1, 2, 3, 4]) await writeKit(out, day(number), true);
      await mkdir(join(out, day(1), 'packs'));
      await writeFile(join(out, day(1), 'packs', 'our notes.txt'), '');
      await writeFile(join(out, day(2), 'Thumbs.db'), '');
      assert.equal(await removeOldKits(out, 1), {
        removed: [day(2), day(3)],
        left: [{ name: day(1), why: 'It has files that are not of the kit: packs/our notes.txt.' }],
      });
      assert.equal(await visibleIn(out), [day(1), day(4)]);
    }));

  test('a manifest that was edited leads nowhere, and a link is not followed', () =>
    withFolder(async (out) => {
      await withFolder(async (elsewhere) => {
        await writeFile(join(elsewhere, 'theirs.txt'), 'theirs');
        const edited = (name: string, files: unknown) =>
          writeFile(
            join(out, name, 'manifest.json'),
            JSON.stringify({ regrant: 'kit', format: 1, isGood: true, files }),
          );
        for (const number of [1, 2, 3, 4, 5]) await writeKit(out, day(number), true);
        await edited(day(1), [{ path: `../../${basename(elsewhere)}/theirs.txt`, bytes: 6 }]);
        await edited(day(2), 'all');
        await edited(day(3), [null, { path: '__proto__' }]);
        await rm(join(out, day(4)), { recursive: true });
        await symlink(elsewhere, join(out, day(4)));
        await writeFile(
          join(elsewhere, 'manifest.json'),
          JSON.stringify({ regrant: 'kit', isGood: true, files: [] }),
        );
        const { removed: gone, left } = await removeOldKits(out, 0);
        assert.equal(gone, []);
        assert.equal(
          left.map(({ name }) => name),
          [day(1), day(2), day(3), day(4)],
        );
        assert.is(await readFile(join(elsewhere, 'theirs.txt'), 'utf8'), 'theirs');
      });
    }));
});
