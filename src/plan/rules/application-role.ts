// Application roles; their passwords can never be read.
import { step } from '../plan.ts';
import type { Reason } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { by, steps } from '../rule.ts';

const ALWAYS_ONE: Reason = ['schema-kept', 'An application role always has a default schema.'];

export const APPLICATION_ROLE_RULE: KindRule<'application-role'> = {
  create: ({ name: role, defaultSchema: schema }) => {
    const note = `The password of application role ${role} cannot be read: where the database came from a backup the role is there; else type it at the top of the script.`;
    return {
      steps: [step('create-application-role', { role, schema })],
      notes: [{ code: 'secret-needed', note }],
    };
  },
  drop: ({ name: role }) => steps(step('drop-application-role', { role }, { needs: ['drop-extra'] })),
  change: {
    defaultSchema: by(
      ({ after: { name: role, defaultSchema: schema } }) =>
        schema === undefined ? [] : [step('set-application-role-schema', { role, schema })],
      ALWAYS_ONE,
    ),
  },
};
