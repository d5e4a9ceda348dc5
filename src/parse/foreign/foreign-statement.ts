// What a script runs besides security and its own machinery, for whoever has to know before it runs: the dry run, apply
// and the proof name each such statement by its place.

import { findOption, SECURITY_OPTIONS } from '../../model/catalog/configuration-name.ts';
import { isWrapper } from '../../model/script-protocol.ts';
import { visible } from '../../model/words/visible.ts';
import { DATABASE_OPTIONS } from '../grammar/database-option.ts';
import { SecretLines, TYPED_SECRET } from '../lex/secret-lines.ts';
import { parseScript, type ScriptSource } from '../parse-script.ts';
import type { Diagnostic } from '../tree/diagnostic.ts';
import { innerStatements } from '../tree/inner-statements.ts';
import type { Span, Statement } from '../tree/statement.ts';
import { isOwnStatement } from './protocol.ts';

/** Why a statement is foreign. */
export type ForeignReason =
  /** It is not about security: `DROP TABLE`, `xp_cmdshell`, `SHUTDOWN`, an option that no fact speaks of. */
  | 'not-security'
  /** It was not understood, or is known only when the script runs. */
  | 'not-read'
  /** It is about security, and stands outside the procedures that run the statements of a regrant script. */
  | 'not-wrapped'
  /** It stands in the line of a secret, which an apostrophe that stands alone has ended too early. */
  | 'broken-secret';

/** A statement that is neither a security statement of a regrant script nor of its machinery. */
export interface ForeignStatement {
  /** Its first words, upper case; of a procedure its name (`EXEC xp_cmdshell`). */
  readonly verb: string;
  /** What is foreign about it. */
  readonly reason: ForeignReason;
  /** Line in the script, counted from 1. */
  readonly line: number;
  /** Column in the line, counted from 1. */
  readonly column: number;
  /** Its text in one line, shortened, literals left out; of one inside dynamic text that of the statement around it. */
  readonly text: string;
}

/** Longest text that is kept of a statement. */
const LENGTH = 100;

/**
 * Names every foreign statement of a script, in its order. Never throws for what the script says; passes on what
 * `source` throws and the reason of `signal`.
 */
export async function* foreignStatements(
  source: ScriptSource,
  options: {
    readonly signal?: AbortSignal;
    readonly variables?: Readonly<Record<string, string>>;
    readonly onDiagnostic?: (diagnostic: Diagnostic) => void;
  } = {},
): AsyncGenerator<ForeignStatement, void, undefined> {
  const text = new KeptText(source);
  for await (const statement of parseScript(text.chunks(), options)) yield* foreignIn(statement, text);
}

/** The foreign statements in one statement of a script, whose text was kept. */
export function* foreignIn(statement: Statement, text: KeptText): Generator<ForeignStatement> {
  text.forgetBefore(statement.span);
  yield* walk(statement, { text, top: statement.span, isNested: false, isWrapped: false });
}

/** Characters that are kept of what has been read, so that most statements cost no copy of the text behind them. */
const KEPT = 256 * 1024;

/** The text of a script from the statement at hand on, kept while it is read, so that a statement's own can be shown. */
export class KeptText {
  readonly #source: ScriptSource;
  #text = '';
  /** What stands before the text that is kept; a byte order mark, which no place counts, is one less. */
  #before = 0;
  #isFirst = true;
  readonly #secrets = new SecretLines();

  constructor(source: ScriptSource) {
    this.#source = source;
  }

  /** The script again, for its reader. */
  async *chunks(): AsyncGenerator<string> {
    for await (const chunk of typeof this.#source === 'string' ? [this.#source] : this.#source) {
      this.#keep(chunk);
      yield chunk;
    }
  }

  of({ offset, end }: Span): string {
    return this.#text.slice(offset - this.#before, end - this.#before);
  }

  /** Whether a secret is typed in the lines of a statement. */
  holdsSecret(span: Span): boolean {
    return this.#secrets.holds(span, span.end);
  }

  /** What stands before a statement is not asked for again. */
  forgetBefore({ offset }: Span): void {
    const gone = offset - this.#before;
    if (gone < KEPT) return;
    this.#text = this.#text.slice(gone);
    this.#before = offset;
  }

  #keep(chunk: string): void {
    const hasMark = this.#isFirst && chunk.startsWith('\ufeff');
    if (chunk !== '') this.#isFirst = false;
    if (hasMark) this.#before = -1;
    this.#secrets.take(hasMark ? chunk.slice(1) : chunk);
    this.#text += chunk;
  }
}

interface Around {
  readonly text: KeptText;
  /** The statement of the script itself that this one is in. */
  readonly top: Span;
  /** Whether it is inside dynamic text, whose places are those of its literals. */
  readonly isNested: boolean;
  /** Whether a wrapper of a regrant script runs it. */
  readonly isWrapped: boolean;
}

function* walk(statement: Statement, around: Around): Generator<ForeignStatement> {
  switch (statement.kind) {
    case 'if':
    case 'try':
    case 'while':
      yield* all(innerStatements(statement) ?? [], around);
      return;
    case 'execute': {
      const isWrapped = around.isWrapped || isWrapper(statement.wrapper);
      const top = around.isNested ? around.top : statement.span;
      yield* all(statement.statements, { ...around, top, isNested: true, isWrapped });
      return;
    }
    case 'foreign':
      if (isOwn(statement, around)) return;
      yield named(statement, statement.verb, 'not-security', around);
      return;
    case 'unread':
      yield named(statement, 'EXEC', 'not-read', around);
      return;
    case 'create-object':
    case 'drop-object':
      if (statement.kind === 'drop-object' && statement.class === 'ENDPOINT') {
        if (!around.isWrapped) yield named(statement, wordsOf(statement), 'not-wrapped', around);
        return;
      }
      if (!around.isNested && isOwnStatement(around.text.of(statement.span))) return;
      yield named(
        statement,
        `${statement.kind === 'create-object' ? 'CREATE' : 'DROP'} ${statement.type}`,
        'not-security',
        around,
      );
      return;
    case 'rename-object':
      yield named(statement, 'EXEC sp_rename', 'not-security', around);
      return;
    case 'regrant-database':
    case 'regrant-secret':
    case 'set-option':
    case 'return':
    case 'batch-end':
      return;
    case 'configure':
    case 'alter-database-set':
      if (!isOfSecurity(statement)) {
        yield named(statement, wordsOf(statement), 'not-security', around);
        return;
      }
      if (!around.isWrapped) yield named(statement, wordsOf(statement), 'not-wrapped', around);
      return;
    default:
      if (!around.isWrapped) yield named(statement, wordsOf(statement), 'not-wrapped', around);
  }
}

function* all(statements: readonly Statement[], around: Around): Generator<ForeignStatement> {
  for (const statement of statements)
    yield* walk(statement, around.isNested ? around : { ...around, top: statement.span });
}

/** Whether a setting of the server or of a database is one that decides about security, so that facts speak of it. */
function isOfSecurity(statement: Extract<Statement, { kind: 'configure' | 'alter-database-set' }>): boolean {
  if (statement.kind === 'alter-database-set')
    return Object.keys(statement.options).every((option) => DATABASE_OPTIONS.get(option)?.isOfSecurity);
  const found = findOption(statement.name);
  return 'name' in found && SECURITY_OPTIONS.includes(found.name);
}

/** Inside dynamic text only what reports counts: what is run there was put together by somebody. */
function isOwn({ verb, span }: Extract<Statement, { kind: 'foreign' }>, { text, isNested }: Around): boolean {
  return isNested ? /^(RAISERROR|THROW|PRINT)\b/.test(verb) : isOwnStatement(text.of(span));
}

/** What a security statement is called: its kind, or the procedure it was written as. */
function wordsOf({ kind, via }: Statement): string {
  return via === undefined ? kind.replaceAll('-', ' ').toUpperCase() : `EXEC ${via.procedure}`;
}

function named(
  { span }: Statement,
  verb: string,
  reason: ForeignReason,
  { text, top }: Around,
): ForeignStatement {
  const { line, column } = span;
  // Nothing of that line is shown: the secret is in it, outside of literals too.
  if (text.holdsSecret(top)) {
    return { verb: TYPED_SECRET, reason: 'broken-secret', line, column, text: `${TYPED_SECRET} …` };
  }
  return { verb, reason, line, column, text: shortened(text.of(top)) };
}

/** One line without what literals hold: a password may be in one. */
function shortened(text: string): string {
  const bare = text
    .slice(0, 4 * LENGTH)
    .replace(/'(?:[^']|'')*('|$)/g, "'…'")
    .replace(/0x[0-9A-Fa-f]+/g, '0x…');
  const line = visible(bare.replace(/\s+/g, ' ').trim());
  return line.length > LENGTH ? `${line.slice(0, LENGTH)}…` : line;
}
