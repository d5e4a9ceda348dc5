// The head of a module's text: where its CREATE stands, what it makes, and under which name. The text is as somebody sent
// it: comments and blanks stand wherever they may, and may look like another head.
// Sources: "CREATE PROCEDURE", "CREATE VIEW", "CREATE FUNCTION", "CREATE TRIGGER (Transact-SQL)" (Microsoft).
import { type Range, SqlWords } from '../sql-words.ts';
import { DEFINITION_TYPES, type DefinitionType } from './definition-type.ts';

/** A name in a text: where it stands, and its parts, the outermost first. */
export interface NamedRange extends Range {
  readonly parts: readonly string[];
}

/** What the head of a module's text says. */
export interface ModuleHead {
  /** CREATE, or CREATE OR ALTER. */
  readonly create: Range;
  /** PROCEDURE, VIEW, FUNCTION, TRIGGER, DEFAULT, RULE, upper case. */
  readonly kind: string;
  readonly name: NamedRange;
  /** Of a trigger: what it is on. */
  readonly on?: NamedRange;
}

const KINDS: Readonly<Record<string, string>> = {
  PROC: 'PROCEDURE',
  PROCEDURE: 'PROCEDURE',
  VIEW: 'VIEW',
  FUNCTION: 'FUNCTION',
  TRIGGER: 'TRIGGER',
  DEFAULT: 'DEFAULT',
  RULE: 'RULE',
};

/** The head of a text that makes a module of a type; undefined of any other text. */
export function headOfType(text: string, type: DefinitionType): ModuleHead | undefined {
  const head = moduleHead(text);
  return head?.kind === DEFINITION_TYPES[type].words ? head : undefined;
}

/** The head of a text; undefined where it makes no module. */
export function moduleHead(text: string): ModuleHead | undefined {
  const words = new SqlWords(text);
  const create = words.next();
  if (create?.word.toUpperCase() !== 'CREATE') return undefined;
  let { to } = create;
  if (words.take('OR')) {
    const alter = words.next();
    if (alter?.word.toUpperCase() !== 'ALTER') return undefined;
    to = alter.to;
  }
  const kind = KINDS[words.next()?.word.toUpperCase() ?? ''];
  const name = kind === undefined ? undefined : nameIn(words);
  if (kind === undefined || name === undefined) return undefined;
  const head = { create: { from: create.from, to }, kind, name };
  if (kind !== 'TRIGGER') return head;
  const on = words.take('ON') ? nameIn(words) : undefined;
  return on === undefined ? undefined : { ...head, on };
}

function nameIn(words: SqlWords): NamedRange | undefined {
  const parts: string[] = [];
  let range: Range | undefined;
  do {
    const before = words.mark();
    const part = words.name();
    if (part === undefined) return undefined;
    parts.push(part);
    range = { from: range?.from ?? before, to: words.at };
  } while (words.take('.'));
  return range && { ...range, parts };
}
