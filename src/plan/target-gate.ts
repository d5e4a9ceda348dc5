// What an older target lacks: a hash format, a fixed role, a permission, a statement. A step that needs a newer
// release is refused or commented out, as asked; none is dropped.
import { COLUMN_PERMISSIONS, permissionSince } from '../model/permission-names.ts';
import { SECURABLE_CLASSES } from '../model/securable-class.ts';
import { isMicrosoftName } from '../model/system-principals.ts';
import type { SqlVersion } from '../model/version.ts';
import { SQL_VERSIONS } from '../model/version.ts';
import type { SecurableName } from '../text/quote.ts';
import type { ActionName } from './action.ts';
import type { Section, Step } from './plan.ts';

/** A release that a step needs, and what of it. */
interface Need {
  readonly since: SqlVersion;
  readonly what: string;
}

/** Releases that brought a whole statement. */
const ACTION_SINCE: Readonly<Partial<Record<ActionName, Need>>> = {
  'trust-assembly': { since: 2017, what: 'sp_add_trusted_assembly' },
  'create-external-login': { since: 2022, what: 'CREATE LOGIN … FROM EXTERNAL PROVIDER' },
  'create-external-user': { since: 2022, what: 'CREATE USER … FROM EXTERNAL PROVIDER' },
  'create-user-for-external-login': { since: 2022, what: 'users of external logins' },
};

/** A step that the target cannot run, and why. */
export interface UnsupportedStep {
  readonly step: Step;
  readonly reason: string;
}

/** Comments out the steps that a target lacks the means for, and says which they are. */
export function gateSections(
  sections: readonly Section[],
  target: SqlVersion,
): { readonly sections: readonly Section[]; readonly unsupported: readonly UnsupportedStep[] } {
  const unsupported: UnsupportedStep[] = [];
  const gated = sections.map((section) => ({
    ...section,
    steps: section.steps.map((step) => {
      const need = needOf(step);
      if (need === undefined || need.since <= target || step.commentedOut !== undefined) return step;
      const reason = `${need.what} came with SQL Server ${need.since}`;
      unsupported.push({ step, reason });
      return { ...step, commentedOut: reason };
    }),
  }));
  return { sections: gated, unsupported };
}

/** The newest release that a step needs; undefined where 2012 will do. */
function needOf(step: Step): Need | undefined {
  const { hash, option, role, permission, on, column, encryptedValues } = step.values;
  const needs: (Need | undefined)[] = [ACTION_SINCE[step.action]];
  if (typeof hash === 'string' && step.action.includes('login')) needs.push(hashNeed(hash));
  if (option === 'clr strict security') needs.push({ since: 2017, what: 'clr strict security' });
  if (step.action === 'add-server-role-member' && typeof role === 'string' && isMicrosoftName(role)) {
    needs.push({ since: 2022, what: `the fixed server role ${role}` });
  }
  if (encryptedValues === true) needs.push({ since: 2016, what: 'ALLOW_ENCRYPTED_VALUE_MODIFICATIONS' });
  if (step.action === 'own-securable') {
    const { class: kind } = on as SecurableName;
    needs.push({ since: SECURABLE_CLASSES[kind].since, what: kind });
  }
  if (typeof permission === 'string') needs.push(permissionNeed(permission, on as SecurableName, column));
  return needs.reduce((newest, need) =>
    need !== undefined && need.since > (newest?.since ?? 0) ? need : newest,
  );
}

/** Source: "What's new in SQL Server 2025": version 0x0300 hashes are PBKDF2; 2022 reads them only from CU 12. */
function hashNeed(hash: string): Need | undefined {
  if (hash.startsWith('0x0300')) return { since: 2025, what: 'a password hash of version 0x0300' };
  const known = hash.startsWith('0x0100') || hash.startsWith('0x0200');
  return known ? undefined : { since: 2025, what: `a password hash of version ${hash.slice(0, 6)}` };
}

function permissionNeed(permission: string, on: SecurableName, column: unknown): Need | undefined {
  const onColumn = column === undefined ? undefined : COLUMN_PERMISSIONS[permission];
  const since = onColumn ?? permissionSince(on.class, permission);
  const classSince = SECURABLE_CLASSES[on.class].since;
  if (since === undefined && classSince === 2012) return undefined;
  const newest = SQL_VERSIONS.findLast((version) => version === since || version === classSince);
  return newest === undefined ? undefined : { since: newest, what: `${permission} on ${on.class}` };
}
