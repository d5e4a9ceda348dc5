// Every public function that takes options refuses one that is not right, before it does anything: whoever calls from
// JavaScript has no compiler.
import * as regrant from '../../src/index.ts';
import { RegrantError } from '../../src/index.ts';
import { snapshotOf } from '../snapshot/arbitrary-fact.ts';
import { assert, suite } from '../suite.ts';

/** Options of which each that a function knows is wrong. */
const WRONG = {
  ...{ signal: 'soon', timeoutMs: -1, progress: 1, fingerprintKey: 1, mapping: 1, inventory: 1, summary: 1 },
  passwords: 'plain',
  ...{
    all: 1,
    keep: 0,
    encoding: 1,
    env: 1,
    prompt: 1,
    allow: 1,
    templates: 1,
    found: 1,
    login: 1,
    from: 1,
    serverName: 1,
  },
} as never;

const NOTHING = snapshotOf([]);
/** Nothing of it is to be touched. */
const UNTOUCHED = new Proxy(
  {},
  { get: (_, name) => assert.unreachable(`${String(name)} was asked for`) },
) as never;
const PLACE = '/there/is/no/such/folder/file';

/** A call with these options, by name. */
const CALLS: Readonly<Record<string, () => unknown>> = {
  applyPlan: () => regrant.applyPlan(UNTOUCHED, { live: UNTOUCHED, liveDigest: '', plan: UNTOUCHED }, WRONG),
  applyScript: () => regrant.applyScript(UNTOUCHED, UNTOUCHED, WRONG),
  captureLoginScript: () => regrant.captureLoginScript(WRONG),
  captureScript: () => regrant.captureScript(WRONG),
  captureServer: () => regrant.captureServer(UNTOUCHED, WRONG),
  diffSnapshots: () => regrant.diffSnapshots(NOTHING, NOTHING, WRONG),
  diffText: () => regrant.diffText(regrant.diffSnapshots(NOTHING, NOTHING), WRONG).next(),
  examineServer: () => regrant.examineServer(UNTOUCHED, WRONG),
  exportDefinitions: () => regrant.exportDefinitions(NOTHING, WRONG),
  exportFolder: () => regrant.exportFolder(PLACE, NOTHING, WRONG),
  exportPacks: () => regrant.exportPacks(UNTOUCHED, PLACE, WRONG),
  exportScript: () => regrant.exportScript(NOTHING, WRONG),
  foretellRunner: () => regrant.foretellRunner('', NOTHING, 'sa', WRONG),
  foretellSecrets: () => regrant.foretellSecrets('', NOTHING, WRONG),
  importCapture: () => regrant.importCapture(PLACE, WRONG),
  listDatabases: () => regrant.listDatabases(UNTOUCHED, WRONG),
  openSnapshot: () => regrant.openSnapshot(PLACE, WRONG),
  openDriver: () => regrant.openDriver({ address: { host: 1 }, authentication: 1 } as never),
  openOdbcDriver: () => regrant.openOdbcDriver({ address: { host: 1 }, authentication: 1 } as never),
  openSqlcmdDriver: () => regrant.openSqlcmdDriver({ address: { host: 1 }, authentication: 1 } as never),
  openTediousDriver: () => regrant.openTediousDriver({ address: { host: 1 }, authentication: 1 } as never),
  planChanges: () => regrant.planChanges(NOTHING, NOTHING, WRONG),
  planFor: () => regrant.planFor(UNTOUCHED, NOTHING, WRONG),
  planScript: () => regrant.planScript(NOTHING, WRONG),
  prepareKit: () => regrant.prepareKit(UNTOUCHED, WRONG),
  previewScript: () => regrant.previewScript(UNTOUCHED, UNTOUCHED, WRONG),
  proveScript: () => regrant.proveScript('', NOTHING, WRONG),
  proveSnapshotScript: () => regrant.proveSnapshotScript(NOTHING, WRONG),
  readEnvironment: () => regrant.readEnvironment(UNTOUCHED, WRONG),
  readinessText: () => regrant.readinessText(UNTOUCHED, WRONG),
  readPlan: () => regrant.readPlan(PLACE, WRONG),
  readScript: () => regrant.readScript('', WRONG),
  readScriptFile: () => regrant.readScriptFile(PLACE, WRONG),
  readSnapshot: () => regrant.readSnapshot(PLACE, WRONG),
  resolveTarget: () => regrant.resolveTarget(regrant.readServer('a'), WRONG),
  runDrill: () => regrant.runDrill(NOTHING, WRONG),
  scriptSnapshot: () => regrant.scriptSnapshot(NOTHING, WRONG),
  shellCompletion: () => regrant.shellCompletion('fish' as never),
  verifyServer: () => regrant.verifyServer(UNTOUCHED, NOTHING, WRONG),
  writeExportScript: () => regrant.writeExportScript(PLACE, NOTHING, WRONG),
  writePlan: () => regrant.writePlan(PLACE, {} as never, WRONG),
  writeProvenScript: () => regrant.writeProvenScript(PLACE, NOTHING, WRONG),
  writeRunbook: () => regrant.writeRunbook(PLACE, UNTOUCHED, UNTOUCHED, WRONG),
  writeScript: () => regrant.writeScript(PLACE, NOTHING, WRONG),
  writeSnapshot: () => regrant.writeSnapshot(PLACE, NOTHING, WRONG),
};

/** Functions without options. */
const PLAIN: readonly string[] = [
  'askForConfig',
  ...['checkReadiness', 'orderDefinitions', 'packChanges', 'readinessPage', 'readPackList', 'scriptObject'],
  ...[
    'diffJson',
    'drillJson',
    'drillPassed',
    'drillReport',
    'findingsOf',
    'fingerprintKeyId',
    'formatDiagnostic',
  ],
  ...['formatServerAddress', 'isEmptyPlan', 'keyOf', 'loadConfig', 'openLog', 'parseConfig'],
  ...['parseConnectionString', 'parseRegisteredServers', 'parseServerAddress', 'passwordVariable'],
  ...[
    'profileCoverage',
    'proveText',
    'readProfile',
    'readServer',
    'refuseSharedVariables',
    'renameDatabases',
  ],
  ...['serializeSnapshot', 'splitScript', 'verificationText', 'withoutSecretValues'],
];

suite('options that are not right', (test) => {
  test('are asked of every function that the package offers', () => {
    const functions = Object.entries(regrant)
      .filter(([, value]) => typeof value === 'function' && !/^class /.test(String(value)))
      .map(([name]) => name);
    assert.equal([...Object.keys(CALLS), ...PLAIN].sort(), functions.sort());
  });

  for (const [name, call] of Object.entries(CALLS)) {
    test(`${name} refuses them`, async () => {
      const error = await Promise.resolve()
        .then(call)
        .then(() => assert.unreachable('nothing was thrown'))
        .catch((thrown: unknown) => thrown);
      assert.instance(error, RegrantError, String(error));
      assert.is((error as RegrantError).code, 'bad-option', (error as RegrantError).message);
    });
  }
});
