// What the package offers by name: a name that comes or goes is seen here.

import manifest from '../package.json' with { type: 'json' };
import * as regrant from '../src/index.ts';
import { TOOL } from '../src/model/tool.ts';
import { assert, suite } from './suite.ts';

suite('exports', (test) => {
  test('the package offers exactly these', () => {
    assert.equal(Object.keys(regrant).sort(), [
      'ALLOWANCES',
      'EndedEarly',
      'OBJECT_KINDS',
      'PASSWORD_MODES',
      'PROVEN_FROM',
      'RegrantError',
      'SERVICE_MANAGER',
      'SHELLS',
      'SQL_VERSIONS',
      'applyPlan',
      'applyScript',
      'askForConfig',
      'captureLoginScript',
      'captureScript',
      'captureServer',
      'diffJson',
      'diffSnapshots',
      'diffText',
      'drillJson',
      'drillPassed',
      'drillReport',
      'examineServer',
      'findingsOf',
      'fingerprintKeyId',
      'foretellSecrets',
      'formatDiagnostic',
      'formatServerAddress',
      'importCapture',
      'isEmptyPlan',
      'keyOf',
      'listDatabases',
      'loadConfig',
      'openLog',
      'openSnapshot',
      'openTediousDriver',
      'parseConfig',
      'parseConnectionString',
      'parseRegisteredServers',
      'parseServerAddress',
      'passwordVariable',
      'planChanges',
      'planFor',
      'planScript',
      'previewScript',
      'profileCoverage',
      'proveScript',
      'proveSnapshotScript',
      'proveText',
      'readPlan',
      'readProfile',
      'readScript',
      'readScriptFile',
      'readServer',
      'readSnapshot',
      'refuseSharedVariables',
      'renameDatabases',
      'resolveTarget',
      'runDrill',
      'scriptSnapshot',
      'serializeSnapshot',
      'shellCompletion',
      'splitScript',
      'verificationText',
      'verifyServer',
      'withoutSecretValues',
      'writePlan',
      'writeProvenScript',
      'writeScript',
      'writeSnapshot',
    ]);
  });

  test('the version in headers is the package’s', () => {
    assert.equal(TOOL, { name: manifest.name, version: manifest.version });
  });
});
