// The order of a script: its phases, and under which title each stands. A step says its phase, and nothing else decides
// where it comes; steps of one phase keep the order of their facts.

/** The parts of a script. */
export type SectionName =
  | 'clr'
  | 'logins'
  | 'endpoints'
  | 'server-roles'
  | 'server-permissions'
  | 'messages'
  | 'linked-servers'
  | 'database'
  | 'definitions'
  | 'removals'
  | 'audits'
  | 'finally'
  | 'auditing'
  | 'triggers';

interface PhaseRow {
  readonly section: SectionName;
  readonly title: string;
  /** `both`: of the server and of each database. `last`: of the server, behind the databases. */
  readonly of: 'server' | 'database' | 'both' | 'last';
}

const phase = (of: PhaseRow['of'], section: SectionName, title: string): PhaseRow => ({ of, section, title });

const CLR = phase('server', 'clr', 'CLR and what later steps need of the configuration');
const LOGINS = phase('server', 'logins', 'Logins');
const ROLES = phase('server', 'server-roles', 'Server roles, owners and members');
const SERVER_PERMISSIONS = phase('server', 'server-permissions', 'Server permissions');
const FINALLY = phase('last', 'finally', 'Default databases, disabled logins, denied connects');
const CHANGED = phase('both', 'removals', 'Revoked and changed');
const DROPPED = phase('both', 'removals', 'Dropped');
const AUDITS = phase('server', 'audits', 'Server audits and their specifications');
const inDatabase = (title: string): PhaseRow => phase('database', 'database', title);
const USERS = inDatabase('users');
const DATABASE_ROLES = inDatabase('roles');
const PERMISSIONS = inDatabase('permissions');
const SPECIFICATIONS = inDatabase('audit specifications');
const defining = (title: string): PhaseRow => phase('database', 'definitions', title);

/** Every phase, in the order of the steps. */
export const PHASES = {
  /** sa under the name that everything else calls it by. */
  'sa-name': LOGINS,
  /** What is taken away comes before what is given in its scope. */
  revoked: CHANGED,
  changed: CHANGED,
  'advanced-shown': CLR,
  configuration: CLR,
  'advanced-restored': CLR,
  assemblies: CLR,
  credentials: LOGINS,
  logins: LOGINS,
  endpoints: phase('server', 'endpoints', 'Endpoints'),
  'server-roles': ROLES,
  'server-role-owners': ROLES,
  'server-owners': ROLES,
  'server-members': ROLES,
  'server-permissions': SERVER_PERMISSIONS,
  'server-defaults': SERVER_PERMISSIONS,
  messages: phase('server', 'messages', 'User-defined messages'),
  'linked-servers': phase('server', 'linked-servers', 'Linked servers and who goes to them as whom'),
  /** Off: what a script does is not written down. */
  audits: AUDITS,
  'server-specifications': AUDITS,
  'server-specifications-on': AUDITS,
  /** The databases themselves, before all that is in them; what they shut out comes when that is done. */
  'define-databases': phase('server', 'definitions', 'Databases that are not here'),
  options: inDatabase('owner and options'),
  'user-names': USERS,
  users: USERS,
  'user-logins': USERS,
  roles: DATABASE_ROLES,
  'role-owners': DATABASE_ROLES,
  'application-roles': inDatabase('application roles'),
  schemas: inDatabase('schemas'),
  /** Objects, behind the users and schemas that they name and before what is granted on them. */
  'define-settings': defining('settings of the database’s scope'),
  'define-xml-schemas': defining('XML schema collections'),
  'define-assemblies': defining('assemblies'),
  'define-external-code': defining('external languages and libraries'),
  'define-column-keys': defining('keys of encrypted columns'),
  'define-message-types': defining('message types'),
  'define-contracts': defining('contracts'),
  'define-queues': defining('queues'),
  'define-services': defining('services'),
  'define-broker': defining('routes, bindings and priorities'),
  'define-storage': defining('partition functions and schemes'),
  'define-types': defining('types, sequences, defaults and rules'),
  'define-synonyms': defining('synonyms'),
  'define-extended-procedures': defining('extended procedures'),
  'define-external-models': defining('external models'),
  'define-full-text': defining('full-text catalogs and lists'),
  'define-tables': defining('tables, and the functions that they call'),
  'define-table-indexes': defining('indexes of tables'),
  'define-full-text-indexes': defining('full-text indexes'),
  'define-modules': defining('functions and views'),
  'define-indexes': defining('indexes of views, and checks'),
  'define-procedures': defining('procedures'),
  'define-foreign-keys': defining('foreign keys'),
  'define-triggers': defining('triggers'),
  /** Behind the triggers, of which a plan guide may be. */
  'define-policies': defining('security policies, plan guides and event notifications'),
  'define-properties': defining('extended properties'),
  'define-finally': defining('order and state of triggers and indexes'),
  owners: inDatabase('owners'),
  members: inDatabase('role members'),
  permissions: PERMISSIONS,
  connects: PERMISSIONS,
  specifications: SPECIFICATIONS,
  'specifications-on': SPECIFICATIONS,
  'agent-proxies': inDatabase('Agent proxies'),
  'mail-profiles': inDatabase('Database Mail profiles'),
  'ssis-permissions': inDatabase('permissions of the Integration Services catalogue'),
  'agent-operators': inDatabase('Agent operators and categories'),
  'agent-jobs': inDatabase('owners of Agent jobs'),
  /** They fire on what a script does in their database, and so come behind all of it. */
  'define-database-triggers': defining('triggers of the database'),
  /** In each database behind all else; of the server behind the databases, whose users hold its logins. */
  dropped: DROPPED,
  defaults: FINALLY,
  access: FINALLY,
  denied: FINALLY,
  disconnected: FINALLY,
  'define-databases-finally': phase(
    'last',
    'definitions',
    'Databases that are read-only, or not for everybody',
  ),
  auditing: phase('last', 'auditing', 'Server audits that write'),
  /** A logon trigger can shut everybody out: behind all else. */
  triggers: phase('last', 'triggers', 'Server triggers'),
} as const satisfies Readonly<Record<string, PhaseRow>>;

/** One of {@link PHASES}. */
export type PhaseName = keyof typeof PHASES;

const NAMES = Object.keys(PHASES) as readonly PhaseName[];
const at = (name: PhaseName): PhaseRow => PHASES[name];
const isBehind = (name: PhaseName): boolean => name === 'dropped' || at(name).of === 'last';

/** The server's phases before its databases, those of each database, and the server's behind them. */
export const PHASE_ORDER = {
  server: NAMES.filter((name) => at(name).of !== 'database' && !isBehind(name)),
  database: NAMES.filter((name) => ['database', 'both'].includes(at(name).of)),
  last: NAMES.filter(isBehind),
} as const;
