// What a script runs besides security and its own machinery, for whoever has to know before it runs: the dry run, apply
// and the proof name each such statement by its place.

import { findOption } from '../../model/catalog/configuration-option.ts';
import { DEFINITION_TYPES } from '../../model/definitions/definition-type.ts';
import { isWrapper, WRAPPERS } from '../../model/script-protocol.ts';
import { DATABASE_OPTIONS } from '../grammar/database-option.ts';
import { TYPED_SECRET } from '../lex/secret-lines.ts';
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
import { isOwnStatement, isPlainCondition } from './protocol.ts';

/** What a script tells of itself, by which a statement is known that was put in behind the procedure of another. */
export interface ToldByScript {
  /** The options of the configuration that it says it leaves as they are, with the value that each had. */
  readonly leftOptions: ReadonlyMap<string, number>;
  /** The numbers of its statements. */
  readonly numbers: ReadonlySet<number>;
}

/**
 * Where a statement stands: in the script itself, in text that it runs, in such text that a wrapper of a regrant script
 * runs, or that of definitions.
 */
type Standing = 'script' | 'text' | 'wrapped' | 'definition';

/** Finds what is foreign in the statements of a script, one after the other. */
export class ForeignFinder {
  readonly #text: KeptText;
  readonly #told: ToldByScript | undefined;
  /** The numbers that no statement has had yet: one counts for the first statement that has it. */
  readonly #numbers: Set<number>;
  /** What is found in the statement at hand; nearly always nothing. */
  #found: ForeignStatement[] = [];
  /** The statement of the script itself in which the one at hand is. */
  #top: Span | undefined;

  /** `text`: the script's, which is kept while it is read. */
  constructor(text: KeptText, told?: ToldByScript) {
    this.#text = text;
    this.#told = told;
    this.#numbers = new Set(told?.numbers);
  }

  /** The foreign statements in the next statement of the script. */
  in(statement: Statement): readonly ForeignStatement[] {
    if (this.#found.length > 0) this.#found = [];
    this.#text.forgetBefore(statement.span);
    this.#walk(statement, 'script');
    return this.#found;
  }

  #walk(statement: Statement, standing: Standing): void {
    if (standing === 'script') this.#top = statement.span;
    if (statement.kind === 'execute') {
      const inside = standingIn(statement, standing);
      const isFirst = isWrapped(inside) && !isWrapped(standing);
      if (isFirst && this.#isMisnumbered(statement)) this.#found.push(this.#named(statement, 'misnumbered'));
      else this.#walkAll(statement.statements, inside);
      return;
    }
    const inner = innerStatements(statement);
    if (inner !== undefined) {
      if (standing === 'script' && !this.#isPlain(statement, inner)) {
        this.#found.push(this.#named(statement, 'not-security'));
      }
      this.#walkAll(inner, standing);
      return;
    }
    const reason = this.#reasonOf(statement, standing);
    if (reason !== undefined) this.#found.push(this.#named(statement, reason));
  }

  /** Whether what decides whether the statements in one run can do nothing itself. */
  #isPlain({ kind, span }: Statement, [first]: readonly Statement[]): boolean {
    if (kind !== 'if' && kind !== 'while') return true;
    return isPlainCondition(this.#text.of({ ...span, end: first?.span.offset ?? span.end }));
  }

  #walkAll(statements: readonly Statement[], standing: Standing): void {
    for (const statement of statements) this.#walk(statement, standing);
  }

  /** Whether a wrapped statement has a number that is not its own; takes it from those that are left. */
  #isMisnumbered({ number }: Execute): boolean {
    return this.#told !== undefined && (number === undefined || !this.#numbers.delete(number));
  }

  /** Why a statement that holds no others is foreign; undefined for one that is not. */
  #reasonOf(statement: Statement, standing: Standing): ForeignReason | undefined {
    if (statement.kind === 'unread') return 'not-read';
    if (OF_SESSION.has(statement.kind)) return undefined;
    if (standing === 'definition' && isDefinition(statement)) return undefined;
    if (isOfSecurity(statement, this.#told)) return isWrapped(standing) ? undefined : 'not-wrapped';
    return this.#isOwn(statement, standing) ? undefined : 'not-security';
  }

  /** Inside dynamic text only what reports counts: what is run there was put together by somebody. */
  #isOwn(statement: Statement, standing: Standing): boolean {
    return standing === 'script'
      ? isOwnStatement(this.#text.of(statement.span))
      : /^(RAISERROR|THROW|PRINT)\b/.test(verbOf(statement));
  }

  #named(statement: Statement, reason: ForeignReason): ForeignStatement {
    const { line, column } = statement.span;
    const top = this.#top ?? statement.span;
    // Nothing of that line is shown: the secret is in it, outside of literals too.
    if (this.#text.holdsSecret(top)) {
      return { verb: TYPED_SECRET, reason: 'broken-secret', line, column, text: `${TYPED_SECRET} …` };
    }
    const verb = reason === 'not-wrapped' ? wordsOf(statement) : verbOf(statement);
    return { verb, reason, line, column, text: shortened(this.#text.of(top)) };
  }
}

/** Where the statements stand that one runs as text. */
function standingIn({ wrapper }: Execute, outer: Standing): Standing {
  if (wrapper === WRAPPERS.define) return 'definition';
  return isWrapper(wrapper) || isWrapped(outer) ? 'wrapped' : 'text';
}

/** Whether a procedure of a regrant script runs what stands there. */
function isWrapped(standing: Standing): boolean {
  return standing === 'wrapped' || standing === 'definition';
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

/** Whether a statement makes an object or a part of one; `CREATE UNIQUE CLUSTERED INDEX` is a CREATE INDEX. */
function isDefinition(statement: Statement): boolean {
  if (statement.kind !== 'foreign') return DEFINING.has(statement.kind);
  return DEFINITION_VERBS.has(
    statement.verb.replace(
      /^CREATE (?:(?:UNIQUE|CLUSTERED|NONCLUSTERED|COLUMNSTORE|PRIMARY|SELECTIVE|XML|SPATIAL|JSON|VECTOR) )*INDEX$/,
      'CREATE INDEX',
    ),
  );
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
    case 'create-database':
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
