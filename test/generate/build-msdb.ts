// msdb's own tables of a generated environment: proxies of SQL Server Agent, what each may be used for and by whom, and
// who may send mail by which profile of Database Mail.

import { addJobs } from './build-jobs.ts';
import type { ServerPrincipal } from './build-server.ts';
import { Choices } from './choices.ts';
import type { Tables } from './environment.ts';
import { addRow, rowsOf } from './environment.ts';
import type { EnvironmentPlan } from './environment-plan.ts';
import { forEachItem } from './environment-plan.ts';
import { NameRegister } from './name-register.ts';

const SUBSYSTEMS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
/** processadmin, setupadmin, securityadmin; their SIDs are their ids. */
const SERVER_ROLES = [4, 6, 7];
/** Roles that every msdb has. */
const ROLES = [
  '010500000000000904000000AE123D83B9F526226A8B0B89086BCBAA',
  '010500000000000904000000CE37976D38223B55F5A14CAC3938E110',
];

/** What the tables refer to. */
export interface MsdbSetting {
  readonly plan: EnvironmentPlan;
  readonly serverTables: Tables;
  readonly logins: readonly ServerPrincipal[];
}

/** Builds the tables of msdb; none where the plan has no item for them. */
export function buildMsdb({ plan, serverTables, logins }: MsdbSetting): Tables {
  const tables: Tables = new Map();
  const names = new NameRegister(plan.hostile);
  const credentials = rowsOf(serverTables, 'sys.credentials').flatMap(({ name, credential_id }) =>
    String(name).trimStart() === name ? [credential_id] : [],
  );
  let proxies = 0;
  forEachItem(plan.proxies, (item) => {
    const choices = new Choices(item);
    // Procedures of msdb take no blanks around a name, and make no proxy without a credential.
    const name = names.draw(choices, `proxy_${proxies + 1}`);
    if (credentials.length === 0 || name.trim() !== name || name === '') return false;
    proxies += 1;
    addRow(tables, 'dbo.sysproxies', {
      proxy_id: proxies,
      name,
      credential_id: choices.pick(credentials) ?? null,
      enabled: choices.once(3) ? 0 : 1,
      description: choices.once(2) ? `made for ${name}` : null,
    });
    addUses(tables, proxies, choices, logins);
    return true;
  });
  addMail(tables, plan, logins);
  addJobs(tables, plan, logins);
  return tables;
}

/** Profiles, some users of msdb, and who of them and of `public` has which: a user's first one is his default. */
function addMail(tables: Tables, plan: EnvironmentPlan, logins: readonly ServerPrincipal[]): void {
  const names = new NameRegister(plan.hostile);
  const users = logins
    .filter(({ type, name }) => 'SUG'.includes(type) && name !== 'sa')
    .slice(0, MAIL_USERS)
    .map(({ name, type, sid }, index) => ({ principal_id: FIRST_USER + index, name, type, sid }));
  let profiles = 0;
  const hasDefault = new Set<unknown>();
  forEachItem(plan.mailProfiles, (item) => {
    const choices = new Choices(item);
    profiles += 1;
    const profile_id = profiles;
    addRow(tables, 'dbo.sysmail_profile', { profile_id, name: names.draw(choices, `mail_${profiles}`) });
    for (const sid of [PUBLIC, ...users.map((user) => user.sid)]) {
      if (!choices.once(2)) continue;
      const is_default = !hasDefault.has(sid) && !choices.once(4);
      if (is_default) hasDefault.add(sid);
      addRow(tables, 'dbo.sysmail_principalprofile', { profile_id, principal_sid: sid, is_default });
    }
    return true;
  });
  if (profiles === 0) return;
  for (const { type, ...user } of users)
    addRow(tables, 'sys.database_principals', {
      ...user,
      type,
      is_fixed_role: false,
      authentication_type: type === 'S' ? 1 : 3,
      default_schema_name: type === 'G' ? null : 'dbo',
    });
}

/** What the table has for `public`. */
const PUBLIC = Uint8Array.of(0);
/** How many users of msdb there are. */
const MAIL_USERS = 2;
/** Behind those that msdb ships with. */
const FIRST_USER = 100;

function addUses(
  tables: Tables,
  proxy_id: number,
  choices: Choices,
  logins: readonly ServerPrincipal[],
): void {
  for (const subsystem_id of SUBSYSTEMS)
    if (choices.once(3)) addRow(tables, 'dbo.sysproxysubsystem', { proxy_id, subsystem_id });
  const users = logins.filter(({ name, type }) => 'SUG'.includes(type) && name.trim() === name);
  for (const { sid } of users)
    if (choices.once(5)) addRow(tables, 'dbo.sysproxylogin', { proxy_id, sid, flags: 0 });
  for (const id of SERVER_ROLES)
    if (choices.once(3)) addRow(tables, 'dbo.sysproxylogin', { proxy_id, sid: Uint8Array.of(id), flags: 1 });
  for (const role of ROLES) {
    const sid = new Uint8Array(Buffer.from(role, 'hex'));
    if (choices.once(3)) addRow(tables, 'dbo.sysproxylogin', { proxy_id, sid, flags: 2 });
  }
}
