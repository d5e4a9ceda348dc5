// Ctrl-C while several servers are captured: what is written stays and is named, and so is what is not.
import { readdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { captureCommand } from '../../src/cli/commands/capture.ts';
import { openConsole } from '../../src/cli/console.ts';
import type { RegrantError } from '../../src/model/errors.ts';
import { CAPTURER, withServer } from '../apply/restored-server.ts';
import { smallServer } from '../apply/small-server.ts';
import { errorOf, inFolder } from '../files/folder.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { assert, suite } from '../suite.ts';

suite('a capture that is stopped', (test) => {
  test('says which servers are written and which are not, and how to go on', () =>
    inFolder((folder) =>
      withServer(new CatalogEngine(smallServer()), async ({ running }) => {
        const silent = createServer(() => {}).listen(0, 'localhost');
        await new Promise((resolve) => silent.once('listening', resolve));
        const hanging = `localhost,${(silent.address() as AddressInfo).port}`;
        const there = `localhost,${running.port}`;
        const stop = new AbortController();
        const console = {
          ...openConsole({ quiet: true }),
          quiet: false,
          tell: () => {},
          progress: () => {},
          print: async () => void setTimeout(() => stop.abort(new Error('Stopped.')), 50),
        };
        process.env.REGRANT_PASSWORD = CAPTURER.password;
        const none = { databases: [], excludeDatabases: [], kinds: [], excludeKinds: [], schemas: [] };
        const more = { excludeSchemas: [], excludeObjects: [], principals: [], excludePrincipals: [] };
        const options = {
          ...none,
          ...more,
          server: [there, hanging],
          user: CAPTURER.login,
          caFile: running.caFile,
          passwords: 'hashes',
          out: folder,
        } as const;
        const error = (await errorOf(
          captureCommand(options, console, stop.signal),
        )) as unknown as RegrantError;
        silent.close();
        assert.is(error.code, 'cancelled');
        assert.ok(
          error.fact.endsWith(`Captured and written: ${there}. Not captured: ${hanging}.`),
          error.fact,
        );
        assert.match(error.remedy, new RegExp(`--server ${hanging}$`));
        assert.equal(await readdir(folder), ['SMALL01.regrant.ndjson']);
      }),
    ));
});
