// Procedures of the catalogue of Integration Services, which take everything by numbers: what each stands for is known where
// a script looks it up by its name.

import { defined } from '../../model/defined.ts';
import { ssisObjectTypeOf, ssisPermissionOf } from '../../model/facts/ssis-permission.ts';
import type {} from '../tree/statement.ts';
import { BY_NUMBER, type Translate } from './translation.ts';

/** The parameters of each, in their order; none can do without any. */
export const SSIS_PERMISSION = 'object_type! object_id! principal_id! permission_type!';

/** catalog.grant_permission, catalog.deny_permission and catalog.revoke_permission. */
export function ssisPermission(
  kind: 'grant-ssis-permission' | 'deny-ssis-permission' | 'revoke-ssis-permission',
): Translate {
  return (values, node) => {
    const objectType = ssisObjectTypeOf(values.number('object_type') ?? 0);
    if (objectType === undefined) return { problem: 'it is about no folder, project or environment' };
    const permission = ssisPermissionOf(values.number('permission_type') ?? 0, objectType);
    if (permission === undefined) return { problem: `${objectType}s have no such permission` };
    const [object, principal] = [values.id('object_id'), values.id('principal_id')];
    if (principal?.of !== 'principal' || object === undefined || object.of === 'principal') return BY_NUMBER;
    if (object.of !== objectType) return { problem: `what it names is no ${objectType}` };
    const { folder, name } = object;
    return [{ kind, objectType, folder, ...defined({ name }), permission, grantee: principal.name, ...node }];
  };
}
