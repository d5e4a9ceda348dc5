// Who may do what in the catalogue of Integration Services: procedures of SSISDB give, deny and take it, by the numbers of
// what is there. One row says of each permission whether it is given or denied, so that the one takes the place of the other
// (a guess; the pages do not say). Sources: "catalog.grant_permission", "catalog.deny_permission",
// "catalog.revoke_permission (SSISDB Database)" (Microsoft).

import type { SsisPermissionFact } from '../../model/fact.ts';
import { ssisObjectTypeNumber, ssisPermissionNumber } from '../../model/facts/ssis-permission.ts';
import type { Made } from '../plan.ts';
import { step } from '../plan.ts';
import { KEPT } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { by, steps } from '../rule.ts';

export const SSIS_PERMISSION_RULE: KindRule<'ssis-permission'> = {
  create: (fact) => ({
    steps: [given(fact)],
    notes: [{ code: 'ssis-refuses-sql-logins', note: NEEDS_WINDOWS }],
  }),
  drop: (fact) => steps(step('revoke-ssis-permission', valuesOf(fact), { needs: ['revoke-extra'] })),
  change: { isDenied: by(({ after }) => [given(after)], KEPT) },
};

const NEEDS_WINDOWS =
  'The procedures of the Integration Services catalogue refuse logins of SQL Server, sa among them: where rows are missing there, run the script as a Windows login.';

function given(fact: SsisPermissionFact): Made {
  return step('set-ssis-permission', { ...valuesOf(fact), denied: fact.isDenied });
}

function valuesOf({ objectType, folder, name, permission, grantee }: SsisPermissionFact) {
  return {
    type: ssisObjectTypeNumber(objectType),
    folder,
    project: objectType === 'project' ? name : undefined,
    environment: objectType === 'environment' ? name : undefined,
    permission: ssisPermissionNumber(permission),
    grantee,
  };
}
