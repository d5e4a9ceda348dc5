import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import tedious from 'tedious';
import { assert, suite } from '../suite.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const ENVIRONMENT = fileURLToPath(new URL('../../fixtures/service-manager', import.meta.url));
const LINE =
  /^(?<name>\S+) {2}127\.0\.0\.1,(?<port>\d+) {2}SQL Server (?<version>\d+) \(.+\) {2}login (?<login>\S+), password (?<password>.+)$/;

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The groups of a started server's lines, up to the one that names the CA. */
async function announced(child: ChildProcess): Promise<Record<string, string>[]> {
  const servers: Record<string, string>[] = [];
  if (child.stdout === null) throw new Error('No output.');
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('CA certificate')) break;
    servers.push(LINE.exec(line)?.groups ?? { line });
  }
  return servers;
}

function logIn({ port, login, password }: Record<string, string>): Promise<void> {
  const connection = new tedious.Connection({
    server: 'localhost',
    authentication: { type: 'default', options: { userName: login, password } },
    options: { port: Number(port), encrypt: true, trustServerCertificate: true },
  });
  return new Promise((resolve, reject) => {
    connection.connect((error) => {
      connection.close();
      if (error) reject(error);
      else resolve();
    });
  });
}

suite('test server: command line', (test) => {
  test('an environment gets a server each, whose printed login works', async () => {
    const child = start(ENVIRONMENT, '--port', '0', '--version', '2022');
    try {
      const servers = await announced(child);
      assert.is(servers.length, 3);
      for (const server of servers) {
        assert.is(server.version, '2022', JSON.stringify(server));
        await logIn(server);
      }
      child.kill('SIGINT');
      await once(child, 'exit');
    } finally {
      child.kill('SIGKILL');
    }
  });

  test('what cannot be started is said in a line', async () => {
    for (const [args, said] of [
      [[ENVIRONMENT, '--version', '2011'], /2012, 2014, 2016/],
      [[ENVIRONMENT, '--tls', 'maybe'], /on, required, off, strict/],
      [[fileURLToPath(new URL('.', import.meta.url))], /server\.json/],
    ] as const) {
      const child = start(...args);
      let output = '';
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
      const [code] = await once(child, 'close');
      assert.is(code, 1);
      assert.match(output, said);
      assert.not.match(output, /\n {4}at /);
    }
  });
});
