// A step as one sentence of T-SQL: the statement that it runs, without what guards it, in one line and with its secrets
// taken out. For people only: what is run is rendered anew.
import { MASK } from '../model/words/sentence.ts';
import { visible } from '../model/words/visible.ts';
import type { Statement } from '../plan/plan.ts';
import { statementContext } from './statement-context.ts';
import type { TemplateSet } from './step-template.ts';

const TO_READ = { guarded: false, mask: MASK } as const;

/** The sentence of a step: `ALTER ROLE [r] ADD MEMBER [u]`. */
export function sentenceOfStep(statement: Statement, templates: TemplateSet): string {
  return visible(templates(`statements/${statement.action}`, statementContext(statement, TO_READ)));
}
