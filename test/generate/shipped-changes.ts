// What somebody did to the rights that master ships with: one more for public, one denied, one taken away.
import type { Choices } from './choices.ts';
import { addRow, type Tables } from './environment.ts';

/** Procedures of fixtures/system that public may not run, and some that it may. */
const OTHERS = [-601, -602, -603] as const;
const SHIPPED = [-604, -605, -606, -607, -608, -609, -610, -611] as const;

const MOST = 3;

/** Changes up to three of them; a choice that is used up changes none. */
export function changeShippedRows(master: Tables, choices: Choices): void {
  const taken = new Set<number>();
  for (let at = 0; at < MOST; at++) {
    const what = choices.pick(['nothing', 'given', 'denied', 'revoked']);
    const id = what === 'given' ? choices.pick(OTHERS) : choices.pick(SHIPPED);
    if (what === 'nothing' || taken.has(id)) continue;
    taken.add(id);
    addRow(master, 'sys.database_permissions', {
      class: 1,
      major_id: id,
      grantee_principal_id: 0,
      grantor_principal_id: 1,
      permission_name: 'EXECUTE',
      state: what === 'denied' ? 'D' : 'G',
      ...(what === 'revoked' ? { '@absent': 1 } : {}),
    });
  }
}
