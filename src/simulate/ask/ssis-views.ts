// The views of the catalogue of Integration Services that tell who may do what on which of its folders, projects and
// environments.
import {
  type SsisObjectType,
  ssisObjectTypeNumber,
  ssisPermissionNumber,
} from '../../model/facts/ssis-permission.ts';
import { bit, type View } from './cell.ts';

function* objects(of: SsisObjectType, { ssis }: Parameters<View>[0]['database']) {
  for (const { id, objectType, folder, name } of ssis.objects.values()) {
    if (objectType !== of) continue;
    const parent = ssis.object({ objectType: 'folder', folder });
    yield { [`${of}_id`]: id, folder_id: parent?.id ?? null, name: name ?? folder };
  }
}

/** By their names in lower case, behind the schema `catalog`. */
export const SSIS_VIEWS: Readonly<Record<string, View>> = {
  folders: ({ database }) => objects('folder', database),
  projects: ({ database }) => objects('project', database),
  environments: ({ database }) => objects('environment', database),
  *explicit_object_permissions({ database }) {
    for (const { object, permission, grantee, isDenied } of database.ssis.permissions.values())
      yield {
        object_type: ssisObjectTypeNumber(object.objectType),
        object_id: object.id,
        permission_type: ssisPermissionNumber(permission),
        principal_id: grantee.id,
        is_deny: bit(isDenied),
      };
  },
};
