// What a script runs besides security and its own machinery, for whoever has to know before it runs: the dry run, apply
// and the proof name each such statement by its place.

import { findOption } from '../../model/catalog/configuration-option.ts';
import { DEFINITION_TYPES } from '../../model/definitions/definition-type.ts';
import { isWrapper, WRAPPERS } from '../../model/script-protocol.ts';
import { visible } from '../../model/words/visible.ts';
import { DATABASE_OPTIONS } from '../grammar/database-option.ts';
import { TYPED_SECRET } from '../lex/secret-lines.ts';
import { parseScript, type ScriptSource } from '../parse-script.ts';
import type { Diagnostic } from '../tree/diagnostic.ts';
import { innerStatements } from '../tree/inner-statements.ts';
import type { Execute, Span, Statement } from '../tree/statement.ts';
import { KeptText } from './kept-text.ts';
import { isOwnStatement } from './protocol.ts';

/** Why a statement is foreign. */
export type ForeignReason =
  /** It is not about security: `DROP TABLE`, `xp_cmdshell`, `SHUTDOWN`, an option that the script says it leaves. */
  | 'not-security'
  /** It was not understood, or is known only when the script runs. */
  | 'not-read'
  /** It is about security, and stands outside the procedures that run the statements of a regrant script. */
  | 'not-wrapped'
  /** A procedure of the script runs it, under a number that the script does not have, or that another statement has. */
  | 'misnumbered'
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
    readonly told?: ToldByScript;
  } = {},
): AsyncGenerator<ForeignStatement, void, undefined> {
  const text = new KeptText(source);
  const { told, ...reading } = options;
  // A number counts for the first statement that has it.
  const left = told && { ...told, numbers: new Set(told.numbers) };
  for await (const statement of parseScript(text.chunks(), reading)) yield* foreignIn(statement, text, left);
}

/** The foreign statements in one statement of a script, whose text was kept. */
export function* foreignIn(
  statement: Statement,
  text: KeptText,
  told?: LeftToTell,
): Generator<ForeignStatement> {
  text.forgetBefore(statement.span);
  yield* walk(statement, { text, told, top: statement.span, isNested: false, isWrapped: false });
}

/** What a script tells of itself, by which a statement is known that was put in behind the procedure of another. */
export interface ToldByScript {
  /** The options of the configuration that it says it leaves as they are, with the value that each had. */
  readonly leftOptions: ReadonlyMap<string, number>;
  /** The numbers of its statements. */
  readonly numbers: ReadonlySet<number>;
}

/** The same, with the numbers that no statement has had yet. */
type LeftToTell = ToldByScript & { readonly numbers: Set<number> };

interface Around {
  readonly text: KeptText;
  readonly told: LeftToTell | undefined;
  /** The statement of the script itself that this one is in. */
  readonly top: Span;
  /** Whether it is inside dynamic text, whose places are those of its literals. */
  readonly isNested: boolean;
  /** Whether a wrapper of a regrant script runs it. */
  readonly isWrapped: boolean;
  /** Whether it is the wrapper of definitions. */
  readonly isDefining?: boolean;
}

function* walk(statement: Statement, around: Around): Generator<ForeignStatement> {
  if (statement.kind === 'execute') {
    const isWrapped = around.isWrapped || isWrapper(statement.wrapper);
    const top = around.isNested ? around.top : statement.span;
    if (isWrapped && !around.isWrapped && isMisnumbered(statement, around.told)) {
      yield named(statement, 'misnumbered', { ...around, top });
      return;
    }
    const isDefining = statement.wrapper === WRAPPERS.define;
    yield* all(statement.statements, { ...around, top, isNested: true, isWrapped, isDefining });
    return;
  }
  const inner = innerStatements(statement);
  if (inner !== undefined) {
    yield* all(inner, around);
    return;
  }
  const reason = reasonOf(statement, around);
  if (reason !== undefined) yield named(statement, reason, around);
}

/** Whether a wrapped statement has a number that is not its own; takes it from those that are left. */
function isMisnumbered({ number }: Execute, told: LeftToTell | undefined): boolean {
  return told !== undefined && (number === undefined || !told.numbers.delete(number));
}

/** What a definition may be made of besides CREATE of an object. */
const DEFINITION_VERBS: ReadonlySet<string> = new Set([
  ...Object.values(DEFINITION_TYPES).map(({ words }) => `CREATE ${words}`),
  'CREATE INDEX',
  'CREATE STATISTICS',
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
  'EXEC sp_settriggerorder',
  'EXEC sp_bindefault',
  'EXEC sp_bindrule',
  'EXEC sp_addextendedproperty',
]);

/** Whether a statement makes an object or a part of one; `CREATE UNIQUE CLUSTERED INDEX` is a CREATE INDEX. */
function isDefinition(statement: Statement): boolean {
  if (statement.kind !== 'foreign') return statement.kind === 'create-object';
  return DEFINITION_VERBS.has(
    statement.verb.replace(
      /^CREATE (?:(?:UNIQUE|CLUSTERED|NONCLUSTERED|COLUMNSTORE) )*INDEX$/,
      'CREATE INDEX',
    ),
  );
}

function* all(statements: readonly Statement[], around: Around): Generator<ForeignStatement> {
  for (const statement of statements)
    yield* walk(statement, around.isNested ? around : { ...around, top: statement.span });
}

/** Why a statement that holds no others is foreign; undefined for one that is not. */
function reasonOf(statement: Statement, around: Around): ForeignReason | undefined {
  if (statement.kind === 'unread') return 'not-read';
  if (OF_SESSION.has(statement.kind)) return undefined;
  if (around.isDefining && isDefinition(statement)) return undefined;
  if (isOfSecurity(statement, around.told)) return around.isWrapped ? undefined : 'not-wrapped';
  return isOwn(statement, around) ? undefined : 'not-security';
}

/** What says where the next statements run, and changes nothing of the server. */
const OF_SESSION: ReadonlySet<Statement['kind']> = new Set<Statement['kind']>([
  'regrant-database',
  'regrant-secret',
  'set-option',
  'return',
  'batch-end',
]);

/**
 * Whether facts speak of what a statement changes: of a setting of a database, one that decides about security; of an option
 * of the server, one that the script does not say it leaves.
 */
function isOfSecurity(statement: Statement, told: ToldByScript | undefined): boolean {
  switch (statement.kind) {
    case 'foreign':
    case 'create-object':
    case 'rename-object':
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

/** Inside dynamic text only what reports counts: what is run there was put together by somebody. */
function isOwn(statement: Statement, { text, isNested }: Around): boolean {
  return isNested
    ? /^(RAISERROR|THROW|PRINT)\b/.test(verbOf(statement))
    : isOwnStatement(text.of(statement.span));
}

/** The first words of a statement that is not about security. */
function verbOf(statement: Statement): string {
  switch (statement.kind) {
    case 'foreign':
      return statement.verb;
    case 'unread':
      return 'EXEC';
    case 'execute':
      return `EXEC ${statement.wrapper}`;
    case 'create-object':
      return `CREATE ${statement.type}`;
    case 'drop-object':
      return `DROP ${statement.type}`;
    case 'rename-object':
      return 'EXEC sp_rename';
    default:
      return wordsOf(statement);
  }
}

/** What a security statement is called: its kind, or the procedure it was written as. */
function wordsOf({ kind, via }: Statement): string {
  return via === undefined ? kind.replaceAll('-', ' ').toUpperCase() : `EXEC ${via.procedure}`;
}

function named(statement: Statement, reason: ForeignReason, { text, top }: Around): ForeignStatement {
  const { line, column } = statement.span;
  // Nothing of that line is shown: the secret is in it, outside of literals too.
  if (text.holdsSecret(top)) {
    return { verb: TYPED_SECRET, reason: 'broken-secret', line, column, text: `${TYPED_SECRET} …` };
  }
  const verb = reason === 'not-wrapped' ? wordsOf(statement) : verbOf(statement);
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
