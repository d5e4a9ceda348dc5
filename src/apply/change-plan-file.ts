// A plan of changes as a file: to be reviewed by a person, and applied later to the very state it was made for. It holds
// values, never SQL; each is checked against the schema and quoted again when it is rendered, and a digest covers all of
// it, so that nothing is run that was not planned. It holds the password hashes of the steps that set one; it is written
// as a snapshot is, readable to its owner alone.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { failedOrAborted } from '../files/file-error.ts';
import type { WriteOptions } from '../files/write-file-atomically.ts';
import { writeFileAtomically } from '../files/write-file-atomically.ts';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';
import { checkOptions } from '../model/option-rules.ts';
import { visible } from '../model/words/visible.ts';
import { sentenceOfStep } from '../render/step-sentence.ts';
import { loadTemplates } from '../render/template-set.ts';
import { headerProblem } from '../snapshot/header-check.ts';
import type { ReadOptions } from '../snapshot/read-snapshot.ts';
import { PLAN_FORMAT, PLAN_SCHEMA } from './plan-schema.ts';
import type { SavedPlan } from './saved-plan.ts';

interface PlanFile extends SavedPlan {
  readonly regrant: 'plan';
  readonly format: typeof PLAN_FORMAT;
  readonly sha256: string;
}

/** Writes a plan atomically, mode 0600. Throws a RegrantError: `file-failed`, `cancelled`. */
export async function writePlan(path: string, saved: SavedPlan, options: WriteOptions = {}): Promise<void> {
  const file = { regrant: 'plan', format: PLAN_FORMAT, ...saved } as const;
  const whole: PlanFile = { ...file, sha256: digestOf(file) };
  await writeFileAtomically(path, [`${JSON.stringify(whole, undefined, 2)}\n`], 'plan', options);
}

/** Reads a plan. Throws a RegrantError: `bad-option` for anything else, `file-failed`, `cancelled`. */
export async function readPlan(path: string, options: ReadOptions = {}): Promise<SavedPlan> {
  checkOptions(options, { signal: 'signal' });
  const { signal } = options;
  let text: string;
  try {
    text = await readFile(path, { encoding: 'utf8', ...defined({ signal }) });
  } catch (error) {
    throw failedOrAborted('read', path, error, signal);
  }
  return planOf(text, path);
}

/** A plan's text, checked wholly. Throws a RegrantError `bad-option`. */
export async function planOf(text: string, path: string): Promise<SavedPlan> {
  const value = parsed(path, text);
  const problem = await problemOf(value);
  if (problem !== undefined) throw bad(path, problem);
  const { sha256, ...file } = value as PlanFile;
  if (digestOf(file) !== sha256) throw bad(path, 'was changed after it was made: its SHA-256 is another one');
  const { live, liveDigest, plan } = file;
  await checkSentences(path, plan);
  return { live, liveDigest, plan };
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message would quote the text, which holds hashes.
    throw bad(path, 'is not JSON');
  }
}

/** What is wrong with a plan by its schema, as the end of a sentence; never with a value. */
async function problemOf(value: unknown): Promise<string | undefined> {
  compiled ??= compile();
  const isValid = await compiled;
  if (!isValid(value)) return described(isValid.errors?.[0]);
  const header = headerProblem(value.live) ?? headerProblem(value.plan.source);
  return header === undefined ? undefined : `has a header of which ${header}`;
}

/** The schema as a function: made once, and only where a plan is read. */
let compiled: Promise<ValidateFunction<PlanFile>> | undefined;

async function compile(): Promise<ValidateFunction<PlanFile>> {
  const { Ajv } = await import('ajv');
  const ajv = new Ajv({ discriminator: true, strict: true, strictRequired: false });
  return ajv.compile<PlanFile>(PLAN_SCHEMA);
}

function described(error: ErrorObject | undefined): string {
  const place = error === undefined || error.instancePath === '' ? '' : ` at ${visible(error.instancePath)}`;
  const extra =
    error?.keyword === 'additionalProperties' ? `: ${visible(String(error.params.additionalProperty))}` : '';
  return `is no plan of this program${place}: it ${error?.message ?? 'is not right'}${extra}`;
}

/** Reviewers read the sentences: they have to be those of the values that are run. */
async function checkSentences(path: string, plan: SavedPlan['plan']): Promise<void> {
  const templates = await loadTemplates();
  for (const { steps } of plan.sections) {
    for (const step of steps) {
      if (sentenceOfStep(step, templates) !== step.sentence)
        throw bad(path, `has a step whose sentence is not what it runs: ${visible(step.sentence)}`);
    }
  }
}

/** SHA-256 of all that a file says, however its lines and properties are arranged. */
function digestOf(file: object): string {
  return createHash('sha256').update(JSON.stringify(file, sortedProperties)).digest('hex');
}

function sortedProperties(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function bad(path: string, what: string): RegrantError {
  return new RegrantError({
    code: 'bad-option',
    fact: `${path} ${what}.`,
    remedy: 'Make the plan again (regrant apply snapshot --save-plan).',
  });
}
