// What running a script would mean, without running anything: is the server the right one, which of its databases are
// there, how many statements each section has, and which of the facts the script makes are there already.

import { captureServer } from '../capture/capture-server.ts';
import { CAPTURE_OPTION_RULES, type CaptureOptions } from '../capture/options.ts';
import type { Driver } from '../connect/driver.ts';
import { compareFacts } from '../diff/compare-facts.ts';
import { toldBy } from '../diff/untold.ts';
import { defined } from '../model/defined.ts';
import type { Fact, FactKind } from '../model/fact.ts';
import { keyOf } from '../model/identity.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import type { SnapshotHeader } from '../model/snapshot.ts';
import { omissionText } from '../model/words/omission-words.ts';
import { counted } from '../model/words/shown.ts';
import type { ForeignStatement } from '../parse/foreign/foreign-statement.ts';
import type { Statement } from '../parse/tree/statement.ts';
import { readParts } from '../read/read-script.ts';
import { allowedIn, type ScriptChoices } from './apply-options.ts';
import { foreignIn, watchedParts } from './foreign-in.ts';
import { mask } from './mask.ts';
import type { Limits } from './run-batch.ts';
import type { ScriptFile } from './script-batches.ts';
import type { Notice, ServerIdentity } from './server-checks.ts';
import { expectationsOf, identify, noticesOf, refusalOf } from './server-checks.ts';

/** One section of a script. */
export interface SectionPreview {
  /** What people call it. */
  readonly title: string;
  /** How many batches it has. */
  readonly batches: number;
  /** How many statements it has. */
  readonly statements: number;
  /** The lines that are sent for it, without secrets. */
  readonly lines: readonly string[];
}

/** How the facts of one kind that a script makes stand on the server. */
export interface FactPreview {
  /** The kind of fact. */
  readonly kind: FactKind;
  /** There as the script makes them. */
  readonly there: number;
  /** There with something else in it. */
  readonly different: number;
  /** Not there. */
  readonly missing: number;
}

/** A statement that could shut out the login that runs it. */
export interface LockoutPreview {
  /** The statement that would lock it out. */
  readonly statement: number;
  /** The login that runs the script. */
  readonly login: string;
}

/** What a dry run tells. */
export interface ScriptPreview {
  /** Who and what the server is. */
  readonly server: ServerIdentity;
  /** What is allowed: in the script itself, or asked for. */
  readonly choices: Required<ScriptChoices>;
  /** How the server is otherwise than the script expects. */
  readonly notices: readonly Notice[];
  /** Statements that are none of this program's: where they are not allowed nothing is run. */
  readonly foreign: readonly ForeignStatement[];
  /** What could shut out the login that is used here: it is left for the end, and done only if that is allowed. */
  readonly lockout: readonly LockoutPreview[];
  /** The sections, in the order in which they run. */
  readonly sections: readonly SectionPreview[];
  /** How the facts that it makes stand on the server. */
  readonly facts: readonly FactPreview[];
}

/** Options of {@link previewScript}. */
export interface PreviewOptions extends Pick<CaptureOptions, 'signal' | 'timeoutMs' | 'progress'> {
  /** What the operator would allow beside what the script says of itself. */
  readonly choices?: ScriptChoices;
}

const { signal, timeoutMs, progress } = CAPTURE_OPTION_RULES;
const RULES: OptionRules<PreviewOptions> = { ...{ signal, timeoutMs, progress }, choices: 'object' };

/** Whether anything would be run: by a server that is the right one, and with nothing foreign that is not allowed. */
export function wouldRun({ notices, foreign, choices }: ScriptPreview): boolean {
  return refusalOf(notices) === undefined && (foreign.length === 0 || choices.allowForeign);
}

/** Whether all of it would be run, as far as can be told before. */
export function wouldRunWhole(preview: ScriptPreview): boolean {
  return wouldRun(preview) && preview.notices.every(({ weight }) => weight === 'note');
}

/** Looks at the server with SELECT and SET only. Throws what the driver throws. */
export async function previewScript(
  driver: Driver,
  script: ScriptFile,
  options: PreviewOptions = {},
): Promise<ScriptPreview> {
  checkOptions(options, RULES);
  const { choices: asked, ...capturing } = options;
  const { signal, timeoutMs = 600_000 } = capturing;
  const limits: Limits = defined({ timeoutMs, signal });
  const stop = defined({ signal });
  const accesses: Access[] = [];
  const see = (statement: Statement): void => {
    if (statement.kind !== 'execute' || statement.access === undefined) return;
    accesses.push({ ...statement.access, ...defined({ number: statement.number }) });
  };
  const { snapshot } = await readParts((onDiagnostic) =>
    watchedParts(script, { ...stop, onDiagnostic }, see),
  );
  const wanted = snapshot.facts.filter(({ kind }) => kind !== 'database');
  const named = [
    ...new Set(
      wanted.flatMap((fact) => ('database' in fact && fact.database !== undefined ? [fact.database] : [])),
    ),
  ];
  const { expected, choices: own } = expectationsOf(script);
  const choices = allowedIn(own, asked);
  const session = await driver.open({ database: 'master', ...stop });
  let server: ServerIdentity;
  let notices: readonly Notice[] = [];
  try {
    server = await identify(session, limits);
    if (script.isWrapped) notices = await noticesOf(session, expected, choices.anyServer, limits);
  } finally {
    await session.close();
  }
  const selection = { databases: { include: ['master', ...named] } };
  const live = await captureServer(driver, { ...capturing, selection, passwords: 'hashes' });
  return {
    server,
    choices,
    notices: [...notices, ...staleIn(live.header), ...unseenIn(live.header)],
    foreign: await foreignIn(script, stop),
    lockout: lockoutOf(accesses, server),
    sections: sectionsOf(script),
    facts: compare(wanted, live.facts),
  };
}

/** Databases whose dbo is not who owns them, as the script's own preflight tells them. */
function staleIn({ notes = [] }: SnapshotHeader): readonly Notice[] {
  return notes.flatMap(({ code, database }): Notice[] =>
    code === 'stale-dbo' && database !== undefined ? [staleDbo(database)] : [],
  );
}

const staleDbo = (database: string): Notice => ({
  weight: 'note',
  fact: `In database ${database} dbo is not who owns the database.`,
  remedy: 'The script sets its owner again, and then dbo is who owns it.',
});

/** What could not be seen: it counts as missing. */
function unseenIn({ omissions: [first, ...others] }: SnapshotHeader): readonly Notice[] {
  if (first === undefined) return [];
  const many = counted(others.length + 1, 'omission');
  return [
    {
      weight: 'note',
      fact: `Not all could be seen (${many}), and what was not seen counts as missing. ${omissionText(first)}`,
      remedy: first.remedy,
    },
  ];
}

/** A statement that takes access from a login. */
interface Access {
  readonly name: string;
  readonly sid?: string;
  readonly number?: number;
}

/** What would be left as it is: by name where the login is there, else by its SID. */
function lockoutOf(accesses: readonly Access[], { login, loginSid }: ServerIdentity): LockoutPreview[] {
  // Of a login that is renamed on the way the new name is its own, too.
  const own = new Set([login.toUpperCase()]);
  return accesses.flatMap(({ name, sid, number: statement }) => {
    const isOwn = own.has(name.toUpperCase()) || sid === loginSid;
    if (isOwn) own.add(name.toUpperCase());
    return isOwn && statement !== undefined ? [{ statement, login: name }] : [];
  });
}

function sectionsOf(script: ScriptFile): readonly SectionPreview[] {
  const sections = new Map<string, { batches: number; statements: number; lines: string[] }>();
  for (const { role, section = 'batches', statements, times, text } of script.batches) {
    if (role !== 'work') continue;
    const sum = sections.get(section) ?? { batches: 0, statements: 0, lines: [] };
    sum.batches += times;
    sum.statements += statements.length;
    // One by one: a batch may have more lines than a call takes arguments.
    for (const line of linesOf(text)) sum.lines.push(line);
    sections.set(section, sum);
  }
  return [...sections].map(([title, sum]) => ({ title, ...sum }));
}

/** Lines that say something; of a call at a time, as what is taken for a secret may go on to its end. */
function linesOf(batch: string): string[] {
  const calls = batch.split(/^(?=EXEC #)/m).map(mask);
  return calls.flatMap((call) => call.split(/\r\n|\r|\n/)).filter((line) => line.trim() !== '');
}

function compare(wanted: readonly Fact[], live: readonly Fact[]): readonly FactPreview[] {
  const there = new Map(live.map((fact) => [keyOf(fact), fact]));
  const kinds = new Map<FactKind, { there: number; different: number; missing: number }>();
  for (const fact of wanted) {
    const sum = kinds.get(fact.kind) ?? { there: 0, different: 0, missing: 0 };
    const found = there.get(keyOf(fact));
    if (found === undefined) sum.missing += 1;
    else if (compareFacts(toldBy(fact, found), found, true).length === 0) sum.there += 1;
    else sum.different += 1;
    kinds.set(fact.kind, sum);
  }
  return [...kinds].map(([kind, sum]) => ({ kind, ...sum }));
}
