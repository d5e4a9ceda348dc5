// What is granted and denied on objects, and who owns them, as the statements of a script say it.
import type { DefinitionFact, Fact } from '../model/fact.ts';
import { keyOfParts } from '../model/identity.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isRun, type Step } from '../plan/plan.ts';
import { planScript } from '../plan/plan-script.ts';
import { statementContext } from '../render/statement-context.ts';
import type { TemplateSet } from '../render/step-template.ts';

/** The statements on each object of a snapshot, by {@link securedKey}. */
export function objectSecurity(
  snapshot: Snapshot,
  templates: TemplateSet,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { steps } of planScript(snapshot, { allowIncomplete: true }).sections) {
    for (const step of steps) {
      const key = isRun(step) ? keyOn(step.fact) : undefined;
      if (key === undefined) continue;
      const list = found.get(key);
      const statement = statementOf(step, templates);
      if (list === undefined) found.set(key, [statement]);
      else list.push(statement);
    }
  }
  return found;
}

/** What an object is known by among what is granted on it. */
export function securedKey({ database, schema, name }: DefinitionFact): string {
  return keyOfParts(database, schema, name);
}

function keyOn(fact: Fact): string | undefined {
  if (fact.kind !== 'permission' && fact.kind !== 'securable') return undefined;
  const { class: of, database, schema, name } = fact;
  return of === 'OBJECT' && name !== undefined ? keyOfParts(database, schema, name) : undefined;
}

function statementOf(step: Step, templates: TemplateSet): string {
  return templates(`statements/${step.action}`, statementContext(step, { guarded: false }));
}
