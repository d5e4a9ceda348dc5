// The failures that every restore has and that cannot be otherwise: one table, each row with its reason.
import { securableKey } from '../model/identity.ts';
import { SECURABLE_CLASSES } from '../model/securable-class.ts';
import type { FailedStatement } from '../simulate/failure.ts';
import type { ProofContext } from './proof-context.ts';

/** One class of expected failures. */
export interface ExpectedFailure {
  readonly code: string;
  readonly why: string;
  readonly matches: (failed: FailedStatement, context: ProofContext) => boolean;
}

/** Rules that depend on who owns the securable. */
const OWNER_RULES: ReadonlySet<string> = new Set(['owners-are-granted-nothing', 'grantor-may-give']);

/** Every class of expected failures. */
export const EXPECTED_FAILURES: readonly ExpectedFailure[] = [
  {
    code: 'secret-needed',
    why: 'A server gives no secret away: a person types it into the line.',
    matches: ({ failure }) => failure.kind === 'secret',
  },
  {
    code: 'absent-default-database',
    why: 'The default database of the login is not among the captured databases, so the login keeps the one it has.',
    matches: ({ failure, cause }, { databases }) =>
      failure.rule === 'raised' &&
      cause.kind === 'if' &&
      cause.otherwise.some(
        (one) =>
          one.kind === 'alter-login' &&
          one.options.defaultDatabase !== undefined &&
          !databases.has(one.options.defaultDatabase),
      ),
  },
  {
    code: 'grantor-that-comes-along',
    why: 'Its securable has an owner that no statement sets, so that it is granted by and to others until the database brings it.',
    matches: ({ failure, cause }, { unownable }) => {
      const isGrant = cause.kind === 'grant' || cause.kind === 'deny' || cause.kind === 'revoke';
      if (!isGrant || !OWNER_RULES.has(failure.rule) || cause.securable === undefined) return false;
      const { class: found = 'OBJECT', name } = cause.securable;
      const schema = SECURABLE_CLASSES[found].schemaQualified ? { schema: name.at(-2) ?? 'dbo' } : {};
      return unownable.has(
        securableKey({ database: failure.database, class: found, ...schema, name: name.at(-1) ?? '' }),
      );
    },
  },
  {
    code: 'read-only-database',
    why: 'A read-only database cannot be changed; what is in it comes with it.',
    matches: ({ failure, cause }, { wanted }) =>
      failure.rule === 'database-cannot-be-used' &&
      cause.kind === 'regrant-database' &&
      wanted
        .of('database')
        .some(({ name, isReadOnly, state }) => name === cause.database && (isReadOnly || state !== 'ONLINE')),
  },
];
