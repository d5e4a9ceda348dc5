// External models: their statement, what no script brings of them, and those that are not whole.
import { planScript } from '../../src/plan/plan-script.ts';
import { proveScript } from '../../src/prove/prove-script.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import type { RowRecord } from '../server/engine/store/table.ts';
import { assert, suite } from '../suite.ts';
import { UNUSUAL } from './examples/unusual-rows.ts';
import { captureRows, definitionsIn } from './rows.ts';
import { scripted } from './scripted.ts';

const MODELS = UNUSUAL['sys.external_models'] ?? [];
const [ROW] = MODELS;
const ROWS = {
  'sys.database_scoped_credentials': UNUSUAL['sys.database_scoped_credentials'] ?? [],
  'sys.external_models': MODELS,
};
const NEWEST = { version: 2025 } as const;
const with_ = (more: RowRecord) =>
  captureRows({ ...ROWS, 'sys.external_models': [{ ...ROW, ...more }] }, {}, NEWEST);

suite('external models', (test) => {
  test('are made with all that is known of them, but for their credential', async () => {
    assert.equal(
      (await scripted(ROWS, NEWEST)).filter((text) => text.includes('EXTERNAL MODEL')),
      [
        "CREATE EXTERNAL MODEL [bare] WITH (LOCATION = N'https://x.example', API_FORMAT = N'Ollama', MODEL_TYPE = EMBEDDINGS, MODEL = N'm');",
        "CREATE EXTERNAL MODEL [m'o]]del] WITH (LOCATION = N'https://it''s.example/v1/embeddings', API_FORMAT = N'Azure OpenAI', MODEL_TYPE = EMBEDDINGS, MODEL = N'text''3', CREDENTIAL = [https://o'k]]/], PARAMETERS = N'{\"dimensions\":725}');",
      ],
    );
    const { notes } = planScript(await captureRows(ROWS, {}, NEWEST), { definitions: true });
    assert.equal(
      notes.flatMap(({ code, note }) =>
        code === 'credential-by-hand' ? [note.includes("[https://o'k]]/]")] : [],
      ),
      [true],
    );
  });

  test('are there for what is granted on them', async () => {
    const rows = {
      ...ROWS,
      'sys.database_permissions': [
        { class: 110, major_id: 1, grantee_principal_id: 0, type: 'EX', permission_name: 'EXECUTE' },
      ],
    };
    const snapshot = await captureRows(rows, {}, NEWEST);
    const script = [...(await scriptSnapshot(snapshot, { definitions: true })).text].join('');
    const proof = await proveScript(script, snapshot, { from: 'without-databases', twice: true });
    assert.equal([proof.missing, proof.foreign], [[], []]);
  });

  test('that are not whole, or of another type, are told and none is made up', async () => {
    for (const more of [
      { location: null },
      { api_format: null },
      { model: null },
      { model_type_desc: 'CHAT' },
      { credential_id: 99 },
    ]) {
      const snapshot = await with_(more);
      assert.ok(snapshot.header.omissions.some(({ code }) => code === 'unknown-external-model'));
      assert.ok(!definitionsIn(snapshot).some(({ type }) => type === 'external-model'));
    }
  });

  test('that ONNX Runtime runs are compared, and made by hand', async () => {
    const snapshot = await with_({ api_format: 'ONNX Runtime', credential_id: 0 });
    assert.equal(snapshot.header.omissions, []);
    const { sections, notes } = planScript(snapshot, { definitions: true });
    assert.ok(notes.some(({ code }) => code === 'runtime-path-hidden'));
    assert.ok(!JSON.stringify(sections).includes('EXTERNAL MODEL'));
  });
});
