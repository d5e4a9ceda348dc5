// Whose access a statement changes: of the login that runs a script that is left for the end.

import { SA_SID } from '../../model/catalog/system-principals.ts';
import type { Hex } from '../../model/fact.ts';
import type { Statement } from '../plan.ts';
import { actionRow } from './action.ts';

/** A login, and its SID where the statement knows it. */
export interface AccessOf {
  readonly login: string;
  readonly sid?: Hex;
}

/** The login whose entry, name, password or place in sysadmin a statement changes; undefined for most. */
export function accessOf({ action, values }: Statement): AccessOf | undefined {
  const { access, shutsOut } = actionRow(action);
  const login = (access ?? shutsOut)?.(values);
  if (typeof login !== 'string') return undefined;
  if (action === 'rename-sa') return { login, sid: SA_SID };
  return 'sid' in values && values.sid !== undefined ? { login, sid: values.sid as Hex } : { login };
}
