// What a check says where a server tells half, or tells of another server: nothing is well that was not looked at, and nothing is
// missing that is only hidden behind a row of somebody else's.

import { isComputer, LOCALHOST } from '../../src/files/windows-path.ts';
import { checkReadiness } from '../../src/kit/check/check-readiness.ts';
import { known } from '../../src/kit/environment/reading.ts';
import { planRunbook } from '../../src/kit/runbook/plan-runbook.ts';
import { type Change, withChanges } from '../estate/change.ts';
import { soundEnvironment } from '../estate/environments.ts';
import type { RowRecord } from '../server/engine/store/table.ts';
import { assert, suite } from '../suite.ts';
import { enginesOf, readEngines, SOUND_SETTINGS, soundEngines } from './environments.ts';

const SETS = { server: 'SMDB01', database: 'msdb', view: 'dbo.backupset' } as const;
const FAMILIES = { server: 'SMDB01', database: 'msdb', view: 'dbo.backupmediafamily' } as const;
const isFull = ({ database_name, type }: RowRecord): boolean =>
  database_name === 'ServiceManager' && type === 'D';

/** The full backup of ServiceManager once more, as a row that is newer. */
const newer = (change: RowRecord): Change => ({
  ...SETS,
  where: isFull,
  copyTo: 'SMDB01',
  as: ({ backup_set_id }) => ({ backup_set_id: Number(backup_set_id) + 5000, ...change }),
});

async function readChanged(...changes: readonly Change[]) {
  const engines = enginesOf(withChanges(soundEnvironment(), changes));
  return readEngines(engines, { only: ['SMDB01'], packsFrom: soundEngines() });
}

/** The lines of SMDB01, of a point. */
async function linesOf(point: string, ...changes: readonly Change[]): Promise<readonly string[]> {
  const { lines } = checkReadiness(await readChanged(...changes));
  return lines
    .filter((line) => line.point === point && (line.server ?? 'SMDB01') === 'SMDB01')
    .map(({ state, evidence }) => `${state} ${evidence}`);
}

async function hasLine(point: string, pattern: RegExp, ...changes: readonly Change[]): Promise<void> {
  const lines = await linesOf(point, ...changes);
  assert.ok(
    lines.some((line) => pattern.test(line)),
    lines.join('\n'),
  );
}

const CLOSED: Readonly<Record<string, { readonly set: RowRecord; readonly found: RegExp }>> = {
  offline: {
    set: { state: 6, state_desc: 'OFFLINE' },
    found: /^bad ServiceManager on SMDB01 is OFFLINE/,
  },
  'in SINGLE_USER mode': {
    set: { user_access: 1, user_access_desc: 'SINGLE_USER' },
    found: /^unknown ServiceManager is on SMDB01, and what is in it was not looked at: .*SINGLE_USER/,
  },
};

suite('what is half known', (test) => {
  for (const [name, { set, found }] of Object.entries(CLOSED))
    test(`nothing in a database that is ${name} is said to be well`, async () => {
      const change: Change = {
        server: 'SMDB01',
        view: 'sys.databases',
        where: { name: 'ServiceManager' },
        set,
      };
      const { lines } = checkReadiness(await readChanged(change));
      assert.ok(lines.some((line) => found.test(`${line.state} ${line.evidence}`)));
      const inside = ['owner-and-dbo', 'orphans', 'group-logins', 'service-accounts', 'execution-role'];
      assert.equal(
        lines.filter(({ point, database }) => inside.includes(point) && database === 'ServiceManager'),
        [],
      );
      const [reached] = lines.filter(({ point }) => point === 'servers-reached');
      assert.match(reached?.evidence ?? '', /ServiceManager: The database is/);
    });

  test('a backup of a database of the same name, taken by another server, hides none', async () => {
    const theirs = newer({ server_name: 'LAB01' });
    await hasLine('full-backup', /^ok The last full backup/, theirs);
    assert.equal(
      (await historyOf(theirs)).backups.filter(({ id }) => id > 5000),
      [],
    );
  });

  test('a full backup that has no end hides none', async () => {
    await hasLine('full-backup', /^ok The last full backup/, newer({ backup_finish_date: null }));
  });

  test('what another replica of an availability group may have is not known to be missing', async () => {
    const replica: Change = {
      server: 'SMDB01',
      view: 'sys.databases',
      where: { name: 'ServiceManager' },
      set: { replica_id: 'A0000000-0000-4000-8000-000000000001' },
    };
    const isLog = ({ database_name, type }: RowRecord): boolean =>
      database_name === 'ServiceManager' && type === 'L';
    const old: Change = { ...SETS, where: isFull, set: { backup_finish_date: new Date('2020-01-01') } };
    const isOwn = ({ database_name }: RowRecord): boolean => database_name === 'ServiceManager';
    const cases: readonly (readonly [string, Change])[] = [
      ['full-backup', old],
      ['full-backup', { ...SETS, where: isOwn, drop: true }],
      ['recovery-model', { ...SETS, where: isLog, drop: true }],
      ['backup-chain', { ...SETS, where: ({ backup_set_id }) => backup_set_id === 18, drop: true }],
    ];
    for (const [point, change] of cases) {
      await hasLine(point, /^bad /, change);
      await hasLine(point, /^unknown .* another replica may take the backups/, change, replica);
    }
  });

  test('a verification of another server’s backup is none of this one', async () => {
    const others: Change = { ...SETS, where: () => true, set: { server_name: 'LAB01' } };
    assert.equal([...(await historyOf(others)).verifiedAt], []);
    assert.is.not((await historyOf()).verifiedAt.get('ServiceManager'), undefined);
  });

  test('a backup whose files msdb has lost is one, and nobody writes a RESTORE from nothing', async () => {
    for (const change of [
      { ...FAMILIES, where: () => true, drop: true as const },
      { ...FAMILIES, where: () => true, set: { physical_device_name: null } },
      { ...FAMILIES, where: () => true, set: { mirror: 1 } },
    ]) {
      await hasLine('full-backup', /^ok The last full backup of ServiceManager/, change);
      await hasLine('backup-elsewhere', /^unknown The full backup of ServiceManager names no file/, change);
      const { stages } = await planRunbook(await readChanged(change), { of: () => ({}) });
      const steps = stages.flatMap(({ steps: own }) => own);
      assert.not.ok(steps.some(({ command }) => command?.text.includes('RESTORE DATABASE [ServiceManager]')));
      assert.ok(steps.some(({ missing = '' }) => /did not say to which files its backup of/.test(missing)));
    }
  });

  test('a share of localhost is on the computer itself, also where msdb forgot which one that is', async () => {
    const at = (computer: string): Change => ({
      ...FAMILIES,
      where: () => true,
      set: { physical_device_name: `\\\\${computer}\\backup\\full.bak` },
    });
    const forgotten: Change = { ...SETS, where: () => true, set: { machine_name: null } };
    await hasLine('backup-elsewhere', /^bad .* on a share of the computer itself/, at('LocalHost'));
    await hasLine(
      'backup-elsewhere',
      /^bad .* on a share of the computer itself/,
      at('smdb01.contoso.com'),
      forgotten,
    );
    await hasLine('backup-elsewhere', /^ok .* is at/, at('backup01'), forgotten);
    await hasLine('backup-elsewhere', /^unknown .* whose computer is not named/, at('10.0.0.7'));
  });

  test('a key at an address is on nobody knows which computer', async () => {
    const environment = await readEngines(soundEngines(), {
      only: ['SMDB01'],
      settings: { ...SOUND_SETTINGS, reportServerKey: '\\\\10.0.0.7\\keys\\RSDB01.snk' },
    });
    const lines = checkReadiness(environment).lines.filter(({ point }) => point === 'report-server-key');
    assert.equal(
      lines.map(({ state }) => state),
      ['unknown'],
    );
  });

  test('where there is no script for the snapshot is incomplete, what to do is to see to that', async () => {
    const environment = await readChanged();
    const omission = { code: 'x', database: 'ServiceManager', fact: 'It burns.', remedy: 'Put it out.' };
    const servers = environment.servers.map((server) => {
      const { snapshot } = server.kept;
      if (!snapshot?.isKnown) return server;
      return { ...server, kept: { snapshot: known({ ...snapshot.value, omissions: [omission] }) } };
    });
    const { lines } = checkReadiness({ ...environment, servers });
    const told = lines.filter(({ point, state }) => state === 'bad' && /^(snapshot|script)$/.test(point));
    assert.equal(
      told.map(({ evidence }) => evidence),
      [
        'The snapshot of SMDB01 is incomplete (1): ServiceManager: It burns.',
        'No restore script of SMDB01 was kept: its snapshot is incomplete.',
      ],
    );
    assert.match(told[0]?.remedy ?? '', 'Put it out. ');
    assert.match(told[1]?.remedy ?? '', '--allow-incomplete');
  });

  test('computers are told by their names', () => {
    assert.is(isComputer('SM01.contoso.com', ['sm01']), true);
    assert.is(isComputer('sm02', ['SM01']), false);
    assert.is(isComputer('localhost', ['SM01', LOCALHOST]), true);
    assert.is(isComputer('fe80--1.ipv6-literal.net', ['fe80--1']), undefined);
    assert.is(isComputer('10.1.2.3', ['10']), undefined);
  });

  test('a management server without a name is not said to be on a computer of its own', async () => {
    await hasLine(
      'separate-computers',
      /^unknown ServiceManager registers a management server without a name/,
      {
        server: 'SMDB01',
        database: 'ServiceManager',
        view: 'dbo.MTV_HealthService',
        where: { PrincipalName: 'SM02.contoso.com' },
        set: { PrincipalName: null },
      },
    );
  });
});

/** What SMDB01 knows of backups. */
async function historyOf(...changes: readonly Change[]) {
  const environment = await readChanged(...changes);
  const backups = environment.servers.find(({ name }) => name === 'SMDB01')?.backups;
  if (!backups?.isKnown) throw new Error('The backups were not read.');
  return backups.value;
}
