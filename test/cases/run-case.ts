// A case from its rows to its outcome: captured over a socket, scripted, and what the bare server of the same release
// has taken away, so that what is left is what the rows are for. Nothing is dropped: what the bare server has and the
// case has not is shown as missing.

import { diffSnapshots } from '../../src/diff/diff-snapshots.ts';
import { diffText } from '../../src/diff/diff-text.ts';
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import { RegrantError } from '../../src/model/errors.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { bareEngine, caseEngine, databasesOf } from './case-engine.ts';
import type { CaseServer } from './case-server.ts';
import { type Case, readCase, type Told } from './read-case.ts';
import { type ScriptStatement, scriptStatements, statementLines } from './script-statements.ts';

/** What came of a case. */
export interface Outcome {
  readonly facts: readonly string[];
  readonly statements: readonly string[];
  readonly told: Told;
  readonly snapshot: Snapshot;
  /** What changed since an earlier case, line by line. */
  readonly changes: readonly string[];
  /** The script's text; absent where it was refused. */
  readonly script?: string;
}

interface Whole {
  readonly snapshot: Snapshot;
  readonly script?: string;
  readonly planNotes: readonly string[];
  readonly error?: string;
}

/** Bare servers' outcomes by release, settings, databases and options. */
const bare = new Map<string, Promise<Whole>>();

/** Runs a case as one release. */
export async function runCase(found: Case, version: SqlVersion, server: CaseServer): Promise<Outcome> {
  const user = found.login ?? 'sa';
  const password = { sa: 'sa', ...found.server?.passwords }[user] ?? '';
  const whole = await scripted(found, () =>
    server.capture(caseEngine(found, version), { user, password }, found.capture ?? {}),
  );
  const changes =
    found.since === undefined ? [] : await changesSince(found.since, whole.snapshot, version, server);
  const { whole: isWhole, server: settings, capture, script } = found;
  if (isWhole) return outcomeOf(whole, undefined, changes);
  const key = JSON.stringify([version, settings, databasesOf(found), capture, script]);
  let base = bare.get(key);
  if (base === undefined) {
    const sa = { user: 'sa', password: 'sa' };
    base = scripted(withoutMapping(found), () =>
      server.capture(bareEngine(found, version), sa, capture ?? {}),
    );
    bare.set(key, base);
  }
  return outcomeOf(whole, await base, changes);
}

/** A bare server has nobody to rename, and a mapping that renames nobody is refused. */
function withoutMapping(found: Case): Case {
  if (found.script === undefined) return found;
  const { mapping: _, ...script } = found.script;
  return { ...found, script };
}

/** What has changed since an earlier case of the same server, as `regrant diff` says it. */
async function changesSince(
  name: string,
  now: Snapshot,
  version: SqlVersion,
  server: CaseServer,
): Promise<readonly string[]> {
  const sa = { user: 'sa', password: 'sa' };
  const earlier = await server.capture(caseEngine(readCase(name), version), sa, {});
  let text = '';
  for await (const line of diffText(diffSnapshots(earlier, now))) text += line;
  return text.split('\n').filter((line) => line !== '');
}

async function scripted(found: Case, capture: () => Promise<Snapshot>): Promise<Whole> {
  const snapshot = await capture();
  try {
    const { plan, text } = await scriptSnapshot(snapshot, found.script);
    return { snapshot, script: [...text].join(''), planNotes: plan.notes.map(codeOf) };
  } catch (error) {
    if (!(error instanceof RegrantError)) throw error;
    return { snapshot, planNotes: [], error: error.code };
  }
}

function outcomeOf(whole: Whole, base: Whole | undefined, changes: readonly string[]): Outcome {
  const told: Told = {
    omissions: whole.snapshot.header.omissions.map(codeOf),
    notes: (whole.snapshot.header.notes ?? []).map(codeOf),
    exclusions: base === undefined ? {} : exclusionsOf(whole.snapshot, base.snapshot),
    planNotes: beyond(whole.planNotes, base?.planNotes ?? []).more,
    ...(whole.error === undefined ? {} : { error: whole.error }),
  };
  return {
    facts: factLines(whole.snapshot, base?.snapshot),
    statements: linesOf(whole.script, base?.script),
    told,
    snapshot: whole.snapshot,
    changes,
    ...(whole.script === undefined ? {} : { script: whole.script }),
  };
}

const codeOf = ({ code, database }: { readonly code: string; readonly database?: string }) =>
  database === undefined ? code : `${database}: ${code}`;

function exclusionsOf(snapshot: Snapshot, base: Snapshot): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  const count = ({ header }: Snapshot, sign: number) => {
    for (const { rule, database, count } of header.exclusions) {
      const key = database === undefined ? rule : `${database}: ${rule}`;
      counts.set(key, (counts.get(key) ?? 0) + sign * count);
    }
  };
  count(snapshot, 1);
  count(base, -1);
  return Object.fromEntries([...counts].filter(([, rows]) => rows !== 0).sort());
}

function factLines(snapshot: Snapshot, base: Snapshot | undefined): readonly string[] {
  const lines = ({ facts }: Snapshot) => facts.map((fact) => JSON.stringify(fact));
  const { more, missing } = beyond(lines(snapshot), base === undefined ? [] : lines(base));
  return [...more, ...missing.map((line) => `{"missing":${line}}`)];
}

function linesOf(script: string | undefined, base: string | undefined): readonly string[] {
  if (script === undefined) return [];
  const key = (statement: ScriptStatement) => JSON.stringify([statement.database, statement.text]);
  const own = scriptStatements(script);
  const others = base === undefined ? [] : scriptStatements(base);
  const { more, missing } = beyond(own.map(key), others.map(key));
  const parsed = (keys: readonly string[]) =>
    keys.map((text): ScriptStatement => {
      const [database, statement] = JSON.parse(text) as [string | null, string];
      return { ...(database === null ? {} : { database }), text: statement };
    });
  const lost = parsed(missing).map(
    ({ database, text }) => `-- missing: ${database ?? 'the server'}: ${text}`,
  );
  return [...statementLines(parsed(more)), ...lost];
}

/** What the first list has beyond the second, and the second beyond the first; both in their order. */
function beyond(first: readonly string[], second: readonly string[]) {
  return { more: without(first, second), missing: without(second, first) };
}

function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const text of other) left.set(text, (left.get(text) ?? 0) + 1);
  return list.filter((text) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}
