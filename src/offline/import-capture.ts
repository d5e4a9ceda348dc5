// The answers of a capture script into the snapshot that a capture of the server would have made.

import { captureServer } from '../capture/capture-server.ts';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { TOOL } from '../model/tool.ts';
import type { CaptureScriptOptions } from './capture-script.ts';
import { FORMAT } from './capture-script.ts';
import { layoutOf } from './layout.ts';
import { readAnswers } from './read-answers.ts';
import { replayDriver } from './replay-driver.ts';

/** Options of {@link importCapture}. */
export interface ImportOptions {
  /** Cancels the work; a signal of AbortSignal.timeout limits it. */
  readonly signal?: AbortSignal;
}

const RULES: OptionRules<ImportOptions> = { signal: 'signal' };

/**
 * Reads the file that sqlcmd or SSMS made of the answers of {@link captureScript}: UTF-8, UTF-16, with a byte order mark or
 * without, or any code page, whatever width its lines were broken at. Its facts are those of a capture of the server, its time is
 * that at which the script ran. Throws a RegrantError: `bad-answers-file` with the line, for a file that is not whole or
 * not as it was printed; `file-failed`, `bad-option`, `cancelled`, `timed-out`.
 */
export async function importCapture(path: string, options: ImportOptions = {}): Promise<Snapshot> {
  checkOptions(options, RULES);
  const { signal } = options;
  const answers = await readAnswers(path, signal);
  const [format, version, digest, asked, at] = answers.head;
  const script = askedOf(path, asked);
  const layout = await layoutOf(script.passwords === 'hashes');
  if (format !== FORMAT || digest !== layout.digest) throw otherRelease(path, version);
  const taken = new Date(`${at ?? ''}Z`);
  return captureServer(await replayDriver(answers, layout, path), {
    ...script,
    ...defined({ signal }),
    now: () => taken,
    tool: TOOL,
  });
}

/** What the script was made for; who edits a file makes its sums wrong, so that this is what was printed. */
function askedOf(path: string, asked: string | null | undefined): CaptureScriptOptions {
  try {
    const { selection, profile, passwords } = JSON.parse(asked ?? '') as CaptureScriptOptions;
    return { ...(selection && { selection }), ...(profile && { profile }), passwords: passwords ?? 'none' };
  } catch (cause) {
    throw new RegrantError({
      code: 'bad-answers-file',
      fact: `The head of ${path} does not say what its script was made for.`,
      remedy: 'Make a capture script with this release, and run that.',
      cause,
    });
  }
}

function otherRelease(path: string, version: string | null | undefined): RegrantError {
  return new RegrantError({
    code: 'bad-answers-file',
    fact: `${path} is of a capture script of regrant ${version ?? 'of an unknown release'}, which asked otherwise than ${TOOL.version} does.`,
    remedy: 'Import it with that release, or run a capture script of this one.',
  });
}
