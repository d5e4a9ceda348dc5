// Audit specifications of a generated database: for some of the server's audits, with groups and with actions of principals
// on the database, a schema, an object.
import type { Choices } from './choices.ts';
import type { DatabaseBuild } from './database-build.ts';
import { rowsOf } from './environment.ts';

const FIRST_ID = 65_536;
const CLASSES = { database: 0, object: 1, schema: 3 } as const;
const ACTIONS = ['SELECT', 'UPDATE', 'INSERT', 'DELETE', 'EXECUTE', 'RECEIVE', 'REFERENCES'];
const GROUPS = ['SCHEMA_OBJECT_ACCESS_GROUP', 'DATABASE_ROLE_MEMBER_CHANGE_GROUP'];
/** public is principal 0. */
const PUBLIC = 0;

/** Adds one for each of about half of the audits. */
export function addSpecifications(build: DatabaseBuild, choices: Choices): void {
  build.setting.audits.forEach((audit_guid, index) => {
    if (!choices.once(2)) return;
    const id = FIRST_ID + index;
    build.add('sys.database_audit_specifications', {
      database_specification_id: id,
      name: build.names('specifications').draw(choices, `specification_${id}`),
      audit_guid,
      is_state_enabled: choices.pick([0, 1]),
    });
    for (const row of detailsOf(build, choices))
      build.add('sys.database_audit_specification_details', { database_specification_id: id, ...row });
  });
}

function detailsOf(build: DatabaseBuild, choices: Choices) {
  const principals = [PUBLIC, ...build.users.map(({ id }) => id), ...build.roles.map(({ id }) => id)];
  // OBJECT_ID looks for a name that begins with # in tempdb, so that a guard would never find it; no object that is kept has one.
  const temporary = new Set(
    rowsOf(build.tables, 'sys.objects').flatMap(({ object_id: id, name }) =>
      String(name).startsWith('#') ? [Number(id)] : [],
    ),
  );
  const objects = build.grantables.filter(
    ({ class: number, majorId }) => number === CLASSES.object && !temporary.has(majorId),
  );
  const targets = [
    { class: CLASSES.database, major_id: 0 },
    ...build.schemas.map(({ id }) => ({ class: CLASSES.schema, major_id: id })),
    ...objects.map(({ majorId }) => ({ class: CLASSES.object, major_id: majorId })),
  ];
  const groups = GROUPS.filter(() => choices.once(2)).map((audit_action_name) => ({
    audit_action_name,
    is_group: 1,
  }));
  const actions = ACTIONS.filter(() => choices.once(3)).map((audit_action_name) => ({
    audit_action_name,
    is_group: 0,
    audited_principal_id: choices.pick(principals),
    ...choices.pick(targets),
  }));
  return [...groups, ...actions];
}
