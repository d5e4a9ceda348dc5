// Comments out the steps that name a login which belongs to the captured machine alone.
import type { LoginFact } from '../model/fact.ts';
import { localAuthority } from './local-principal.ts';
import type { Section, Step } from './plan.ts';

/** Parameters of steps that hold a server principal's name. */
const LOGIN_PARAMETERS = ['login', 'member', 'grantee', 'grantor', 'owner'];

/** Comments out what the local logins would need; steps inside databases that map a user to one are among them. */
export function commentOutLocal(
  sections: readonly Section[],
  logins: readonly LoginFact[],
  machineName: string,
): readonly Section[] {
  const local = new Map<string, string>();
  for (const login of logins) {
    const authority = localAuthority(login, machineName);
    if (authority !== undefined) local.set(login.name, authority);
  }
  if (local.size === 0) return sections;
  return sections.map((section) => ({
    ...section,
    steps: section.steps.map((step) => commentOut(step, section.database !== undefined, local)),
  }));
}

function commentOut(step: Step, inDatabase: boolean, local: ReadonlyMap<string, string>): Step {
  for (const parameter of inDatabase ? ['login'] : LOGIN_PARAMETERS) {
    const name = step.values[parameter];
    const authority = typeof name === 'string' ? local.get(name) : undefined;
    if (authority !== undefined) {
      return { ...step, commentedOut: `${String(name)} belongs to the captured machine (${authority})` };
    }
  }
  return step;
}
