// The views of the catalogue of Integration Services that tell who may do what on which of its folders, projects and
// environments.
import {
  type SsisObjectType,
  ssisObjectTypeNumber,
  ssisPermissionNumber,
} from '../../model/facts/ssis-permission.ts';
import { bit, type Hint, textOf, type View } from './cell.ts';

function* objects(of: SsisObjectType, { database: { ssis, fold } }: Parameters<View>[0], hint: Hint) {
  const asked = textOf(hint.name);
  for (const { id, objectType, folder, name = folder } of ssis.objects.values()) {
    if (objectType !== of || (asked !== undefined && fold(asked) !== fold(name))) continue;
    const parent = ssis.object({ objectType: 'folder', folder });
    yield { [`${of}_id`]: id, folder_id: parent?.id ?? null, name };
  }
}

/** By their names in lower case, behind the schema `catalog`. */
export const SSIS_VIEWS: Readonly<Record<string, View>> = {
  folders: (context, hint) => objects('folder', context, hint),
  projects: (context, hint) => objects('project', context, hint),
  environments: (context, hint) => objects('environment', context, hint),
  *explicit_object_permissions({ database }, { principal_id: asked }) {
    for (const { object, permission, grantee, isDenied } of database.ssis.permissions.values()) {
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
