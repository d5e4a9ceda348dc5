// Runs a script on a server: the right server, with nothing in it that was not allowed, under a journal where one is kept.
import type { Driver, Session } from '../connect/driver.ts';
import { guardedCall } from '../model/caller.ts';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';
import { checkOptions } from '../model/option-rules.ts';
import { APPLY_OPTION_RULES, type ApplyOptions, type ApplyResult, allowedIn } from './apply-options.ts';
import { foreignIn, foreignRefusal } from './foreign-in.ts';
import { openJournal } from './journal.ts';
import type { Limits } from './run-batch.ts';
import type { ScriptFile } from './script-batches.ts';
import { partsOf } from './script-parts.ts';
import { type RunParts, ScriptRun } from './script-run.ts';
import { expectationsOf, identify, noticesOf, refusalOf } from './server-checks.ts';

const TEN_MINUTES = 600_000;

/**
 * Runs a script. A failure of one statement of a script of this program is gathered and the rest runs; any other
 * script ends at its first error.
 * Throws a RegrantError: what the driver throws, `bad-option`, `file-failed`, `file-locked`; once the script was begun
 * an {@link EndedEarly} with the code of its cause, that tells what ran. The same call goes on there, if it has a journal.
 */
export async function applyScript(
  driver: Driver,
  script: ScriptFile,
  options: ApplyOptions = {},
): Promise<ApplyResult> {
  checkOptions(options, APPLY_OPTION_RULES);
  const { signal, timeoutMs = TEN_MINUTES } = options;
  const limits: Limits = defined({ timeoutMs, signal });
  const session = await driver.open({ database: 'master', ...defined({ signal }) });
  try {
    const server = await identify(session, limits);
    guardedCall('before', options.before)(server);
    if (driver.runsParts) refuseWhole(script);
    await refuse(session, script, options, limits);
    return await runWithJournal({
      session,
      server,
      script,
      options,
      limits,
      runsParts: driver.runsParts === true,
    });
  } finally {
    await session.close();
  }
}

/** Throws a RegrantError `not-supported` for a server that the script is not for, and for what was not allowed. */
async function refuse(
  session: Session,
  script: ScriptFile,
  { choices = {}, signal }: ApplyOptions,
  limits: Limits,
): Promise<void> {
  const foreign = choices.allowForeign ? [] : await foreignIn(script, defined({ signal }));
  if (foreign.length > 0) throw foreignRefusal(script.path, foreign);
  if (!script.isWrapped) return;
  const { expected, choices: own } = expectationsOf(script);
  const { anyServer } = allowedIn(own, choices);
  const refusal = refusalOf(await noticesOf(session, expected, anyServer, limits));
  if (refusal !== undefined) throw refusal;
}

/** Throws a RegrantError `not-supported` for a script with a batch that is only run whole. */
function refuseWhole(script: ScriptFile): void {
  const whole = script.batches.find((batch) => !script.isWrapped || partsOf(batch) === undefined);
  if (whole === undefined) return;
  throw new RegrantError({
    code: 'not-supported',
    fact: `Over ODBC the batch in line ${whole.line} of ${script.path} could be cut off at its first message: it is not as this program writes them.`,
    remedy: 'Run the script over another connection (--via sqlcmd, --via tedious).',
  });
}

async function runWithJournal(parts: Omit<RunParts, 'journal'>): Promise<ApplyResult> {
  const { server, script, options } = parts;
  const subject = {
    script: script.sha256,
    server: server.digest,
    batches: script.batches.length,
    showAdvancedOptions: server.showAdvancedOptions === 1 ? 1 : 0,
  };
  const keeps = options.journal !== undefined && script.isWrapped;
  const journal =
    keeps && options.journal !== undefined ? await openJournal(options.journal, subject, options) : undefined;
  try {
    return await new ScriptRun({ ...parts, journal }).all();
  } finally {
    await journal?.close();
  }
}
