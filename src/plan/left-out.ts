// Steps that are left out of the run because they were asked to be, and those that depend on what they would make: the
// members, grants, owners and settings of a principal that is not made. One rule: a step that names what is left out is
// left out with it; a step that is left out and makes something leaves that out too. Creation comes before use in the
// order of a plan, so one pass is enough.

import { isPrincipalClass } from '../model/catalog/principal-kind.ts';
import { SECURABLE_CLASSES } from '../model/catalog/securable-class.ts';
import { defined } from '../model/defined.ts';
import { keyOf, principalKey, securableKey } from '../model/identity.ts';
import type { LeftOut } from '../model/left-out.ts';
import type { SecurableName } from '../text/quote.ts';
import type { Plan, Section, Statement, Step } from './plan.ts';
import type { ActionName } from './steps/action.ts';
import { ACTIONS, actionRow } from './steps/action.ts';
import { kindOf } from './steps/parameter-kind.ts';

/** Why a step itself is left out; undefined where it is not. */
export type WhyLeftOut = (step: Step) => string | undefined;

/** Logins that are left out, each with the reason. */
export type LeftOutLogins = ReadonlyMap<string, string>;

/** Marks the steps to be left out, with those that depend on them. */
export function leaveOut(
  sections: readonly Section[],
  logins: LeftOutLogins,
  why: WhyLeftOut,
): readonly Section[] {
  const gone = new Map([...logins].map(([name, cause]) => [principal(undefined, name), cause]));
  return sections.map((section) => {
    const { database } = section;
    const steps = section.steps.map((step) => leftOut(step, database, why(step), gone));
    return steps.every((step, at) => step === section.steps[at]) ? section : { ...section, steps };
  });
}

function leftOut(
  step: Step,
  database: string | undefined,
  own: string | undefined,
  gone: Map<string, string>,
): Step {
  if (step.commentedOut !== undefined) return step;
  const cause = own ?? (gone.size === 0 ? undefined : causeOf(step, database, gone));
  if (cause === undefined) return step;
  const made = madeBy(step, database);
  if (made !== undefined) gone.set(made, cause);
  return { ...step, commentedOut: cause };
}

/** Why something that a step names is left out. */
function causeOf(
  step: Step,
  database: string | undefined,
  gone: ReadonlyMap<string, string>,
): string | undefined {
  for (const name of namedBy(step, database)) {
    const cause = gone.get(name);
    if (cause !== undefined) return cause;
  }
  return undefined;
}

const principal = (database: string | undefined, name: unknown) => principalKey(database, String(name));
const schema = (database: string | undefined, name: unknown) =>
  securableKey({ ...defined({ database }), class: 'SCHEMA', name: String(name) });

/** What a step makes that others name. */
function madeBy({ action, values }: Statement, database: string | undefined): string | undefined {
  const { makes } = actionRow(action);
  if (action === 'create-schema') return schema(database, values.schema);
  if (makes === undefined) return undefined;
  const name = (values as Readonly<Record<string, unknown>>)[makes];
  return principal(makes === 'login' ? undefined : database, name);
}

/** The principals and schemas that a step names. */
function* namedBy({ action, values, fact }: Step, database: string | undefined): Generator<string> {
  // The grantor goes without saying where it is the owner of what is granted on.
  if (fact.kind === 'permission') yield principal(database, fact.grantor);
  const given = values as Readonly<Record<string, unknown>>;
  for (const [name, kind] of NAMING[action]) {
    const value = given[name];
    if (value === undefined) continue;
    if (kind === 'securable') yield* namedIn(value as SecurableName, database);
    else if (kind === 'login') yield principal(undefined, value);
    else if (kind === 'owner')
      yield principal(isOfServer(given.on as SecurableName) ? undefined : database, value);
    else yield principal(database, value);
  }
}

/** Owners of databases are logins. */
const isOfServer = ({ class: on }: SecurableName): boolean =>
  on === 'DATABASE' || SECURABLE_CLASSES[on].scope === 'server';

/** A permission on a principal names it, and one on what a schema holds names the schema. */
function* namedIn(
  { class: on, schema: within, name }: SecurableName,
  database: string | undefined,
): Generator<string> {
  if (within !== undefined) yield schema(database, within);
  if (on === 'SCHEMA') yield schema(database, name);
  else if (isPrincipalClass(on)) yield principal(database, name);
}

const NAMING_KINDS = ['login', 'principal', 'owner', 'role', 'securable'] as const;

/** By action, the parameters that name principals and securables. */
const NAMING = Object.fromEntries(
  Object.keys(ACTIONS).map((action) => {
    const parameters = Object.entries(actionRow(action as ActionName).parameters);
    const named = parameters.map(([name, kind]) => [name, kindOf(kind).kind] as const);
    return [action, named.filter(([, kind]) => (NAMING_KINDS as readonly string[]).includes(kind))];
  }),
) as unknown as Readonly<Record<ActionName, readonly (readonly [string, (typeof NAMING_KINDS)[number]])[]>>;

/** What a plan leaves out, fact by fact. */
export function leftOutOf({ sections }: Plan): readonly LeftOut[] {
  return sections.flatMap(({ steps }) =>
    steps.flatMap(({ commentedOut, fact, properties }): LeftOut[] => {
      if (commentedOut === undefined || properties?.length === 0) return [];
      return [{ key: keyOf(fact), ...defined({ properties }) }];
    }),
  );
}
