// The statements of a script that need a secret which no server gives away, by their numbers.

import type { Section, Statement } from '../plan/plan.ts';
import { isRun } from '../plan/plan.ts';
import { actionRow } from '../plan/steps/action.ts';
import type { Values } from '../plan/steps/parameter-kind.ts';

/** One secret to type. */
export interface SecretLine {
  /** The statement's number. */
  readonly number: number;
  /** What it is the secret of, in words. */
  readonly label: string;
}

/** The secrets of a plan, in the order of its statements. */
export function secretsOf(sections: readonly Section<Statement>[]): readonly SecretLine[] {
  let number = 0;
  return sections.flatMap(({ steps, database }) =>
    steps.filter(isRun).flatMap((step) => {
      number += 1;
      const of = ownerOf(step);
      if (of === undefined) return [];
      return [{ number, label: database === undefined ? of : `${of} of database ${database}` }];
    }),
  );
}

function ownerOf({ action, values }: Statement): string | undefined {
  const { wrapper } = actionRow(action);
  const isLogin = action === 'create-sql-login' && values.hash === undefined;
  if (!isLogin && wrapper !== 'secret') return undefined;
  if (action === 'create-linked-server-with-secret')
    return `linked server ${values.server}, its whole provider string: ${values.shown}`;
  if (action === 'map-linked-login-with-password')
    return `linked server ${values.server}, where ${values.login ?? 'everybody else'} is ${values.remoteName}`;
  const { login, credential, role, user } = values as Values & Readonly<Record<string, string | undefined>>;
  if (credential !== undefined) return `credential ${credential}`;
  if (role !== undefined) return `application role ${role}`;
  return user === undefined ? `login ${login}` : `user ${user}`;
}
