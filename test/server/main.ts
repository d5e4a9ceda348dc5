// Runs test servers from the command line: one per server folder of an environment, on consecutive ports.
//   npm run server -- fixtures/service-manager --port 14330
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { SQL_VERSIONS, type SqlVersion } from '../../src/model/catalog/version.ts';
import { serverFolders } from './engine/fixture/read-environment.ts';
import { openEngine } from './engine/open-engine.ts';
import { type Encryption, type RunningServer, startServer } from './start.ts';

interface Options {
  readonly port: number;
  readonly version?: SqlVersion;
  readonly tls: Encryption;
}

new Command('server')
  .description('Starts a test TDS server on 127.0.0.1 for every server of an environment. Ctrl-C stops them.')
  .argument('<folder>', 'an environment such as fixtures/service-manager, or one server folder of it')
  .option(
    '--port <number>',
    'port of the first server; the next ones follow, 0 takes free ones',
    portOf,
    14330,
  )
  .option(
    '--version <year>',
    `claim this version instead of the folder's: ${SQL_VERSIONS.join(', ')}`,
    versionOf,
  )
  .addOption(
    new Option('--tls <mode>', 'encryption').choices(['on', 'required', 'off', 'strict']).default('on'),
  )
  .action(serve)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });

async function serve(environment: string, options: Options): Promise<void> {
  const running: RunningServer[] = [];
  const stop = (): void => void Promise.all(running.map((server) => server.close()));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    for (const folder of foldersOf(environment)) running.push(await start(folder, options, running.length));
  } catch (error) {
    stop();
    throw error;
  }
  const ca = running[0]?.caFile;
  if (options.tls !== 'off' && ca !== undefined) console.log(`CA certificate to trust: ${ca}`);
}

async function start(folder: string, { port, version, tls }: Options, index: number): Promise<RunningServer> {
  const engine = await openEngine(folder, version === undefined ? {} : { version });
  const server = await startServer({ engine, encryption: tls, port: port === 0 ? 0 : port + index });
  const claim = `SQL Server ${engine.version} (${engine.productVersion})`;
  console.log(`${engine.serverName}  ${server.host},${server.port}  ${claim}  ${loginOf(folder)}`);
  return server;
}

/** The folder itself when it is a server, else the servers in it. */
function foldersOf(environment: string): readonly string[] {
  return existsSync(join(environment, 'server.json')) ? [environment] : serverFolders(environment);
}

/** A login of the fixture that a reader can try. */
function loginOf(folder: string): string {
  const { passwords = {} } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as {
    passwords?: Record<string, string>;
  };
  const login = 'regrant_capture' in passwords ? 'regrant_capture' : Object.keys(passwords)[0];
  return login === undefined ? 'no SQL login' : `login ${login}, password ${passwords[login]}`;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number up to 65535.');
  return port;
}

function versionOf(text: string): SqlVersion {
  const version = SQL_VERSIONS.find((known) => String(known) === text);
  if (version === undefined) throw new InvalidArgumentError(`Known versions: ${SQL_VERSIONS.join(', ')}.`);
  return version;
}
