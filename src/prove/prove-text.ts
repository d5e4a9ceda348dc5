// A proof as text for people, line by line. No name can break out of its line, and no line holds a secret.

import { changeText } from '../diff/change-text.ts';
import { NEED_WORDS, type NeedCode } from '../model/need.ts';
import { placedSentence } from '../model/words/sentence.ts';
import { counted, shown } from '../model/words/shown.ts';
import { visible } from '../model/words/visible.ts';
import type { Failure } from '../simulate/failure.ts';
import type { Proof } from './proof.ts';

/** Most lines of each sort; the rest are counted. */
const LIMIT = 200;

/**
 * Lines, each with its line feed: the verdict, what differs, what fails, what was not understood, and what every
 * restore leaves, with the reasons.
 */
export function* proveText(proof: Proof): Generator<string, void, undefined> {
  yield `${verdict(proof)}\n`;
  yield* some(proof.missing, (fact) => `- missing: ${placedSentence(fact)}`);
  yield* some(proof.extra, (fact) => `+ extra: ${placedSentence(fact)}`);
  yield* some(proof.different, changeText);
  yield* some(proof.failures, failureText);
  yield* some(
    proof.diagnostics,
    ({ line, column, fact }) => `? line ${line}, column ${column}: not read: ${visible(fact)}`,
  );
  yield* some(
    proof.foreign,
    ({ line, verb, text }) => `x line ${line}: foreign: ${visible(verb)}: ${visible(text)}`,
  );
  yield* second(proof);
  yield* section('Every restore leaves this:', [
    ...proof.expected.map(({ items, code, why }) => `${items.length} × ${code}: ${why}`),
    ...proof.expectedFailures.map(({ items, code, why }) => `${items.length} × ${code}: ${why}`),
  ]);
  yield* section('Taken for granted:', assumptions(proof));
  yield* section('Needed, and brought by neither the script nor the databases:', needs(proof));
}

/** One line a code, with the places it is of. */
function assumptions({ assumptions: list }: Proof): string[] {
  const codes = new Set(list.map(({ code }) => code));
  return [...codes].map((code) => {
    const found = list.filter((one) => one.code === code);
    const places = found.map(
      ({ database, count }) => `${database === undefined ? 'server' : visible(database)} ${count}`,
    );
    return `${code}: ${found[0]?.fact ?? ''} (${places.join(', ')})`;
  });
}

/** One line a need, after one that says of its kind what to do. */
function needs({ needs: list }: Proof): string[] {
  return (Object.keys(NEED_WORDS) as NeedCode[]).flatMap((code) => {
    const found = list.filter((need) => need.code === code);
    if (found.length === 0) return [];
    const names = found
      .slice(0, LIMIT)
      .map(({ database, name }) => `  ${name}${database === undefined ? '' : `  (${shown(database)})`}`);
    const rest = found.length > LIMIT ? [`  and ${found.length - LIMIT} more`] : [];
    return [NEED_WORDS[code], ...names, ...rest];
  });
}

function verdict(proof: Proof): string {
  const judged = `${counted(proof.statements, 'statement')} judged`;
  if (proof.identical) return `Proven: the script makes what the snapshot has (${judged}).`;
  const { missing, extra, different, failures, diagnostics, second: again } = proof;
  const unclear = failures.filter(({ kind }) => kind === 'not-understood').length + diagnostics.length;
  const failed = failures.filter(({ kind }) => kind !== 'not-understood').length;
  const counts = {
    missing: missing.length,
    extra: extra.length,
    different: different.length,
    failed,
    foreign: proof.foreign.length,
  };
  const more = { 'not understood': unclear, 'changed by a second run': again?.changes.length ?? 0 };
  const list = Object.entries({ ...counts, ...more }).filter(([, count]) => count > 0);
  return `Not proven: ${list.map(([word, count]) => `${count} ${word}`).join(', ')} (${judged}).`;
}

function failureText(failure: Failure): string {
  const { kind, statement, line, database, why, rule, error, source } = failure;
  const place = `${statement === undefined ? '' : `statement ${statement}, `}line ${line}, in ${visible(database)}`;
  const number = error === undefined ? '' : `, error ${error}`;
  const page = source === undefined ? '' : `, "${source}"`;
  const sign = kind === 'not-understood' ? '?' : '!';
  return `${sign} ${place}: ${visible(why)} [${rule}${number}${page}]`;
}

function* second({ second: again }: Proof): Generator<string, void, undefined> {
  if (again === undefined) return;
  if (again.changes.length + again.failures.length === 0) {
    yield 'A second run changes nothing.\n';
    return;
  }
  yield 'A second run:\n';
  yield* some(again.changes, changeText);
  yield* some(again.failures, failureText);
}

function* some<T>(items: readonly T[], text: (item: T) => string): Generator<string, void, undefined> {
  for (const item of items.slice(0, LIMIT)) yield `${text(item)}\n`;
  if (items.length > LIMIT) yield `  and ${items.length - LIMIT} more\n`;
}

function* section(title: string, lines: readonly string[]): Generator<string, void, undefined> {
  if (lines.length === 0) return;
  yield `${title}\n`;
  for (const line of lines) yield `  ${line}\n`;
}
