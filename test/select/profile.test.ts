// The Service Manager profile, profiles that users write, and what they find on servers.
import { RegrantError } from '../../src/model/errors.ts';
import type { Fact } from '../../src/model/fact.ts';
import { databasesOf, profileCoverage, renameDatabases } from '../../src/select/profile.ts';
import { SERVICE_MANAGER } from '../../src/select/profiles/service-manager.ts';
import { parseProfile, readProfile } from '../../src/select/read-profile.ts';
import { selectDatabases, selectFacts } from '../../src/select/select-facts.ts';
import { databaseFact } from '../model/database-fact.ts';
import { assert, suite } from '../suite.ts';

const base = (name: string): Fact => databaseFact(name);
const object = (database: string, name: string, type: string): Fact => ({
  kind: 'securable',
  database,
  class: 'OBJECT',
  schema: 'dbo',
  name,
  type,
});

suite('profile service-manager', (test) => {
  test('names the seven databases T-SQL can reach, the five of the guide required, and explains Analyst', () => {
    const all = SERVICE_MANAGER.roles.flatMap((role) => role.databases);
    assert.equal(
      all.filter((database) => database.required).map((database) => database.name),
      ['ServiceManager', 'DWStagingAndConfig', 'DWRepository', 'DWDataMart', 'ReportServer'],
    );
    assert.equal(databasesOf(SERVICE_MANAGER).slice(-4), [
      'ReportServer',
      'ReportServerTempDB',
      'master',
      'msdb',
    ]);
    assert.equal(
      SERVICE_MANAGER.outOfReach?.map((entry) => entry.name),
      ['Analyst'],
    );
  });

  test('leaves out exactly the seven objects of the guide, in ServiceManager only, by kind', () => {
    const guide = [
      'STG_Collation',
      'STG_Locale',
      'STG_MTD_ConverisonLog',
      'STG_DTS_ConvertToUnicode',
      'STG_DTS_CreateClonedTable',
      'STG_DTS_InsertSQL',
      'STG_DTS_ValidateConversion',
    ];
    assert.equal(
      SERVICE_MANAGER.exclude?.map((rule) => rule.name),
      guide,
    );
    const facts: readonly Fact[] = [
      base('ServiceManager'),
      base('DWRepository'),
      object('ServiceManager', 'STG_Collation', 'U'),
      object('ServiceManager', 'STG_Other', 'U'),
      object('ServiceManager', 'STG_Locale', 'V'),
      object('ServiceManager', 'STG_DTS_InsertSQL', 'P'),
      object('DWRepository', 'STG_Collation', 'U'),
      {
        kind: 'permission',
        database: 'ServiceManager',
        class: 'OBJECT',
        schema: 'dbo',
        name: 'STG_DTS_InsertSQL',
        permission: 'EXECUTE',
        grantee: 'sdk_users',
        grantor: 'dbo',
        state: 'G',
      },
    ];
    const { facts: taken, exclusions, notes } = selectFacts(facts, {}, SERVICE_MANAGER);
    assert.equal(exclusions, [
      {
        rule: 'profile-object',
        database: 'ServiceManager',
        count: 3,
        names: ['dbo.STG_Collation', 'dbo.STG_DTS_InsertSQL'],
      },
    ]);
    assert.is(taken.length, facts.length - 3);
    assert.equal(
      notes.map((note) => note.fact.split(' ')[0]),
      [
        'dbo.STG_MTD_ConverisonLog',
        'dbo.STG_DTS_ConvertToUnicode',
        'dbo.STG_DTS_CreateClonedTable',
        'dbo.STG_DTS_ValidateConversion',
      ],
    );
  });

  test('absence is told where the database is, and nowhere else', () => {
    assert.equal(selectFacts([base('DWRepository')], {}, SERVICE_MANAGER).notes, []);
    assert.is(selectFacts([base('ServiceManager')], {}, SERVICE_MANAGER).notes.length, 7);
  });

  test('takes its databases and the system ones; a selection narrows further', () => {
    const names = ['master', 'msdb', 'model', 'ServiceManager', 'HR'];
    assert.equal(selectDatabases(names, undefined, SERVICE_MANAGER), ['master', 'msdb', 'ServiceManager']);
    assert.equal(selectDatabases(names, { databases: { exclude: ['m*'] } }, SERVICE_MANAGER), [
      'ServiceManager',
    ]);
  });

  test('reporting databases may be named otherwise', () => {
    const renamed = renameDatabases(SERVICE_MANAGER, {
      ReportServer: 'ReportServer$SCSM',
      ServiceManager: 'SM2',
    });
    assert.ok(databasesOf(renamed).includes('ReportServer$SCSMTempDB'));
    assert.ok(renamed.exclude?.every((rule) => rule.database === 'SM2'));
    assert.ok(!databasesOf(renamed).includes('ReportServer'));
  });

  test('required is decided over all servers', () => {
    const coverage = profileCoverage(SERVICE_MANAGER, [
      { name: 'SM', databases: ['ServiceManager'] },
      { name: 'DW', databases: ['DWStagingAndConfig', 'DWRepository', 'DWDataMart', 'OMDWDataMart'] },
    ]);
    assert.equal(coverage.missing, ['ReportServer']);
    assert.equal(coverage.absent, ['CMDWDataMart', 'ReportServerTempDB']);
    assert.equal(coverage.found[0], { database: 'ServiceManager', role: 'service-manager', servers: ['SM'] });
  });
});

suite('profiles that users write', (test) => {
  test('the embedded profile is valid as a file', async () => {
    assert.equal(
      await parseProfile(JSON.stringify(SERVICE_MANAGER), 'x.json'),
      JSON.parse(JSON.stringify(SERVICE_MANAGER)),
    );
  });

  test('every problem is told at once, with its place', async () => {
    const wrong = {
      name: 'Not A Word',
      title: 'T',
      roles: [{ name: 'r', title: 't', databases: [{}] }],
      exclude: [{ name: 'x', kind: 'teapots' }],
      extra: 1,
    };
    try {
      await parseProfile(JSON.stringify(wrong), 'mine.json');
      assert.unreachable();
    } catch (error) {
      const { code, fact } = error as RegrantError;
      assert.is(code, 'bad-profile');
      for (const part of ['mine.json', '/name', '/roles/0/databases/0', '/exclude/0/kind', '(extra)'])
        assert.match(fact, part);
    }
  });

  test('a file that is not there, and one that is not JSON', async () => {
    for (const [make, code] of [
      [() => readProfile('no/such/profile.json'), 'file-failed'],
      [() => parseProfile('{', 'x'), 'bad-profile'],
    ] as const) {
      try {
        await make();
        assert.unreachable();
      } catch (error) {
        assert.instance(error, RegrantError);
        assert.is((error as RegrantError).code, code);
      }
    }
  });
});
