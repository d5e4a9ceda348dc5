#!/usr/bin/env node
// The command. Everything but the version is loaded when it is needed: offline commands do not pay for the network.
import { TOOL } from '../model/tool.ts';
import { listenForStop } from './stop-signal.ts';

async function run(): Promise<void> {
  listenForStop();
  // What Node has to say about the packages below is nothing that whoever runs the command could mend.
  process.noDeprecation = true;
  const { runProgram } = await import('./program.ts');
  const { openConsole } = await import('./console.ts');
  const console = openConsole({ json: process.argv.includes('--json') });
  // Whatever nobody caught still ends in a message, and never in a trace with names from outside in it.
  process.on('uncaughtException', (error) => {
    console.fail(error);
    process.exit(1);
  });
  process.exitCode = await runProgram(process.argv.slice(2));
}

if (process.argv.length === 3 && ['--version', '-V'].includes(process.argv[2] ?? '')) {
  process.stdout.write(`${TOOL.version}\n`);
} else {
  void run();
}
