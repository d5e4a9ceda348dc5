// The failures that every restore has and that cannot be otherwise, each by the limit that it is of.

import { SECURABLE_CLASSES } from '../model/catalog/securable-class.ts';
import type { LimitCode } from '../model/limit.ts';
import type { FailedStatement } from '../simulate/failure.ts';
import { isOfFixedOwner } from './expected-difference.ts';
import type { ProofContext } from './proof-context.ts';

type Matches = (failed: FailedStatement, context: ProofContext) => boolean;

/** Rules that depend on who owns the securable. */
const OWNER_RULES: ReadonlySet<string> = new Set(['owners-are-granted-nothing', 'grantor-may-give']);

/** Rules about things that are there before a script makes them. */
const THERE_RULES: ReadonlySet<string> = new Set(['object-name-is-free', 'database-name-is-free']);

/** Every limit that makes statements fail. */
const EXPECTED_FAILURES: readonly (readonly [limit: LimitCode, matches: Matches])[] = [
  ['secret-needed', ({ failure }) => failure.kind === 'secret'],
  [
    'absent-default-database',
    ({ failure, cause }, { databases }) =>
      failure.rule === 'raised' &&
      cause.kind === 'if' &&
      cause.otherwise.some(
        (one) =>
          one.kind === 'alter-login' &&
          one.options.defaultDatabase !== undefined &&
          !databases.has(one.options.defaultDatabase),
      ),
  ],
  [
    'granted-by-owner',
    ({ failure, cause }, context) => {
      const isGrant = cause.kind === 'grant' || cause.kind === 'deny' || cause.kind === 'revoke';
      if (!isGrant || !OWNER_RULES.has(failure.rule) || cause.securable === undefined) return false;
      const { class: on = 'OBJECT', name } = cause.securable;
      const schema = SECURABLE_CLASSES[on].schemaQualified ? { schema: name.at(-2) ?? 'dbo' } : {};
      const place = { database: failure.database, class: on, ...schema, name: name.at(-1) ?? '' };
      return isOfFixedOwner(place, context);
    },
  ],
  ['object-is-there', ({ failure: { rule, statement } }) => statement !== undefined && THERE_RULES.has(rule)],
  [
    'read-only-database',
    ({ failure, cause }, { wanted }) =>
      failure.rule === 'database-cannot-be-used' &&
      cause.kind === 'regrant-database' &&
      wanted
        .of('database')
        .some(({ name, isReadOnly, state }) => name === cause.database && (isReadOnly || state !== 'ONLINE')),
  ],
];

/** The limit that a failure is of; undefined for a real one. */
export function limitOfFailure(failed: FailedStatement, context: ProofContext): LimitCode | undefined {
  return EXPECTED_FAILURES.find(([, matches]) => matches(failed, context))?.[0];
}
