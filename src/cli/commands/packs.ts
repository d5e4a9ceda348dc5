// regrant packs: the management packs of Service Manager listed, the unsealed ones written into files.
import { defined } from '../../model/defined.ts';
import { exportPacks } from '../../packs/export-packs.ts';
import { packChanges, readPackList } from '../../packs/pack-list.ts';
import { packsText } from '../../packs/packs-text.ts';
import { type Console, report } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { oneServer } from '../one-server.ts';
import type { ConnectingOptions } from '../servers.ts';

/** The options of the command, as the command line gives them. */
export interface PacksCommandOptions extends ConnectingOptions {
  /** The folder to write into. */
  readonly out: string;
  readonly database?: string;
  /** The folder of an earlier export. */
  readonly since?: string;
}

/** Writes the packs; exit code 3 when something is wrong with one. */
export async function packsCommand(
  options: PacksCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { out: folder, database, since } = options;
  // It may be the very folder that is written into.
  const before = since === undefined ? undefined : await readPackList(since);
  const { driver, limits } = await oneServer(options, console, signal);
  const made = await exportPacks(driver, folder, { ...limits, ...defined({ database }) });
  const changes = before && packChanges(before, made);
  const isWrong = made.packs.some(({ problems }) => problems.length > 0);
  await report(
    console,
    { folder, ...made, ...defined({ changes }) },
    () => packsText(made, folder, changes),
    isWrong,
  );
  return isWrong ? EXIT.incomplete : EXIT.done;
}
