// What is told of a statement that is neither about security nor a script's own machinery: its verb, its place, its text
// without what literals hold.
import { visible } from '../../model/words/visible.ts';
import type { Statement, StatementKind, StatementOf } from '../tree/statement.ts';

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

/** The first words of statements that are not about security. */
const VERBS: { readonly [K in StatementKind]?: (statement: StatementOf<K>) => string } = {
  foreign: ({ verb }) => verb,
  unread: () => 'EXEC',
  execute: ({ wrapper }) => `EXEC ${wrapper}`,
  'create-database': () => 'CREATE DATABASE',
  'create-object': ({ type }) => `CREATE ${type}`,
  'drop-object': ({ type }) => `DROP ${type}`,
  'rename-object': () => 'EXEC sp_rename',
  'set-option': ({ options }) => `SET ${options.join(', ')}`,
  'batch-end': () => 'GO',
};

/** The first words of a statement. */
export function verbOf(statement: Statement): string {
  return VERBS[statement.kind]?.(statement as never) ?? wordsOf(statement);
}

/** What a security statement is called: its kind, or the procedure it was written as. */
export function wordsOf({ kind, via }: Statement): string {
  return via === undefined ? kind.replaceAll('-', ' ').toUpperCase() : `EXEC ${via.procedure}`;
}

/** One line without what literals hold: a password may be in one. */
export function shortened(text: string): string {
  const bare = text
    .slice(0, 4 * LENGTH)
    .replace(/'(?:[^']|'')*('|$)/g, "'…'")
    .replace(/0x[0-9A-Fa-f]+/g, '0x…');
  const line = visible(bare.replace(/\s+/g, ' ').trim());
  return line.length > LENGTH ? `${line.slice(0, LENGTH)}…` : line;
}
