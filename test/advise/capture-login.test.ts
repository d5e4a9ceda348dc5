// The script of a capturing login: for every release it makes the login, grants only rights that the release knows, and
// a capture by that login is whole.
import { captureLoginScript } from '../../src/advise/capture-login.ts';
import { captureRights } from '../../src/advise/capture-right.ts';
import { applyScript } from '../../src/apply/apply-script.ts';
import { splitScript } from '../../src/apply/script-batches.ts';
import { captureServer } from '../../src/capture/capture-server.ts';
import { permissionSince } from '../../src/model/catalog/permission-names.ts';
import { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { PLACEHOLDER } from '../../src/model/script-protocol.ts';
import { readScript } from '../../src/read/read-script.ts';
import { CAPTURER, embeddedFixture, withServer } from '../apply/restored-server.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { assert, suite } from '../suite.ts';

const LOGIN = { login: "o'capture]", password: "Pa'ss-word-1" } as const;

suite('capture login', (test) => {
  for (const targetVersion of SQL_VERSIONS) {
    test(`${targetVersion}: grants what the release knows, and says nothing that is no T-SQL`, async () => {
      for (const hashes of [true, false]) {
        const script = captureLoginScript({ targetVersion, hashes, login: 'CONTOSO\\svc-capture' });
        const { snapshot, diagnostics } = await readScript(script);
        const rights = captureRights(targetVersion, hashes);
        const granted = snapshot.facts.flatMap((fact) =>
          fact.kind === 'permission' && fact.database === undefined ? [fact.permission] : [],
        );
        for (const right of rights) {
          assert.ok(granted.includes(right), `${right} is not among ${granted}`);
          assert.ok((permissionSince('SERVER', right) ?? 9999) <= targetVersion, right);
        }
        assert.ok(granted.every((right) => rights.includes(right) || right === 'CONNECT SQL'));
        assert.equal(
          diagnostics.filter(({ severity }) => severity === 'error'),
          [],
        );
      }
    });
  }

  test('before 2022 hashes take CONTROL SERVER, and the script says what that means', () => {
    assert.match(captureLoginScript({ targetVersion: 2019 }), 'guard this');
    assert.not.match(captureLoginScript({ targetVersion: 2019, hashes: false }), 'GRANT CONTROL SERVER');
    assert.not.match(captureLoginScript({ targetVersion: 2022 }), 'CONTROL SERVER');
  });

  test('SQL Server 2012 without hashes gets a user in every database', () => {
    assert.match(captureLoginScript({ targetVersion: 2012, hashes: false }), 'DECLARE @sql');
    assert.not.match(captureLoginScript({ targetVersion: 2014, hashes: false }), 'DECLARE @sql');
  });

  test('names that a script cannot hold are refused', () => {
    for (const login of ['', 'a\nGO\nDROP LOGIN sa', '$(x)', 'a/*b']) {
      try {
        captureLoginScript({ login });
        assert.unreachable(login);
      } catch (error) {
        assert.instance(error, RegrantError);
        assert.is((error as RegrantError).code, 'bad-option');
      }
    }
  });

  for (const [server, release] of [
    ['SMDB01', 2019],
    ['RSDB01', 2022],
  ] as const) {
    test(`${server}: the login is made once its password is typed in, and its capture is whole`, async () => {
      const fixture = embeddedFixture(server);
      const passwords = { ...fixture.settings.passwords, [LOGIN.login]: LOGIN.password };
      const engine = new CatalogEngine({ ...fixture, settings: { ...fixture.settings, passwords } });
      await withServer(engine, async ({ driver }) => {
        const script = captureLoginScript({ login: LOGIN.login, targetVersion: release });
        const untyped = await applyScript(driver(CAPTURER), splitScript('login.sql', script), {
          choices: { allowForeign: true },
        }).catch((error) => error);
        assert.instance(untyped, RegrantError);
        const typed = script.replace(`N'${PLACEHOLDER}';`, "N'Pa''ss-word-1';");
        await applyScript(driver(CAPTURER), splitScript('login.sql', typed), {
          choices: { allowForeign: true },
        });
        await applyScript(driver(CAPTURER), splitScript('login.sql', typed), {
          choices: { allowForeign: true },
        });
        const { header } = await captureServer(driver(LOGIN), { passwords: 'hashes' });
        assert.equal(header.omissions, []);
      });
    });
  }
});
