// Runs that end before their script does, and batches that fail as a whole: what is said of them is so, and what is
// said to go on goes on.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLog } from '../../src/apply/apply-log.ts';
import type { ApplyOptions } from '../../src/apply/apply-options.ts';
import { applyScript } from '../../src/apply/apply-script.ts';
import { resultText } from '../../src/apply/apply-text.ts';
import { EndedEarly } from '../../src/apply/ended-early.ts';
import type { ScriptFile } from '../../src/apply/script-batches.ts';
import { splitScript } from '../../src/apply/script-batches.ts';
import { commandToGoOn } from '../../src/cli/go-on.ts';
import type { Driver } from '../../src/connect/driver.ts';
import { DriverError } from '../../src/connect/server-error.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { errorOf } from '../files/folder.ts';
import { FRESH_SA } from '../server/engine/ddl/fresh-server.ts';
import { assert, suite } from '../suite.ts';
import {
  captured,
  capturedFixture,
  freshEngine,
  refused,
  sameFacts,
  scriptOf,
  withFolder,
} from './restored-server.ts';
import { smallServer } from './small-server.ts';

const fixture = smallServer();
const snapshot = await capturedFixture(fixture);
const script = await scriptOf(snapshot);
const work = script.batches.filter(({ role }) => role === 'work');

/** The batch that leaves for the end what touches the login of the run; a run that goes on asks it again. */
const leaves = work.findIndex(({ section }) => section === 'Logins');

/** How many of the batches before one a run that goes on there need not run again. */
const skippedBefore = (at: number): number => (at > leaves ? at - 1 : at);

/** A driver that throws instead of running a text. */
function throwing(driver: Driver, text: string, error: unknown): Driver {
  return {
    async open(options) {
      const session = await driver.open(options);
      return {
        async *run(batch, limits) {
          if (batch === text) throw error;
          yield* session.run(batch, limits);
        },
        close: () => session.close(),
      };
    },
  };
}

const lost = new RegrantError({
  code: 'connection-lost',
  fact: 'The connection was lost.',
  remedy: 'Again.',
});
const deadlock = new RegrantError({
  code: 'query-failed',
  fact: 'A query failed on SMALL01: error 1205.',
  remedy: 'Again.',
  cause: Object.assign(new DriverError('deadlock'), { number: 1205 }),
});

function small() {
  const engine = freshEngine(fixture, 'restored');
  return { engine, driver: engineDriver(engine, FRESH_SA.login, FRESH_SA.password) };
}

async function endEarly(driver: Driver, given: ScriptFile, options: ApplyOptions = {}): Promise<EndedEarly> {
  const error = await errorOf(applyScript(driver, given, options));
  assert.ok(error instanceof EndedEarly, error.stack);
  return error;
}

suite('a run that ends early', (test) => {
  test('says what ran and what is not known, and the same call goes on there', () =>
    withFolder(async (folder) => {
      const journal = join(folder, 'a.journal');
      for (const [at, batch] of work.entries()) {
        if (at % 3 !== 0) continue;
        const { engine, driver } = small();
        const error = await endEarly(throwing(driver, batch.text, lost), script, { journal });
        assert.is(error.code, 'connection-lost');
        assert.is(error.reached.done, at);
        assert.is(error.reached.batches, work.length);
        const statements = work.slice(0, at).flatMap((one) => one.statements).length;
        assert.is(error.reached.statements, statements);
        assert.match(
          error.fact,
          at === 0 ? /Nothing of the script had run/ : new RegExp(` ${at} of ${work.length} batches`),
        );
        assert.match(
          error.fact,
          new RegExp(`Whether batch ${batch.number} \\(line ${batch.line}, .*\\) ran is not known`),
        );
        assert.match(error.remedy, /Give the same command again/);
        assert.not.match(error.message, /left behind/);
        const { failures, skipped, ran } = await applyScript(driver, script, { journal });
        assert.equal(failures, []);
        assert.is(skipped, skippedBefore(at));
        assert.is(ran, work.length - skippedBefore(at));
        if (at % 6 === 0) sameFacts(await captured(engine), snapshot);
      }
    }));

  test('in its set-up has changed nothing', async () => {
    const [first] = script.batches;
    const error = await endEarly(throwing(small().driver, first?.text ?? '', lost), script);
    assert.match(error.fact, /Nothing of the script had run on SMALL01 before\.$/);
  });

  test('without a journal is to be repeated, a script of others to be finished by hand', async () => {
    const batch = work[3];
    const { driver } = small();
    assert.is((await endEarly(throwing(driver, batch?.text ?? '', lost), script)).goingOn, 'repeat');
    const foreign = splitScript(
      'a.sql',
      "CREATE LOGIN a WITH PASSWORD = N'Abcdefg-1';\nGO\n\nNONSENSE;\nGO\nSELECT 1;\nGO\n",
    );
    const error = await endEarly(driver, foreign, { choices: { allowForeign: true } });
    assert.is(error.goingOn, 'by-hand');
    assert.match(error.fact, /1 of 3 batches had run before/);
    assert.match(error.remedy, /the rest of the file, from line 4 on, by hand/);
  });

  test('tells the log too; a log that cannot be written ends it as an early end', () =>
    withFolder(async (folder) => {
      const log = await openLog(join(folder, 'a.log'));
      await endEarly(throwing(small().driver, work[5]?.text ?? '', lost), script, { log });
      await log.close();
      assert.match(
        await readFile(join(folder, 'a.log'), 'utf8'),
        /ended early: The connection was lost\. On SMALL01 5 of/,
      );
      let lines = 0;
      const full = new RegrantError({
        code: 'file-failed',
        fact: 'a.log could not be written (ENOSPC).',
        remedy: 'Free some.',
      });
      const write = async () => {
        lines += 1;
        if (lines > 6) throw full;
      };
      const error = await endEarly(small().driver, script, { log: { write, close: async () => {} } });
      assert.is(error.code, 'file-failed');
      assert.match(error.fact, /ENOSPC/);
    }));

  test('gives the command that goes on, as it can be pasted', async () => {
    const error = await endEarly(throwing(small().driver, work[5]?.text ?? '', lost), script);
    const reached = (goingOn: EndedEarly['goingOn']) => new EndedEarly(lost, error.reached, goingOn);
    const args = ['apply', "o'brien.sql", '--server', 'A\\B', '--execute', '--restart'];
    if (process.platform !== 'win32') {
      assert.is(
        commandToGoOn(reached('resume'), args),
        "regrant apply 'o'\\''brien.sql' --server 'A\\B' --execute",
      );
    }
    for (const goingOn of ['by-hand', 'repeat', 'replan'] as const)
      assert.is(commandToGoOn(reached(goingOn), args), undefined);
    assert.ok(commandToGoOn(reached('replan'), ['apply', 'a.regrant.ndjson', '--execute']));
    assert.is(commandToGoOn(lost, args), undefined);
  });
});

suite('what a run counts', (test) => {
  test('a batch that fails as a whole: its statements are not said to have run', async () => {
    const total = work.flatMap(({ statements }) => statements).length;
    const batch = work.find(({ statements }) => statements.length > 1);
    assert.ok(batch);
    const result = await applyScript(throwing(small().driver, batch.text, deadlock), script);
    const { statements, unknown, notRun, failures, ran } = result;
    assert.equal(
      [statements, unknown, notRun],
      [total - batch.statements.length, batch.statements.length, 0],
    );
    assert.is(ran, work.length);
    assert.is(failures[0]?.error, 1205);
    assert.match(failures[0]?.message ?? '', /Which of statements \d+ to \d+ ran is not known/);
    assert.match([...resultText(result)].join(''), /of \d+ statements it is not known/);
  });

  test('a database that is not there: its statements are not said to have run', async () => {
    const total = work.flatMap(({ statements }) => statements).length;
    const missing = script.text.replaceAll("EXEC #regrant_database N'app'", "EXEC #regrant_database N'gone'");
    const result = await applyScript(small().driver, splitScript('a.sql', missing));
    const there = work.filter(({ section = '' }) => !section.startsWith('app: '));
    const expected = there.flatMap(({ statements }) => statements).length;
    assert.is(result.statements, expected);
    assert.is(result.notRun, total - expected);
    assert.ok(result.notRun > 5);
    assert.match([...resultText(result)].join(''), /statements not run, as the database cannot be used/);
  });
});

suite('a journal', (test) => {
  test('that was torn, or is not one, is healed or told, and never written over', () =>
    withFolder(async (folder) => {
      const journal = join(folder, 'a.journal');
      await endEarly(throwing(small().driver, work[6]?.text ?? '', lost), script, { journal });
      const whole = await readFile(journal, 'utf8');
      await writeFile(journal, `${whole}{"batch":9999,"fail`);
      const { skipped } = await applyScript(small().driver, script, { journal });
      assert.is(skipped, skippedBefore(6));
      assert.not.match(await readFile(journal, 'utf8'), /9999/);
      const lines = whole.split('\n');
      for (const bad of [
        `${lines[0]}\n{"batch":1}\n`,
        `${lines[0]}\n{"batch":"1","failures":[]}\n`,
        `${lines[0]}\nnull\n`,
        `${lines[0]}\n${'['.repeat(200_000)}\n`,
        `${lines[0]?.replace('"showAdvancedOptions":0', '"showAdvancedOptions":"0; SHUTDOWN"')}\n`,
        `${lines[0]?.replace('"format":1', '"format":1,"x":1')}\n`,
        '{"regrant":"journal"\n',
      ]) {
        await writeFile(journal, bad);
        await refused(
          applyScript(small().driver, script, { journal }),
          'bad-option',
          /a\.journal, line [12]: /,
        );
        assert.is(await readFile(journal, 'utf8'), bad);
      }
      assert.is((await applyScript(small().driver, script, { journal, restart: true })).skipped, 0);
      await writeFile(journal, 'somebody’s notes\n');
      await refused(
        applyScript(small().driver, script, { journal, restart: true }),
        'file-failed',
        /is not the journal/,
      );
      assert.is(await readFile(journal, 'utf8'), 'somebody’s notes\n');
      await mkdir(join(folder, 'b.journal'));
      const taken = { journal: join(folder, 'b.journal'), restart: true };
      await refused(
        applyScript(small().driver, script, taken),
        'file-failed',
        /exists and is not a regular file/,
      );
    }));

  test('of this script on another server, or of another script, is refused and kept; begun anew it runs all', () =>
    withFolder(async (folder) => {
      const journal = join(folder, 'a.journal');
      await endEarly(throwing(small().driver, work[6]?.text ?? '', lost), script, { journal });
      const whole = await readFile(journal, 'utf8');
      const settings = { ...fixture.settings, name: 'OTHER01' };
      const other = freshEngine({ ...fixture, settings }, 'restored');
      const driver = engineDriver(other, FRESH_SA.login, FRESH_SA.password);
      const choices = { anyServer: true };
      const before = await captured(other, FRESH_SA);
      await refused(
        applyScript(driver, script, { journal, choices }),
        'bad-option',
        /an unfinished run of this script on another server/,
      );
      assert.equal(await captured(other, FRESH_SA), before);
      const changed = splitScript('a.sql', `${script.text}-- changed\n`);
      await refused(
        applyScript(small().driver, changed, { journal }),
        'bad-option',
        /an unfinished run of another script, or of this one before it was changed/,
      );
      assert.is(await readFile(journal, 'utf8'), whole);
      assert.is((await applyScript(driver, script, { journal, choices, restart: true })).skipped, 0);
    }));

  test('has one writer: a second run of the script is refused and runs nothing', () =>
    withFolder(async (folder) => {
      const journal = join(folder, 'a.journal');
      let second: unknown;
      const other = small();
      const before = await captured(other.engine, FRESH_SA);
      const progress = async () => {
        second ??= errorOf(applyScript(other.driver, script, { journal }));
      };
      await applyScript(small().driver, script, { journal, progress: () => void progress() });
      assert.is(((await second) as RegrantError).code, 'file-locked');
      sameFacts(await captured(other.engine, FRESH_SA), before);
    }));
});
