// A case: a folder of fixtures/cases with the rows of one small server, and what must come of them. The format is
// told in fixtures/cases/README.md.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CaptureOptions } from '../../src/capture/options.ts';
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import type { ScriptOptions } from '../../src/render/write-script.ts';
import type { ServerSettings } from '../server/engine/fixture/read-environment.ts';
import { type CaseRows, madeCases } from './class-cases.ts';

/** The folder of all cases. */
export const CASES = fileURLToPath(new URL('../../fixtures/cases/', import.meta.url));

/** What a capture and its script say beside facts and statements; what is left out must not be said. */
export interface Told {
  /** Codes of the snapshot's omissions, `database: code` in a database. */
  readonly omissions?: readonly string[];
  /** Codes of the snapshot's notes. */
  readonly notes?: readonly string[];
  /** Exclusions beyond those of the bare server: how many rows, by rule. */
  readonly exclusions?: Readonly<Record<string, number>>;
  /** Codes of the plan's notes. */
  readonly planNotes?: readonly string[];
  /** The code of the error that refuses the script. */
  readonly error?: string;
}

/** case.json. */
export interface CaseFile {
  readonly title: string;
  /** The rule, in a sentence or two. */
  readonly rule: string;
  /** Where the rule is from: a Microsoft page by its title, or an issue of another tool. */
  readonly source: string;
  /** Numbers of the table in test/cases/pitfalls.ts. */
  readonly pitfalls?: readonly number[];
  /** The releases the server claims, one run each with the same outcome; 2019 when left out. */
  readonly versions?: readonly SqlVersion[];
  readonly server?: Partial<ServerSettings>;
  /** Who captures: sa when left out. */
  readonly login?: string;
  readonly capture?: CaptureOptions;
  readonly script?: ScriptOptions;
  /** Compare everything, not only what the bare server lacks. */
  readonly whole?: boolean;
  readonly expect?: Told;
  /** The case that shows the same server earlier: changes.txt then has what `regrant diff` says. */
  readonly since?: string;
  /** Why the script, run on an empty simulated server, does not make what was captured; every other script does. */
  readonly unproven?: string;
}

/** A case as it is read. */
export interface Case extends CaseFile {
  readonly name: string;
  readonly folder: string;
  /** The rows of a case that test/cases/class-cases.ts makes; those of others are in the folder. */
  readonly rows?: CaseRows;
  /** The lines of facts.ndjson and statements.sql. */
  readonly facts: readonly string[];
  readonly statements: readonly string[];
  /** The lines of changes.txt, where the case says since when. */
  readonly changes: readonly string[];
}

const KNOWN: ReadonlySet<string> = new Set<keyof CaseFile>([
  'title',
  'rule',
  'source',
  'pitfalls',
  'versions',
  'server',
  'login',
  'capture',
  'script',
  'whole',
  'expect',
  'since',
  'unproven',
]);

/** What may be in a case's folder. */
const PLACES =
  /^(case\.json|facts\.ndjson|statements\.sql|changes\.txt|server(\/[^/]+\.tsv)?|databases(\/[^/]+(\/([^/]+\.tsv|rows(\/[^/]+\.tsv)?|\.keep))?)?)$/;

const MADE = madeCases();

/** What may be in the folder of a case whose rows are made: only what must come of them. */
const PLACES_OF_MADE = /^(facts\.ndjson|statements\.sql)$/;

/** Every case, in ordinal order of their names. */
export function readCases(): readonly Case[] {
  const folders = readdirSync(CASES).filter((name) => statSync(join(CASES, name)).isDirectory());
  return [...new Set([...folders, ...MADE.keys()])].sort().map(readCase);
}

/** One case by its name. */
export function readCase(name: string): Case {
  const folder = join(CASES, name);
  const made = MADE.get(name);
  const paths = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const stray = paths
    .map((path) => path.replaceAll('\\', '/'))
    .find((path) => !(made === undefined ? PLACES : PLACES_OF_MADE).test(path));
  if (stray !== undefined) throw new Error(`${name}: ${stray} has no place in a case.`);
  const facts = linesOf(join(folder, 'facts.ndjson'));
  const statements = linesOf(join(folder, 'statements.sql'));
  const changes = linesOf(join(folder, 'changes.txt'));
  const file = made?.file ?? readFile(name, join(folder, 'case.json'));
  return { ...file, name, folder, facts, statements, changes, ...(made && { rows: made.rows }) };
}

function readFile(name: string, path: string): CaseFile {
  const file = JSON.parse(readFileSync(path, 'utf8')) as CaseFile;
  const unknown = Object.keys(file).find((key) => !KNOWN.has(key));
  if (unknown !== undefined) throw new Error(`${name}: case.json has ${unknown}, which means nothing.`);
  for (const key of ['title', 'rule', 'source'] as const) {
    if (typeof file[key] !== 'string' || file[key] === '')
      throw new Error(`${name}: case.json has no ${key}.`);
  }
  return file;
}

function linesOf(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}
