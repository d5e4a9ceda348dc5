// What comes last: default databases and languages, then what takes access away, so that nothing earlier is hindered.
import { PRINCIPAL_KINDS } from '../model/principal-kind.ts';
import { SA_SID } from '../model/system-principals.ts';
import type { PlanNote, Section, Step } from './plan.ts';
import { step } from './plan.ts';
import { permissionStep } from './plan-permissions.ts';
import { isDeniedConnect } from './plan-server.ts';
import type { SnapshotIndex } from './snapshot-index.ts';

/** The last section. */
export function planFinally(index: SnapshotIndex, notes: PlanNote[]): Section {
  const logins = index.server('login');
  const steps: Step[] = [];
  for (const { name: login, type, defaultDatabase, defaultLanguage } of logins) {
    if (!PRINCIPAL_KINDS[type].hasDefaults) continue;
    if (defaultDatabase !== undefined) {
      steps.push(step('set-default-database', { login, database: defaultDatabase }));
    }
    if (defaultLanguage !== undefined) {
      steps.push(step('set-default-language', { login, language: defaultLanguage }));
    }
  }
  for (const { name: login, type, sid, isDisabled } of logins) {
    if (!isDisabled && sid === SA_SID) steps.push(step('enable-login', { login }));
    if (!isDisabled) continue;
    if (PRINCIPAL_KINDS[type].canBeDisabled) steps.push(step('disable-login', { login }));
    else
      notes.push({
        code: 'cannot-disable',
        note: `Login ${login} was disabled; no statement disables a login of type ${type}.`,
      });
  }
  const permissions = index.server('permission');
  for (const fact of permissions.filter(isDeniedConnect)) {
    const grantor = fact.grantor === index.sa ? undefined : fact.grantor;
    steps.push(permissionStep(fact, grantor));
  }
  return {
    name: 'finally',
    title: 'Default databases, disabled logins, denied connects',
    steps: [...steps, ...revoked(index)],
  };
}

/** A login without any CONNECT SQL row had it revoked: CREATE LOGIN grants it. */
function revoked(index: SnapshotIndex): Step[] {
  if (!index.serverAbsenceIsKnown) return [];
  const connected = new Set(
    index
      .server('permission')
      .filter(({ class: kind, permission }) => kind === 'SERVER' && permission === 'CONNECT SQL')
      .map(({ grantee }) => grantee),
  );
  return index
    .server('login')
    .filter(({ name }) => name !== index.sa && !connected.has(name))
    .map(({ name: login }) => step('revoke-connect-sql', { login }));
}
