// Where the reader and Microsoft's parser are meant to differ on a statement, each with its reason.
import type { Statement } from '../../src/read/statement.ts';

/** One reason to differ. */
export interface KnownDifference {
  readonly reason: string;
  /** What Microsoft's parser does; the reader does the opposite. */
  readonly theirs: 'refuses' | 'accepts';
  /** Of the statement, and of what the reader made of it. */
  readonly applies: (text: string, statements: readonly Statement[]) => boolean;
}

/** Every known difference. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    reason: 'its grammar lacks these securables, which the GRANT pages give',
    theirs: 'refuses',
    applies: (_, statements) => statements.some((statement) => hasClass(statement, LACKING)),
  },
  {
    reason:
      'its grammar takes no ON or OFF for ALLOW_ENCRYPTED_VALUE_MODIFICATIONS, which CREATE and ALTER USER give',
    theirs: 'refuses',
    applies: (_, statements) =>
      statements.some(
        (s) =>
          (s.kind === 'create-user' || s.kind === 'alter-user') &&
          s.options.allowEncryptedValueModifications !== undefined,
      ),
  },
  {
    reason: 'its grammar lacks OBJECT_ID for logins, which CREATE LOGIN gives',
    theirs: 'refuses',
    applies: (_, statements) =>
      statements.some((s) => s.kind === 'create-login' && s.options.objectId !== undefined),
  },
  {
    reason: 'the reader skips statements that grant nothing without taking them apart',
    theirs: 'refuses',
    applies: (text, statements) =>
      JSON.stringify(statements).includes('"kind":"other"') || /\bCREATE TABLE\b.*\(/.test(text),
  },
];

const LACKING = new Set(['DATABASE SCOPED CREDENTIAL', 'EXTERNAL LANGUAGE', 'CREDENTIAL']);

function hasClass(statement: Statement, classes: ReadonlySet<string>): boolean {
  if (!('securable' in statement)) return false;
  return classes.has(statement.securable?.class ?? '');
}

/** The reason for which the answers may differ; undefined when there is none. */
export function reasonToDiffer(
  text: string,
  statements: readonly Statement[],
  theirs: KnownDifference['theirs'],
): string | undefined {
  return KNOWN_DIFFERENCES.find((known) => known.theirs === theirs && known.applies(text, statements))
    ?.reason;
}
