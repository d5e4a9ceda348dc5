// regrant drill: the whole restore for practice, on a simulated server or a scratch one, and a report to file.
import { applyScript } from '../../apply/apply-script.ts';
import { previewText } from '../../apply/apply-text.ts';
import { type Failure, failureText } from '../../apply/failure.ts';
import { previewScript } from '../../apply/preview-script.ts';
import { splitScript } from '../../apply/script-batches.ts';
import { identifyServer } from '../../apply/server-checks.ts';
import { type DrillGround, refuseInEarnest } from '../../apply/server-guard.ts';
import { captureServer } from '../../capture/capture-server.ts';
import { changeText } from '../../diff/change-text.ts';
import { writeFileAtomically } from '../../files/write-file-atomically.ts';
import type { PrincipalMapping } from '../../model/rename-principals.ts';
import { placedSentence } from '../../model/sentence.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { foretellSecrets } from '../../prove/foretell-secrets.ts';
import { proveScript } from '../../prove/prove-script.ts';
import { scriptSnapshot } from '../../render/write-script.ts';
import { readSnapshot } from '../../snapshot/read-snapshot.ts';
import { footerOf } from '../../snapshot/serialize-snapshot.ts';
import { captureOptionsOf } from '../../verify/capture-options.ts';
import type { Drill } from '../../verify/drill-report.ts';
import { drillPassed, drillReport, findingsOf } from '../../verify/drill-report.ts';
import { compareWith } from '../../verify/verify-server.ts';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { keyFor } from '../fingerprint-key.ts';
import type { MappingOptions } from '../mapping.ts';
import { mappingFrom } from '../mapping.ts';
import type { OneServer } from '../one-server.ts';
import { oneServer, tellCapture } from '../one-server.ts';
import type { ConnectingOptions } from '../servers.ts';
import { configuredServers } from '../servers.ts';

/** The options of the command, as the command line gives them. */
export interface DrillCommandOptions extends ConnectingOptions, MappingOptions {
  readonly out?: string;
  readonly from?: 'empty' | 'restored';
  readonly scratchServer?: string;
  readonly execute?: boolean;
  readonly allowIncomplete?: boolean;
}

interface Work {
  readonly options: DrillCommandOptions;
  readonly snapshot: Snapshot;
  readonly mapping: PrincipalMapping;
  readonly text: string;
  readonly console: Console;
}

type Outcome = Pick<Drill, 'where' | 'statements' | 'failures' | 'waiting' | 'real' | 'expected'> & {
  readonly restoreMs: number;
  readonly verifyMs: number;
};

/** Writes the report; exit code 2 when the restore failed anywhere or left a real difference. */
export async function drillCommand(
  path: string,
  options: DrillCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const snapshot = await readSnapshot(path, { signal });
  const mapping = mappingFrom(options);
  const startedAt = new Date();
  const began = performance.now();
  const script = await scriptSnapshot(snapshot, {
    mapping,
    anyServer: true,
    allowIncomplete: options.allowIncomplete ?? false,
  });
  const text = [...script.text].join('');
  const scriptMs = performance.now() - began;
  const work: Work = { options, snapshot, mapping, text, console };
  const isOnServer = options.server !== undefined || options.scratchServer !== undefined;
  const scratch = isOnServer ? await oneServer(options, console, signal) : undefined;
  if (scratch !== undefined && options.execute !== true) return foretold(scratch, work);
  const outcome =
    scratch === undefined
      ? await simulated(options.from ?? 'restored', work, signal)
      : await onServer(scratch, work);
  const drill: Drill = {
    snapshot,
    digest: footerOf(snapshot).sha256,
    startedAt,
    durations: { script: scriptMs, restore: outcome.restoreMs, verify: outcome.verifyMs },
    notes: script.plan.notes,
    ...outcome,
  };
  const report = drillReport(drill);
  if (options.out === undefined) await console.print(report);
  else {
    await writeFileAtomically(options.out, [report], 'report', { signal });
    console.tell(`wrote ${options.out}: ${drillPassed(drill) ? 'passed' : 'FAILED'}`);
  }
  return drillPassed(drill) ? EXIT.done : EXIT.differences;
}

/** What a drill would do on the server, which is looked at only. */
async function foretold({ driver, limits }: OneServer, work: Work): Promise<ExitCode> {
  const { console, text } = work;
  refuseInEarnest(await identifyServer(driver, limits), await groundOf(work));
  const preview = await previewScript(driver, splitScript('drill.sql', text), {
    ...limits,
    progress: tellCapture(console),
  });
  if (console.json) await console.print(`${JSON.stringify(preview)}\n`);
  else await console.print([...previewText(preview)].join(''));
  return EXIT.done;
}

/** The server that was captured, what a person typed, and what the configuration holds. */
async function groundOf({ options, snapshot }: Work): Promise<DrillGround> {
  const servers = await configuredServers(options);
  return {
    captured: snapshot.header.server.name,
    typed: options.scratchServer,
    configured: servers.map(({ name, address }) => ({ name, host: address.host.split('.')[0] ?? '' })),
  };
}

async function onServer({ driver, limits }: OneServer, work: Work): Promise<Outcome> {
  const { snapshot, mapping, text, console } = work;
  const ground = await groundOf(work);
  const began = performance.now();
  const { failures, statements, server } = await applyScript(driver, splitScript('drill.sql', text), {
    ...limits,
    before: (server) => refuseInEarnest(server, ground),
    progress: ({ batch, batches }) => console.progress(`batch ${batch} of ${batches}`, batch === batches),
  });
  const restored = performance.now();
  const { fingerprintKey: key } = await keyFor(snapshot.header);
  const live = await captureServer(driver, {
    ...limits,
    ...captureOptionsOf(snapshot, key, mapping),
    progress: tellCapture(console),
  });
  const { real, expected } = await compareWith(snapshot, live, mapping);
  const awaited = await foretellSecrets(text, snapshot, { mapping, from: 'empty' });
  const isAwaited = ({ statement }: Failure) => awaited.hasStatement(statement);
  const unexplained = real.filter((change) => !awaited.explains(change));
  return {
    where: server.name,
    statements,
    failures: failures.filter((failure) => !isAwaited(failure)).map(failureText),
    waiting: [
      ...failures.filter(isAwaited).map(failureText),
      ...real.filter((change) => awaited.explains(change)).map(changeText),
    ],
    ...findingsOf({ real: unexplained, expected }),
    restoreMs: restored - began,
    verifyMs: performance.now() - restored,
  };
}

async function simulated(
  from: 'empty' | 'restored',
  { snapshot, mapping, text }: Work,
  signal: AbortSignal,
): Promise<Outcome> {
  const began = performance.now();
  const proof = await proveScript(text, snapshot, { from, mapping, signal });
  const { missing, extra, different, failures, expected, expectedFailures, statements, diagnostics } = proof;
  return {
    where: 'simulated',
    statements,
    waiting: expectedFailures
      .filter(({ code }) => code === 'secret-needed')
      .flatMap(({ items }) => items.map(({ line, why }) => `line ${line} of the script: ${why}`)),
    failures: [
      ...failures.filter(({ kind }) => kind !== 'secret').map(({ line, why }) => `line ${line}: ${why}`),
      ...diagnostics.map(({ line, fact }) => `line ${line}: ${fact}`),
    ],
    real: [
      ...missing.map((fact) => `missing: ${placedSentence(fact)}`),
      ...extra.map((fact) => `extra: ${placedSentence(fact)}`),
      ...different.map(changeText),
    ],
    expected: [...expected, ...expectedFailures.filter(({ code }) => code !== 'secret-needed')].map(
      ({ why, items }) => ({
        reason: why,
        count: items.length,
      }),
    ),
    restoreMs: performance.now() - began,
    verifyMs: 0,
  };
}
