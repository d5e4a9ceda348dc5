// The script of a case alone: captured straight from the engine, without a socket and without the bare server beside it.
import { captureServer } from '../../src/capture/capture-server.ts';
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { caseEngine } from './case-engine.ts';
import type { Case } from './read-case.ts';

/** The script of a case as one release; undefined where the capture or the script is refused. */
export async function caseScript(found: Case, version: SqlVersion): Promise<string | undefined> {
  const user = found.login ?? 'sa';
  const password = { sa: 'sa', ...found.server?.passwords }[user] ?? '';
  const driver = engineDriver(caseEngine(found, version), user, password);
  try {
    const snapshot = await captureServer(driver, {
      now: () => new Date(0),
      passwords: 'hashes',
      ...found.capture,
    });
    const { text } = await scriptSnapshot(snapshot, found.script);
    return [...text].join('');
  } catch (error) {
    if (error instanceof RegrantError) return undefined;
    throw error;
  }
}
