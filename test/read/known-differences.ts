// Where the reader and Microsoft's parser are meant to differ on a line of a script, each with its reason.
import type { RefusedStatement } from './refused-statement.ts';

/** What the two differ on: the statement of the reader's at a refusal, or a line, which may have several. */
export type Difference = Pick<RefusedStatement, 'source' | 'parts'> & {
  readonly kind?: RefusedStatement['kind'];
};

/** What the reader does not judge, because nothing in it is security. */
const UNJUDGED: ReadonlySet<Difference['kind']> = new Set<Difference['kind']>([
  'foreign',
  'transaction',
  'create-object',
  'create-database',
  'drop-object',
  'declaration',
]);

/** One reason to differ. */
export interface KnownDifference {
  readonly reason: string;
  /** What Microsoft's parser does where the reader does the opposite, or reads other parts. */
  readonly theirs: 'refuses' | 'accepts' | 'reads otherwise';
  /** Of a refusal, to the statement that stands there; else to a line. */
  readonly applies: (found: Difference) => boolean;
  /** A statement on which they differ for this reason. */
  readonly example: string;
}

const LACKING = new Set(['DATABASE SCOPED CREDENTIAL', 'EXTERNAL LANGUAGE', 'CREDENTIAL']);
/** Actions that the forms of the pages have. */
const AUDITED = new Set(['FAILED_LOGIN_GROUP', 'LOGOUT_GROUP', 'DBCC_GROUP', 'SELECT', 'INSERT']);
/** The reason for all that is not security. */
export const NOT_JUDGED = 'the reader does not judge what is not about security';

/** Every known difference. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    reason: 'its grammar lacks these securables, which the GRANT pages give',
    theirs: 'refuses',
    applies: ({ parts }) => parts.some((part) => LACKING.has(part.class ?? '')),
    example: 'GRANT CONTROL ON EXTERNAL LANGUAGE::l TO u',
  },
  {
    reason:
      'its grammar takes no ON or OFF for ALLOW_ENCRYPTED_VALUE_MODIFICATIONS, which CREATE and ALTER USER give',
    theirs: 'refuses',
    applies: ({ parts }) =>
      parts.some(({ options }) => options?.ALLOW_ENCRYPTED_VALUE_MODIFICATIONS !== undefined),
    example: 'ALTER USER u WITH ALLOW_ENCRYPTED_VALUE_MODIFICATIONS = ON',
  },
  {
    reason: 'its grammar lacks OBJECT_ID for logins, which CREATE LOGIN gives',
    theirs: 'refuses',
    applies: ({ parts }) =>
      parts.some(({ verb, options }) => verb === 'CREATE LOGIN' && options?.OBJECT_ID !== undefined),
    example: "CREATE LOGIN a FROM EXTERNAL PROVIDER WITH OBJECT_ID = 'x'",
  },
  {
    reason:
      'its grammar lacks DEFAULT_LANGUAGE for users of a login, which CREATE USER gives for a managed instance',
    theirs: 'refuses',
    applies: ({ parts }) =>
      parts.some(
        ({ source, options }) =>
          /^(?:LOGIN|EXTERNAL PROVIDER)$/.test(source ?? '') && options?.DEFAULT_LANGUAGE !== undefined,
      ),
    example: 'CREATE USER u FOR LOGIN l WITH DEFAULT_LANGUAGE = Deutsch',
  },
  {
    reason: 'its grammar has a LOGIN for application roles, which ALTER APPLICATION ROLE does not give',
    theirs: 'accepts',
    applies: ({ source }) => /\bAPPLICATION ROLE\b.*\bLOGIN\s*=/i.test(source),
    example: 'ALTER APPLICATION ROLE a WITH LOGIN = b',
  },
  {
    reason: 'its grammar lacks GRANT and DENY of ALTER AVAILABILITY GROUP, which that page gives',
    theirs: 'refuses',
    applies: ({ source }) =>
      /\bALTER AVAILABILITY GROUP \w+ (?:GRANT|DENY) CREATE ANY DATABASE\b/i.test(source),
    example: 'ALTER AVAILABILITY GROUP g GRANT CREATE ANY DATABASE',
  },
  {
    reason: 'its grammar takes no language by name in ALTER FULLTEXT STOPLIST, which that page gives',
    theirs: 'refuses',
    applies: ({ source }) => /\bALTER FULLTEXT STOPLIST \w+ DROP '\w+' LANGUAGE '/i.test(source),
    example: "ALTER FULLTEXT STOPLIST s DROP 'a' LANGUAGE 'English'",
  },
  {
    reason: 'the reader skips the tables and views of a CREATE SCHEMA without taking them apart',
    theirs: 'refuses',
    applies: ({ kind, source }) => kind === 'create-schema' && /\bCREATE (?:TABLE|VIEW)\b/.test(source),
    example: 'CREATE SCHEMA s CREATE TABLE t (int) GRANT SELECT ON t TO u',
  },
  {
    reason: 'its grammar knows audited actions by name, and a release may have others',
    theirs: 'refuses',
    applies: ({ kind, source }) =>
      /^(?:create|alter)-audit-specification$/.test(kind ?? '') &&
      [...source.matchAll(/[(,]\s*([A-Za-z_]+)\s*(?=[,)]|ON\b)/g)].some(
        ([, action = '']) => !AUDITED.has(action.toUpperCase()),
      ),
    example: 'CREATE SERVER AUDIT SPECIFICATION s FOR SERVER AUDIT a ADD (LATER_GROUP)',
  },
  {
    reason: 'its grammar takes DROP SERVER AUDIT SPECIFICATION without a name, which that page has',
    theirs: 'accepts',
    applies: ({ source }) => /\bDROP\s+(?:SERVER|DATABASE)\s+AUDIT\s+SPECIFICATION\b/i.test(source),
    example: 'DROP SERVER AUDIT SPECIFICATION',
  },
  {
    reason: NOT_JUDGED,
    theirs: 'refuses',
    applies: ({ kind }) => UNJUDGED.has(kind),
    example: 'SELECT a FROM FROM b',
  },
];

/** The reason for which the answers may differ; undefined when there is none. */
export function reasonToDiffer(found: Difference, theirs: KnownDifference['theirs']): string | undefined {
  return KNOWN_DIFFERENCES.find((known) => known.theirs === theirs && known.applies(found))?.reason;
}
