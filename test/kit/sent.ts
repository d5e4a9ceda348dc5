// What a reading of an environment sends besides the capture, and what its runbook has a person run.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Driver, Session } from '../../src/connect/driver.ts';
import { readManagementServers } from '../../src/kit/environment/management-servers.ts';
import { readBackupHistory } from '../../src/kit/environment/read-backup-history.ts';
import { planRunbook } from '../../src/kit/runbook/plan-runbook.ts';
import { exportPacks } from '../../src/packs/export-packs.ts';
import { CAPTURER } from '../apply/restored-server.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { readEngines, soundEngines } from './environments.ts';

/** A text with a name for messages. */
export interface Sent {
  readonly id: string;
  readonly text: string;
}

function recording(driver: Driver, sent: string[]): Driver {
  return {
    async open(options) {
      const session: Session = await driver.open(options);
      return {
        run(batch, limits) {
          sent.push(batch);
          return session.run(batch, limits);
        },
        close: () => session.close(),
      };
    },
  };
}

/** The batches of a check and of an export of management packs. */
export async function checkBatches(): Promise<readonly Sent[]> {
  const sent: string[] = [];
  const driver = recording(engineDriver(soundEngines().SMDB01, CAPTURER.login, CAPTURER.password), sent);
  const folder = await mkdtemp(join(tmpdir(), 'regrant-sent-'));
  const session = await driver.open();
  try {
    await readBackupHistory(session, {});
    await readManagementServers(session, { database: 'ServiceManager' });
    await exportPacks(driver, folder);
  } finally {
    await session.close();
    await rm(folder, { recursive: true });
  }
  return sent.map((text, at) => ({ id: `check, batch ${at + 1}`, text }));
}

/** The T-SQL of the runbook of the sound environment. */
export async function runbookCommands(): Promise<readonly Sent[]> {
  const { stages } = await planRunbook(await readEngines(soundEngines()), { of: () => ({}), packs: 'packs' });
  return stages.flatMap(({ title, steps }) =>
    steps.flatMap(({ command }, at) =>
      command?.language === 'sql' ? [{ id: `runbook, ${title}, step ${at + 1}`, text: command.text }] : [],
    ),
  );
}
