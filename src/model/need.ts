// What a script needs on a new server that neither it nor the backups of the databases bring, by name: so that it is
// said before anything runs, in the script's head, in a proof and in the verdict of a drill.
import { hasHiddenPassword } from './catalog/linked-server-option.ts';
import { featureCredentialsOf } from './catalog/system-credential.ts';
import { SYSTEM_DATABASES } from './catalog/system-database.ts';
import { databasesMade, securablesMade } from './definitions/brought.ts';
import type { DefinitionFact, Fact, FactOf, PermissionFact, SecurableFact } from './fact.ts';
import { factKindOf } from './fact-shape.ts';
import { APPLICATION_KINDS } from './facts/application-shapes.ts';
import { databaseOf, keyOfParts, securableKey } from './identity.ts';
import {
  limitOfAudit,
  limitOfCredential,
  limitOfEndpoint,
  limitOfLinkedServer,
  limitOfTrigger,
} from './limit-of-row.ts';
import { subjectOf } from './words/sentence.ts';
import { shown } from './words/shown.ts';
import { visible } from './words/visible.ts';

/** Why a thing is needed. */
export type NeedCode = keyof typeof NEED_WORDS;

/** What each code means to the one who has to see to it. */
export const NEED_WORDS = {
  'server-securable':
    'Availability groups are a matter of the cluster, and some endpoints, triggers and audits are not scripted: they are made by hand.',
  'system-object': 'What users put into master, msdb and model comes with no backup of a user database.',
  'database-backup':
    'A database of which no files and options were captured is not made by a script: it comes with its backup.',
  'unscripted-object':
    'What no script makes in a database that it makes (assemblies, certificates and keys, encrypted modules, users whose login is gone) is made by hand, before what is granted on it.',
  'kept-rows':
    'What a report server and Service Manager keep of policies and user roles are rows, which come with a backup of the database.',
  'system-key':
    'Certificates and asymmetric keys of master and msdb have to be there before what stands for them.',
  'feature-credential':
    'A credential whose name begins with a number sign is made by no statement: the feature that it is of makes it, before what uses it.',
  'mail-profile':
    'A Database Mail profile is made by hand, with its accounts and servers, before anybody is given it.',
  'agent-job':
    'A job of SQL Server Agent comes with msdb or is scripted by SSMS; the script sets its owner where it is there.',
  'cryptographic-provider': 'A cryptographic provider is installed by hand.',
  'ole-db-provider': 'The OLE DB provider of a linked server is installed by hand.',
  'audit-folder':
    'The folder that an audit writes to has to be there, and the service to be allowed to write to it.',
  secret: 'A server gives no secret away, so a person types it into the script.',
} as const;

/** One thing that is needed. */
export interface Need {
  /** A stable code, for programs. */
  readonly code: NeedCode;
  /** Absent for the server itself. */
  readonly database?: string;
  /** The thing by its name: `CERTIFICATE::[Mirroring]`, `login [app]`. */
  readonly name: string;
}

/** Needs of facts, in the order of the facts, each once. */
export function needsOf(facts: readonly Fact[]): Need[] {
  const used = usedIn(facts);
  const made = madeBy(facts);
  const needs = new Map<string, Need>();
  for (const fact of facts) {
    if (made.size > 0 && fact.kind === 'securable' && made.has(securableKey(fact))) continue;
    for (const need of [...needsOfFact(fact, used), ...ofFeatures(fact)])
      needs.set(keyOfParts(need.code, need.database, need.name), need);
  }
  return [...needs.values()];
}

/** What users put into the system's databases, and a script makes of its definition. */
function madeBy(facts: readonly Fact[]): ReadonlySet<string> {
  return securablesMade(
    facts.filter((fact) => fact.kind === 'definition').filter(({ database }) => isSystem(database)),
  );
}

/**
 * What else is needed where the script makes the databases itself: what it cannot make in them, as far as facts speak of it,
 * and the databases that it does not make.
 */
export function needsOfMade(facts: readonly Fact[], definitions: readonly DefinitionFact[]): Need[] {
  const databases = databasesMade(definitions);
  const scripted = securablesMade(definitions);
  const granted = new Set(facts.flatMap((fact) => (fact.kind === 'permission' ? [securableKey(fact)] : [])));
  const needs = facts.flatMap((fact): Need[] => {
    if (fact.kind === 'database')
      return isSystem(fact.name) || databases.has(fact.name)
        ? []
        : [{ code: 'database-backup', name: subjectOf(fact) }];
    const database = databaseOf(fact);
    if (database === undefined || !databases.has(database)) return [];
    if (fact.kind === 'securable') {
      const isSpokenOf = granted.has(securableKey(fact)) || !['dbo', undefined].includes(fact.owner);
      return isSpokenOf && !scripted.has(securableKey(fact))
        ? [{ code: 'unscripted-object', database, name: subjectOf(fact) }]
        : [];
    }
    if (fact.kind === 'user')
      return ofKey(database, fact).map((need) => ({ ...need, code: 'unscripted-object' }));
    return isKept(fact) ? [{ code: 'kept-rows', database, name: shown(database) }] : [];
  });
  return [...new Map(needs.map((need) => [keyOfParts(need.code, need.database, need.name), need])).values()];
}

const isKept = ({ kind }: Fact): boolean => (APPLICATION_KINDS as readonly string[]).includes(kind);

/** Securables that a permission is on. */
function usedIn(facts: readonly Fact[]): ReadonlySet<string> {
  const used = new Set<string>();
  for (const fact of facts) if (fact.kind === 'permission' && mayBeNeeded(fact)) used.add(securableKey(fact));
  return used;
}

function needsOfFact(fact: Fact, used: ReadonlySet<string>): Need[] {
  switch (fact.kind) {
    case 'securable':
      return ofSecurable(fact, used);
    case 'login':
      return [...ofKey('master', fact), ...(lacksPassword(fact) ? [secret(fact)] : [])];
    case 'endpoint':
      return limitOfEndpoint(fact) === undefined
        ? ofKey('master', fact)
        : [{ code: 'server-securable', name: `ENDPOINT::${shown(fact.name)}` }];
    case 'server-trigger':
      return limitOfTrigger(fact) === undefined ? [] : [{ code: 'server-securable', name: subjectOf(fact) }];
    case 'server-audit':
      if (limitOfAudit(fact) !== undefined) return [{ code: 'server-securable', name: subjectOf(fact) }];
      return fact.path === undefined ? [] : [{ code: 'audit-folder', name: visible(fact.path) }];
    case 'user':
      return isSystem(fact.database)
        ? [...ofKey(fact.database, fact), ...(fact.authenticationType === 2 ? [secret(fact)] : [])]
        : [];
    case 'application-role':
      return isSystem(fact.database) ? [secret(fact)] : [];
    case 'linked-server':
      return ofLinkedServer(fact);
    case 'linked-login':
      return fact.remoteName === undefined ? [] : [secret(fact)];
    case 'credential':
      if (limitOfCredential(fact) !== undefined) return [];
      return [
        secret(fact),
        ...(fact.provider === undefined
          ? []
          : [{ code: 'cryptographic-provider', name: shown(fact.provider) } as const]),
      ];
    case 'agent-job':
      // A report server makes those of its subscriptions.
      return fact.category === REPORT_SERVER_CATEGORY
        ? []
        : [{ code: 'agent-job', database: fact.database, name: subjectOf(fact) }];
    case 'mail-profile-user':
      return [
        {
          code: 'mail-profile',
          database: fact.database,
          name: `Database Mail profile ${shown(fact.profile)}`,
        },
      ];
    default:
      return [];
  }
}

function ofSecurable(fact: SecurableFact, used: ReadonlySet<string>): Need[] {
  const isOwned = fact.owner !== undefined && fact.owner !== 'dbo' && fact.owner !== 'sa';
  if (!mayBeNeeded(fact) || !(isOwned || used.has(securableKey(fact)))) return [];
  const name = subjectOf(fact);
  if (fact.database === undefined) return [{ code: 'server-securable', name }];
  const isKey = fact.class === 'CERTIFICATE' || fact.class === 'ASYMMETRIC KEY';
  return [{ code: isKey ? 'system-key' : 'system-object', database: fact.database, name }];
}

function mayBeNeeded({ database, class: found }: Pick<PermissionFact, 'database' | 'class'>): boolean {
  return database === undefined ? factKindOf(found) === 'securable' : isSystem(database);
}

function ofKey(
  database: string,
  { certificate, asymmetricKey }: { readonly certificate?: string; readonly asymmetricKey?: string },
): Need[] {
  if (certificate !== undefined)
    return [{ code: 'system-key', database, name: `CERTIFICATE::${shown(certificate)}` }];
  return asymmetricKey === undefined
    ? []
    : [{ code: 'system-key', database, name: `ASYMMETRIC KEY::${shown(asymmetricKey)}` }];
}

function ofFeatures(fact: Fact): Need[] {
  return featureCredentialsOf(fact).map((name) => ({
    code: 'feature-credential',
    name: subjectOf({ kind: 'credential', name, identity: '' }),
  }));
}

/** The category of the jobs that a report server makes. Source: "Manage a running process" (Microsoft). */
const REPORT_SERVER_CATEGORY = 'Report Server';

/** Providers that come with SQL Server. Source: "sp_addlinkedserver (Transact-SQL)" (Microsoft). */
const OWN_PROVIDERS = /^(SQLNCLI\d*|SQLOLEDB|MSOLEDBSQL\d*)$/i;

function ofLinkedServer(fact: FactOf<'linked-server'>): Need[] {
  if (limitOfLinkedServer(fact) !== undefined) return [];
  const { provider, providerString } = fact;
  return [
    ...(OWN_PROVIDERS.test(provider) ? [] : [{ code: 'ole-db-provider', name: shown(provider) } as const]),
    ...(hasHiddenPassword(providerString) ? [secret(fact)] : []),
  ];
}

function lacksPassword({ type, passwordHash }: FactOf<'login'>): boolean {
  return type === 'S' && passwordHash === undefined;
}

function secret(
  fact: FactOf<'login' | 'user' | 'application-role' | 'credential' | 'linked-server' | 'linked-login'>,
): Need {
  const place = 'database' in fact ? { database: fact.database } : {};
  return { code: 'secret', ...place, name: subjectOf(fact) };
}

const isSystem = (database: string): boolean => SYSTEM_DATABASES.includes(database);
