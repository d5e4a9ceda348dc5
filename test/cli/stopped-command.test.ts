// Ctrl-C while servers are captured or looked over: what is written stays and is named, what is not is told, and what was found
// is printed.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { captureCommand } from '../../src/cli/commands/capture.ts';
import { doctorCommand } from '../../src/cli/commands/doctor.ts';
import { type Console, openConsole } from '../../src/cli/console.ts';
import type { RegrantError } from '../../src/model/errors.ts';
import { CAPTURER, withServer } from '../apply/restored-server.ts';
import { smallServer } from '../apply/small-server.ts';
import { errorOf, inFolder } from '../files/folder.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { assert, suite } from '../suite.ts';

const NONE = {
  ...{ databases: [], excludeDatabases: [], kinds: [], excludeKinds: [], schemas: [] },
  ...{ excludeSchemas: [], excludeObjects: [], principals: [], excludePrincipals: [] },
};

/** A console whose results go to `print`. */
const consoleWith = (print: (text: string) => void): Console => ({
  ...openConsole({ quiet: true }),
  quiet: false,
  tell: () => {},
  progress: () => {},
  print: async (text) => print(text),
});

/** A server that takes connections and says nothing, while `work` runs. */
async function withSilence(work: (address: string) => Promise<void>): Promise<void> {
  const silent = createServer((socket) => socket.on('error', () => {})).listen(0, 'localhost');
  await new Promise((resolve) => silent.once('listening', resolve));
  await work(`localhost,${(silent.address() as AddressInfo).port}`).finally(() => silent.close());
}

const failed = async (work: Promise<unknown>) => (await errorOf(work)) as unknown as RegrantError;

suite('a command that is stopped', (test) => {
  test('capture says which servers are written and which are not, and how to go on', () =>
    inFolder((folder) =>
      withServer(new CatalogEngine(smallServer()), ({ running }) =>
        withSilence(async (hanging) => {
          const there = `localhost,${running.port}`;
          const stop = new AbortController();
          const console = consoleWith(() => void setTimeout(() => stop.abort(new Error('Stopped.')), 50));
          process.env.REGRANT_PASSWORD = CAPTURER.password;
          const options = {
            ...NONE,
            server: [there, hanging],
            user: CAPTURER.login,
            caFile: running.caFile,
            passwords: 'hashes',
            out: folder,
          } as const;
          const error = await failed(captureCommand(options, console, stop.signal));
          assert.is(error.code, 'cancelled');
          assert.ok(
            error.fact.endsWith(`Captured and written: ${there}. Not captured: ${hanging}.`),
            error.fact,
          );
          assert.match(error.remedy, new RegExp(`--server ${hanging}$`));
          assert.equal(await readdir(folder), ['SMALL01.regrant.ndjson']);
        }),
      ),
    ));

  test('capture of one server says that nothing was written', () =>
    inFolder((folder) =>
      withSilence(async (hanging) => {
        process.env.REGRANT_PASSWORD = CAPTURER.password;
        const stop = new AbortController();
        setTimeout(() => stop.abort(new Error('Stopped.')), 50);
        const options = { ...NONE, server: [hanging], user: 'sa', passwords: 'hashes', out: folder } as const;
        const error = await failed(
          captureCommand(
            options,
            consoleWith(() => {}),
            stop.signal,
          ),
        );
        assert.is(error.code, 'cancelled');
        assert.match(error.fact, /Nothing was written\.$/);
        assert.equal(await readdir(folder), []);
      }),
    ));

  test('a capture without a password leaves no folder', () =>
    inFolder(async (folder) => {
      delete process.env.REGRANT_PASSWORD;
      const out = join(folder, 'dr');
      const options = { ...NONE, server: ['localhost,1'], user: 'sa', passwords: 'hashes', out } as const;
      const { signal } = new AbortController();
      assert.is(
        (
          await failed(
            captureCommand(
              options,
              consoleWith(() => {}),
              signal,
            ),
          )
        ).code,
        'password-missing',
      );
      assert.not.ok(existsSync(out));
    }));

  test('doctor has printed what it found', () =>
    withSilence(async (hanging) => {
      process.env.REGRANT_PASSWORD = CAPTURER.password;
      const stop = new AbortController();
      const printed: string[] = [];
      const console = consoleWith((text) => {
        printed.push(text);
        if (text.includes('port')) stop.abort(new Error('Stopped.'));
      });
      const error = await failed(doctorCommand({ server: [hanging], user: 'sa' }, console, stop.signal));
      assert.is(error.code, 'cancelled');
      const said = printed.join('').split('\n');
      assert.is(said[0], hanging);
      assert.match(said[1] ?? '', /^ {2}ok +name +localhost is /);
      assert.match(said[2] ?? '', /^ {2}ok +port +Port \d+ answers, as given\.$/);
      assert.is(said.length, 4);
    }));
});
