// What the live suite does to a server, whichever it is: capture it twice, write its script and read it back, run the
// script as sqlcmd would, and hold what came of it against what was there.
import { captureServer } from '../../src/capture/capture-server.ts';
import type { Driver, Row, Session } from '../../src/connect/driver.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { readScript } from '../../src/read/read-script.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { serializeSnapshot } from '../../src/snapshot/serialize-snapshot.ts';
import { compareWith } from '../../src/verify/verify-server.ts';
import { assert } from '../suite.ts';
import type { ScratchBatch } from './scratch.ts';

/** Captures a server with password hashes. */
export function captureLive(driver: Driver): Promise<Snapshot> {
  return captureServer(driver, { passwords: 'hashes' });
}

/** Two captures of an unchanged server are whole, and differ in their headers only. */
export async function checkTwoCaptures(driver: Driver): Promise<Snapshot> {
  const [first, second] = [await captureLive(driver), await captureLive(driver)];
  assert.equal(first.header.omissions, [], 'the capture of the server is incomplete');
  assert.ok(first.facts.length > 0, 'the server has no facts');
  const [here, there] = [linesOf(first), linesOf(second)];
  assert.equal(
    there.filter((line, at) => line !== here[at]),
    [],
    'a second capture differs',
  );
  assert.is(there.length, here.length);
  return first;
}

/** The lines of facts and the footer. */
function linesOf(snapshot: Snapshot): readonly string[] {
  return [...serializeSnapshot(snapshot)].join('').split('\n').slice(1);
}

/** Writes the script and reads it back: every line of it is understood. */
export async function checkScript(snapshot: Snapshot): Promise<string> {
  const { plan, text } = await scriptSnapshot(snapshot, { allowIncomplete: true });
  const script = [...text].join('');
  const { snapshot: read, diagnostics } = await readScript([script]);
  assert.equal(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
    'the script does not read back',
  );
  const logins = (facts: Snapshot['facts']) => facts.filter(({ kind }) => kind === 'login').length;
  assert.is(logins(read.facts), logins(snapshot.facts), 'logins that the script gives back');
  assert.ok(plan.sections.length > 0);
  return script;
}

/** Runs a script in one session, split on GO by a plain expression; nothing of it fails. */
export async function runScript(driver: Driver, script: string): Promise<void> {
  const session = await driver.open();
  const rows: Row[] = [];
  try {
    for (const batch of script.split(/^GO[ \t]*$/m)) {
      if (batch.trim() !== '') await runBatch(session, batch, rows);
    }
  } catch (error) {
    assert.unreachable(`${(error as Error).message}\n${rows.map((row) => row.join(' | ')).join('\n')}`);
  } finally {
    await session.close();
  }
  assert.equal(rows, [], 'statements that failed');
}

/** Runs batches of our own, each in its database; throws what the server says. */
export async function runBatches(driver: Driver, batches: readonly ScratchBatch[]): Promise<void> {
  for (const { database = 'master', text } of batches) {
    const session = await driver.open({ database });
    try {
      await runBatch(session, text, []);
    } finally {
      await session.close();
    }
  }
}

async function runBatch(session: Session, text: string, rows: Row[]): Promise<void> {
  for await (const set of session.run(text, { timeoutMs: 60_000 })) {
    for await (const chunk of set.rows) rows.push(...chunk);
  }
}

/** Nothing differs but what every restore changes. */
export async function checkRestored(before: Snapshot, driver: Driver): Promise<void> {
  const { real } = await compareWith(before, await captureLive(driver));
  assert.equal(real, [], 'what the script did not bring back');
}
