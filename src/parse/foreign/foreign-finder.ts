// What a script runs besides security and its own machinery, for whoever has to know before it runs: the dry run, apply
// and the proof name each such statement by its place.

import { findOption } from '../../model/catalog/configuration-option.ts';
import { DEFINITION_TYPES } from '../../model/definitions/definition-type.ts';
import { isWrapper, WRAPPERS } from '../../model/script-protocol.ts';
import { DATABASE_OPTIONS } from '../grammar/database-option.ts';
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

/** What a script tells of itself, by which a statement is known that was put in behind the procedure of another. */
export interface ToldByScript {
  /** The options of the configuration that it says it leaves as they are, with the value that each had. */
  readonly leftOptions: ReadonlyMap<string, number>;
  /** The numbers of its statements. */
  readonly numbers: ReadonlySet<number>;
}

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
      this.#lookBetween(this.#text.of({ ...this.#top, ...between(this.#top, span) }));
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

const between = ({ end: offset }: Span, { offset: end }: Span) => ({ offset, end });

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

/** What a definition may be made of besides CREATE of an object. */
const DEFINITION_VERBS: ReadonlySet<string> = new Set([
  'ADD',
  ...Object.values(DEFINITION_TYPES).map(({ words }) => `CREATE ${words}`),
  'CREATE INDEX',
  'CREATE STATISTICS',
  'ALTER ASSEMBLY',
  'ALTER DATABASE',
  'ALTER DATABASE SCOPED CONFIGURATION',
  'ALTER FULLTEXT INDEX',
  'ALTER FULLTEXT STOPLIST',
  'ALTER INDEX',
  'ALTER QUEUE',
  'ALTER SEARCH PROPERTY LIST',
  'ALTER TABLE',
  'DISABLE TRIGGER',
  'EXEC sp_control_plan_guide',
  'EXEC sp_create_plan_guide',
  'EXEC sp_procoption',
  'EXEC sp_tableoption',
  'EXEC sp_settriggerorder',
  'EXEC sp_bindefault',
  'EXEC sp_bindrule',
  'EXEC sp_addextendedproperty',
]);

/** Statements that are read, and that make databases and objects, or set what a database is. */
const DEFINING: ReadonlySet<Statement['kind']> = new Set<Statement['kind']>([
  'create-object',
  'create-database',
  'alter-database-set',
]);

/** Whether a statement makes an object or a part of one, or sets what its columns keep; `CREATE UNIQUE CLUSTERED INDEX` is a CREATE INDEX. */
function isDefinition(statement: Statement): boolean {
  if (statement.kind === 'set-option') return statement.options.every((option) => option === 'ANSI_PADDING');
  if (statement.kind !== 'foreign') return DEFINING.has(statement.kind);
  return DEFINITION_VERBS.has(
    statement.verb.replace(
      /^CREATE (?:(?:UNIQUE|CLUSTERED|NONCLUSTERED|COLUMNSTORE|PRIMARY|SELECTIVE|XML|SPATIAL|JSON|VECTOR) )*INDEX$/,
      'CREATE INDEX',
    ),
  );
}

/**
 * Whether facts speak of what a statement changes: of a setting of a database, one that decides about security; of an option
 * of the server, one that the script does not say it leaves.
 */
function isOfSecurity(statement: Statement, told: ToldByScript | undefined): boolean {
  switch (statement.kind) {
    case 'foreign':
    case 'create-object':
    case 'create-database':
    case 'rename-object':
    case 'use':
    case 'execute-as':
    case 'revert':
    case 'transaction':
    case 'set-option':
    case 'return':
    case 'batch-end':
    case 'regrant-database':
    case 'regrant-secret':
      return false;
    case 'drop-object':
      return statement.class === 'ENDPOINT';
    case 'alter-database-set':
      return Object.keys(statement.options).every((option) => DATABASE_OPTIONS.get(option)?.isOfSecurity);
    case 'configure':
      return isAsTold(statement, told);
    default:
      return true;
  }
}

/** Whether a statement gives an option no other value than the script tells of it, where it tells any. */
function isAsTold(
  { name: part, value }: Extract<Statement, { kind: 'configure' }>,
  told: ToldByScript | undefined,
): boolean {
  const found = findOption(part);
  return 'problem' in found || (told?.leftOptions.get(found.name) ?? value) === value;
}
