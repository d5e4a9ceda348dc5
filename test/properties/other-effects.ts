// What a snapshot demands of its script beside principals, memberships and rights: owners of securables, options of
// databases and logins, passwords, configuration, messages. Stated here a second time, and compared with what
// Microsoft's parser finds; the product's reader is held to the same by the proofs of generated environments.
import type { DatabaseFact, Fact, LoginFact, SecurableFact, UserFact } from '../../src/model/fact.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { FactsAnswer, StatementFact } from '../conformance-bridge/shapes.ts';
import { type Effect, effect } from './effects.ts';

const SYSTEM: ReadonlySet<string> = new Set(['master', 'model', 'msdb', 'tempdb']);
const SA_SID = '0x01';

/** What the facts demand beside the effects of `demandsOf`. */
export function otherDemands({ facts }: Snapshot): readonly Effect[] {
  const roles = new Set(
    facts.flatMap((fact) => (fact.kind === 'role' ? [effect(fact.database, fact.name)] : [])),
  );
  const sa = facts.find((fact) => fact.kind === 'login' && fact.sid === SA_SID) as LoginFact | undefined;
  return facts.flatMap((fact) => demands(fact, roles, sa?.name ?? 'sa'));
}

function demands(fact: Fact, roles: ReadonlySet<Effect>, sa: string): readonly Effect[] {
  switch (fact.kind) {
    case 'login':
      return loginDemands(fact);
    case 'user':
      return userDemands(fact);
    case 'database':
      return SYSTEM.has(fact.name) ? [] : databaseDemands(fact);
    case 'securable':
      return isOwned(fact, roles, sa)
        ? [effect('owner', fact.database, fact.class, fact.schema, fact.name, fact.owner)]
        : [];
    case 'endpoint':
      return [effect('owner', undefined, 'ENDPOINT', undefined, fact.name, fact.owner)];
    case 'credential':
      return [effect('credential is', fact.name, fact.identity, fact.provider)];
    case 'linked-server':
      return linkedDemands(fact);
    case 'linked-login':
      return [
        effect('mapped to', fact.server, fact.login, fact.usesSelf ? 'TRUE' : 'FALSE', fact.remoteName),
      ];
    case 'configuration':
      return isSet(fact.name, fact.value) ? [effect('configuration', fact.name, String(fact.value))] : [];
    case 'trusted-assembly':
      return [effect('trusted', fact.hash, fact.description)];
    case 'message':
      return [effect('message', fact.messageId, fact.severity, fact.text, fact.language, fact.isEventLogged)];
    case 'agent-proxy':
      return fact.credential === undefined
        ? []
        : [effect('proxy', fact.name, fact.credential, fact.isEnabled)];
    case 'agent-job':
      return fact.owner === undefined ? [] : [effect('job of', fact.name, fact.owner)];
    case 'mail-profile-user':
      return [effect('mail profile', fact.profile, fact.user)];
    default:
      return [];
  }
}

const SWITCHED_ON = ['clr enabled', 'contained database authentication', 'cross db ownership chaining'];

/** Of security's options `clr strict security` is set whatever it is, the others where they are on; no other is. */
const isSet = (name: string, value: number) =>
  name === 'clr strict security' || (value === 1 && SWITCHED_ON.includes(name));

function loginDemands(fact: LoginFact): readonly Effect[] {
  const { name, type, defaultDatabase, defaultLanguage, credential, providerCredentials = [] } = fact;
  const hasDefaults = type !== 'C' && type !== 'K';
  const isPolicied = type === 'S';
  return [
    ...(hasDefaults && defaultDatabase !== undefined
      ? [effect('default database', name, defaultDatabase)]
      : []),
    ...(hasDefaults && defaultLanguage !== undefined
      ? [effect('default language', name, defaultLanguage)]
      : []),
    ...(fact.passwordHash === undefined ? [] : [effect('password', name, fact.passwordHash)]),
    ...(isPolicied ? [policy(name, fact.isPolicyChecked, fact.isExpirationChecked)] : []),
    ...(isPolicied && fact.sid !== SA_SID
      ? [effect('policy of new', name, onOff(fact.isPolicyChecked), onOff(fact.isExpirationChecked))]
      : []),
    ...(credential === undefined ? [] : [effect('credential of', name, credential)]),
    ...providerCredentials.map((one) => effect('provider credential of', name, one)),
    ...(fact.sid === SA_SID && name !== 'sa' ? [effect('renamed', 'sa', name)] : []),
    ...(fact.sid === SA_SID && fact.isDisabled ? [effect('disabled', name)] : []),
  ];
}

/** Every option is said but replication's, which are off unless it is set up. */
function linkedDemands(fact: Extract<Fact, { kind: 'linked-server' }>): readonly Effect[] {
  const { name, product = '', provider, dataSource, location, catalog, providerString } = fact;
  const typed = providerString?.includes('***') ? '<type the secret here>' : providerString;
  const isNamed = product === 'SQL Server';
  const rest = isNamed ? [] : [provider, dataSource, location, catalog, typed];
  const option = (word: string, value: unknown) =>
    effect('linked option', name, word, value === undefined ? undefined : String(value));
  return [
    effect('linked', name, product, ...rest, ...(isNamed ? Array(5).fill(undefined) : [])),
    ...(isNamed && dataSource !== undefined && dataSource !== name
      ? [effect('linked address', name, dataSource)]
      : []),
    option('rpc', fact.isRpcEnabled),
    option('rpc out', fact.isRpcOutEnabled),
    option('data access', fact.isDataAccessEnabled),
    option('collation compatible', fact.isCollationCompatible),
    option('use remote collation', fact.usesRemoteCollation),
    option('collation name', fact.collation),
    option('lazy schema validation', fact.isSchemaValidatedLazily),
    option('connect timeout', fact.connectTimeout),
    option('query timeout', fact.queryTimeout),
    option('remote proc transaction promotion', fact.isTransactionPromoted),
    ...(fact.isPublisher ? [option('pub', true)] : []),
    ...(fact.isSubscriber ? [option('sub', true)] : []),
  ];
}

const onOff = (value: boolean | undefined) => (value ? 'ON' : 'OFF');
const policy = (login: string, policyChecked: boolean | undefined, expirationChecked: boolean | undefined) =>
  effect('policy', login, onOff(policyChecked), onOff(expirationChecked));

/** A user that is there gets its login and default schema back, but for those that no statement gives one. */
function userDemands({ database, name, type, login }: UserFact): readonly Effect[] {
  return login !== undefined && 'SUG'.includes(type) ? [effect('mapped', database, name, login)] : [];
}

function databaseDemands(fact: DatabaseFact): readonly Effect[] {
  const { name, owner } = fact;
  return [
    ...(owner === undefined ? [] : [effect('owner', name, 'DATABASE', undefined, name, owner)]),
    ...(fact.isTrustworthy ? [effect('option', name, 'TRUSTWORTHY')] : []),
    ...(fact.isDbChaining ? [effect('option', name, 'DB_CHAINING')] : []),
    ...(fact.isBrokerEnabled ? [effect('option', name, 'ENABLE_BROKER')] : []),
  ];
}

/** Whether a statement gives a securable its owner: not the default one, and not what ALTER AUTHORIZATION refuses. */
function isOwned(fact: SecurableFact, roles: ReadonlySet<Effect>, sa: string): boolean {
  const { database, class: on, schema, type = '', owner } = fact;
  if (owner === undefined) return false;
  if (database === undefined) return owner !== sa && (on === 'ENDPOINT' || on === 'AVAILABILITY GROUP');
  if (schema === undefined && owner === 'dbo') return false;
  if (on === 'OBJECT' && ['SQ', 'D', 'R'].includes(type)) return false;
  return !((on === 'CERTIFICATE' || on === 'ASYMMETRIC KEY') && roles.has(effect(database, owner)));
}

/** The same of a script, as Microsoft's parser understood it. */
export function otherEffects(answer: FactsAnswer): readonly Effect[] {
  return answer.facts.flatMap((fact) => effectsOf(fact));
}

const PRINCIPALS: ReadonlySet<string> = new Set(['ROLE', 'SCHEMA', 'SERVER ROLE']);

function effectsOf(fact: StatementFact): readonly Effect[] {
  const { verb, database, name = '', options = {} } = fact;
  switch (verb) {
    case 'ALTER AUTHORIZATION':
      return owned(fact);
    case 'ALTER DATABASE SET':
      return Object.keys(options)
        .filter((option) => option !== 'TERMINATION')
        .map((option) => effect('option', name, option));
    case 'ALTER LOGIN':
      return alteredLogin(name, options);
    case 'ALTER LOGIN ENABLE':
      return [effect('enabled', name)];
    case 'ALTER LOGIN DISABLE':
      return name === 'sa' ? [effect('disabled', name)] : [];
    case 'ALTER LOGIN ADD CREDENTIAL':
      return [effect('provider credential of', name, fact.member)];
    case 'CREATE LOGIN':
      return options.CHECK_POLICY === undefined
        ? []
        : [effect('policy of new', name, options.CHECK_POLICY, options.CHECK_EXPIRATION)];
    case 'ALTER USER':
      return options.LOGIN === undefined ? [] : [effect('mapped', database, name, options.LOGIN)];
    case 'CREATE CREDENTIAL':
      return [effect('credential is', name, options.IDENTITY, fact.sourceName)];
    case 'EXEC':
      return executed(fact);
    default:
      return [];
  }
}

function owned({ database, securable, owner }: StatementFact): readonly Effect[] {
  const on = securable?.class ?? '';
  if (PRINCIPALS.has(on)) return [];
  const names = securable?.name ?? [];
  const [schema, name] = names.length > 1 ? names : [undefined, names[0]];
  return [effect('owner', database, on, schema, name, owner)];
}

function alteredLogin(login: string, options: Readonly<Record<string, string>>): readonly Effect[] {
  const { DEFAULT_DATABASE, DEFAULT_LANGUAGE, PASSWORD, CHECK_POLICY, CHECK_EXPIRATION, CREDENTIAL, NAME } =
    options;
  return [
    ...(DEFAULT_DATABASE === undefined ? [] : [effect('default database', login, DEFAULT_DATABASE)]),
    ...(DEFAULT_LANGUAGE === undefined ? [] : [effect('default language', login, DEFAULT_LANGUAGE)]),
    ...(PASSWORD === undefined ? [] : [effect('password', login, PASSWORD)]),
    // Alone, CHECK_POLICY = OFF is what lets a hash be set.
    ...(CHECK_EXPIRATION === undefined ? [] : [effect('policy', login, CHECK_POLICY, CHECK_EXPIRATION)]),
    ...(CREDENTIAL === undefined ? [] : [effect('credential of', login, CREDENTIAL)]),
    ...(NAME === undefined ? [] : [effect('renamed', login, NAME)]),
  ];
}

function executed({ name, arguments: given = [] }: StatementFact): readonly Effect[] {
  const value = (at: number) => given[at]?.value;
  const named = (parameter: string) => given.find((one) => one.name?.toLowerCase() === parameter)?.value;
  switch (name) {
    case 'sp_configure':
      return value(0) === 'show advanced options' ? [] : [effect('configuration', value(0), value(1))];
    case 'sp_xp_cmdshell_proxy_account':
      return [effect('credential is', '##xp_cmdshell_proxy_account##', value(0))];
    case 'sp_add_trusted_assembly':
      return [effect('trusted', named('@hash'), named('@description'))];
    case 'sp_addlinkedserver':
      return [
        effect(
          'linked',
          ...['@server', '@srvproduct', '@provider', '@datasrc', '@location', '@catalog', '@provstr'].map(
            named,
          ),
        ),
      ];
    case 'sp_serveroption':
      return [effect('linked option', named('@server'), named('@optname'), named('@optvalue'))];
    case 'sp_setnetname':
      return [effect('linked address', named('@server'), named('@netname'))];
    case 'sp_addlinkedsrvlogin':
      return [
        effect(
          'mapped to',
          named('@rmtsrvname'),
          named('@locallogin'),
          named('@useself')?.toUpperCase(),
          named('@rmtuser'),
        ),
      ];
    case 'sp_addmessage':
      return [
        effect(
          'message',
          Number(named('@msgnum')),
          Number(named('@severity')),
          named('@msgtext'),
          named('@lang'),
          named('@with_log') === 'TRUE',
        ),
      ];
    case 'sp_add_proxy':
      return [effect('proxy', named('@proxy_name'), named('@credential_name'), named('@enabled') === '1')];
    case 'sp_update_job':
      return [effect('job of', named('@job_name'), named('@owner_login_name'))];
    case 'sysmail_add_principalprofile_sp':
      return [effect('mail profile', named('@profile_name'), named('@principal_name'))];
    default:
      return [];
  }
}
