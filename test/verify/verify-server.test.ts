// Verification: clean after a restore, real differences told, and what every restore changes told apart.

import { applyScript } from '../../src/apply/apply-script.ts';
import { captureServer } from '../../src/capture/capture-server.ts';
import type { Fact } from '../../src/model/fact.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { mapSelection } from '../../src/verify/map-selection.ts';
import { verificationText } from '../../src/verify/verification-text.ts';
import { compareWith, verifyServer } from '../../src/verify/verify-server.ts';
import {
  CAPTURER,
  capturedFixture,
  embeddedFixture,
  freshEngine,
  scriptOf,
  withServer,
} from '../apply/restored-server.ts';
import { smallServer } from '../apply/small-server.ts';
import { addStepsOfProxies } from '../apply/steps-of-jobs.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { assert, suite } from '../suite.ts';

suite('verify: after a restore', (test) => {
  for (const name of ['SMDB01', 'DWDB01', 'RSDB01'] as const) {
    test(`${name} is verified over TDS, and no longer when something was changed`, async () => {
      const fixture = embeddedFixture(name);
      const snapshot = await capturedFixture(fixture);
      await withServer(freshEngine(fixture, 'restored'), async ({ driver, engine }) => {
        await applyScript(driver(), await scriptOf(snapshot));
        const { real, expected, isClean } = await verifyServer(driver(CAPTURER), snapshot);
        assert.equal(real, []);
        assert.ok(isClean);
        const codes = new Set(expected.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
        assert.ok(
          [...codes].every((code) => ['advanced-options-shown', 'option-not-asked'].includes(code)),
          [...codes].join(),
        );
        engine.table('sys.server_principals').update({ name: 'auditor' }, { is_disabled: 1 });
        const after = await verifyServer(driver(CAPTURER), snapshot);
        assert.is(after.isClean, false);
        assert.equal(
          after.real.map(({ key }) => key),
          ['server/login/auditor'],
        );
      });
    });
  }

  test('onto databases without users, only the orphan is missing; SIDs without login are as expected', async () => {
    const fixture = embeddedFixture('SMDB01');
    const snapshot = await capturedFixture(fixture);
    await withServer(freshEngine(fixture, 'fresh'), async ({ driver }) => {
      await applyScript(driver(), await scriptOf(snapshot));
      await addStepsOfProxies(driver(), fixture);
      const { real, expected } = await verifyServer(driver(CAPTURER), snapshot);
      assert.ok(real.length > 0 && real.every(({ key }) => key.includes('old_integration')));
      const codes = new Set(expected.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
      assert.ok(codes.has('sid-without-login'));
    });
  });

  test('on another machine, under other names, the mapping of the script verifies', async () => {
    const fixture = smallServer();
    const snapshot = await capturedFixture(fixture);
    const mapping = { domains: { CONTOSO: 'FABRIKAM' } };
    const text = JSON.stringify(snapshot.facts)
      .replaceAll('CONTOSO', 'FABRIKAM')
      .replaceAll('0x0105', '0x0106');
    const live: Snapshot = {
      header: { ...snapshot.header, server: { ...snapshot.header.server, name: 'OTHER' } },
      facts: JSON.parse(text) as Fact[],
    };
    const { real, expected } = await compareWith(snapshot, live, mapping);
    assert.equal(real, []);
    assert.ok(expected.every(({ reasons }) => reasons.every(({ code }) => code === 'sid-of-account')));
    assert.ok((await compareWith(snapshot, live)).real.length > 0, 'without the mapping names differ');
    const codes = async (machines: Readonly<Record<string, string>>) =>
      (await compareWith(snapshot, live, { ...mapping, machines })).caveats.map(({ code }) => code);
    assert.equal(await codes({}), ['another-server']);
    assert.equal(await codes({ SMALL01: 'other' }), []);
  });
});

suite('verify: a selection under other names', (test) => {
  const mapping = { domains: { CONTOSO: 'FABRIKAM' }, logins: { svc_old: 'new_svc' } };
  const mapped = (...include: readonly string[]) =>
    mapSelection({ principals: { include } }, mapping).principals?.include;

  test('names and patterns take what they took', () => {
    assert.equal(mapped('CONTOSO\\ops'), ['FABRIKAM\\ops']);
    assert.equal(mapped('contoso\\s*'), ['FABRIKAM\\s*']);
    assert.equal(mapped('CON*\\s*'), ['CON*\\s*', 'FABRIKAM\\s*']);
    assert.equal(mapped('CON*s'), ['CON*s', 'FABRIKAM\\*s']);
    assert.equal(mapped('svc*'), ['svc*', 'new_svc']);
    assert.equal(mapped('svc_old'), ['new_svc']);
    assert.equal(mapped('other', 'o*'), ['other', 'o*']);
    assert.equal(mapSelection({ schemas: { include: ['CONTOSO\\x'] } }, mapping), {
      schemas: { include: ['CONTOSO\\x'] },
    });
  });

  test('a snapshot of some principals is verified where they are called otherwise', async () => {
    const fixture = smallServer();
    const engine = new CatalogEngine(fixture);
    const driver = engineDriver(engine, CAPTURER.login, CAPTURER.password);
    const selection = { principals: { include: ['CONTOSO\\*'] } };
    const snapshot = await captureServer(driver, { selection, passwords: 'hashes' });
    assert.ok(snapshot.facts.some((fact) => fact.kind === 'login' && fact.name === 'CONTOSO\\ops'));
    for (const view of ['sys.server_principals', 'sys.database_principals']) {
      const table = view === 'sys.server_principals' ? engine.table(view) : engine.table(view, 'app');
      table.update({ name: 'CONTOSO\\ops' }, { name: 'FABRIKAM\\ops' });
    }
    const { domains } = mapping;
    const { real, isClean } = await verifyServer(driver, snapshot, { mapping: { domains } });
    assert.equal(real, []);
    assert.ok(isClean);
  });
});

suite('verify: expected differences', (test) => {
  const base = {
    login: { kind: 'login', name: 'CONTOSO\\a', type: 'U', sid: '0x01', isDisabled: false },
    user: {
      kind: 'user',
      database: 'd',
      name: 'u',
      type: 'S',
      authenticationType: 0,
      sid: '0x01050000000000090300000001',
    },
  } as const;
  const snapshotOf = (server: string, ...facts: readonly object[]): Snapshot => ({
    header: {
      regrant: 'snapshot',
      format: 1,
      tool: { name: 'regrant', version: '0' },
      server: { name: server, productVersion: '15.0', edition: 'x' },
      capturedAt: '2026-01-01T00:00:00.000Z',
      complete: true,
      omissions: [],
      exclusions: [],
      passwords: 'none',
      counts: {},
    },
    facts: facts as readonly Fact[],
  });
  const differ = async (before: object, after: object, server = 'B') => {
    const { real, expected } = await compareWith(snapshotOf('A', before), snapshotOf(server, after));
    return real.length > 0 ? 'real' : (expected[0]?.reasons.map(({ code }) => code).join() ?? 'none');
  };

  test('a Windows SID differs elsewhere only; with anything else in the fact it is real', async () => {
    assert.is(await differ(base.login, { ...base.login, sid: '0x02' }), 'sid-of-account');
    assert.is(await differ(base.login, { ...base.login, sid: '0x02' }, 'A'), 'real');
    assert.is(await differ(base.login, { ...base.login, sid: '0x02', isDisabled: true }), 'real');
    assert.is(await differ({ ...base.login, type: 'S' }, { ...base.login, type: 'S', sid: '0x02' }), 'real');
  });

  test('a SID without login, the states of a login, switches that stay on', async () => {
    assert.is(
      await differ(base.user, { ...base.user, sid: '0x01050000000000090300000002' }, 'A'),
      'sid-without-login',
    );
    assert.is(await differ({ ...base.login, isLocked: true }, base.login, 'A'), 'state-of-account');
    const option = (name: string, value: number) => ({
      kind: 'configuration',
      name,
      value,
      valueInUse: value,
    });
    assert.is(await differ(option('clr enabled', 0), option('clr enabled', 1), 'A'), 'configuration-kept');
    assert.is(await differ(option('clr enabled', 1), option('clr enabled', 0), 'A'), 'real');
    const [was, is] = [option('xp_cmdshell', 0), option('xp_cmdshell', 1)];
    assert.is(await differ(was, is, 'A'), 'option-not-asked');
    const asked = await compareWith(snapshotOf('A', was), snapshotOf('A', is), {}, { configuration: 'all' });
    assert.is(asked.real.length, 1);
    assert.is(
      await differ(option('version low part of SQL Server', 1), option('version low part of SQL Server', 2)),
      'option-of-the-server',
    );
    assert.is(
      await differ(option('show advanced options', 1), option('show advanced options', 0), 'A'),
      'advanced-options-shown',
    );
  });

  test('something that is missing is always real, and a live capture that could not see all is not clean', async () => {
    const { real } = await compareWith(snapshotOf('A', base.login), snapshotOf('B'));
    assert.is(real.length, 1);
    const omission = { code: 'hidden-login', fact: 'Logins are hidden.', remedy: 'Capture as sysadmin.' };
    const blind = snapshotOf('A', base.login);
    const live = { ...blind, header: { ...blind.header, complete: false, omissions: [omission] } };
    assert.is((await compareWith(blind, live)).isClean, false);
  });

  test('the text groups by reason', async () => {
    const verification = await compareWith(
      snapshotOf('A', base.login),
      snapshotOf('B', { ...base.login, sid: '0x02' }),
    );
    const text = [...verificationText(verification)].join('');
    assert.match(text, /as expected: The SID of a Windows or Entra principal is its account’s/);
    assert.match(text, /B: verified, no real differences, 1 as expected/);
  });
});
