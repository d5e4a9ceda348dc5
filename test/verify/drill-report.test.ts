// The report of a drill: one verdict in plain words, what waits for a person told apart from what failed, and nothing
// of a server taken for markup.

import { applyScript } from '../../src/apply/apply-script.ts';
import { splitScript } from '../../src/apply/script-batches.ts';
import { changeText } from '../../src/diff/change-text.ts';
import { foretellSecrets } from '../../src/prove/foretell.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import type { Drill } from '../../src/verify/drill-report.ts';
import { drillPassed, drillReport } from '../../src/verify/drill-report.ts';
import { compareWith } from '../../src/verify/verify-server.ts';
import { CAPTURER, captured, capturedFixture, freshEngine } from '../apply/restored-server.ts';
import { smallServer } from '../apply/small-server.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { FRESH_SA } from '../server/engine/ddl/fresh-server.ts';
import type { ServerFixture } from '../server/engine/fixture/read-environment.ts';
import { plainRow } from '../server/engine/fixture/read-rows.ts';
import { assert, suite } from '../suite.ts';

const fixture = withCredential(smallServer());
const snapshot = await capturedFixture(fixture);

/** A login with a credential, whose secret no server gives away. */
function withCredential(server: ServerFixture): ServerFixture {
  const views = new Map(server.server);
  views.set('sys.credentials', [plainRow({ credential_id: 65536, name: 'vault', credential_identity: 'i' })]);
  const logins = views.get('sys.sql_logins') ?? [];
  views.set(
    'sys.sql_logins',
    logins.map((row) =>
      row.record.name === 'app_login' ? plainRow({ ...row.record, credential_id: 65536 }) : row,
    ),
  );
  return { ...server, server: views };
}

const DRILL: Drill = {
  snapshot,
  digest: 'abc',
  where: 'SCRATCH01',
  startedAt: new Date(Date.parse(snapshot.header.capturedAt ?? '') + 3 * 86_400_000),
  durations: { script: 1000, restore: 61_000, verify: 500 },
  notices: [],
  statements: 40,
  failures: [],
  waiting: [],
  left: [],
  real: [],
  expected: [{ reason: 'SQL Server gives it.', count: 2 }],
  needs: [{ code: 'server-securable', name: 'ENDPOINT::[Mirroring]' }],
  notes: [{ code: 'x', database: 'app', note: 'Look at *this* | <b>.' }],
};

suite('drill: the report', (test) => {
  test('passed: one verdict, the age of the snapshot, its digest', () => {
    const text = drillReport(DRILL);
    assert.match(
      text,
      /^# Restore drill of SMALL01\n\n\*\*Passed\*\* on .*, on the scratch server SCRATCH01\.\n\nEvery statement ran, and/,
    );
    assert.match(text, /\| Captured \| .* by regrant\\_capture, 3 days before this drill \|/);
    assert.match(text, /\| SHA-256 of its facts \| abc \|/);
    assert.match(text, /app: Look at \\\*this\\\* \\\| \\<b\\>\./);
    assert.not.match(text, /\| Server \| 1 \|/);
  });

  test('waiting for a secret is no failure, and is told; a failure is one', () => {
    const waiting = { ...DRILL, waiting: ['statement 4: Its secret cannot be captured.'] };
    assert.ok(drillPassed(waiting));
    assert.match(
      drillReport(waiting),
      /as it was captured, but for what waits for a person to type a secret \(1\)\./,
    );
    assert.match(drillReport(waiting), /## What waits for a person to type a secret\n\n- statement 4/);
    const left = { ...waiting, left: ['statement 9: Left as it is.'] };
    assert.ok(drillPassed(left));
    assert.match(
      drillReport(left),
      /but for what waits for a person to type a secret \(1\), and for what was left as it is for the login that was used \(1\)\./,
    );
    assert.match(drillReport(left), /## What was left as it is for the login that was used\n\n- statement 9/);
    const failed = { ...waiting, failures: ['statement 5: no'], real: ['- login [a]', '- login [b]'] };
    assert.not.ok(drillPassed(failed));
    assert.match(
      drillReport(failed),
      /\*\*FAILED\*\*.*\n\nStatements that failed: 1\. Things that are not as they were captured: 2\./,
    );
  });
});

suite('drill: secrets that nobody typed', (test) => {
  test('what fails and differs for want of one is foretold, and nothing else is', async () => {
    const text = [...(await scriptSnapshot(snapshot)).text].join('');
    const broken = text.replace(
      'ALTER SERVER ROLE [auditors] ADD MEMBER [CONTOSO\\ops]',
      'ALTER SERVER ROLE [auditors] ADD MEMBER [nobody]',
    );
    assert.is.not(broken, text);
    const awaited = await foretellSecrets(text, snapshot);
    const engine = freshEngine(fixture, 'fresh');
    const driver = engineDriver(engine, FRESH_SA.login, FRESH_SA.password);
    const { failures } = await applyScript(driver, splitScript('drill.sql', broken), {
      choices: { allowLockout: true },
    });
    const { real } = await compareWith(snapshot, await captured(engine, CAPTURER));
    const others = failures.filter(({ statement }) => !awaited.hasStatement(statement));
    assert.equal(
      others.map(({ error }) => error),
      [15151],
      'the statement that was broken',
    );
    assert.ok(failures.length > others.length + 2, 'the credential, its login, the application role');
    const unexplained = real.filter((change) => !awaited.explains(change)).map(changeText);
    assert.equal(unexplained, ['- ALTER SERVER ROLE [auditors] ADD MEMBER [CONTOSO\\ops]  (server)']);
    assert.ok(real.length > 3);
  });
});
