// The statements of a script that need a secret which no server gives away, by their numbers.

import type { Section, Statement } from '../plan/plan.ts';
import { isRun } from '../plan/plan.ts';
import { actionRow } from '../plan/steps/action.ts';

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
      const of = actionRow(step.action).secretOf?.(step.values);
      if (of === undefined) return [];
      return [{ number, label: database === undefined ? of : `${of} of database ${database}` }];
    }),
  );
}
