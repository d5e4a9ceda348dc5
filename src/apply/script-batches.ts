// A script into the batches that sqlcmd would send, and what each is for: setting the session up, doing the work, or
// telling the result. Only the set-up and the choice of a database matter to what runs later in the same session.

import { createHash } from 'node:crypto';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';
import { CHOOSE_DATABASE, END_RUN, isWrapper, RUN_ENDS, SECTION_MESSAGE } from '../model/script-protocol.ts';
import { SqlcmdVariables } from '../parse/lex/sqlcmd.ts';
import type { Token } from '../parse/lex/token.ts';
import { Tokenizer } from '../parse/lex/tokenizer.ts';

/** What a batch is for. */
export type BatchRole = 'prologue' | 'work' | 'result';

/** One batch of a script. */
export interface ScriptBatch {
  /** Counted from 1. */
  readonly number: number;
  /** What the batch is for. */
  readonly role: BatchRole;
  /** Line of the script that its text begins at. */
  readonly line: number;
  /** The batch as it is sent. */
  readonly text: string;
  /** How often it runs: `GO 3`. */
  readonly times: number;
  /** The title of the section it belongs to, where the script tells. */
  readonly section?: string;
  /** The EXEC #regrant_database that was in force before it, as SQL; undefined for none. */
  readonly scope?: string;
  /** Numbers of the statements it runs through the script's wrapper procedures. */
  readonly statements: readonly number[];
}

/** A script ready to run. */
export interface ScriptFile {
  /** The name of the file, for messages. */
  readonly path: string;
  /** SHA-256 of its text, in lower-case hexadecimal. */
  readonly sha256: string;
  /** The whole text. */
  readonly text: string;
  /** The batches, in order. */
  readonly batches: readonly ScriptBatch[];
  /** Whether it keeps its own account of failures, as the scripts of this program do; any other one stops at an error. */
  readonly isWrapped: boolean;
  /** How many statements it says that it has; 0 where it says nothing. */
  readonly statements: number;
}

/**
 * Splits a script. Throws a RegrantError `bad-script` for sqlcmd lines, `$(variables)` and text that no token is, for a
 * script without a batch, and for one of this program that lacks its end.
 */
export function splitScript(path: string, text: string): ScriptFile {
  if (lacksEnd(text)) throw cutShort(path, 'lacks its end, where it tells what failed');
  const found = cut(path, text);
  if (found.length === 0) throw cutShort(path, 'has no statement in it');
  const first = found.findIndex(worksIn);
  const isWrapped = first >= 0;
  let section: string | undefined;
  let scope: string | undefined;
  let statements = 0;
  const batches = found.map(({ tokens, calls, ...cutBatch }, index): ScriptBatch => {
    section = titleIn(tokens) ?? section;
    const total = totalIn(calls);
    const batch = {
      ...cutBatch,
      number: index + 1,
      role: roleOf(total, index, first),
      statements: statementsIn(calls),
      ...defined({ section, scope }),
    };
    scope = scopeIn(tokens, calls, text) ?? scope;
    statements = total ?? statements;
    return batch;
  });
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { path, sha256, text, batches, isWrapped, statements };
}

/** Whether a text speaks of procedures of this program, as its scripts do from their head on, and does not tell the result. */
function lacksEnd(text: string): boolean {
  return text.includes(CHOOSE_DATABASE) && !RUN_ENDS.test(text);
}

function cutShort(path: string, what: string): RegrantError {
  return new RegrantError({
    code: 'bad-script',
    fact: `${path} ${what}.`,
    remedy:
      'If it was cut short when it was written or copied, copy it again, or write it again from the snapshot.',
  });
}

function roleOf(total: number | undefined, index: number, first: number): BatchRole {
  if (first < 0) return 'work';
  if (index < first) return 'prologue';
  return total === undefined ? 'work' : 'result';
}

/** An EXEC of a batch. */
interface Call {
  /** Where it stands among the tokens. */
  readonly at: number;
  /** What it calls, in lower case. */
  readonly name: string;
  /** What stands behind that. */
  readonly argument: Token | undefined;
}

function callsIn(tokens: readonly Token[]): readonly Call[] {
  const calls: Call[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]?.upper !== 'EXEC') continue;
    calls.push({ at, name: tokens[at + 1]?.text.toLowerCase() ?? '', argument: tokens[at + 2] });
  }
  return calls;
}

/** `EXEC #regrant_end 68`: how many statements there are, by the batch that tells the result; undefined in any other. */
function totalIn(calls: readonly Call[]): number | undefined {
  const end = calls.find(({ name }) => name === END_RUN);
  return end && Number(end.argument?.value);
}

/** Whether a batch calls a wrapper or tells the result, and does not only make what does. */
function worksIn({ tokens, calls }: Cut): boolean {
  return tokens[0]?.upper !== 'CREATE' && calls.some(isOurs);
}

const isOurs = ({ name }: Call): boolean => isWrapper(name) || name === CHOOSE_DATABASE || name === END_RUN;

function statementsIn(calls: readonly Call[]): readonly number[] {
  return calls.flatMap(({ name, argument }) =>
    isWrapper(name) && argument?.kind === 'number' ? [Number(argument.value)] : [],
  );
}

/** RAISERROR(N'regrant: %s', 0, 1, N'Logins') */
function titleIn(tokens: readonly Token[]): string | undefined {
  const at = tokens.findIndex(
    (token, index) => token.upper === 'RAISERROR' && tokens[index + 2]?.value === SECTION_MESSAGE,
  );
  const title = at < 0 ? undefined : tokens[at + 8];
  return title?.kind === 'string' ? title.value : undefined;
}

/** The last choice of a database in a batch, with the assignment of its name where that needs one. */
function scopeIn(tokens: readonly Token[], calls: readonly Call[], text: string): string | undefined {
  const { at = -1, argument: name } = calls.findLast((call) => call.name === CHOOSE_DATABASE) ?? {};
  const from = tokens[at];
  if (from === undefined || name === undefined) return undefined;
  const line = text.slice(from.offset, name.offset + name.text.length);
  if (name.kind !== 'variable') return `${line};`;
  const set = tokens.findLastIndex(
    (token, index) => index < at && token.upper === 'SET' && tokens[index + 1]?.text === name.text,
  );
  const start = tokens[set];
  return start === undefined
    ? undefined
    : `DECLARE ${name.text} nvarchar(128);\n${text.slice(start.offset, from.offset)}${line};`;
}

interface Cut {
  readonly tokens: readonly Token[];
  readonly calls: readonly Call[];
  readonly text: string;
  readonly line: number;
  readonly times: number;
}

function cut(path: string, text: string): readonly Cut[] {
  const tokenizer = new Tokenizer({
    script: true,
    onDirective: ({ command }, { line }) => {
      throw bad(
        path,
        line,
        `is a command of sqlcmd (${command.toLowerCase()}), which only sqlcmd can follow`,
      );
    },
    variables: new SqlcmdVariables(
      {},
      {
        onMissing: (name, { line }) => {
          throw bad(path, line, `has the sqlcmd variable ${name}, which has no value`);
        },
      },
    ),
  });
  const batches: Cut[] = [];
  let start = text.startsWith('\ufeff') ? 1 : 0;
  let held: Token[] = [];
  for (const token of tokenizer.feed(text, true)) {
    if (token.kind === 'bad')
      throw bad(path, token.line, `cannot be read: ${token.problem ?? 'a character is no part of T-SQL'}`);
    if (token.kind !== 'go' && token.kind !== 'end') {
      held.push(token);
      continue;
    }
    if (token.problem !== undefined) throw bad(path, token.line, `ends a batch, but ${token.problem}`);
    const times = token.kind === 'go' ? Number(token.value) : 1;
    const [first] = held;
    if (first !== undefined && times > 0)
      batches.push({
        tokens: held,
        calls: callsIn(held),
        text: text.slice(start, token.offset),
        line: first.line,
        times,
      });
    start = token.offset + token.text.length;
    held = [];
  }
  return batches;
}

function bad(path: string, line: number, what: string): RegrantError {
  return new RegrantError({
    code: 'bad-script',
    fact: `Line ${line} of ${path} ${what}.`,
    remedy: 'Run this script with sqlcmd, or correct the line.',
  });
}
