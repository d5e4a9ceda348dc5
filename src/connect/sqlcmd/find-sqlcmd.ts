// Which sqlcmd is on this host: where it is, of which edition, and its version. Both editions tell it when asked for help
// (page "Check the installed version of the sqlcmd utility", Microsoft).
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { RegrantError } from '../../model/errors.ts';

/** A sqlcmd that can be started. */
export interface Sqlcmd {
  /** Its file, as an absolute path. */
  readonly path: string;
  /** `odbc`: part of SQL Server's tools; `go`: the one that is installed by itself. Their options differ. */
  readonly edition: 'odbc' | 'go';
  /** `16.0.4025.1` or `1.8.2`. */
  readonly version: string;
}

/** How long it may take to tell its version, in milliseconds. */
const ASKING_MS = 20_000;

/**
 * Finds sqlcmd on the PATH, or takes the file that is named, and asks it for its version.
 * Throws a RegrantError `not-supported` where there is none, or where something else has its name.
 */
export async function findSqlcmd(named?: string): Promise<Sqlcmd> {
  const path = named ?? (await onPath());
  if (path === undefined) {
    throw new RegrantError({
      code: 'not-supported',
      fact: 'There is no sqlcmd on the PATH of this machine.',
      remedy: 'Install sqlcmd, or name its file (--sqlcmd).',
    });
  }
  const help = await helpOf(path);
  const edition = /Microsoft \(R\) SQL Server/.test(help) ? 'odbc' : /--\w/.test(help) ? 'go' : undefined;
  const version = /(?:^|\s)v?(\d+(?:\.\d+)+)/m.exec(help)?.[1];
  if (edition !== undefined && version !== undefined) return { path, edition, version };
  throw new RegrantError({
    code: 'not-supported',
    fact: `${path} does not say of which edition and version it is when it is asked for help.`,
    remedy: 'Name the file of Microsoft’s sqlcmd (--sqlcmd).',
  });
}

/** A name without a folder would also be looked for where the program was started, by Windows; so it is looked up here. */
async function onPath(): Promise<string | undefined> {
  const file = process.platform === 'win32' ? 'sqlcmd.exe' : 'sqlcmd';
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const path = join(folder, file);
    const canRun = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (canRun) return path;
  }
  return undefined;
}

/** What it prints when asked for help, whatever its exit code is. */
function helpOf(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(path, ['-?'], { timeout: ASKING_MS, windowsHide: true }, (error, stdout, stderr) => {
      if (error === null || typeof error.code === 'number') resolve(stdout + stderr);
      else reject(cannotStart(path, error));
    });
  });
}

/** The error for a file that is no program, or one that does not answer. */
export function cannotStart(path: string, cause: unknown): RegrantError {
  return new RegrantError({
    code: 'not-supported',
    fact: `${path} cannot be started.`,
    remedy: 'Check that it is sqlcmd, and that this account may run it.',
    cause,
  });
}
