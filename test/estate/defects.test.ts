// The environments that a readiness check is held to: both are servers that can be captured, the sound one has no user
// without a login, and each defect changes what it says and can be seeded beside all others.
import { captureServer } from '../../src/capture/capture-server.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { column, logIn } from '../server/engine/ask.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { assert, suite } from '../suite.ts';
import { type Environment, withChanges } from './change.ts';
import { DEFECTS } from './defects.ts';
import { defectEnvironment, embeddedEnvironment, soundEnvironment } from './environments.ts';

const CAPTURER = { login: 'regrant_capture', password: 'Fixture-capture-1' } as const;

async function captures(environment: Environment) {
  const snapshots = [];
  for (const fixture of environment.values()) {
    const engine = new CatalogEngine(fixture);
    engine.checkFixture();
    snapshots.push(await captureServer(engineDriver(engine, CAPTURER.login, CAPTURER.password)));
  }
  return snapshots;
}

/** How users sign in that have a login. */
const BY_LOGIN: ReadonlySet<number> = new Set([1, 3]);

/** Everything an environment holds, to compare. */
const textOf = (environment: Environment): string =>
  JSON.stringify([...environment], (_, value) => {
    if (value instanceof Map) return [...value];
    return typeof value === 'bigint' ? String(value) : value;
  });

suite('environments of a readiness check', (test) => {
  test('the sound one is captured whole, and has no orphans', async () => {
    for (const snapshot of await captures(soundEnvironment())) {
      assert.ok(snapshot.header.complete, JSON.stringify(snapshot.header.omissions));
      const logins = new Set(snapshot.facts.flatMap((fact) => (fact.kind === 'login' ? [fact.sid] : [])));
      for (const fact of snapshot.facts)
        if (fact.kind === 'user' && BY_LOGIN.has(fact.authenticationType))
          assert.ok(logins.has(fact.sid ?? '0x'), `${fact.database}: ${fact.name}`);
    }
  });

  test('each defect is a change of its own', () => {
    const sound = textOf(soundEnvironment());
    const texts = DEFECTS.map(({ name }) => textOf(defectEnvironment(name)));
    for (const text of texts) assert.is.not(text, sound);
    assert.is(new Set(texts).size, DEFECTS.length);
  });

  test('all of them together are servers that can be captured', async () => {
    const snapshots = await captures(defectEnvironment());
    assert.equal(
      snapshots.map(({ header }) => header.server.name),
      ['DWDB01', 'RSDB01\\SCSMRS', 'SMDB01'],
    );
  });

  test('a database is moved and renamed with all that is in it', () => {
    const environment = defectEnvironment();
    const reports = environment.get('RSDB01');
    assert.ok(reports !== undefined);
    const session = logIn(new CatalogEngine(reports), { ...CAPTURER, database: 'ReportServerTemporary' });
    assert.ok(column(session, 'SELECT name FROM sys.tables').length > 0);
    assert.ok(column(session, 'SELECT name FROM DWRepository.sys.tables').length > 0);
    const backups = "SELECT COUNT(*) FROM msdb.dbo.backupset WHERE database_name = 'ReportServerTempDB'";
    assert.equal(column(session, backups), [0]);
  });

  test('what finds nothing to change is a mistake', () => {
    const change = {
      server: 'SMDB01',
      view: 'sys.databases',
      where: { name: 'nothing' },
      drop: true,
    } as const;
    assert.throws(() => withChanges(embeddedEnvironment(), [change]), /No row of sys\.databases on SMDB01/);
  });
});
