// Procedures of the catalogue of Integration Services, which take everything by numbers: what each stands for is known where
// a script looks it up by its name.

import { defined } from '../../model/defined.ts';
import { ssisObjectTypeOf, ssisPermissionOf } from '../../model/facts/ssis-permission.ts';
import { BY_NUMBER, type ProcedureRow, row, type Translate } from './translation.ts';

function permission(verb: 'grant' | 'deny' | 'revoke'): ProcedureRow {
  const translate: Translate = (values, node) => {
    const objectType = ssisObjectTypeOf(values.number('object_type') ?? 0);
    if (objectType === undefined) return { problem: 'it is about no folder, project or environment' };
    const found = ssisPermissionOf(values.number('permission_type') ?? 0, objectType);
    if (found === undefined) return { problem: `${objectType}s have no such permission` };
    const [object, principal] = [values.id('object_id'), values.id('principal_id')];
    if (principal?.of !== 'principal' || object === undefined || object.of === 'principal') return BY_NUMBER;
    if (object.of !== objectType) return { problem: `what it names is no ${objectType}` };
    const place = { objectType, folder: object.folder, ...defined({ name: object.name }) };
    return [
      { kind: `${verb}-ssis-permission`, ...place, permission: found, grantee: principal.name, ...node },
    ];
  };
  return row('object_type! object_id! principal_id! permission_type!', translate);
}

/** By name in lower case. */
export const SSIS_PROCEDURES: Readonly<Record<string, ProcedureRow>> = {
  'catalog.grant_permission': permission('grant'),
  'catalog.deny_permission': permission('deny'),
  'catalog.revoke_permission': permission('revoke'),
};
