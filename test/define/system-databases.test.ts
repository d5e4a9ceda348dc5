// What users put into master and msdb: its definitions come with a capture, those of what ships do not, and a script that
// makes an object does not name it as something to bring along.
import { captureServer } from '../../src/capture/capture-server.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { planScript } from '../../src/plan/plan-script.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { engineFromTables } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';
import { definitionsIn } from './rows.ts';

const rows = (name: string) => ({
  'sys.objects': [
    { object_id: 2_000_010, name, schema_id: 1, type: 'P' },
    { object_id: 2_000_011, name: 'sp_shipped', schema_id: 1, type: 'P', is_ms_shipped: 1 },
    { object_id: 2_000_012, name: 'Hidden', schema_id: 1, type: 'P' },
  ],
  'sys.sql_modules': [
    {
      object_id: 2_000_010,
      definition: `CREATE PROCEDURE dbo.${name} AS RETURN`,
      uses_ansi_nulls: 1,
      uses_quoted_identifier: 1,
    },
    {
      object_id: 2_000_011,
      definition: 'CREATE PROCEDURE dbo.sp_shipped AS RETURN',
      uses_ansi_nulls: 1,
      uses_quoted_identifier: 1,
    },
    { object_id: 2_000_012, definition: null },
  ],
  'sys.database_permissions': [
    { class: 1, major_id: 2_000_010, grantee_principal_id: 0, type: 'EX', permission_name: 'EXECUTE' },
    { class: 1, major_id: 2_000_012, grantee_principal_id: 0, type: 'EX', permission_name: 'EXECUTE' },
  ],
});

function captured(): Promise<Snapshot> {
  const engine = engineFromTables({ databases: { master: rows('Ours'), msdb: rows('Theirs') } });
  return captureServer(engineDriver(engine, 'sa', 'sa'), { now: () => new Date(0), definitions: true });
}

suite('definitions of what users put into master and msdb', (test) => {
  test('are captured, and of what ships none', async () => {
    const found = definitionsIn(await captured()).filter(({ type }) => type === 'procedure');
    assert.equal(found.map(({ database, name }) => `${database}.${name}`).sort(), [
      'master.Hidden',
      'master.Ours',
      'msdb.Hidden',
      'msdb.Theirs',
    ]);
  });

  test('are made by a script, which needs no others than those that have no text', async () => {
    const snapshot = await captured();
    const plan = planScript(snapshot, { definitions: true });
    const steps = plan.sections.flatMap(({ database, steps: own }) =>
      own.flatMap((step) => (step.action === 'define' ? [`${database}: ${step.values.statement}`] : [])),
    );
    assert.ok(steps.includes('master: CREATE PROCEDURE dbo.Ours AS RETURN'), steps.join('\n'));
    assert.ok(steps.includes('msdb: CREATE PROCEDURE dbo.Theirs AS RETURN'), steps.join('\n'));
    const needed = ({ needs }: Pick<typeof plan, 'needs'>) =>
      needs.filter(({ code }) => code === 'system-object').map(({ database, name }) => `${database} ${name}`);
    assert.equal(needed(plan), ['master OBJECT::[dbo].[Hidden]', 'msdb OBJECT::[dbo].[Hidden]']);
    assert.is(needed(planScript(snapshot)).length, 4);
  });
});
