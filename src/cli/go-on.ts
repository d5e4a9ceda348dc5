// The command that goes on where a run ended early, as it can be given again.
import { EndedEarly } from '../apply/ended-early.ts';

/** The command, in the words of the command line; undefined where none goes on. */
export function commandToGoOn(error: unknown, args: readonly string[]): string | undefined {
  if (!(error instanceof EndedEarly)) return undefined;
  const isSnapshot = args.some((arg) => /\.ndjson(\.gz)?$/i.test(arg));
  if (error.goingOn !== 'resume' && !(error.goingOn === 'replan' && isSnapshot)) return undefined;
  return ['regrant', ...args.filter((arg) => arg !== '--restart').map(quoted)].join(' ');
}

/** As bash takes it, or PowerShell and cmd on Windows. */
function quoted(arg: string): string {
  if (/^[\w@%+=:,./-]+$/.test(arg)) return arg;
  if (process.platform === 'win32') return /^[\w@+=:,./\\-]+$/.test(arg) ? arg : `"${arg}"`;
  return `'${arg.replaceAll("'", "'\\''")}'`;
}
