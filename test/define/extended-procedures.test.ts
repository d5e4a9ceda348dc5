// Extended procedures that users have registered in master: their statement, how they go, what no script brings of them, and
// one that shows nothing but its name.
import { captureServer } from '../../src/capture/capture-server.ts';
import { exportScript } from '../../src/export/export-definitions.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { planScript } from '../../src/plan/plan-script.ts';
import { proveScript } from '../../src/prove/prove-script.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { engineFromTables } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';
import { definitionsIn } from './rows.ts';

const outside = (object_id: number, name: string, is_ms_shipped = 0) => ({
  object_id,
  name,
  schema_id: 1,
  type: 'X',
  is_ms_shipped,
});

const SHIPPED = outside(2_000_011, 'xp_own', 1);
const HOSTILE = "xp_'o]k; --";

function captured(dll_name: string | null = "C:\\it's\\xp.dll"): Promise<Snapshot> {
  const rows = {
    'sys.objects': [outside(2_000_010, HOSTILE), SHIPPED],
    'sys.extended_procedures': [
      { object_id: 2_000_010, dll_name },
      { object_id: 2_000_011, dll_name: 'own.dll' },
    ],
    'sys.database_permissions': [
      { class: 1, major_id: 2_000_010, grantee_principal_id: 0, type: 'EX', permission_name: 'EXECUTE' },
    ],
  };
  const engine = engineFromTables({ databases: { master: rows } });
  return captureServer(engineDriver(engine, 'sa', 'sa'), { now: () => new Date(0), definitions: true });
}

const ADDED =
  "EXEC sys.sp_addextendedproc @functname = N'[dbo].[xp_''o]]k; --]', @dllname = N'C:\\it''s\\xp.dll';";

suite('extended procedures', (test) => {
  test('of users are registered in master again, and none of those that ship', async () => {
    const snapshot = await captured();
    assert.equal(
      definitionsIn(snapshot)
        .filter(({ type }) => type === 'extended-procedure')
        .map(({ database, schema, name }) => [database, schema, name]),
      [['master', 'dbo', HOSTILE]],
    );
    const { sections, notes, needs } = planScript(snapshot, { definitions: true });
    const made = sections.flatMap(({ database, steps }) =>
      steps.flatMap((step) => (step.action === 'define' ? [`${database}: ${step.values.statement}`] : [])),
    );
    assert.ok(made.includes(`master: ${ADDED}`), made.join('\n'));
    assert.match(notes.find(({ code }) => code === 'library-of-machine')?.note ?? '', 'C:\\it');
    assert.ok(!needs.some(({ code }) => code === 'system-object'));
  });

  test('are there for what is granted on them, on a server that has none', async () => {
    const snapshot = await captured();
    const script = [...(await scriptSnapshot(snapshot, { definitions: true })).text].join('');
    for (const from of ['without-databases', 'empty', 'restored'] as const) {
      const proof = await proveScript(script, snapshot, { from, twice: true });
      assert.equal([proof.failures, proof.missing, proof.foreign, proof.identical], [[], [], [], true]);
    }
  });

  test('go by the procedure that takes them out', async () => {
    const { files } = await exportScript(await captured(), {
      newline: 'lf',
      drop: 'only',
      existence: 'guard',
    });
    assert.match(
      [...files].join(''),
      "IF EXISTS (SELECT 1 FROM sys.objects WHERE object_id = OBJECT_ID(N'[dbo].[xp_''o]]k; --]')) EXEC sys.sp_dropextendedproc @functname = N'[dbo].[xp_''o]]k; --]';",
    );
  });

  test('that show no library are told', async () => {
    const { header } = await captured(null);
    const told = header.omissions.filter(({ code }) => code === 'without-definition');
    assert.equal(
      told.map(({ fact, count }) => [fact.includes('xp_'), count]),
      [[true, 1]],
    );
  });
});
