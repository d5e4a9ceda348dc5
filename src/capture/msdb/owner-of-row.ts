// Whose a row of msdb is, which tells its owner by a SID.
import type { Hex } from '../../model/fact.ts';
import { hex, text } from '../batch/cell.ts';
import type { DatabaseScope } from '../scope.ts';

/** The login or Windows account of a SID, or the SID alone where nobody bears it. */
export function ownerOfRow(
  { server }: DatabaseScope,
  sid: unknown,
  account: unknown,
): { readonly owner: string | undefined; readonly ownerSid: Hex | undefined } {
  const known = hex(sid);
  const owner = server.loginBySid.get(known ?? '0x') ?? text(account);
  return { owner, ownerSid: owner === undefined ? known : undefined };
}
