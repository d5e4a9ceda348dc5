// What is granted and denied on objects, and who owns them, as the statements of a script say it.
import { SECURABLE_CLASSES, type SecurableClass } from '../model/catalog/securable-class.ts';
import { DEFINITION_TYPES, type DefinitionType, spaceOf } from '../model/definitions/definition-type.ts';
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

/** What an object is known by among what is granted on it; undefined for what nothing can be granted on. */
export function securedKey({ database, type, schema, name }: DefinitionFact): string | undefined {
  const of = classOf(type);
  return of && keyOfParts(database, of, schema, name);
}

/** What statements on permissions call a type; what is of a table or a view has what is granted on that. */
function classOf(type: DefinitionType): SecurableClass | undefined {
  const space = spaceOf(type);
  if (space === 'object') return 'OBJECT';
  if (space === 'type') return 'TYPE';
  if (type === 'schema-properties') return 'SCHEMA';
  const { words } = DEFINITION_TYPES[type];
  return (Object.keys(SECURABLE_CLASSES) as SecurableClass[]).find((word) => word === words);
}

function keyOn(fact: Fact): string | undefined {
  if (fact.kind !== 'permission' && fact.kind !== 'securable') return undefined;
  const { class: of, database, schema, name } = fact;
  return name === undefined ? undefined : keyOfParts(database, of, schema, name);
}

function statementOf(step: Step, templates: TemplateSet): string {
  return templates(`statements/${step.action}`, statementContext(step, { guarded: false }));
}
