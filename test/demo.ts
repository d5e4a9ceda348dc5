// The main job on the embedded environment: three test servers, the real driver over real sockets, the real command.
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../src/cli/program.ts';
import { fileNameOf } from '../src/files/file-name.ts';
import { openEnvironment } from './server/engine/open-engine.ts';
import { startServer } from './server/start.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
rmSync('out', { recursive: true, force: true });

const engines = await openEnvironment('fixtures/service-manager');
const servers = await Promise.all(engines.map((engine) => startServer({ engine })));
const [first] = servers;
if (first === undefined) throw new Error('The embedded environment has no server.');
const [last] = engines.toReversed();
const name = last?.serverName ?? '';
try {
  console.log(
    `Three SQL Servers of a Service Manager environment are up: ${engines.map((engine) => `${engine.serverName} (${engine.version})`).join(', ')}.\n`,
  );
  process.env.REGRANT_PASSWORD = 'Fixture-capture-1';
  const environment = [
    ...servers.flatMap(({ port }) => ['--server', `localhost,${port}`]),
    ...['--user', 'regrant_capture', '--ca-file', first.caFile],
    ...['--profile', 'service-manager', '--report-database', 'ReportServer'],
  ];
  const codes = [await runProgram(['capture', ...environment, '--out', 'out', '--script'])];
  console.log(`
Next, read the script of a server (out/${name}.sql), or make the one that restores it to another machine:
  npm run --silent regrant -- script out/${name}.regrant.ndjson --map-machine ${name}=NEWDB01 --out -

Then the objects, too: one script for each server makes its databases, what is in them and who may do what with it, and is
proven on a server without databases and on one where they were restored:
`);
  codes.push(await runProgram(['capture', ...environment, '--definitions', '--out', 'out/whole', '--quiet']));
  for (const { serverName } of engines) {
    const snapshot = `out/whole/${fileNameOf(serverName)}.regrant.ndjson`;
    codes.push(await runProgram(['script', snapshot, '--definitions', '--create-database']));
  }
  console.log(`
Last, all that a disaster asks for in one folder; index.html in it is where to begin:
`);
  // What it finds bad is bad in the example servers; that a server is missing, or no kit was made, is not.
  const code = await runProgram(['prepare', ...environment, '--out', 'out/kits', '--quiet']);
  if (code === 1 || code === 3) codes.push(1);
  process.exitCode = codes.find((one) => one !== 0) ?? 0;
} finally {
  await Promise.all(servers.map((server) => server.close()));
}
