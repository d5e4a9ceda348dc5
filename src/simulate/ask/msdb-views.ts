// The tables of msdb that tell who may use a proxy of SQL Server Agent or a profile of Database Mail, and the views of the
// catalogue of Integration Services that tell who may do what on which of its folders, projects and environments.
import { CATEGORY_CLASSES, PROXY_USER_KINDS } from '../../model/facts/msdb-fact.ts';
import {
  type SsisObjectType,
  ssisObjectTypeNumber,
  ssisPermissionNumber,
} from '../../model/facts/ssis-permission.ts';
import { NO_CATEGORY } from '../effects/apply-msdb.ts';
import type { DatabaseState } from '../state/database-state.ts';
import { isMade, type Principal } from '../state/principal.ts';
import { binary, bit, byName, type Cell, textOf, type View, viewOf } from './cell.ts';
import { sidCell, userSidCell } from './principal-views.ts';

/** Database Mail has a SID of its own for `public`. */
const mailSid = (found: Principal, database: DatabaseState): Cell =>
  found.name === 'public' ? { hex: '0x00' } : userSidCell(found, database);

/** The number of the category that operators have who are in none. */
const NO_CATEGORY_ID = -1;

/** By their names in lower case, without the schema. */
export const MSDB_VIEWS: Readonly<Record<string, View>> = {
  sysproxies: viewOf(
    'agent-proxy',
    byName,
    ({ id, name, credential, isEnabled, description }, { server }) => ({
      proxy_id: id,
      name,
      credential_id: server.things.credential.get(credential ?? '')?.id ?? null,
      enabled: bit(isEnabled),
      description: description ?? null,
    }),
  ),
  *sysproxysubsystem({ server }) {
    for (const { proxy, subsystem } of server.links['agent-proxy-subsystem'].values())
      yield { proxy_id: proxy.id, subsystem_id: subsystem };
  },
  *sysproxylogin({ server }) {
    for (const { proxy, userKind, principal } of server.links['agent-proxy-user'].values())
      yield { proxy_id: proxy.id, sid: sidCell(principal), flags: PROXY_USER_KINDS.indexOf(userKind) };
  },
  sysjobs: viewOf('agent-job', byName, ({ name, ownerSid, isEnabled }) => ({
    name,
    owner_sid: binary(ownerSid),
    enabled: bit(isEnabled),
  })),
  *syscategories({ server }) {
    const number = (of: (typeof CATEGORY_CLASSES)[number]) => CATEGORY_CLASSES.indexOf(of) + 1;
    yield { category_id: NO_CATEGORY_ID, category_class: number('OPERATOR'), name: NO_CATEGORY };
    for (const one of server.things['agent-category'].values())
      if (isMade(one)) yield { category_id: one.id, category_class: number(one.class), name: one.name };
  },
  sysoperators: viewOf('agent-operator', byName, (operator, { server: { things } }) => {
    const { name, isEnabled, email, pager, netSend, category } = operator;
    const own =
      category === undefined ? NO_CATEGORY_ID : things['agent-category'].get('OPERATOR', category)?.id;
    return {
      name,
      enabled: bit(isEnabled),
      email_address: email ?? null,
      pager_address: pager ?? null,
      netsend_address: netSend ?? null,
      category_id: own,
    };
  }),
  *sysmail_profile({ server }) {
    for (const { id, name } of server.mailProfiles.values()) yield { profile_id: id, name };
  },
  *sysmail_principalprofile({ server, database }) {
    for (const { profile, principal, isDefault } of server.links['mail-profile-user'].values()) {
      const row = { profile_id: profile.id, principal_sid: mailSid(principal, database) };
      yield { ...row, is_default: bit(isDefault) };
    }
  },
};

const objects = (of: SsisObjectType): View =>
  function* ({ database: { ssis, fold } }, hint) {
    const asked = textOf(hint.name);
    for (const { id, objectType, folder, name = folder } of ssis.values()) {
      if (objectType !== of || (asked !== undefined && fold(asked) !== fold(name))) continue;
      const parent = ssis.get({ objectType: 'folder', folder });
      yield { [`${of}_id`]: id, folder_id: parent?.id ?? null, name };
    }
  };

/** By their names in lower case, behind the schema `catalog`. */
export const SSIS_VIEWS: Readonly<Record<string, View>> = {
  folders: objects('folder'),
  projects: objects('project'),
  environments: objects('environment'),
  *explicit_object_permissions({ database }, { principal_id: asked }) {
    for (const { object, permission, grantee, isDenied } of database.ssisPermissions.values()) {
      if (typeof asked === 'number' && asked !== grantee.id) continue;
      yield {
        object_type: ssisObjectTypeNumber(object.objectType),
        object_id: object.id,
        permission_type: ssisPermissionNumber(permission),
        principal_id: grantee.id,
        is_deny: bit(isDenied),
      };
    }
  },
};
