// Principals and schemas that features of SQL Server make for themselves: whose each is, how it is recognised, and what a
// script does about it. Those of msdb and master that every server has, Database Mail's role among them, are in
// system-principals.ts.
// Sources: "sys.sp_cdc_enable_db (Transact-SQL)", "Known issues and errors with change data capture", "sp_adddistributor
// (Transact-SQL)", "Replication Agent Security Model", "SSIS Catalog", "DQS Security", "Management Data Warehouse",
// "Database Mail", "sp_dbmmonitorupdate (Transact-SQL)" (Microsoft).

import type { DatabaseFact, Fact, FactOf } from '../fact.ts';
import type { FactIndex } from '../fact-index.ts';
import { ADMINISTRATORS } from './system-principals.ts';

/** Kinds of facts that a feature makes. */
type OwnedKind = 'login' | 'user' | 'role' | 'schema';

/** What there is to know of things that a feature makes. */
export interface FeatureRow {
  readonly feature: string;
  readonly kinds: readonly OwnedKind[];
  readonly name: RegExp;
  /** Of things in a database: in which. */
  readonly in?: (database: DatabaseFact) => boolean;
  /** The feature refuses to be switched on where they are there before it, so that no script makes them. */
  readonly isMadeByItAlone?: true;
  /** One sentence: how they come to a new server, and what the script does. */
  readonly remedy: string;
}

const called =
  (...names: readonly string[]) =>
  ({ name }: DatabaseFact): boolean =>
    names.includes(name);

/** Every feature with principals of its own. */
export const FEATURE_PRINCIPALS: readonly FeatureRow[] = [
  {
    feature: 'Change data capture',
    kinds: ['user', 'schema'],
    name: /^cdc$/,
    in: ({ isCdcEnabled }) => isCdcEnabled === true,
    isMadeByItAlone: true,
    remedy:
      'Restore the database WITH KEEP_CDC, or enable it anew with sys.sp_cdc_enable_db: that makes them, and is refused where they are there before it (message 22906), so that the script makes none.',
  },
  {
    feature: 'Replication',
    kinds: ['login'],
    name: /^distributor_admin$/,
    remedy:
      'The script makes it as it was; sp_adddistributor takes the one that is there and gives it the password that it is told.',
  },
  {
    feature: 'Replication',
    kinds: ['role', 'schema', 'user'],
    name: /^(replmonitor|MSReplPAL_\d+_\d+|MSmerge_\w+|MSreplrole)$/,
    in: () => true,
    remedy: 'The script makes them as they were; replication makes what it lacks when it is set up.',
  },
  {
    feature: 'Integration Services',
    kinds: ['login'],
    name: /^##MS_SSIS\w+##$|^##MS_SQLEnableSystemAssemblyLoadingUser##$/,
    remedy: 'The script makes it as it was; what creates the catalogue SSISDB takes the one that is there.',
  },
  {
    feature: 'Integration Services',
    kinds: ['user', 'role', 'schema'],
    name: /^(##MS_SSIS\w+##|AllSchemaOwner|ssis_\w+|ModuleSigner|internal|catalog)$/,
    in: called('SSISDB'),
    remedy:
      'They come with the backup of SSISDB, and so does what catalog.grant_permission gave; restore its master key too (RESTORE MASTER KEY), or no package can be read.',
  },
  {
    feature: 'Data Quality Services',
    kinds: ['login'],
    name: /^##MS_dqs_\w+##$/,
    remedy: 'The script makes it as it was; DQSInstaller takes the one that is there.',
  },
  {
    feature: 'Data Quality Services',
    kinds: ['user', 'role', 'schema'],
    name: /^(##MS_dqs_\w+##|dqs_\w+)$/,
    in: called('DQS_MAIN', 'DQS_PROJECTS', 'DQS_STAGING_DATA'),
    remedy: 'They come with the backup; the script makes those that are not there.',
  },
  {
    feature: 'Database mirroring',
    kinds: ['role'],
    name: /^dbm_monitor$/,
    in: called('msdb'),
    remedy:
      'The script makes it as it was, with its members; sp_dbmmonitorupdate makes it where it is not there.',
  },
  {
    feature: 'Data Collector',
    kinds: ['role', 'schema', 'user'],
    name: /^(mdw_(admin|reader|writer)|mdw_check_operator_admin|MDW_\w+)$/,
    in: () => true,
    remedy:
      'They come with the backup of the management data warehouse; the script makes those that are not there.',
  },
];

/** The feature that makes a fact's principal or schema; undefined for what people made. */
export function featureOf(fact: Fact, index: FactIndex): FeatureRow | undefined {
  if (!isOwnedKind(fact)) return undefined;
  return FEATURE_PRINCIPALS.find((row) => isOf(fact, row, index));
}

function isOwnedKind(fact: Fact): fact is FactOf<OwnedKind> {
  return fact.kind === 'login' || fact.kind === 'user' || fact.kind === 'role' || fact.kind === 'schema';
}

function isOf(fact: FactOf<OwnedKind>, row: FeatureRow, index: FactIndex): boolean {
  if (!row.kinds.includes(fact.kind) || !row.name.test(fact.name)) return false;
  if (fact.kind === 'login') return true;
  const database = index.named('database', fact.database);
  return database !== undefined && row.in?.(database) === true;
}

/** Whether a fact comes with a feature that no script may be before: what it makes, its CONNECT, its place in db_owner. */
export function comesWithFeature(fact: Fact, index: FactIndex): boolean {
  if (fact.kind === 'role-member' && fact.role === ADMINISTRATORS.database)
    return isUserOfFeature(fact.database, fact.member, index);
  if (fact.kind === 'permission' && fact.class === 'DATABASE' && fact.permission === 'CONNECT')
    return fact.state === 'G' && isUserOfFeature(fact.database, fact.grantee, index);
  return featureOf(fact, index)?.isMadeByItAlone === true;
}

function isUserOfFeature(database: string | undefined, name: string, index: FactIndex): boolean {
  const user = database === undefined ? undefined : index.principal(database, name);
  return user?.kind === 'user' && featureOf(user, index)?.isMadeByItAlone === true;
}
