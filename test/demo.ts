// The main job on the embedded environment: three test servers, the real driver over real sockets, the real command.
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../src/cli/program.ts';
import { openEnvironment } from './server/engine/open-engine.ts';
import { startServer } from './server/start.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
rmSync('out', { recursive: true, force: true });

const engines = await openEnvironment('fixtures/service-manager');
const servers = await Promise.all(engines.map((engine) => startServer({ engine })));
const [first] = servers;
if (first === undefined) throw new Error('The embedded environment has no server.');
try {
  console.log(
    `Three SQL Servers of a Service Manager environment are up: ${engines.map((engine) => `${engine.serverName} (${engine.version})`).join(', ')}.\n`,
  );
  process.env.REGRANT_PASSWORD = 'Fixture-capture-1';
  const named = servers.flatMap(({ port }) => ['--server', `localhost,${port}`]);
  process.exitCode = await runProgram([
    'capture',
    ...named,
    ...['--user', 'regrant_capture', '--ca-file', first.caFile],
    ...['--profile', 'service-manager', '--report-database', 'ReportServer'],
    ...['--out', 'out', '--script'],
  ]);
} finally {
  await Promise.all(servers.map((server) => server.close()));
}
const name = engines.at(-1)?.serverName ?? '';
console.log(`
Next, read the script of a server (out/${name}.sql), or make the one that restores it to another machine:
  npm run --silent regrant -- script out/${name}.regrant.ndjson --map-machine ${name}=NEWDB01 --out -`);
