// The script of a capturing login: for every release it makes the login, grants only rights that the release knows, and
// a capture by that login is whole.
import { captureLoginScript } from '../../src/advise/capture-login.ts';
import { captureRights } from '../../src/advise/capture-right.ts';
import { applyScript } from '../../src/apply/apply-script.ts';
import { splitScript } from '../../src/apply/script-batches.ts';
import { captureServer } from '../../src/capture/capture-server.ts';
import { permissionSince } from '../../src/model/catalog/permission-names.ts';
import { SQL_VERSIONS, type SqlVersion } from '../../src/model/catalog/version.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { PLACEHOLDER } from '../../src/model/script-protocol.ts';
import { readScript } from '../../src/read/read-script.ts';
import { CAPTURER, embeddedFixture, withServer } from '../apply/restored-server.ts';
import { caseEngine } from '../cases/case-engine.ts';
import { readCase } from '../cases/read-case.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { assert, suite } from '../suite.ts';

/** The script with the password of {@link LOGIN} typed in. */
const typedIn = (targetVersion: SqlVersion): string =>
  captureLoginScript({ login: LOGIN.login, targetVersion }).replace(
    `N'${PLACEHOLDER}';`,
    "N'Pa''ss-word-1';",
  );

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
        const typed = typedIn(release);
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

  for (const release of [2019, 2022] as const) {
    test(`${release}: the catalogue of Integration Services is seen whole, by the role that sees all of it`, async () => {
      const found = readCase('ssis-permissions-hidden');
      const passwords = { [LOGIN.login]: LOGIN.password };
      const engine = caseEngine({ ...found, whole: true, server: { ...found.server, passwords } }, release);
      await withServer(engine, async ({ driver }) => {
        const script = splitScript('login.sql', typedIn(release));
        await applyScript(driver({ login: 'sa', password: 'sa' }), script, {
          choices: { allowForeign: true },
        });
        const { header, facts } = await captureServer(driver(LOGIN), { passwords: 'hashes' });
        assert.equal(header.omissions, []);
        assert.ok(facts.some(({ kind }) => kind === 'ssis-permission'));
      });
    });
  }

  test('it says whom the role of the catalogue lets do more', () => {
    for (const hashes of [true, false])
      assert.match(captureLoginScript({ hashes }), 'members of ssis_admin alone, who may change them, too');
  });
});
