// A baseline makes a script exact: an untouched server of each release, one that was hardened and one that was loosened;
// the script of either, run on the untouched one, makes it the same to the last row of master and msdb.
import { applyScript } from '../../src/apply/apply-script.ts';
import { SQL_VERSIONS, type SqlVersion } from '../../src/model/catalog/version.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { proveScript } from '../../src/prove/prove-script.ts';
import { proveText } from '../../src/prove/prove-text.ts';
import { verifyServer } from '../../src/verify/verify-server.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { ask, logIn } from '../server/engine/ask.ts';
import type { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { engineFromTables } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';
import { captured, refused, scriptOf } from './restored-server.ts';

const SA = { login: 'sa', password: 'sa' } as const;

/** What this server ships with and no list knows. */
const UNLISTED = {
  'sys.system_objects': [{ object_id: -700, name: 'sp_columns', schema_id: 4, type: 'P', is_ms_shipped: 1 }],
  'sys.database_permissions': [
    {
      class: 1,
      major_id: -700,
      grantee_principal_id: 0,
      grantor_principal_id: 1,
      permission_name: 'EXECUTE',
    },
  ],
};

const untouched = (version: SqlVersion): CatalogEngine =>
  engineFromTables({ version, databases: { D: {}, master: UNLISTED } });

/** What somebody did, by database. */
type Deeds = Readonly<Record<string, readonly string[]>>;

const HARDENED: Deeds = {
  master: [
    'REVOKE EXECUTE ON OBJECT::sys.sp_columns FROM public',
    'REVOKE EXECUTE ON OBJECT::sys.xp_regread FROM public',
    'DENY EXECUTE ON OBJECT::sys.xp_fileexist TO public',
    'REVOKE SELECT ON OBJECT::sys.databases FROM public',
  ],
  msdb: [
    'REVOKE SELECT ON OBJECT::dbo.backupset FROM public',
    'REVOKE EXECUTE ON OBJECT::dbo.sp_add_job FROM SQLAgentUserRole',
    'ALTER ROLE SQLAgentUserRole DROP MEMBER SQLAgentReaderRole',
    'REVOKE CONNECT FROM guest',
  ],
};

const LOOSENED: Deeds = {
  master: ['GRANT EXECUTE ON OBJECT::sys.xp_sqlagent_enum_jobs TO public'],
  msdb: [
    'GRANT EXECUTE ON OBJECT::dbo.sp_send_dbmail TO public',
    'GRANT SELECT ON OBJECT::dbo.sysjobsteps TO public WITH GRANT OPTION',
    'ALTER ROLE SQLAgentOperatorRole ADD MEMBER dc_admin',
  ],
};

function changed(version: SqlVersion, deeds: Deeds): CatalogEngine {
  const engine = untouched(version);
  for (const [database, statements] of Object.entries(deeds)) {
    const session = logIn(engine, { database });
    for (const statement of statements) assert.equal(ask(session, statement).errors, [], statement);
    session.close();
  }
  return engine;
}

/** The differences that are left when a script ran on an untouched server. */
async function left(
  source: Snapshot,
  baseline: Snapshot | undefined,
  version: SqlVersion,
): Promise<readonly string[]> {
  const script = await scriptOf(source, baseline === undefined ? {} : { baseline });
  if (baseline !== undefined) {
    const proof = await proveScript(script.text, source, { baseline });
    assert.ok(proof.identical, [...proveText(proof)].join(''));
  }
  const target = untouched(version);
  const driver = () => engineDriver(target, SA.login, SA.password);
  const { failures } = await applyScript(driver(), script);
  assert.equal(failures, []);
  const { real } = await verifyServer(driver(), source);
  return real.map(({ change, key }) => `${change} ${key}`);
}

suite('a baseline', (test) => {
  for (const version of SQL_VERSIONS) {
    test(`${version}: a hardened and a loosened server come out exact`, async () => {
      const baseline = await captured(untouched(version), SA);
      for (const deeds of [HARDENED, LOOSENED]) {
        const source = await captured(changed(version, deeds), SA);
        assert.equal(await left(source, baseline, version), []);
      }
    });
  }

  test('without one, what is in no list stays as it is there, and the script says so', async () => {
    const source = await captured(changed(2019, HARDENED), SA);
    assert.equal(await left(source, undefined, 2019), [
      'added database/master/permission/OBJECT/sys/databases/~/SELECT/public/dbo',
      'added database/master/permission/OBJECT/sys/sp_columns/~/EXECUTE/public/dbo',
    ]);
    assert.match((await scriptOf(source)).text, '--baseline');
  });

  test('a script for an untouched server has nothing to do in master and msdb', async () => {
    const baseline = await captured(untouched(2022), SA);
    const { text } = await scriptOf(baseline, { baseline });
    assert.not.match(text, 'sp_columns');
    // An option of this name is what the script holds the server against, and its proxy's account a secret.
    assert.not.match(text, /xp_(?!cmdshell)/);
  });

  test('one of another release, of a part, or that is incomplete is refused', async () => {
    const source = await captured(untouched(2019), SA);
    const other = await captured(untouched(2022), SA);
    await refused(scriptOf(source, { baseline: other }), 'bad-option', /version 16/);
    const part = {
      ...source,
      facts: source.facts.filter((fact) => fact.kind !== 'database' || fact.name !== 'msdb'),
    };
    await refused(scriptOf(source, { baseline: part }), 'bad-option', /without msdb/);
    const header = { ...source.header, complete: false };
    await refused(scriptOf(source, { baseline: { ...source, header } }), 'bad-option', /not a whole/);
  });
});
