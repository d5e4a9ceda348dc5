// The differences that a proof expects, each by the limit that it is of: what no statement can do, and what depends on
// where the proof began. Whatever meets none of them is a real one.
import type { Change, Changed } from '../diff/change.ts';
import { limitsOfChange } from '../diff/limits-of-change.ts';
import { AUDIT_SHUTDOWN } from '../model/catalog/audit-clause.ts';
import { isAskedFor } from '../model/catalog/configuration-option.ts';
import { isTellingDefault } from '../model/catalog/default-permission.ts';
import { languageIdOf } from '../model/catalog/language-id.ts';
import { hasHiddenPassword } from '../model/catalog/linked-server-option.ts';
import { isAccount, principalKind } from '../model/catalog/principal-kind.ts';
import {
  isIrrevocable,
  LISTED_DATABASES,
  type RightRow,
  shipsWithServer,
} from '../model/catalog/shipped-row.ts';
import { SYSTEM_DATABASES } from '../model/catalog/system-database.ts';
import { SA_SID } from '../model/catalog/system-principals.ts';
import type { Fact, FactKind, FactOf, PermissionFact } from '../model/fact.ts';
import type { FactIndex } from '../model/fact-index.ts';
import { keyOfParts, type SecurableRef, securableOf } from '../model/identity.ts';
import { type LimitCode, limitOfProperty } from '../model/limit.ts';
import {
  limitOfAudit,
  limitOfAuditAction,
  limitOfCredential,
  limitOfLinkedServer,
  limitOfMember,
  limitOfOwner,
  limitOfPermission,
  limitOfProxyRow,
  limitOfSpecification,
  limitOfTrigger,
} from '../model/limit-of-row.ts';
import { tellsAbsence, tellsShippedAbsence } from '../model/snapshot.ts';
import type { ProofContext } from './proof-context.ts';

/** The limit that explains a difference wholly; undefined for a real one. */
export function limitOfDifference(change: Change, context: ProofContext): LimitCode | undefined {
  switch (change.change) {
    case 'changed':
      return limitsOfChange(change, (property) => ofProperty(change, property, context))?.[0];
    case 'removed':
      return ofMissing(change.before, context);
    case 'added':
      return ofExtra(change.after, context);
    case 'unknown':
      return change.missing === 'after'
        ? ofEither(change.fact, context)
        : (ofEither(change.fact, context) ?? ofExtra(change.fact, context));
  }
}

function ofProperty(
  { before, after, changes }: Changed,
  property: string,
  context: ProofContext,
): LimitCode | undefined {
  const limit = limitOfProperty(before, property);
  if (limit !== undefined) return limit;
  if (before.kind === 'user' || before.kind === 'login') {
    const isRetyped = changes.some((part) => part.property === 'type');
    // A group has no default schema of its own accord, and anybody else has dbo.
    const properties = ['sid', 'login', 'type', ...(isRetyped ? ['defaultSchema'] : [])];
    if (properties.includes(property) && isOfOtherAccount(before, context)) return 'sid-of-account';
  }
  const isUntold = before.kind === 'user' && before.sid === undefined && property === 'sid';
  if (isUntold && context.header.capturedAt === undefined) return 'only-mentioned';
  if (before.kind === 'login' && property === 'defaultDatabase') {
    return context.databases.has(before.defaultDatabase ?? '') ? undefined : 'absent-default-database';
  }
  if (before.kind === 'database' && context.from === 'without-databases') {
    if (property === 'brokerId') return 'broker-identity';
    if (property === 'isCdcEnabled') return 'made-by-feature';
  }
  if (before.kind === 'server-trigger' && property === 'isDisabled' && !before.isDisabled)
    return 'trigger-left-disabled';
  if (before.kind === 'server-audit' && property === 'onFailure' && before.onFailure === AUDIT_SHUTDOWN)
    return 'audit-left-running';
  if (before.kind === 'audit-specification') return limitOfSpecification(before, context.wanted);
  if (
    before.kind === 'linked-server' &&
    property === 'providerString' &&
    hasHiddenPassword(before.providerString)
  )
    return 'secret-needed';
  if (before.kind === 'securable' && property === 'owner') return limitOfOwner(before, context.wanted);
  return before.kind === 'configuration' ? ofOption(before.name, after, context) : undefined;
}

/** An option that the script leaves as it finds it is no matter of the proof; one that it sets to another value is. */
function ofOption(name: string, after: Fact, context: ProofContext): LimitCode | undefined {
  if (context.isOtherRelease) return 'option-of-other-release';
  const isLeft = after.kind === 'configuration' && after.value === context.options.get(name);
  return isLeft && !context.setsAllOptions && isAskedFor(name) ? 'option-not-asked' : undefined;
}

/** Whether an account of the name has another SID where the proof is than where the snapshot was taken. */
function isOfOtherAccount(
  fact: Extract<Fact, { kind: 'user' | 'login' }>,
  { directory }: ProofContext,
): boolean {
  if (!isAccount(fact.type)) return false;
  const name = fact.kind === 'user' ? (fact.login ?? fact.name) : fact.name;
  const source = principalKind(fact.type)?.source === 'windows' ? 'windows' : 'external';
  return directory.account(source, '', name).sid !== fact.sid;
}

/** What is left alone, whether or not the snapshot has it. */
function ofEither(fact: Fact, { isOtherRelease }: ProofContext): LimitCode | undefined {
  if (fact.kind === 'server') return 'the-server-itself';
  if (fact.kind === 'database' && SYSTEM_DATABASES.includes(fact.name)) return 'system-database';
  if (fact.kind !== 'configuration') return undefined;
  if (fact.name === 'show advanced options') return 'advanced-options-shown';
  return isOtherRelease ? 'option-of-other-release' : undefined;
}

/** What the snapshot has and the script did not make. */
function ofMissing(fact: Fact, context: ProofContext): LimitCode | undefined {
  return ofEither(fact, context) ?? MISSING[fact.kind]?.(fact as never, context.wanted, context);
}

type Missing<K extends FactKind> = (
  fact: FactOf<K>,
  wanted: FactIndex,
  context: ProofContext,
) => LimitCode | undefined;

const MISSING: { readonly [K in FactKind]?: Missing<K> } = {
  credential: limitOfCredential,
  'server-trigger': limitOfTrigger,
  'server-audit': limitOfAudit,
  'audit-specification': limitOfSpecification,
  'audit-action': limitOfAuditAction,
  'agent-job': () => 'job-by-hand',
  'agent-job-step': () => 'job-by-hand',
  'ssis-package': () => 'package-by-hand',
  'role-member': limitOfMember,
  'agent-proxy': ({ credential }) => (credential === undefined ? 'no-credential' : undefined),
  'agent-proxy-user': limitOfProxyRow,
  'agent-proxy-subsystem': limitOfProxyRow,
  permission: (fact, wanted, context) =>
    isOfFixedOwner(securableOf(fact), context) ? 'granted-by-owner' : limitOfPermission(fact, wanted),
  'linked-server': limitOfLinkedServer,
  'linked-login': ({ server: name }, wanted) => {
    const server = wanted.named('linked-server', name);
    return server && limitOfLinkedServer(server);
  },
  message: ({ language }) =>
    language !== undefined && languageIdOf(language) !== undefined ? undefined : 'unknown-language',
};

/** What is there after the script and not in the snapshot. */
function ofExtra(fact: Fact, context: ProofContext): LimitCode | undefined {
  const limit = ofEither(fact, context);
  if (limit !== undefined) return limit;
  if (fact.kind === 'configuration')
    return fact.value === context.options.get(fact.name) ? 'shipped-configuration' : undefined;
  if (isOnlyMentioned(fact, context)) return 'only-mentioned';
  if (fact.kind === 'login') return fact.sid === SA_SID ? 'sa-is-there' : undefined;
  if (fact.kind === 'role-member') return limitOfMember(fact, context.wanted) ?? ofShipped(fact, context);
  return fact.kind === 'permission' ? ofExtraRow(fact, context) : undefined;
}

/** What a script that was read takes as being there, and the snapshot of it speaks of without having it. */
function isOnlyMentioned(fact: Fact, { header, wanted, spoken }: ProofContext): boolean {
  if (header.capturedAt !== undefined) return false;
  if (fact.kind === 'database') return spoken.databases.has(fact.name);
  if (fact.kind === 'login') return spoken.logins.has(fact.name);
  if (fact.kind === 'user') {
    const said = wanted.principal(fact.database, fact.name);
    return said?.kind === 'user' && said.sid === undefined;
  }
  if (fact.kind !== 'schema') return false;
  return spoken.schemas.has(keyOfParts(fact.database, fact.name));
}

function ofExtraRow(fact: PermissionFact, context: ProofContext): LimitCode | undefined {
  const { wanted, isAzureDatabase } = context;
  if (fact.grantee === wanted.sa && fact.permission === 'CONNECT SQL') return 'sa-is-there';
  const shipped = ofShipped(fact, context);
  if (shipped !== undefined) return shipped;
  if (isAzureDatabase && fact.database === undefined) return 'no-server-permissions';
  return isOfFixedOwner(securableOf(fact), context) ? 'granted-by-owner' : undefined;
}

/** Whether something is a securable whose owner no statement sets. */
export function isOfFixedOwner(place: SecurableRef, { wanted }: ProofContext): boolean {
  const on = wanted.securable(place);
  return on?.kind === 'securable' && on.owner !== undefined && limitOfOwner(on, wanted) !== undefined;
}

/** A row of SQL Server's own that the snapshot lacks: it does not tell of such rows, or no script takes it. */
function ofShipped(row: RightRow, { header, wanted }: ProofContext): LimitCode | undefined {
  if (isIrrevocable(row, wanted.sa)) return 'ships-with-the-server';
  if (!shipsWithServer(row, wanted.sa)) return undefined;
  if (row.kind === 'permission' && isTellingDefault(row))
    return tellsAbsence(header) ? undefined : 'shipped-row';
  if (!tellsShippedAbsence(header)) return 'shipped-row';
  return row.database !== undefined && LISTED_DATABASES.includes(row.database)
    ? undefined
    : 'ships-with-the-server';
}
