// Why the procedures of msdb refuse what concerns proxies, jobs, operators and categories of SQL Server Agent and who may send
// mail by which profile of Database Mail, and those of the catalogue of Integration Services what they are asked. The numbers of messages are those
// that "Database Engine events and errors" lists for SQL Server Agent; that 14607 tells of a name that is not there, and 2627
// of a second row, is a guess.
import { defined } from '../../model/defined.ts';
import { mailOf, mailUserOf, proxyUserOf, proxyUsersNamed, subsystemOf } from '../effects/apply-msdb.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import { needs, refusals, refuses, taken, thingTaken } from './refusals.ts';

const ADDED = ['add-agent-proxy'] as const;
const SET = [...ADDED, 'update-agent-proxy'] as const;
const CHANGED = ['update-agent-proxy', 'delete-agent-proxy'] as const;
const SUBSYSTEMS = ['grant-proxy-subsystem', 'revoke-proxy-subsystem'] as const;
const USERS = ['grant-proxy-user', 'revoke-proxy-user'] as const;
const TSQL = 1;
const JOBS = ['add-agent-job', 'update-agent-job', 'delete-agent-job'] as const;
const OPERATORS = ['add-agent-operator', 'update-agent-operator', 'delete-agent-operator'] as const;
const CATEGORIES = ['add-agent-category', 'delete-agent-category'] as const;
const MAIL = ['update-mail-profile-user', 'delete-mail-profile-user'] as const;
const ADD_MAIL = 'sysmail_add_principalprofile_sp (Transact-SQL)';
const SSIS = ['grant-ssis-permission', 'deny-ssis-permission', 'revoke-ssis-permission'] as const;

/** Rules about them, in the order in which they are asked. */
export const MSDB_RULES = [
  ...refusals([...ADDED, ...CHANGED, ...SUBSYSTEMS, ...USERS], 'sp_add_proxy (Transact-SQL)', {
    'procedures-of-msdb-are-in-msdb': refuses(2812, outsideMsdb),
  }),
  ...refusals(SET, 'sp_add_proxy (Transact-SQL)', {
    'proxy-credential-exists': needs(14262, ({ credential: name }) => ({ what: 'credential', name })),
  }),
  ...refusals(ADDED, 'sp_add_proxy (Transact-SQL)', {
    'proxy-name-is-free': thingTaken(14261, 'agent-proxy', 'a proxy'),
  }),
  ...refusals([...CHANGED, ...SUBSYSTEMS, ...USERS], 'sp_update_proxy (Transact-SQL)', {
    'proxy-exists': needs(14262, (act) => ({
      what: 'agent-proxy',
      name: 'proxy' in act ? act.proxy : act.name,
    })),
  }),
  ...refusals(['grant-proxy-subsystem'], 'sp_grant_proxy_to_subsystem (Transact-SQL)', {
    'sql-steps-run-as-no-proxy': refuses(
      14530,
      ({ subsystem }) => subsystem === TSQL && 'T-SQL steps run as no proxy',
    ),
    'subsystem-is-granted-once': refuses(
      { isMet: true, error: 14531 },
      (act, context) => hasSubsystem(act, context) && 'the proxy may be used there already',
    ),
  }),
  ...refusals(['revoke-proxy-subsystem'], 'sp_revoke_proxy_from_subsystem (Transact-SQL) (a guess)', {
    'revoked-subsystem-is-granted': refuses(
      { isMet: true, asksServer: true },
      (act, context) => !hasSubsystem(act, context) && 'the proxy may not be used there',
    ),
  }),
  ...refusals(['grant-proxy-user'], 'sp_grant_login_to_proxy (Transact-SQL)', {
    'proxy-user-exists': needs(14262, ({ user: name, userKind = 'login' }) => ({ what: userKind, name })),
    'proxy-is-given-once': refuses({ isMet: true, error: 14531 }, (act, context) => {
      const row = context.server.links['agent-proxy-user'].like(proxyUserOf(act, context));
      return row && `${act.user} has the proxy already`;
    }),
  }),
  ...refusals(['revoke-proxy-user'], 'sp_revoke_login_from_proxy (Transact-SQL) (a guess)', {
    'revoked-proxy-is-given': refuses(
      { isMet: true, asksServer: true },
      (act, context) => proxyUsersNamed(act, context).length === 0 && `${act.user} does not have the proxy`,
    ),
  }),
  ...refusals(['add-mail-profile-user', ...MAIL], ADD_MAIL, {
    'mail-procedures-are-in-msdb': refuses(2812, outsideMsdb),
    'mail-user-exists': needs(14607, ({ user: name }) => ({
      what: 'user',
      name: name === 'public' ? undefined : name,
    })),
    'mail-profile-exists': needs(14607, ({ profile: name }) => ({ what: 'mail-profile', name })),
  }),
  ...refusals(['add-mail-profile-user'], ADD_MAIL, {
    'mail-profile-is-given-once': refuses(
      { isMet: true, error: 2627 },
      (act, context) => mailUserOf(act, context) && `${act.user} has the profile already`,
    ),
    'first-mail-profile-is-the-default': refuses(
      { asksServer: true },
      ({ user, isDefault }, context) =>
        isDefault === false &&
        mailOf(context.database.principal(user), context).length === 0 &&
        `the first profile of ${user} has to be the default one`,
    ),
  }),
  ...refusals(MAIL, 'sysmail_update_principalprofile_sp (Transact-SQL) (a guess)', {
    'mail-profile-is-given': refuses(
      { isMet: true, asksServer: true },
      (act, context) => mailUserOf(act, context) === undefined && `${act.user} does not have the profile`,
    ),
  }),
  // They take numbers: of what is not there a script that looks it up has NULL.
  ...refusals(SSIS, 'catalog.grant_permission (SSISDB Database) (a guess)', {
    'ssis-object-exists': needs(27138, ({ objectType, folder, name }) => ({
      what: 'ssis-object',
      place: { objectType, folder, ...defined({ name }) },
    })),
    'ssis-grantee-exists': needs(27138, ({ grantee: name }) => ({ what: 'principal', name })),
  }),
  ...refusals([...JOBS, ...OPERATORS, ...CATEGORIES], 'sp_add_job (Transact-SQL)', {
    'procedures-of-agent-are-in-msdb': refuses(2812, outsideMsdb),
  }),
  ...refusals(['update-agent-job', 'delete-agent-job'], 'sp_update_job (Transact-SQL)', {
    'job-exists': needs(14262, ({ name }) => ({ what: 'agent-job', name })),
  }),
  ...refusals(['add-agent-job'], 'sp_add_job (Transact-SQL)', {
    'job-name-is-free': thingTaken(14261, 'agent-job', 'a job'),
  }),
  ...refusals(['add-agent-job', 'update-agent-job'], 'sp_update_job (Transact-SQL)', {
    'job-owner-exists': needs(14234, ({ owner: name }, { server: { directory } }) => ({
      what: 'login',
      name: directory.sidOfOwner(name ?? '') === undefined ? name : undefined,
    })),
  }),
  ...refusals(['update-agent-operator', 'delete-agent-operator'], 'sp_update_operator (Transact-SQL)', {
    'operator-exists': needs(14262, ({ name }) => ({ what: 'agent-operator', name })),
  }),
  ...refusals(['add-agent-operator'], 'sp_add_operator (Transact-SQL)', {
    'operator-name-is-free': thingTaken(14261, 'agent-operator', 'an operator'),
  }),
  ...refusals(['add-agent-operator', 'update-agent-operator'], 'sp_add_operator (Transact-SQL)', {
    'operator-category-exists': needs(
      14234,
      // Those of SQL Server itself begin with a bracket.
      ({ category: name }) => ({
        what: 'operator-category',
        name: name?.startsWith('[') ? undefined : name,
      }),
    ),
  }),
  ...refusals(['add-agent-category'], 'sp_add_category (Transact-SQL)', {
    'category-name-is-free': taken(
      14261,
      ({ class: of, name }, { server }) =>
        server.things['agent-category'].has(of, name) && `a category ${name}`,
    ),
  }),
  ...refusals(['delete-agent-category'], 'sp_delete_category (Transact-SQL)', {
    'category-exists': refuses(
      { error: 14262, asksServer: true },
      ({ class: of, name }, { server }) =>
        !server.things['agent-category'].has(of, name) && `there is no category ${name}`,
    ),
  }),
];

/** The procedures of msdb are nowhere else. */
function outsideMsdb(_: unknown, { database }: RunContext): string | false {
  return database.name !== 'msdb' && 'the procedure is in msdb, and not in this database';
}

function hasSubsystem(act: ActOf<(typeof SUBSYSTEMS)[number]>, { server }: RunContext): boolean {
  return server.links['agent-proxy-subsystem'].like(subsystemOf(act, server)) !== undefined;
}
