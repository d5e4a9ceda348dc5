// regrant check: whether an environment would survive the loss of its servers, point by point.
import { writeFileAtomically } from '../../files/write-file-atomically.ts';
import { checkReadiness } from '../../kit/check/check-readiness.ts';
import type { State } from '../../kit/check/readiness.ts';
import { readinessPage } from '../../kit/check/readiness-page.ts';
import { readinessText } from '../../kit/check/readiness-text.ts';
import { readEnvironment } from '../../kit/environment/read-environment.ts';
import { defined } from '../../model/defined.ts';
import { visible } from '../../model/words/visible.ts';
import { type Console, report } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { type EnvironmentOptions, environmentOf } from '../kit/environment.ts';

/** The options of the command, as the command line gives them. */
export interface CheckCommandOptions extends EnvironmentOptions {
  readonly kept?: string;
  readonly html?: string;
  readonly all?: boolean;
}

const CODES: Readonly<Record<State, ExitCode>> = {
  ok: EXIT.done,
  bad: EXIT.differences,
  unknown: EXIT.incomplete,
};

/** Prints what was found; exit code 2 when something is bad, 3 when nothing is but not all could be looked at. */
export async function checkCommand(
  options: CheckCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { servers, out, ...given } = await environmentOf(options, console, signal);
  const kept = options.kept ?? out;
  const environment = await readEnvironment(servers, { ...given, ...defined({ kept }), signal });
  const readiness = checkReadiness(environment);
  const { html, all = false } = options;
  if (html !== undefined) {
    await writeFileAtomically(html, [await readinessPage(readiness)], 'page', { signal });
    console.tell(`wrote ${visible(html)}`);
  }
  await report(console, readiness, () => readinessText(readiness, { all }), readiness.outcome !== 'ok');
  return CODES[readiness.outcome];
}
