// The runbook of an environment: its order, what is in it and what is told as missing; hostile names; and every command
// that is not a person's run against the test servers.
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkReadiness } from '../../src/kit/check/check-readiness.ts';
import type { Environment } from '../../src/kit/environment/environment.ts';
import { known, unknown } from '../../src/kit/environment/reading.ts';
import { shellText } from '../../src/kit/runbook/command.ts';
import { planRunbook } from '../../src/kit/runbook/plan-runbook.ts';
import type { Command, Runbook, Step } from '../../src/kit/runbook/runbook.ts';
import { runbookMarkdown } from '../../src/kit/runbook/runbook-markdown.ts';
import { runbookPage } from '../../src/kit/runbook/runbook-page.ts';
import { writeRunbook } from '../../src/kit/runbook/write-runbook.ts';
import { CAPTURER, embeddedFixture, withFolder, withSecrets } from '../apply/restored-server.ts';
import { runHere } from '../cli/run-here.ts';
import { ExampleServers, reachedWords } from '../example-servers.ts';
import { HOSTILE } from '../hostile-names.ts';
import { ask, logIn } from '../server/engine/ask.ts';
import { assert, suite } from '../suite.ts';
import { readEngines, soundEngines } from './environments.ts';

const engines = soundEngines();
const sound = readEngines(engines);

const files = {
  of: (server: string) => {
    const name = server.replaceAll('\\', '_');
    return { script: `${name}.sql`, snapshot: `${name}.regrant.ndjson` };
  },
  packs: 'packs',
};

const stepsOf = ({ stages }: Runbook): readonly Step[] => stages.flatMap(({ steps }) => steps);
const commandsOf = (runbook: Runbook): readonly Command[] =>
  stepsOf(runbook).flatMap(({ command }) => (command === undefined ? [] : [command]));
const sqlWith = (runbook: Runbook, text: string): string =>
  commandsOf(runbook).find((command) => command.text.includes(text))?.text ?? '';

/** The environment with another history of a server’s backups. */
function withHistory(
  environment: Environment,
  name: string,
  change: (
    history: Extract<Environment['servers'][number]['backups'], { isKnown: true }>['value'],
  ) => Environment['servers'][number]['backups'],
): Environment {
  return {
    ...environment,
    servers: environment.servers.map((server) =>
      server.name === name && server.backups.isKnown
        ? { ...server, backups: change(server.backups.value) }
        : server,
    ),
  };
}

suite('runbook', (test) => {
  test('its stages are in the order of the guide, server by server', async () => {
    const { stages } = await planRunbook(await sound, files);
    assert.equal(
      stages.map(({ title }) => title),
      [
        'Gather',
        'Stop what uses the databases',
        ...['SMDB01', 'DWDB01', 'RSDB01\\SCSMRS'].flatMap((server) => [
          `The SQL Server ${server}`,
          `Restore the databases of ${server}`,
          `Restore the security of ${server}`,
        ]),
        'Encryption keys, before Setup',
        'Setup',
        'Unsealed management packs',
        'Report server and cubes',
        'Start, and look',
      ],
    );
  });

  test('it lacks nothing where the environment is sound', async () => {
    const runbook = await planRunbook(await sound, files);
    assert.equal(
      stepsOf(runbook).filter(({ missing }) => missing !== undefined),
      [],
    );
    assert.is(runbook.databases.length, 8);
    const text = runbookMarkdown(runbook);
    for (const what of [
      'SM02.contoso.com',
      '\\\\\\\\backup01\\\\keys\\\\SM01.bin',
      'Use an existing database',
      'Contoso.Incident.Extension 1.4.2.0',
      "rskeymgmt -a -f '\\\\backup01\\keys\\RSDB01.snk'",
      'service account: CONTOSO\\\\svc-scsm',
      'OPEN MASTER KEY',
    ])
      assert.ok(text.includes(what), what);
  });

  test('what is not known is told at its place', async () => {
    const environment = await sound;
    const runbook = await planRunbook(
      { ...environment, settings: {}, servers: environment.servers.filter(({ name }) => name !== 'DWDB01') },
      { of: () => ({}) },
    );
    const missing = stepsOf(runbook).flatMap((step) => step.missing ?? []);
    assert.ok(missing.some((text) => text.includes('did not say where its key is')));
    assert.ok(missing.some((text) => text.includes('There is none beside this runbook')));
    assert.ok(missing.some((text) => text.includes('regrant packs')));
    const blind = withHistory(environment, 'SMDB01', () => unknown('Nobody may read msdb.'));
    const told = stepsOf(await planRunbook(blind, files)).flatMap((step) => step.missing ?? []);
    assert.equal(told, [
      'The backups of SMDB01 could not be read when this was written: Nobody may read msdb.',
    ]);
  });

  test('a restore takes as long as its backups took, which is an estimate; nothing is made up', async () => {
    const environment = await sound;
    const runbook = await planRunbook(environment, files);
    assert.is(
      runbook.databases.find(({ database }) => database === 'ServiceManager')?.takes,
      'about 1 h, 186 GB',
    );
    const stepOf = (of: Runbook, what: string) => stepsOf(of).find(({ text }) => text.startsWith(what));
    assert.match(
      stepOf(runbook, 'Restore ServiceManager')?.text ?? '',
      ' It takes about 1 h: an estimate, as long as these backups took by msdb.',
    );
    assert.ok(runbookMarkdown(runbook).includes('Takes (estimate)'));
    assert.ok((await runbookPage(runbook)).includes('about 1 h, 186 GB'));
    const silent = withHistory(environment, 'SMDB01', (history) =>
      known({ ...history, backups: history.backups.map(({ seconds: _, bytes: __, ...backup }) => backup) }),
    );
    const untold = await planRunbook(silent, files);
    assert.is(untold.databases.find(({ database }) => database === 'ServiceManager')?.takes, 'not known');
    assert.not.match(stepOf(untold, 'Restore ServiceManager')?.text ?? '', 'It takes');
    assert.not.ok(stepOf(untold, 'Every database is there')?.items);
  });

  test('nobody is told to come in as sa where only Windows accounts may', async () => {
    const environment = await sound;
    const servers = environment.servers.map((server) => {
      if (server.name !== 'SMDB01' || !server.live.isKnown) return server;
      const { header, facts } = server.live.value;
      const changed = facts.map((fact) => (fact.kind === 'server' ? { ...fact, isWindowsOnly: true } : fact));
      return { ...server, kept: {}, live: known({ header, facts: changed }) };
    });
    const texts = commandsOf(await planRunbook({ ...environment, servers }, files))
      .map(({ text }) => text)
      .filter((text) => /^regrant (apply|verify)/.test(text));
    const told = texts.map((text) => [
      text.includes("'SMDB01'"),
      /--via sqlcmd/.test(text),
      / --user sa/.test(text),
    ]);
    assert.equal(
      told.filter(([isIt]) => isIt),
      Array(3).fill([true, true, false]),
    );
    assert.equal(
      told.filter(([isIt]) => !isIt),
      Array(6).fill([false, false, true]),
    );
  });

  test('a server that cannot be reached is restored from what was kept', async () => {
    const environment = await sound;
    const servers = environment.servers.map((server) =>
      server.name === 'SMDB01'
        ? { ...server, live: unknown<never>('It burned.'), backups: unknown<never>('It burned.') }
        : server,
    );
    const runbook = await planRunbook({ ...environment, servers }, files);
    assert.ok(runbook.stages.some(({ title }) => title === 'Restore the security of SMDB01'));
    assert.ok(stepsOf(runbook).some(({ missing }) => missing === 'It burned.'));
  });

  test('a restore takes the differential backup and the logs behind it, up to where they fit', async () => {
    const environment = await sound;
    const server = environment.servers.find(({ name }) => name === 'SMDB01');
    assert.ok(server?.backups.isKnown);
    const { backups } = server.backups.value;
    const [log] = backups.filter(({ id }) => id === 18);
    const [full] = backups.filter(({ id }) => id === 12);
    assert.ok(log && full);
    const differential = {
      ...log,
      id: 19,
      type: 'I' as const,
      baseLsn: full.checkpointLsn,
      devices: [
        { path: 'E:\\one.bak', type: 2, mirror: 0 },
        { path: 'E:\\two.bak', type: 2, mirror: 0 },
        { path: 'F:\\mirror.bak', type: 2, mirror: 1 },
      ],
    };
    const changed = withHistory(environment, 'SMDB01', (history) =>
      known({
        ...history,
        backups: [...backups.filter(({ id }) => id !== 22), differential].toSorted((a, b) => a.id - b.id),
      }),
    );
    const lines = sqlWith(await planRunbook(changed, files), 'RESTORE DATABASE [ServiceManager]').split('\n');
    assert.equal(
      lines.map((line) => line.replace(/ WITH .*/, '')),
      [
        "RESTORE DATABASE [ServiceManager] FROM DISK = N'\\\\backup01\\scsm\\SMDB01\\ServiceManager_full_2.bak'",
        "RESTORE DATABASE [ServiceManager] FROM DISK = N'E:\\one.bak', DISK = N'E:\\two.bak'",
        "RESTORE LOG [ServiceManager] FROM DISK = N'\\\\backup01\\scsm\\SMDB01\\ServiceManager_log_6.trn'",
      ],
    );
    assert.equal(
      lines.map((line) => /\b(NO)?RECOVERY\b/.exec(line)?.[0]),
      ['NORECOVERY', 'NORECOVERY', 'RECOVERY'],
    );
  });

  test('what another program took is left to that program', async () => {
    const changed = withHistory(await sound, 'SMDB01', (history) =>
      known({
        ...history,
        backups: history.backups.map((backup) => ({
          ...backup,
          devices: backup.devices.map((device) => ({ ...device, type: 7 })),
        })),
      }),
    );
    const runbook = await planRunbook(changed, files);
    assert.is(sqlWith(runbook, 'RESTORE DATABASE [ServiceManager]'), '');
    assert.ok(stepsOf(runbook).some(({ text }) => text.includes('with the program that took its backups')));
  });

  test('no name can end a command, close a fence, be markup or hide', async () => {
    const environment = await sound;
    for (const name of [
      ...HOSTILE,
      '```',
      '<script>alert(1)</script>',
      "'; DROP DATABASE x; --",
      '’; Stop-Computer',
    ]) {
      const hostile = { ...environment, servers: environment.servers.map((server) => renamed(server, name)) };
      const runbook = await planRunbook(hostile, { of: () => ({ script: `${name}.sql`, snapshot: name }) });
      for (const { text, language } of commandsOf(runbook)) {
        if (name.includes('\n') || name.includes('\r'))
          assert.not.ok(text.includes(name), JSON.stringify(name));
        if (language === 'sql') assert.not.match(text, /^\s*(GO\b|:r|!!)/im);
      }
      const page = await runbookPage(runbook);
      assert.not.match(page, /<script|[\u202e\u2028]/);
      const markdown = runbookMarkdown(runbook);
      assert.not.match(markdown, /[\u202e\u2028]/);
      const fences = markdown.split('\n').filter((line) => /^ {2}`{3,}(sql|powershell)?$/.test(line));
      assert.is(fences.length, 2 * commandsOf(runbook).length, JSON.stringify(name));
    }
  });

  test('a page asks the network for nothing', async () => {
    const page = await runbookPage(await planRunbook(await sound, files));
    assert.match(page, "default-src 'none'");
    assert.not.match(page, /\bsrc=|@import|url\(|href="(?!#)/);
    assert.match(page, 'prefers-color-scheme: dark');
    assert.match(page, '@media print');
  });

  test('values are constants of PowerShell', () => {
    assert.is(shellText("o'brien’s"), "'o''brien’’s'");
    assert.is(shellText('$(x) `y "z"'), '\'$(x) `y "z"\'');
    assert.is(shellText('a\nb'), "('a' + [string][char]10 + 'b')");
    assert.is(shellText(''), "''");
  });

  test('every command that is no person’s runs against the test servers', () =>
    withServers(async (servers, folder) => {
      const capture = ['SMDB01', 'DWDB01', 'RSDB01\\SCSMRS'].flatMap((name) => ['--server', name]);
      const profile = ['--user', 'a', '--profile', 'service-manager', '--script', '--out', '.'];
      await ran(servers, ['capture', ...capture, ...profile]);
      const runbook = await writeRunbook(folder, await sound, files);
      await writeConfig(servers);
      const tried = commandsOf(runbook).filter((command) => command.tried === 'here');
      assert.is(tried.length, 3 * 7 + 1);
      for (const { language, text, at } of tried) {
        if (language === 'sql') {
          for (const engine of Object.values(engines).filter(({ serverName }) => serverName === at)) {
            const { errors, sets } = ask(logIn(engine, CAPTURER), text);
            assert.equal(errors, [], text);
            assert.ok(sets[0] !== undefined && sets[0].rows.length > 0, text);
          }
          continue;
        }
        const words = wordsOf(text);
        const [, script = ''] = words;
        if (words.includes('--execute')) await writeFile(script, withSecrets(await readFile(script, 'utf8')));
        const said = await ran(servers, words);
        assert.not.match(said, /^error /m, text);
      }
      assert.match(
        await readFile(join(folder, 'runbook.md'), 'utf8'),
        /^# Restore of System Center Service Manager/,
      );
    }));

  test('every command is a person’s, or was tried', async () => {
    const runbook = await planRunbook(await sound, files);
    const page = await runbookPage(runbook);
    const byPerson = commandsOf(runbook).filter(({ tried }) => tried === 'elsewhere').length;
    assert.is([...page.matchAll(/by a person; this cannot be tried beforehand/g)].length, byPerson);
    assert.ok(checkReadiness(await sound).lines.length > 0);
  });
});

function renamed(server: Environment['servers'][number], name: string): Environment['servers'][number] {
  const files = server.backups.isKnown
    ? known({
        ...server.backups.value,
        backups: server.backups.value.backups.map((backup) => ({
          ...backup,
          devices: backup.devices.map((device) => ({ ...device, path: name })),
        })),
      })
    : server.backups;
  return {
    ...server,
    name: server.name === 'SMDB01' ? name : server.name,
    backups: files,
    managementServers: new Map([...server.managementServers].map(([database]) => [database, known([name])])),
  };
}

async function withServers(body: (servers: ExampleServers, folder: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const before = process.cwd();
    process.chdir(folder);
    const servers = await ExampleServers.start();
    try {
      await servers.add('restored', embeddedFixture('DWDB01'));
      await servers.add('restored', embeddedFixture('RSDB01'));
      await body(servers, folder);
    } finally {
      process.chdir(before);
      await servers.close();
    }
  });
}

/** The words that a shell gives the command: the constants of PowerShell in it are those of bash, too. */
function wordsOf(line: string): readonly string[] {
  const script = `regrant() { printf '%s\\0' "$@"; }; ${line}`;
  const { stdout, status } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  assert.is(status, 0, line);
  return stdout.split('\0').slice(0, -1);
}

async function ran(servers: ExampleServers, line: readonly string[]): Promise<string> {
  const { words, password } = reachedWords(line, servers.reach);
  process.env.REGRANT_PASSWORD = password;
  const said = await runHere(words);
  assert.ok([0, 1, 2, 3].includes(said.code), `${line.join(' ')}\n${said.text}`);
  return said.text;
}

async function writeConfig(servers: ExampleServers): Promise<void> {
  const named = ['SMDB01', 'DWDB01', 'RSDB01\\SCSMRS'].map((name) => ({
    name,
    server: servers.address(name),
  }));
  const defaults = { authentication: { type: 'sql', user: CAPTURER.login }, caFile: servers.reach.caFile };
  process.env.REGRANT_PASSWORD = CAPTURER.password;
  await writeFile(
    'regrant.config.json',
    JSON.stringify({ profile: 'service-manager', out: '.', defaults, servers: named }),
  );
}
