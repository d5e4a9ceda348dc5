// SSISDB of a generated environment: the views of its catalogue, what is in them, and who may do what there.
import type { ServerPrincipal } from './build-server.ts';
import { addFrame, BIGINT, BIT, type Columns, INT, SMALLINT, text } from './build-tables-of-users.ts';
import { Choices } from './choices.ts';
import type { Tables } from './environment.ts';
import { addRow } from './environment.ts';
import type { EnvironmentPlan } from './environment-plan.ts';
import { forEachItem } from './environment-plan.ts';
import { NameRegister } from './name-register.ts';
import { internalSid } from './sid.ts';

/** The name that the catalogue always has. */
export const SSISDB = 'SSISDB';

const SCHEMA = 5;
/** `sysname`. */
const SYSNAME = text(128);

/** The columns of its views, with their types and lengths. */
const VIEWS: Columns = {
  explicit_object_permissions: {
    object_type: SMALLINT,
    object_id: BIGINT,
    principal_id: INT,
    permission_type: SMALLINT,
    is_deny: BIT,
    grantor_id: INT,
  },
  folders: { folder_id: BIGINT, name: SYSNAME },
  projects: { project_id: BIGINT, folder_id: BIGINT, name: SYSNAME },
  environments: { environment_id: BIGINT, name: SYSNAME, folder_id: BIGINT },
};

/** What may be granted on a folder, a project and an environment, by their numbers. */
const PERMISSIONS: Readonly<Record<number, readonly number[]>> = {
  1: [1, 2, 4, 100, 101, 102, 103, 104],
  2: [1, 2, 3, 4],
  3: [1, 2, 4],
};
const RUN = 4;

/** Builds the tables of SSISDB; none where the plan has no item for it. */
export function buildSsis(plan: EnvironmentPlan, logins: readonly ServerPrincipal[]): Tables {
  const tables: Tables = new Map();
  const names = new NameRegister(plan.hostile);
  const grantees = [2, FIRST_USER];
  let folders = 0;
  forEachItem(plan.ssis, (item) => {
    const choices = new Choices(item);
    folders += 1;
    const [id, name] = [folders, names.draw(choices, `folder_${folders}`)];
    if (id === 1) grantees.push(...addGrantees(tables, logins));
    addRow(tables, 'catalog.folders', { folder_id: id, name });
    addPermissions(tables, { type: 1, id }, grantees, choices);
    const inside = { folder_id: id, name: names.draw(choices, `thing_${folders}`) };
    if (choices.once(2)) {
      addRow(tables, 'catalog.projects', { project_id: id, ...inside });
      addPermissions(tables, { type: 2, id }, grantees, choices);
    }
    if (choices.once(2)) {
      addRow(tables, 'catalog.environments', { environment_id: id, ...inside });
      addPermissions(tables, { type: 3, id }, grantees, choices);
    }
    addPermission(tables, { type: RUN, id }, 1, 2, false);
    return true;
  });
  return tables;
}

const FIRST_USER = 10;

/** The schema, the views and those who may be given anything: a role, and users of some logins. */
function addGrantees(tables: Tables, logins: readonly ServerPrincipal[]): readonly number[] {
  addRow(tables, 'sys.schemas', { name: 'catalog', schema_id: SCHEMA, principal_id: 1 });
  addFrame(tables, { type: 'V', schema: SCHEMA }, VIEWS);
  for (const [principal_id, name] of [
    [FIRST_USER, 'loaders'],
    [FIRST_USER - 1, 'ssis_admin'],
  ] as const)
    addRow(tables, 'sys.database_principals', {
      name,
      principal_id,
      type: 'R',
      sid: internalSid('role', SSISDB, principal_id),
      owning_principal_id: 1,
      default_schema_name: null,
      authentication_type: 0,
      is_fixed_role: false,
    });
  const users = logins.filter(({ type, name }) => 'SUG'.includes(type) && name !== 'sa').slice(0, 2);
  return users.map(({ name, type, sid }, index) => {
    const principal_id = FIRST_USER + 1 + index;
    addRow(tables, 'sys.database_principals', {
      principal_id,
      name,
      type,
      sid,
      is_fixed_role: false,
      authentication_type: type === 'S' ? 1 : 3,
      default_schema_name: type === 'G' ? null : 'dbo',
    });
    return principal_id;
  });
}

interface Place {
  readonly type: number;
  readonly id: number;
}

function addPermissions(tables: Tables, on: Place, grantees: readonly number[], choices: Choices): void {
  for (const permission of PERMISSIONS[on.type] ?? []) {
    const grantee = choices.pick(grantees);
    if (choices.once(2)) addPermission(tables, on, permission, grantee, choices.once(3));
  }
  // Whoever is gone: the view gives NULL for what it does not find.
  if (choices.once(3)) addPermission(tables, on, 1, null, false);
}

function addPermission(
  tables: Tables,
  { type, id }: Place,
  permission_type: number,
  principal_id: number | null,
  is_deny: boolean,
): void {
  addRow(tables, 'catalog.explicit_object_permissions', {
    object_type: type,
    object_id: id,
    principal_id,
    permission_type,
    is_deny,
    grantor_id: 1,
  });
}
