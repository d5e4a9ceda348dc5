// One database of a generated environment: users, roles, schemas, members, objects, the other classes, permissions.
import { permissionsOfClass } from '../server/engine/catalog/securable-classes.ts';
import { addSpecifications } from './build-audit-specifications.ts';
import { addObject, addThing, grantableOf } from './build-things.ts';
import { UserBuilder } from './build-users.ts';
import { Choices } from './choices.ts';
import type { DatabaseSetting } from './database-build.ts';
import { DatabaseBuild, DBO } from './database-build.ts';
import type { Tables } from './environment.ts';
import { forEachItem } from './environment-plan.ts';
import type { Grantable } from './permission-ledger.ts';
import { PermissionLedger } from './permission-ledger.ts';
import { internalSid } from './sid.ts';

const FIRST_FIXED_ROLE = 16_384;
const FIXED_ROLES = [FIRST_FIXED_ROLE, 16_385, 16_386, 16_387, 16_389, 16_390, 16_391, 16_392, 16_393];
/** Roles that replication and the data collector make. */
const FEATURE_ROLES = ['replmonitor', 'mdw_admin', 'MSmerge_PAL_role'] as const;
/** public and guest. */
const SHIPPED_GRANTEES = [0, 2];

/** Builds the tables of one database. */
export function buildDatabase(setting: DatabaseSetting): Tables {
  const { plan } = setting;
  const build = new DatabaseBuild(setting);
  const { dboSid, hasCdc } = setting;
  if (dboSid !== undefined) {
    const type = setting.logins.find(({ sid }) => sid === dboSid)?.type ?? 'S';
    build.add('sys.database_principals', { name: 'dbo', principal_id: DBO, type, sid: dboSid });
  }
  const users = new UserBuilder(build);
  forEachItem(plan.users, (item) => users.add(new Choices(item)));
  forEachItem(plan.roles, (item) => addRole(build, new Choices(item)));
  forEachItem(plan.schemas, (item) => addSchema(build, new Choices(item)));
  addMembers(build);
  forEachItem(plan.objects, (item) => addObject(build, new Choices(item)));
  forEachItem(plan.securables, (item) => addThing(build, new Choices(item)));
  addPermissions(build);
  addSpecifications(build, new Choices(plan.item));
  if (hasCdc) addCdc(build);
  return build.tables;
}

function addRole(build: DatabaseBuild, choices: Choices): boolean {
  const id = build.nextPrincipalId();
  const owner = build.drawOwner(choices);
  build.roles.push({ id, type: 'R', owner });
  const names = build.names('principals');
  const drawn = names.draw(choices, `role_${id}`);
  const ofFeature = choices.once(6) ? choices.pick(FEATURE_ROLES) : drawn;
  build.add('sys.database_principals', {
    name: names.isFree(ofFeature) ? names.claim(ofFeature) : drawn,
    principal_id: id,
    type: 'R',
    sid: internalSid('role', build.setting.name, id),
    owning_principal_id: owner,
    default_schema_name: null,
    authentication_type: 0,
    is_fixed_role: false,
  });
  return true;
}

function addSchema(build: DatabaseBuild, choices: Choices): boolean {
  const id = 4 + build.schemas.length;
  const owner = build.drawOwner(choices);
  build.schemas.push({ id, owner });
  const name = build.names('schemas').draw(choices, `schema_${id}`);
  build.add('sys.schemas', { name, schema_id: id, principal_id: owner });
  return true;
}

function addMembers(build: DatabaseBuild): void {
  const seen = new Set<string>();
  const users = build.users.filter(({ type }) => type !== 'A').map(({ id }) => id);
  const roles = build.roles.map(({ id }) => id);
  forEachItem(build.setting.plan.members, (item) => {
    const choices = new Choices(item);
    const role = choices.pick([...roles, ...FIXED_ROLES]);
    // A role is made a member of earlier and of fixed ones only, so that there is no circle.
    const members = [...users, ...roles.filter((id) => id > role || role >= FIRST_FIXED_ROLE)];
    if (members.length === 0) return false;
    const member = choices.pick(members);
    if (seen.has(`${role}/${member}`)) return false;
    seen.add(`${role}/${member}`);
    build.add('sys.database_role_members', { role_principal_id: role, member_principal_id: member });
    return true;
  });
}

function addPermissions(build: DatabaseBuild): void {
  const ledger = new PermissionLedger();
  const principals = [...build.users, ...build.roles];
  const securables = [
    databaseGrantable(build),
    ...build.schemas.map(({ id, owner }) => grantableOf(build, 'SCHEMA', id, owner)),
    ...principals.map(({ id, type, owner = DBO }): Grantable => {
      const word = type === 'R' ? 'ROLE' : type === 'A' ? 'APPLICATION ROLE' : 'USER';
      return { ...grantableOf(build, word, id, owner), refuses: (grantee) => grantee === id };
    }),
    ...build.grantables,
  ];
  const grantees = [...principals.map(({ id }) => id), ...SHIPPED_GRANTEES];
  forEachItem(build.setting.plan.permissions, (item) => ledger.add(new Choices(item), securables, grantees));
  for (const row of ledger.rows) build.add('sys.database_permissions', row);
}

/** What change data capture makes for itself. Source: "sys.sp_cdc_enable_db (Transact-SQL)" (Microsoft). */
function addCdc(build: DatabaseBuild): void {
  const [id, name] = [build.nextPrincipalId(), 'cdc'];
  build.add('sys.database_principals', {
    name,
    principal_id: id,
    type: 'S',
    sid: internalSid('withoutLogin', name, build.setting.name),
    authentication_type: 0,
    default_schema_name: name,
    is_fixed_role: false,
  });
  build.add('sys.schemas', { name, schema_id: 4 + build.schemas.length, principal_id: id });
  build.add('sys.database_permissions', {
    class: 0,
    major_id: 0,
    minor_id: 0,
    grantee_principal_id: id,
    grantor_principal_id: DBO,
    permission_name: 'CONNECT',
    state: 'G',
  });
  build.add('sys.database_role_members', { role_principal_id: FIRST_FIXED_ROLE, member_principal_id: id });
}

// CONNECT rows come with the users; CREATE DATABASE can be granted in master only.
function databaseGrantable(build: DatabaseBuild): Grantable {
  const permissions = permissionsOfClass('DATABASE', build.version);
  const left = permissions.filter((name) => name !== 'CONNECT' && name !== 'CREATE DATABASE');
  return { ...grantableOf(build, 'DATABASE', 0, DBO), permissions: left };
}
