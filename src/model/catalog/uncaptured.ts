// What a server has that no capture brings, kind by kind, with who brings it instead. Setup's own are not counted. Sources:
// "Use the system_health session", "sys.resource_governor_workload_groups", "Server-level event notifications" (Microsoft);
// that policies have an event notification of their own: a guess.

/** A kind that is counted and not captured. */
export interface Uncaptured {
  readonly one: string;
  readonly many: string;
  /** Who brings it. */
  readonly leftTo: string;
}

interface OfServer extends Uncaptured {
  /** The view that has a row for each. */
  readonly view: string;
  /** Names of those that every server has. */
  readonly shipped: readonly string[];
}

interface OfMsdb extends Uncaptured {
  /** The table of msdb that has a row for each. */
  readonly table: string;
}

/** Of the server, by their views. */
export const UNCAPTURED_OF_SERVER: readonly OfServer[] = [
  {
    view: 'sys.backup_devices',
    one: 'backup device',
    many: 'backup devices',
    leftTo: 'SSMS',
    shipped: [],
  },
  {
    view: 'sys.resource_governor_workload_groups',
    one: 'workload group of Resource Governor',
    many: 'workload groups of Resource Governor',
    leftTo: 'SSMS',
    shipped: ['default', 'internal'],
  },
  {
    view: 'sys.server_event_notifications',
    one: 'event notification',
    many: 'event notifications',
    leftTo: 'whoever made them',
    shipped: ['syspolicy_event_notification'],
  },
  {
    view: 'sys.server_event_sessions',
    one: 'session of Extended Events',
    many: 'sessions of Extended Events',
    leftTo: 'SSMS',
    shipped: ['AlwaysOn_health', 'hkenginexesession', 'system_health', 'telemetry_xevents'],
  },
];

const MSDB_BACKUP = 'a backup of msdb';

/** Of msdb, by their tables. */
export const UNCAPTURED_OF_MSDB: readonly OfMsdb[] = [
  {
    table: 'log_shipping_primary_databases',
    one: 'database that ships its log',
    many: 'databases that ship their logs',
    leftTo: 'the wizard of log shipping',
  },
  { table: 'sysalerts', one: 'alert of Agent', many: 'alerts of Agent', leftTo: MSDB_BACKUP },
  {
    table: 'sysmail_account',
    one: 'account of Database Mail',
    many: 'accounts of Database Mail',
    leftTo: 'the wizard of Database Mail',
  },
  {
    table: 'sysoperators',
    one: 'operator of Agent that no job names',
    many: 'operators of Agent that no job names',
    leftTo: MSDB_BACKUP,
  },
  {
    table: 'syspolicy_policies_internal',
    one: 'policy of Policy-Based Management',
    many: 'policies of Policy-Based Management',
    leftTo: MSDB_BACKUP,
  },
];
