// What the procedures of msdb change about proxies, jobs, operators and categories of SQL Server Agent and about who may send
// mail by which profile of Database Mail, and those of SSISDB about who may do what in the catalogue of Integration Services.
// Sources: "sp_add_proxy", "sp_update_proxy", "sp_delete_proxy", "sp_grant_proxy_to_subsystem", "sp_grant_login_to_proxy",
// "sp_add_job", "sp_update_job", "sp_add_operator", "sp_update_operator", "sp_add_category (Transact-SQL)".
import { defined } from '../../model/defined.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import { deleteLink, linkOf, putLink } from '../state/link-facts.ts';
import type { LinkRows } from '../state/links.ts';
import type { Principal } from '../state/principal.ts';
import { told, within } from './effect.ts';

/** What every msdb has for operators of no category; facts tell of none. */
export const NO_CATEGORY = '[Uncategorized]';

export const MSDB_EFFECTS = within('database', {
  'add-agent-proxy': ({ name, credential, isEnabled = true, description }, { server }) => {
    const said = told({ credential, description });
    server.things['agent-proxy'].put(defined({ name, isEnabled, ...said }));
  },
  'update-agent-proxy': ({ name, newName, credential, isEnabled, description }, { server }) => {
    const proxies = server.things['agent-proxy'];
    proxies.change(proxies.get(name), told({ name: newName, credential, isEnabled, description }));
  },
  'delete-agent-proxy': ({ name }, { server: { things, links } }) => {
    const proxy = things['agent-proxy'].get(name);
    links['agent-proxy-subsystem'].deleteWhere((row) => row.proxy === proxy);
    links['agent-proxy-user'].deleteWhere((row) => row.proxy === proxy);
    things['agent-proxy'].delete(name);
  },
  'grant-proxy-subsystem': (act, { server }) =>
    server.links['agent-proxy-subsystem'].put(subsystemOf(act, server)),
  'revoke-proxy-subsystem': (act, { server }) =>
    server.links['agent-proxy-subsystem'].delete(subsystemOf(act, server)),
  'grant-proxy-user': (act, context) => {
    const row = proxyUserOf(act, context);
    if (row === undefined || isUselessFor(row, context)) return;
    context.server.links['agent-proxy-user'].put(row);
  },
  'revoke-proxy-user': (act, context) => {
    for (const row of proxyUsersNamed(act, context)) context.server.links['agent-proxy-user'].delete(row);
  },
  /** A job is of whoever makes it where nobody is named. */
  'add-agent-job': ({ name, owner, category, isEnabled = true }, { server }) => {
    const own = server.isOpen ? undefined : server.runner.sid;
    const ownerSid = owner === undefined ? own : server.sidOf(owner);
    server.things['agent-job'].put(defined({ name, isEnabled, category, ownerSid }));
  },
  'update-agent-job': (act, { server }) => {
    const jobs = server.things['agent-job'];
    const { newName: name, owner, category, isEnabled } = act;
    const ownerSid = owner === undefined ? undefined : server.sidOf(owner);
    const said = defined({ name, ownerSid, category, isEnabled });
    jobs.change(jobs.get(act.name), { ...said, isMentioned: undefined });
  },
  'delete-agent-job': ({ name }, { server }) => server.things['agent-job'].delete(name),
  'add-agent-operator': setOperator,
  'update-agent-operator': setOperator,
  'delete-agent-operator': ({ name }, { server }) => server.things['agent-operator'].delete(name),
  'add-agent-category': ({ class: of, name, type = 'NONE' }, { server }) => {
    server.things['agent-category'].put({ class: of, name, type });
  },
  'delete-agent-category': ({ class: of, name }, { server }) =>
    server.things['agent-category'].delete(of, name),
  'add-mail-profile-user': setMailUser,
  'update-mail-profile-user': (act, context) => {
    if (mailUserOf(act, context) !== undefined) setMailUser(act, context);
  },
  'delete-mail-profile-user': (act, context) =>
    deleteLink('mail-profile-user', { ...act, isDefault: false }, context),
  'grant-ssis-permission': (act, context) => putLink('ssis-permission', { ...act, isDenied: false }, context),
  /** That a denial takes the place of what was given, and the other way round, is a guess: the table has one row for both. */
  'deny-ssis-permission': (act, context) => putLink('ssis-permission', { ...act, isDenied: true }, context),
  'revoke-ssis-permission': (act, context) =>
    deleteLink('ssis-permission', { ...act, isDenied: false }, context),
});

/** Who gives an operator another name, gives it all that the statement says. */
function setOperator(
  act: ActOf<'add-agent-operator' | 'update-agent-operator'>,
  { server }: RunContext,
): void {
  const operators = server.things['agent-operator'];
  const found = operators.get(act.name) ?? operators.put({ name: act.name, isEnabled: true });
  const { newName: name, isEnabled, email, pager, netSend } = act;
  const category = act.category === NO_CATEGORY ? '' : act.category;
  const said = told({ name, isEnabled, email, pager, netSend, category });
  operators.change(found, { ...said, isMentioned: undefined });
}

/** The row that a statement is about, whether or not it is there; undefined where there is no such proxy. */
export function subsystemOf(
  { proxy: name, subsystem }: ActOf<'grant-proxy-subsystem' | 'revoke-proxy-subsystem'>,
  { things }: RunContext['server'],
): LinkRows['agent-proxy-subsystem'] | undefined {
  const proxy = things['agent-proxy'].get(name);
  return proxy && { proxy, subsystem };
}

type ProxyUserAct = ActOf<'grant-proxy-user' | 'revoke-proxy-user'>;

/** A sysadmin is told that he needs no proxy, and given none. */
function isUselessFor(
  { userKind, principal }: LinkRows['agent-proxy-user'],
  { server }: RunContext,
): boolean {
  return userKind === 'login' && server.isAdministrator(principal);
}

/** The row that a grant would make; undefined where the proxy or its user is not there. */
export function proxyUserOf(
  { proxy, user, userKind = 'login' }: ProxyUserAct,
  context: RunContext,
): LinkRows['agent-proxy-user'] | undefined {
  return linkOf('agent-proxy-user', { proxy, user, userKind }, context);
}

/** The rows of a proxy and of a name, whatever bears it. */
export function proxyUsersNamed(
  { proxy: name, user }: ProxyUserAct,
  { server, database: { fold } }: RunContext,
): readonly LinkRows['agent-proxy-user'][] {
  const proxy = server.things['agent-proxy'].get(name);
  return [...server.links['agent-proxy-user'].values()].filter(
    (row) => row.proxy === proxy && fold(row.principal.name) === fold(user),
  );
}

type MailAct = ActOf<'add-mail-profile-user' | 'update-mail-profile-user' | 'delete-mail-profile-user'>;

/** The row that a statement is about; undefined where there is none. */
export function mailUserOf(act: MailAct, context: RunContext): LinkRows['mail-profile-user'] | undefined {
  const row = linkOf('mail-profile-user', { ...act, isDefault: false }, context);
  return context.server.links['mail-profile-user'].like(row);
}

/** All that a user has. */
export function mailOf(
  principal: Principal | undefined,
  { server }: RunContext,
): readonly LinkRows['mail-profile-user'][] {
  return [...server.links['mail-profile-user'].values()].filter((row) => row.principal === principal);
}

/**
 * Nobody has two default profiles: who is given another one keeps the first as a profile like others. Sources:
 * "sysmail_add_principalprofile_sp", "sysmail_update_principalprofile_sp (Transact-SQL)".
 */
function setMailUser(act: MailAct, context: RunContext): void {
  const { isDefault = false } = act;
  const row = linkOf('mail-profile-user', { ...act, isDefault }, context);
  const { 'mail-profile-user': rows } = context.server.links;
  if (row === undefined) return;
  if (isDefault)
    for (const other of mailOf(row.principal, context))
      if (other.isDefault) rows.put({ ...other, isDefault: false });
  rows.put(row);
}
