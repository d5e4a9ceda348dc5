// Databases that a script makes: their files in the order of their ids, their options, what shuts people out last; and where
// their files go on another machine.
import { statementsOf } from '../../src/define/kinds.ts';
import { foundMade } from '../../src/define/made.ts';
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import type { DefinitionOf } from '../../src/model/facts/definition-fact.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { PlanOptions } from '../../src/plan/plan-head.ts';
import { planScript } from '../../src/plan/plan-script.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { errorOf } from '../files/folder.ts';
import type { TableRows } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';
import { SHOP_ROW, WHOLE } from './examples/whole-database.ts';
import { captureRows } from './rows.ts';

const CONTEXT = { options: {}, isEarly: () => false, laterOf: () => [] };

async function captured(
  row: object = {},
  rows: TableRows = {},
  server: TableRows = {},
  version?: SqlVersion,
): Promise<Snapshot> {
  const databases = [{ ...SHOP_ROW, ...row }];
  return captureRows(
    { ...WHOLE, ...rows },
    {},
    {
      server: { 'sys.databases': databases, ...server },
      ...(version === undefined ? {} : { version }),
    },
  );
}

function databaseIn({ facts }: Snapshot): DefinitionOf<'database'> {
  const found = facts.find((fact) => fact.kind === 'definition' && fact.type === 'database');
  if (found?.kind !== 'definition' || found.type !== 'database') throw new Error('There is no database.');
  return found;
}

const texts = (snapshot: Snapshot) =>
  statementsOf(databaseIn(snapshot), CONTEXT).map(({ section, text }) => `${section}: ${text}`);

const paths = async (options: PlanOptions) => {
  const plan = planScript(await captured(), { definitions: true, createDatabase: true, ...options });
  return plan.sections
    .flatMap(({ steps }) => steps)
    .flatMap(({ values }) =>
      'statement' in values ? [...String(values.statement).matchAll(/FILENAME = N'((?:[^']|'')*)'/g)] : [],
    )
    .map(([, path]) => path);
};

/** A query store as a new one is. */
const STORE = {
  desired_state: 2,
  flush_interval_seconds: 900,
  interval_length_minutes: 60,
  max_storage_size_mb: 1000,
  stale_query_threshold_days: 30,
  max_plans_per_query: 200,
  query_capture_mode_desc: 'AUTO',
  size_based_cleanup_mode_desc: 'AUTO',
};

const refused = (options: PlanOptions) =>
  errorOf(captured().then((snapshot) => planScript(snapshot, options)));

suite('databases that are made', (test) => {
  test('first the database, then filegroups, files by their ids, and options; at the end what keeps changes out', async () => {
    const all = texts(await captured());
    assert.equal(all.slice(0, 7), [
      [
        'databases: CREATE DATABASE [Shop]',
        "    ON PRIMARY (NAME = N'Shop', FILENAME = N'D:\\Data\\Shop.mdf', SIZE = 8192KB, FILEGROWTH = 1024KB)",
        "    LOG ON (NAME = N'Shop_log', FILENAME = N'L:\\Log\\Shop.ldf', SIZE = 2048KB, FILEGROWTH = 10%)",
        '    COLLATE Latin1_General_100_CI_AS;',
      ].join('\n'),
      'databases: ALTER DATABASE [Shop] ADD FILEGROUP [Old];',
      'databases: ALTER DATABASE [Shop] ADD FILEGROUP [Docs] CONTAINS FILESTREAM;',
      "databases: ALTER DATABASE [Shop] ADD FILE (NAME = N'O''ld', FILENAME = N'E:\\Data2\\O''ld.ndf', SIZE = 128KB, FILEGROWTH = 64KB) TO FILEGROUP [Old];",
      "databases: ALTER DATABASE [Shop] ADD FILE (NAME = N'Shop 3', FILENAME = N'd:/data/Shop3.ndf', SIZE = 64KB, MAXSIZE = 8192KB, FILEGROWTH = 0KB) TO FILEGROUP [PRIMARY];",
      "databases: ALTER DATABASE [Shop] ADD FILE (NAME = N'Docs', FILENAME = N'D:\\Data\\Docs') TO FILEGROUP [Docs];",
      'databases: ALTER DATABASE [Shop] MODIFY FILEGROUP [Old] AUTOGROW_ALL_FILES;',
    ]);
    for (const option of [
      'COMPATIBILITY_LEVEL = 130',
      'READ_COMMITTED_SNAPSHOT ON WITH NO_WAIT',
      'RECOVERY SIMPLE',
      'PAGE_VERIFY CHECKSUM',
      'TARGET_RECOVERY_TIME = 60 SECONDS',
      'DELAYED_DURABILITY = ALLOWED',
      'DISABLE_BROKER WITH NO_WAIT',
    ])
      assert.ok(all.includes(`databases: ALTER DATABASE [Shop] SET ${option};`), option);
    assert.equal(all.slice(-1), [
      'databases-finally: ALTER DATABASE [Shop] MODIFY FILEGROUP [Old] READ_ONLY;',
    ]);
  });

  test('a contained one says so when it is made, and its own options with it', async () => {
    const plain = texts(await captured({ two_digit_year_cutoff: 2049 }));
    assert.not.ok(plain.some((text) => /CONTAINMENT|TWO_DIGIT/.test(text)));
    const all = texts(
      await captured({ containment: 1, two_digit_year_cutoff: 2049, is_read_only: 1, user_access: 2 }),
    );
    assert.match(all[0] ?? '', /^databases: CREATE DATABASE \[Shop\]\n {4}CONTAINMENT = PARTIAL\n/);
    assert.ok(all.includes('databases: ALTER DATABASE [Shop] SET TWO_DIGIT_YEAR_CUTOFF = 2049;'));
    assert.equal(all.slice(-2), [
      'databases-finally: ALTER DATABASE [Shop] SET READ_ONLY WITH NO_WAIT;',
      'databases-finally: ALTER DATABASE [Shop] SET RESTRICTED_USER WITH NO_WAIT;',
    ]);
  });

  test('what can only be said when it is made, and came later, is told with its release', async () => {
    const needs = async (row: Record<string, unknown>) =>
      statementsOf(databaseIn(await captured(row, {}, {}, 2022)), CONTEXT)[0]?.need;
    assert.is(await needs({}), undefined);
    assert.equal(await needs({ catalog_collation_type_desc: 'SQL_Latin1_General_CP1_CI_AS' }), {
      since: 2019,
      what: 'CATALOG_COLLATION',
    });
    assert.equal(
      await needs({ is_ledger_on: 1, catalog_collation_type_desc: 'SQL_Latin1_General_CP1_CI_AS' }),
      {
        since: 2022,
        what: 'LEDGER = ON',
      },
    );
  });

  test('a feature is written with what it was set to', async () => {
    const server = {
      'sys.change_tracking_databases': [
        { database_id: 5, is_auto_cleanup_on: 1, retention_period: 2, retention_period_units: 3 },
      ],
    };
    const rows = {
      'sys.database_query_store_options': [STORE],
    };
    const all = texts(await captured({}, rows, server));
    assert.ok(
      all.includes(
        'databases: ALTER DATABASE [Shop] SET CHANGE_TRACKING = ON (CHANGE_RETENTION = 2 DAYS, AUTO_CLEANUP = ON);',
      ),
    );
    assert.ok(
      all.some((text) => text.includes('QUERY_STORE = ON (OPERATION_MODE = READ_WRITE, CLEANUP_POLICY')),
    );
  });

  test('what came with a later release than the query store is said behind it, and automatic tuning where it is on', async () => {
    const rows = {
      'sys.database_query_store_options': [
        {
          ...STORE,
          query_capture_mode_desc: 'CUSTOM',
          wait_stats_capture_mode_desc: 'OFF',
          capture_policy_execution_count: 30,
          capture_policy_total_compile_cpu_time_ms: 1000,
          capture_policy_total_execution_cpu_time_ms: 100,
          capture_policy_stale_threshold_hours: 24,
        },
      ],
      'sys.database_automatic_tuning_options': [
        { name: 'FORCE_LAST_GOOD_PLAN', desired_state: 1 },
        { name: 'CREATE_INDEX', desired_state: 0 },
        { name: 'DROP_INDEX', desired_state: 2 },
      ],
    };
    const snapshot = await captured({}, rows, {}, 2022);
    const made = statementsOf(databaseIn(snapshot), CONTEXT).filter(({ text }) => /QUERY|TUNING/.test(text));
    assert.equal(
      made.map(({ text, need }) => `${need?.since}: ${text.replace('ALTER DATABASE [Shop] SET ', '')}`),
      [
        '2016: QUERY_STORE = ON (OPERATION_MODE = READ_WRITE, CLEANUP_POLICY = (STALE_QUERY_THRESHOLD_DAYS = 30), DATA_FLUSH_INTERVAL_SECONDS = 900, MAX_STORAGE_SIZE_MB = 1000, INTERVAL_LENGTH_MINUTES = 60, SIZE_BASED_CLEANUP_MODE = AUTO, QUERY_CAPTURE_MODE = AUTO, MAX_PLANS_PER_QUERY = 200);',
        '2019: QUERY_STORE (QUERY_CAPTURE_MODE = CUSTOM, QUERY_CAPTURE_POLICY = (STALE_CAPTURE_POLICY_THRESHOLD = 24 HOURS, EXECUTION_COUNT = 30, TOTAL_COMPILE_CPU_TIME_MS = 1000, TOTAL_EXECUTION_CPU_TIME_MS = 100));',
        '2017: QUERY_STORE (WAIT_STATS_CAPTURE_MODE = OFF);',
        '2017: AUTOMATIC_TUNING (FORCE_LAST_GOOD_PLAN = ON);',
      ],
    );
    assert.equal(
      made.map(({ makes }) => foundMade(makes)),
      [
        "SELECT 1 FROM [Shop].sys.database_query_store_options WHERE desired_state_desc = N'READ_WRITE'",
        "SELECT 1 FROM [Shop].sys.database_query_store_options WHERE query_capture_mode_desc = N'CUSTOM'",
        "SELECT 1 FROM [Shop].sys.database_query_store_options WHERE wait_stats_capture_mode_desc = N'OFF'",
        "SELECT 1 FROM [Shop].sys.database_automatic_tuning_options WHERE name = N'FORCE_LAST_GOOD_PLAN' AND desired_state = 1",
      ],
    );
    const unknown = { 'sys.database_automatic_tuning_options': [{ name: 'GUESS', desired_state: 1 }] };
    const { header } = await captured({}, unknown, {}, 2022);
    assert.equal(
      header.omissions.map(({ code }) => code),
      ['unknown-tuning'],
    );
  });

  test('an option that is on its way counts as being there', async () => {
    const made = statementsOf(databaseIn(await captured({ snapshot_isolation_state: 3 })), CONTEXT);
    const option = made.find(({ text }) => text.includes('ALLOW_SNAPSHOT_ISOLATION ON'));
    assert.is(
      option && foundMade(option.makes),
      "SELECT 1 FROM sys.databases WHERE name = N'Shop' AND snapshot_isolation_state IN (1, 3)",
    );
  });

  test('folders are mapped as Windows names them, and a map of no file is refused', async () => {
    assert.equal(await paths({ paths: { 'd:/DATA/': 'X:\\New', 'L:\\': 'Y:\\' } }), [
      'X:\\New\\Shop.mdf',
      'Y:\\Log\\Shop.ldf',
      "E:\\Data2\\O''ld.ndf",
      'X:\\New/Shop3.ndf',
      'X:\\New\\Docs',
    ]);
    const half = await errorOf(paths({ paths: { 'E:\\Data': 'X:' } }));
    assert.is(half.code, 'bad-option');
    assert.match(String(half.fact), "'E:\\Data'");
  });

  test('what goes together is asked for together', async () => {
    const snapshot = await captured();
    const existing = 'fail' as const;
    for (const options of [
      { createDatabase: true },
      { existing },
      { definitions: true, paths: { 'D:\\Data': 'X:' } },
    ]) {
      const error = await refused(options);
      assert.is(error.code, 'bad-option', JSON.stringify(options));
    }
    const { definitions: _definitions, ...header } = snapshot.header;
    const without = { ...snapshot, header };
    const all = { definitions: true, createDatabase: true, paths: { 'D:\\Data': 'X:' } };
    const error = await errorOf(Promise.resolve().then(() => planScript(without, all)));
    assert.match(String(error.fact), 'has no definitions of objects');
    const steps = planScript(snapshot, { definitions: true }).sections.flatMap((section) => section.steps);
    assert.not.ok(
      steps.some(({ values }) => 'statement' in values && /DATABASE/.test(String(values.statement))),
    );
  });

  test('the head says what the script restores, and that a database with a backup comes from it first', async () => {
    const headOf = async (options: PlanOptions) => {
      const { text } = await scriptSnapshot(await captured(), options);
      const script = [...text].join('');
      return script.slice(0, script.search(/^SET NOCOUNT ON/m)).replaceAll(/\n-- +/g, ' ');
    };
    const whole = await headOf({ definitions: true, createDatabase: true });
    assert.match(whole, 'Restores the objects and the security of');
    assert.match(whole, 'One that is not there is made, with its objects and without a row.');
    const ofSecurity = await headOf({});
    assert.match(ofSecurity, 'Restores the security of');
    assert.match(ofSecurity, 'Restore the databases, and stop what uses them:');
  });

  test('an option that an older release lacks is refused there, or commented out', async () => {
    const snapshot = await captured();
    const options = { definitions: true, createDatabase: true, targetVersion: 2012 } as const;
    assert.is((await refused(options)).code, 'not-supported');
    const plan = planScript(snapshot, { ...options, unsupported: 'comment-out' });
    const left = plan.sections
      .flatMap(({ steps }) => steps)
      .filter(({ action, commentedOut }) => action === 'define' && commentedOut !== undefined);
    assert.equal(
      left.map(({ commentedOut }) => /^(.*) came with SQL Server (\d+)$/.exec(commentedOut ?? '')?.slice(1)),
      [
        ['MODIFY FILEGROUP [Old] AUTOGROW_ALL_FILES', '2016'],
        ['SET COMPATIBILITY_LEVEL = 130', '2016'],
        ['SET DELAYED_DURABILITY = ALLOWED', '2014'],
      ],
    );
  });
});
