// What is made of what sqlcmd prints, as far as no sqlcmd is needed to see it.
import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock } from 'node:test';
import { closingLine } from '../../src/connect/printed/answer-line.ts';
import { ErrorLines } from '../../src/connect/sqlcmd/error-lines.ts';
import { openProcess } from '../../src/connect/sqlcmd/open-process.ts';
import { ScopeReader } from '../../src/connect/sqlcmd/scope-reader.ts';
import { isRunning } from '../../src/files/running-process.ts';
import { inFolder } from '../files/folder.ts';
import { assert, suite } from '../suite.ts';
import { failureOf, until } from './target-of.ts';

const SCOPE = 7;
const SELECT = { text: 'SELECT 1', columns: ['n'] };

function line(of: number, row: number, count: number, text = ''): string {
  const start = `@${SCOPE}.${of}.${row}.${row === 0 ? 0 : 1}.${count}:${text}`;
  return `${start}:${createHash('sha256').update(start).digest('hex').slice(0, 8).toUpperCase()};`;
}

/** The lines of an answer of so many rows. */
const answer = (of: number, rows: number): readonly string[] => [
  ...Array.from({ length: rows }, (_, at) => line(of, at + 1, 1, `=${at}|`)),
  line(of, 0, rows),
];

const damaged = () => Promise.reject(new Error('the answer is damaged'));

async function withoutTime(body: () => Promise<void>): Promise<void> {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    await body();
  } finally {
    mock.timers.reset();
  }
}

suite('what sqlcmd prints', (test) => {
  test('what it said of itself in one batch is not told of the next one', () =>
    withoutTime(async () => {
      const lines = new ErrorLines();
      const first = lines.until(closingLine(1));
      lines.add('Sqlcmd: Warning: of no consequence');
      lines.add(closingLine(1));
      assert.is((await first).isWhole, true);
      const second = lines.until(closingLine(2));
      mock.timers.tick(60_000);
      lines.add(closingLine(2));
      assert.is((await second).isWhole, true);
    }));

  test('rows that are left in the middle are passed over, and the next result set is whole', async () => {
    const lines = [...answer(0, 500), ...answer(1, 1), closingLine(SCOPE)];
    const reader = new ScopeReader({ next: async () => lines.shift(), send: () => {} }, SCOPE);
    const read: number[] = [];
    for await (const { rows } of reader.sets([SELECT, SELECT], damaged)) {
      for await (const some of rows) {
        read.push(some.length);
        break;
      }
    }
    assert.equal(read, [200, 1]);
  });

  test('nothing is pushed out any more of a batch that is left', () =>
    withoutTime(async () => {
      const lines = [...answer(0, 1), ...answer(1, 1), closingLine(SCOPE)];
      let sent = 0;
      const send = () => {
        sent += 1;
      };
      const reader = new ScopeReader({ next: async () => lines.shift(), send }, SCOPE);
      reader.pushOut();
      for await (const _ of reader.sets([SELECT, SELECT], damaged)) break;
      mock.timers.tick(60_000);
      assert.is(sent, 0);
    }));

  test('a program that prints a line without an end is ended', () =>
    inFolder(async (folder) => {
      const [path, pid] = [join(folder, 'sqlcmd'), join(folder, 'pid')];
      writeFileSync(
        path,
        `#!/bin/sh\necho $$ >'${pid}'\nhead -c 100000 /dev/zero | tr '\\0' x\nexec sleep 60\n`,
      );
      chmodSync(path, 0o755);
      const target = {
        address: { host: 'localhost' },
        authentication: { type: 'integrated' },
      } as const;
      const sqlcmd = { path, edition: 'go', version: '1.8.2' } as const;
      const opening = openProcess(
        { target, sqlcmd, database: 'master', secrets: new Set(), scope: 1 },
        undefined,
      );
      assert.is((await failureOf(opening)).code, 'bad-answer');
      await until(() => !isRunning(Number(readFileSync(pid, 'utf8'))));
    }));
});
