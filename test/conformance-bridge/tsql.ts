// FreeTDS's tsql as a client of the test server: a session of batches in, what it printed out.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = 'tsql';

/** How to log in. */
export interface TsqlLogin {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly encryption: 'off' | 'request' | 'require';
  readonly database?: string;
  /** The file of the certificate authority to check the server with. */
  readonly caFile?: string;
}

/** What a session printed: results on one stream, messages and errors on the other. */
export interface TsqlOutput {
  readonly status: number | null;
  readonly results: string;
  readonly messages: string;
}

/** Whether tsql is on this machine. */
export function tsqlAvailable(): boolean {
  return spawnSync(PROGRAM, ['-C'], { stdio: 'ignore' }).status === 0;
}

/** Runs batches one after the other in one session. */
export async function tsql(login: TsqlLogin, batches: readonly string[]): Promise<TsqlOutput> {
  const folder = mkdtempSync(join(tmpdir(), 'regrant-tsql-'));
  try {
    writeFileSync(join(folder, 'freetds.conf'), configuration(login));
    const database = login.database === undefined ? [] : ['-D', login.database];
    const child = spawn(PROGRAM, ['-S', 'regrant', '-U', login.user, '-P', login.password, ...database], {
      env: { ...process.env, FREETDSCONF: join(folder, 'freetds.conf'), LC_ALL: 'C.UTF-8' },
      stdio: 'pipe',
    });
    let results = '';
    let messages = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      results += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      messages += text;
    });
    child.stdin.on('error', () => {}); // A session that was refused reads nothing.
    child.stdin.end(`${batches.map((batch) => `${batch}\nGO\n`).join('')}quit\n`);
    const [status] = (await once(child, 'close')) as [number | null];
    return { status, results, messages };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function configuration({ port, encryption, caFile }: TsqlLogin): string {
  const checked = caFile === undefined ? [] : [`ca file = ${caFile}`, 'check certificate hostname = yes'];
  return [
    '[regrant]',
    ...['host = localhost', `port = ${port}`, 'tds version = 7.4', 'client charset = UTF-8'],
    ...[`encryption = ${encryption}`, ...checked, ''],
  ].join('\n');
}
