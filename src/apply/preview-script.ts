// What running a script would mean, without running anything: is the server the right one, which of its databases are
// there, how many statements each section has, and which of the facts the script makes are there already.
import { captureServer } from '../capture/capture-server.ts';
import type { CaptureOptions } from '../capture/options.ts';
import type { Driver } from '../connect/driver.ts';
import { compareFacts } from '../diff/compare-facts.ts';
import type { Fact, FactKind } from '../model/fact.ts';
import { keyOf } from '../model/identity.ts';
import { readScript } from '../read/read-script.ts';
import type { Limits } from './run-batch.ts';
import { rowsOf } from './run-batch.ts';
import type { ScriptFile } from './script-batches.ts';
import type { ServerIdentity } from './server-checks.ts';
import { expectationsOf, identify, refusalOf } from './server-checks.ts';

/** One section of a script. */
export interface SectionPreview {
  readonly title: string;
  readonly batches: number;
  readonly statements: number;
}

/** How the facts of one kind that a script makes stand on the server. */
export interface FactPreview {
  readonly kind: FactKind;
  /** There as the script makes them. */
  readonly there: number;
  /** There with something else in it. */
  readonly different: number;
  readonly missing: number;
}

/** What a dry run tells. */
export interface ScriptPreview {
  readonly server: ServerIdentity;
  /** Why nothing would be run, or why something would fail; empty when all is well. */
  readonly problems: readonly string[];
  readonly sections: readonly SectionPreview[];
  readonly facts: readonly FactPreview[];
}

/** Looks at the server with SELECT and SET only. Throws what the driver throws. */
export async function previewScript(
  driver: Driver,
  script: ScriptFile,
  options: Pick<CaptureOptions, 'signal' | 'timeoutMs' | 'progress'> = {},
): Promise<ScriptPreview> {
  const { signal, timeoutMs = 600_000 } = options;
  const limits: Limits = signal === undefined ? { timeoutMs } : { timeoutMs, signal };
  const { snapshot } = await readScript(script.text, signal === undefined ? {} : { signal });
  const wanted = snapshot.facts.filter(({ kind }) => kind !== 'database');
  const named = [
    ...new Set(
      wanted.flatMap((fact) => ('database' in fact && fact.database !== undefined ? [fact.database] : [])),
    ),
  ];
  const session = await driver.open({ database: 'master', ...(signal === undefined ? {} : { signal }) });
  let server: ServerIdentity;
  const problems: string[] = [];
  try {
    server = await identify(session, limits);
    const refusal = script.isWrapped ? refusalOf(server, expectationsOf(script)) : undefined;
    if (refusal !== undefined) problems.push(`${refusal.fact} ${refusal.remedy}`);
    const [databases = []] = await rowsOf(
      session,
      'SELECT name, state_desc, is_read_only FROM sys.databases;',
      { ...limits, idempotent: true },
    );
    problems.push(...databaseProblems(named, databases));
  } finally {
    await session.close();
  }
  if (server.pending.length > 0) {
    problems.push(
      `A RECONFIGURE of the script also installs what others left pending: ${server.pending.join(', ')}.`,
    );
  }
  const selection = { databases: { include: ['master', ...named] } };
  const live = await captureServer(driver, { ...options, selection, passwords: 'hashes' });
  return { server, problems, sections: sectionsOf(script), facts: compare(wanted, live.facts) };
}

function databaseProblems(named: readonly string[], rows: readonly (readonly unknown[])[]): string[] {
  const there = new Map(
    rows.map(([name, state, readOnly]) => [String(name).toUpperCase(), { state, readOnly }]),
  );
  return named.flatMap((name) => {
    const found = there.get(name.toUpperCase());
    if (found === undefined) return [`Database ${name} is not here: its statements would not run.`];
    if (found.state !== 'ONLINE')
      return [`Database ${name} is ${String(found.state)}: its statements would not run.`];
    return found.readOnly === true ? [`Database ${name} is read-only: its statements would not run.`] : [];
  });
}

function sectionsOf(script: ScriptFile): readonly SectionPreview[] {
  const sections = new Map<string, { batches: number; statements: number }>();
  for (const { role, section = 'batches', statements, times } of script.batches) {
    if (role !== 'work') continue;
    const sum = sections.get(section) ?? { batches: 0, statements: 0 };
    sum.batches += times;
    sum.statements += statements.length;
    sections.set(section, sum);
  }
  return [...sections].map(([title, sum]) => ({ title, ...sum }));
}

function compare(wanted: readonly Fact[], live: readonly Fact[]): readonly FactPreview[] {
  const there = new Map(live.map((fact) => [keyOf(fact), fact]));
  const kinds = new Map<FactKind, { there: number; different: number; missing: number }>();
  for (const fact of wanted) {
    const sum = kinds.get(fact.kind) ?? { there: 0, different: 0, missing: 0 };
    const found = there.get(keyOf(fact));
    if (found === undefined) sum.missing += 1;
    else if (compareFacts(onlySaid(fact, found), found, true).length === 0) sum.there += 1;
    else sum.different += 1;
    kinds.set(fact.kind, sum);
  }
  return [...kinds].map(([kind, sum]) => ({ kind, ...sum }));
}

/** A script does not say everything: what it leaves open is taken as the server has it. */
function onlySaid(fact: Fact, found: Fact): Fact {
  const said = Object.entries(fact).filter(([, value]) => value !== undefined && value !== '0x');
  const isWindows =
    fact.kind === 'login' && fact.type === 'U' && found.kind === 'login' && found.type === 'G';
  return { ...found, ...Object.fromEntries(said), ...(isWindows ? { type: 'G' } : {}) } as Fact;
}
