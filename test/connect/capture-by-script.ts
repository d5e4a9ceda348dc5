// Captures by the capture script: sqlcmd runs it from a file and prints into another, which is imported.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { captureScript } from '../../src/offline/capture-script.ts';
import { importCapture } from '../../src/offline/import-capture.ts';
import { sqlcmdStandIn } from '../conformance-bridge/sqlcmd.ts';
import { inFolder } from '../files/folder.ts';
import type { RunningServer } from '../server/start.ts';
import type { Account } from './ways.ts';

/** How sqlcmd is started for it. */
export interface ScriptWay {
  readonly name: string;
  readonly edition: 'odbc' | 'go';
  readonly arguments: readonly string[];
}

/** As the script's head says, and without any of that. */
export const SCRIPT_WAYS: readonly ScriptWay[] = [
  { name: 'ODBC edition, -y 0 -u', edition: 'odbc', arguments: ['-y', '0', '-u'] },
  { name: 'Go edition, -y 0 -u', edition: 'go', arguments: ['-y', '0', '-u'] },
  { name: 'ODBC edition, broken at 80, with headings', edition: 'odbc', arguments: [] },
  { name: 'Go edition, -W -h -1 -w 200', edition: 'go', arguments: ['-W', '-h', '-1', '-w', '200'] },
];

/** The snapshot, with password hashes. */
export function captureByScript(
  { edition, arguments: more }: ScriptWay,
  server: RunningServer,
  { login, password }: Account,
): Promise<Snapshot> {
  return inFolder(async (folder) => {
    const [script, answers] = [join(folder, 'capture.sql'), join(folder, 'answers.txt')];
    writeFileSync(script, await captureScript({ passwords: 'hashes' }));
    const file = await sqlcmdStandIn(edition, { trustedCa: server.caFile });
    const address = `tcp:localhost,${server.port}`;
    const words = [
      '-S',
      address,
      '-U',
      login,
      '-I',
      '-i',
      script,
      '-o',
      answers,
      '-l',
      '60',
      '-t',
      '600',
      ...more,
    ];
    const env = { ...process.env, SQLCMDPASSWORD: password };
    const said = await new Promise<string>((resolve, reject) => {
      const child = spawn(file, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
      let text = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (some: string) => {
          text += some;
        });
      child.on('error', reject);
      child.on('close', (code) => resolve(code === 0 ? text : `${code}: ${text}`));
    });
    if (said !== '') throw new Error(`${said}\n${readFileSync(answers, 'latin1').slice(0, 2000)}`);
    return importCapture(answers);
  });
}
