// What a script runs besides security and its own machinery, for whoever has to know before it runs: the dry run, apply
// and the proof name each such statement by its place.

import { isWrapper, WRAPPERS } from '../../model/script-protocol.ts';
import { callsOut } from '../lex/outside-call.ts';
import { TYPED_SECRET } from '../lex/secret-lines.ts';
import type { Place } from '../lex/token.ts';
import { tokenize } from '../lex/tokenizer.ts';
import { innerStatements } from '../tree/inner-statements.ts';
import type { Execute, Span, Statement } from '../tree/statement.ts';
import {
  type ForeignReason,
  type ForeignStatement,
  shortened,
  verbOf,
  wordsOf,
} from './foreign-statement.ts';
import type { KeptText } from './kept-text.ts';
import { ScriptForm } from './script-form.ts';
import { isDefinition, isOfSecurity, type ToldByScript } from './statement-purpose.ts';

/** Where a statement stands: in text that a wrapper of a regrant script runs, in that of definitions, or anywhere else. */
type Standing = 'wrapped' | 'definition' | 'text';

/** Finds what is foreign in the statements of a script, one after the other. */
export class ForeignFinder {
  readonly #text: KeptText;
  readonly #told: ToldByScript | undefined;
  readonly #form = new ScriptForm();
  /** The numbers that no statement has had yet: one counts for the first statement that has it. */
  readonly #numbers: Set<number>;
  /** What is found in the statement at hand; nearly always nothing. */
  #found: ForeignStatement[] = [];
  /** The statement of the script itself in which the one at hand is, or the one before. */
  #top: Span = { offset: 0, line: 1, column: 1, end: 0 };

  /** `text`: the script's, which is kept while it is read. */
  constructor(text: KeptText, told?: ToldByScript) {
    this.#text = text;
    this.#told = told;
    this.#numbers = new Set(told?.numbers);
  }

  /** The foreign statements in the next statement of the script, and what stands between it and the one before. */
  in(statement: Statement): readonly ForeignStatement[] {
    if (this.#found.length > 0) this.#found = [];
    const { span } = statement;
    if (span.offset > this.#top.end)
      this.#lookBetween(this.#text.of({ ...span, offset: this.#top.end, end: span.offset }));
    if (span.end > this.#top.end) {
      this.#text.forgetBefore(span);
      this.#top = span;
    }
    this.#walkTop(statement);
    return this.#found;
  }

  /** What stands behind the last statement of the script. */
  atEnd(): readonly ForeignStatement[] {
    this.#found = [];
    this.#lookBetween(this.#text.after(this.#top.end));
    return this.#found;
  }

  /** Looks at what no statement tells of: what variables are given, labels, words of blocks. */
  #lookBetween(text: string): void {
    if (/^[\s;]*$/.test(text)) return;
    const start = this.#top;
    for (const [from, end] of piecesOf(text)) {
      const piece = text.slice(from, end);
      if (this.#form.takes(piece)) continue;
      const place = this.#text.placeOf(start.end + from, start);
      this.#top = { ...place, end: start.end + end };
      const verb = /^[\w@#$]*/.exec(piece)?.[0].toUpperCase() ?? '';
      this.#found.push(this.#name(verb, 'not-security', place));
    }
  }

  #walkTop(statement: Statement): void {
    if (statement.kind === 'execute' && isWrapper(statement.wrapper)) {
      if (this.#isMisnumbered(statement)) this.#found.push(this.#named(statement, 'misnumbered'));
      else this.#walk(statement, statement.wrapper === WRAPPERS.define ? 'definition' : 'wrapped');
    } else if (!this.#isOfForm(statement)) {
      const before = this.#found.length;
      if (this.#decidesByMore(statement)) this.#found.push(this.#named(statement, 'not-security'));
      this.#walk(statement, 'text');
      if (this.#found.length === before) this.#found.push(this.#named(statement, 'not-security'));
    }
  }

  /** Whether a statement is one of the script's own, outside of the procedures that run the others. */
  #isOfForm(statement: Statement): boolean {
    switch (statement.kind) {
      case 'regrant-database':
      case 'regrant-secret':
        return true;
      case 'batch-end':
        return statement.times === 1;
      case 'unread':
        return false;
      default:
        return this.#form.takes(this.#text.of(statement.span));
    }
  }

  /** Whether what decides whether, or how often, the statements in one run may do something itself. */
  #decidesByMore(statement: Statement): boolean {
    if (statement.kind !== 'if') return statement.kind === 'while';
    const end = innerStatements(statement)?.[0]?.span.offset ?? statement.span.end;
    return callsOut(tokenize(this.#text.of({ ...statement.span, end }), { script: true }));
  }

  #walk(statement: Statement, standing: Standing): void {
    const inner = innerStatements(statement);
    const reason =
      inner === undefined ? this.#reasonOf(statement, standing) : reasonOfHolder(statement, standing);
    if (reason !== undefined) this.#found.push(this.#named(statement, reason));
    for (const one of inner ?? []) {
      const isNested = one.kind === 'execute' && isWrapper(one.wrapper);
      if (isNested) this.#found.push(this.#named(one, 'not-security'));
      else this.#walk(one, standing);
    }
  }

  /** Whether a wrapped statement has a number that is not its own; takes it from those that are left. */
  #isMisnumbered({ number }: Execute): boolean {
    return this.#told !== undefined && (number === undefined || !this.#numbers.delete(number));
  }

  /** Why a statement that holds no others is foreign; undefined for one that is not. */
  #reasonOf(statement: Statement, standing: Standing): ForeignReason | undefined {
    if (statement.kind === 'unread') return 'not-read';
    if (standing === 'definition' && isDefinition(statement)) return undefined;
    if (isOfSecurity(statement, this.#told)) return standing === 'text' ? 'not-wrapped' : undefined;
    const isReport = statement.kind === 'foreign' && statement.isPlain === true;
    return isReport && standing !== 'text' ? undefined : 'not-security';
  }

  #named(statement: Statement, reason: ForeignReason): ForeignStatement {
    const verb = reason === 'not-wrapped' ? wordsOf(statement) : verbOf(statement);
    return this.#name(verb, reason, statement.span);
  }

  #name(verb: string, reason: ForeignReason, { line, column }: Place): ForeignStatement {
    // Nothing of that line is shown: the secret is in it, outside of literals too.
    if (this.#text.holdsSecret(this.#top)) {
      return { verb: TYPED_SECRET, reason: 'broken-secret', line, column, text: `${TYPED_SECRET} …` };
    }
    return { verb, reason, line, column, text: shortened(this.#text.of(this.#top)) };
  }
}

/** Where the pieces of a text begin and end that semicolons part, without the comments around them. */
function piecesOf(text: string): readonly (readonly [from: number, end: number])[] {
  const pieces: [number, number][] = [];
  let isOpen = false;
  for (const { kind, upper, offset, text: token } of tokenize(text, { script: true })) {
    if (kind === 'end') break;
    if (upper === ';') isOpen = false;
    else if (isOpen) pieces[pieces.length - 1] = [pieces.at(-1)?.[0] ?? offset, offset + token.length];
    else pieces.push([offset, offset + token.length]);
    if (upper !== ';') isOpen = true;
  }
  return pieces;
}

/** Why a statement that decides whether or where others run is foreign. */
function reasonOfHolder(statement: Statement, standing: Standing): ForeignReason | undefined {
  const isMore = statement.kind === 'execute' ? statement.callsOut === true : statement.kind !== 'if';
  return isMore && standing !== 'text' ? 'not-security' : undefined;
}
