// What the procedures of SSISDB change about who may do what in the catalogue of Integration Services. That a denial takes
// the place of what was given, and the other way round, is a guess: the table has one row for both.
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';

/** Gives, denies or takes a permission. */
export function setSsisPermission(
  act: ActOf<'grant-ssis-permission' | 'deny-ssis-permission' | 'revoke-ssis-permission'>,
  { database }: RunContext,
): void {
  const { kind, permission, grantee: name } = act;
  const [object, grantee] = [database.ssis.object(act), database.principal(name)];
  if (object === undefined || grantee === undefined) return;
  const row = { object, permission, grantee };
  if (kind === 'revoke-ssis-permission') database.ssis.delete(row);
  else database.ssis.put({ ...row, isDenied: kind === 'deny-ssis-permission' });
}
