// A drill: the whole restore of a snapshot for practice, on a simulated server or on one to be practised on.

import type { ApplyProgress } from '../apply/apply-options.ts';
import { applyScript } from '../apply/apply-script.ts';
import { type Failure, failureText } from '../apply/failure.ts';
import { splitScript } from '../apply/script-batches.ts';
import type { ServerIdentity } from '../apply/server-checks.ts';
import { type DrillGround, refuseInEarnest } from '../apply/server-guard.ts';
import { captureServer } from '../capture/capture-server.ts';
import { CAPTURE_OPTION_RULES, type CaptureOptions } from '../capture/options.ts';
import type { Driver } from '../connect/driver.ts';
import type { Change } from '../diff/change.ts';
import { changeText } from '../diff/change-text.ts';
import { SA_SID } from '../model/catalog/system-principals.ts';
import { defined } from '../model/defined.ts';
import { FactIndex } from '../model/fact-index.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import { type PrincipalMapping, renamer } from '../model/rename-principals.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { placedSentence } from '../model/words/sentence.ts';
import { type Foretold, foretellRunner, foretellSecrets } from '../prove/foretell.ts';
import { proveScript } from '../prove/prove-script.ts';
import { scriptSnapshot } from '../render/write-script.ts';
import { footerOf } from '../snapshot/serialize-snapshot.ts';
import { captureOptionsOf } from '../verify/capture-options.ts';
import type { Drill } from '../verify/drill-report.ts';
import { findingsOf } from '../verify/drill-report.ts';
import { compareWith } from '../verify/verify-server.ts';
import { changeLinesUnder } from './new-name.ts';

/** A server to be practised on: the drill writes to it. */
export interface ScratchServer {
  /** Its driver, logged in as a sysadmin. */
  readonly driver: Driver;
  /** What it must be, and must not be; anything else is refused before anything is written. */
  readonly ground: DrillGround;
}

/** Options of {@link runDrill}. */
export interface DrillOptions
  extends Pick<CaptureOptions, 'signal' | 'timeoutMs' | 'progress' | 'fingerprintKey'> {
  /** Other names for machines, domains and logins. */
  readonly mapping?: PrincipalMapping;
  /** Drill although the snapshot is incomplete. Default false. */
  readonly allowIncomplete?: boolean;
  /** Also disable, rename and re-key the login that is used there, last of all. Default false. */
  readonly allowLockout?: boolean;
  /** Where it is done in earnest; without one on a simulated server. */
  readonly scratch?: ScratchServer;
  /** The capture of an untouched server that makes the script exact in master and msdb. */
  readonly baseline?: Snapshot;
  /** The options of the configuration that are set. Default `security`: those that security needs. */
  readonly configuration?: 'security' | 'all';
  /** What the simulated server is at the start. Default `restored`. */
  readonly from?: 'empty' | 'restored';
  /** Told of each batch of the restore. */
  readonly restoring?: (event: ApplyProgress) => void;
}

const { signal, timeoutMs, progress, fingerprintKey } = CAPTURE_OPTION_RULES;
const RULES: OptionRules<DrillOptions> = {
  ...{ signal, timeoutMs, progress, fingerprintKey },
  mapping: 'object',
  allowIncomplete: 'flag',
  allowLockout: 'flag',
  scratch: 'object',
  baseline: 'object',
  configuration: ['security', 'all'],
  from: ['empty', 'restored'],
  restoring: 'function',
};

type Outcome = Omit<Drill, 'snapshot' | 'digest' | 'startedAt' | 'durations' | 'needs' | 'notes'> & {
  readonly restoreMs: number;
  readonly verifyMs: number;
};

interface Work {
  readonly snapshot: Snapshot;
  readonly mapping: PrincipalMapping;
  readonly text: string;
  readonly options: DrillOptions;
}

/**
 * Writes the script of a snapshot, runs it, and holds the server against the snapshot.
 * Throws a RegrantError: what scriptSnapshot, applyScript, captureServer and proveScript throw, `bad-option` and
 * `not-supported` for a server that is not there to be practised on.
 */
export async function runDrill(snapshot: Snapshot, options: DrillOptions = {}): Promise<Drill> {
  checkOptions(options, RULES);
  const startedAt = new Date();
  const began = performance.now();
  const {
    mapping = {},
    allowIncomplete = false,
    allowLockout = false,
    scratch,
    baseline,
    configuration,
  } = options;
  const script = await scriptSnapshot(snapshot, {
    mapping,
    anyServer: true,
    allowIncomplete,
    allowLockout,
    ...defined({ baseline, configuration }),
  });
  const text = [...script.text].join('');
  const scriptMs = performance.now() - began;
  const work: Work = { snapshot, mapping, text, options };
  const outcome = scratch === undefined ? await simulated(work) : await onServer(scratch, work);
  return {
    snapshot,
    digest: footerOf(snapshot).sha256,
    startedAt,
    durations: { script: scriptMs, restore: outcome.restoreMs, verify: outcome.verifyMs },
    needs: script.plan.needs,
    notes: script.plan.notes,
    ...outcome,
  };
}

async function onServer({ driver, ground }: ScratchServer, work: Work): Promise<Outcome> {
  const { snapshot, mapping, text, options } = work;
  const { signal, timeoutMs, progress, restoring, fingerprintKey, configuration } = options;
  const limits = defined({ signal, timeoutMs });
  const began = performance.now();
  const { failures, statements, server, notices } = await applyScript(
    driver,
    splitScript('drill.sql', text),
    {
      ...limits,
      before: (server) => refuseInEarnest(server, ground),
      ...defined({ progress: restoring }),
    },
  );
  const restored = performance.now();
  const live = await captureServer(driver, {
    ...limits,
    ...captureOptionsOf(snapshot, fingerprintKey, mapping),
    definitions: false,
    ...defined({ progress }),
  });
  const { real, expected } = await compareWith(snapshot, live, mapping, defined({ configuration }));
  const awaited = parted(
    { failures, real },
    await foretellSecrets(text, snapshot, { mapping, from: 'empty' }),
  );
  const left = parted(awaited.others, await foretellLeft(server, work));
  return {
    where: server.name,
    notices: notices.map(({ fact, remedy }) => `${fact} ${remedy}`),
    statements,
    failures: left.others.failures.map(failureText),
    waiting: linesOf(awaited.foretold, (changes) => changes.map(changeText)),
    left: linesOf(left.foretold, (changes) =>
      changeLinesUnder({ captured: renamer(mapping)(nameOfSa(snapshot)), here: nameOfSa(live) }, changes),
    ),
    ...findingsOf({ real: left.others.real, expected }),
    restoreMs: restored - began,
    verifyMs: performance.now() - restored,
  };
}

type Found = { readonly failures: readonly Failure[]; readonly real: readonly Change[] };

const nameOfSa = ({ facts }: Snapshot): string => new FactIndex(facts).sa;

function linesOf(
  { failures, real }: Found,
  changeLines: (changes: readonly Change[]) => readonly string[],
): readonly string[] {
  return [...failures.map(failureText), ...changeLines(real)];
}

/** What was found, by whether it was foretold. */
function parted(
  { failures, real }: Found,
  foretold: Foretold | undefined,
): { readonly foretold: Found; readonly others: Found } {
  const isFailure = ({ statement }: Failure) => foretold?.hasStatement(statement) === true;
  const isChange = (change: Change) => foretold?.explains(change) === true;
  return {
    foretold: { failures: failures.filter(isFailure), real: real.filter(isChange) },
    others: {
      failures: failures.filter((failure) => !isFailure(failure)),
      real: real.filter((change) => !isChange(change)),
    },
  };
}

/** Of any other login than sa a new server knows nothing, so that nothing can be foretold: what is left is a failure. */
async function foretellLeft(
  { loginSid }: ServerIdentity,
  { text, snapshot, mapping }: Work,
): Promise<Foretold | undefined> {
  return loginSid === SA_SID ? foretellRunner(text, snapshot, 'sa', { mapping, from: 'empty' }) : undefined;
}

async function simulated({ snapshot, mapping, text, options }: Work): Promise<Outcome> {
  const { from = 'restored', signal, baseline, configuration } = options;
  const began = performance.now();
  const proof = await proveScript(text, snapshot, {
    from,
    mapping,
    ...defined({ signal, baseline, configuration }),
  });
  const { missing, extra, different, failures, expected, expectedFailures, statements, diagnostics } = proof;
  return {
    where: 'simulated',
    notices: [],
    statements,
    left: [],
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
