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
      'RegrantError',
      'SERVICE_MANAGER',
      'SQL_VERSIONS',
      'applyPlan',
      'applyScript',
      'captureServer',
      'diffJson',
      'diffSnapshots',
      'diffText',
      'drillPassed',
      'drillReport',
      'findingsOf',
      'foretellSecrets',
      'formatDiagnostic',
      'formatServerAddress',
      'isEmptyPlan',
      'keyOf',
      'listDatabases',
      'openLog',
      'openSnapshot',
      'openTediousDriver',
      'parseConnectionString',
      'parseServerAddress',
      'planChanges',
      'planFor',
      'planScript',
      'previewScript',
      'profileCoverage',
      'proveScript',
      'proveText',
      'readPlan',
      'readProfile',
      'readScript',
      'readScriptFile',
      'readSnapshot',
      'renameDatabases',
      'scriptSnapshot',
      'serializeSnapshot',
      'splitScript',
      'verificationText',
      'verifyServer',
      'withoutSecretValues',
      'writePlan',
      'writeScript',
      'writeSnapshot',
    ]);
  });

  test('the version in headers is the package’s', () => {
    assert.equal(TOOL, { name: manifest.name, version: manifest.version });
  });
});
