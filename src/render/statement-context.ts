// A step's values into what its template sees: each value quoted for its place by the action's table. A template
// never gets a raw name.
import { PLACEHOLDER } from '../model/script-protocol.ts';
import { SECURABLE_CLASSES } from '../model/securable-class.ts';
import type { ActionName, ParameterKind } from '../plan/action.ts';
import { ACTIONS } from '../plan/action.ts';
import type { Step } from '../plan/plan.ts';
import type { SecurableName } from '../text/quote.ts';
import { binary, identifier, inText, integer, keyword, securable, text } from '../text/quote.ts';

/** A name in the forms a template may need: `[a]`, `N'a'`, and `[a]` as it stands inside a string constant. */
interface NameContext {
  readonly name: string;
  readonly text: string;
  readonly nameInText: string;
}

interface SecurableContext {
  readonly sql: string;
  readonly view: string;
  readonly where: string;
}

/** The context of a step's template. */
export function statementContext(step: Step): Record<string, unknown> {
  const context: Record<string, unknown> = { placeholder: PLACEHOLDER };
  for (const { name, kind } of PARAMETERS[step.action]) context[name] = quoted(kind, step.values[name]);
  return context;
}

interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
}

const PARAMETERS = Object.fromEntries(
  Object.entries(ACTIONS).map(([action, { parameters }]) => [
    action,
    Object.entries(parameters).map(([name, kind]) => ({ name, kind })),
  ]),
) as unknown as Readonly<Record<ActionName, readonly Parameter[]>>;

function quoted(kind: ParameterKind, value: unknown): unknown {
  if (value === undefined) return undefined;
  switch (kind) {
    case 'name':
    case 'name?':
      return nameContext(value as string);
    case 'text':
    case 'text?':
      return text(value as string);
    case 'binary':
    case 'binary?':
      return binary(value as string);
    case 'keyword':
      return keyword(value as string);
    case 'number':
      return integer(value as number);
    case 'flag':
      return value;
    case 'column?':
      return identifier(value as string);
    case 'securable':
      return securableContext(value as SecurableName);
  }
}

/** Names recur in a script's lines, by the thousand; each is quoted once, or again after so many others. */
const NAMES = new Map<string, NameContext>();
const MOST_NAMES = 10_000;

function nameContext(name: string): NameContext {
  const known = NAMES.get(name);
  if (known !== undefined) return known;
  const delimited = identifier(name);
  const context = { name: delimited, text: text(name), nameInText: inText(delimited) };
  if (NAMES.size >= MOST_NAMES) NAMES.clear();
  NAMES.set(name, context);
  return context;
}

/** The securable of the step before: the permissions on one securable follow each other. */
let last: { readonly on: SecurableName; readonly context: SecurableContext | undefined } | undefined;

function securableContext(on: SecurableName): SecurableContext | undefined {
  const before = last?.on;
  if (
    last === undefined ||
    before?.name !== on.name ||
    before?.schema !== on.schema ||
    before?.class !== on.class
  )
    last = { on, context: newSecurableContext(on) };
  return last.context;
}

/** Undefined for DATABASE and SERVER, which take no ON. */
function newSecurableContext(on: SecurableName): SecurableContext | undefined {
  const sql = securable(on);
  if (sql === '') return undefined;
  const { view = '', nameColumn = 'name' } = SECURABLE_CLASSES[on.class];
  const inSchema = on.schema === undefined ? '' : `schema_id = SCHEMA_ID(${text(on.schema)}) AND `;
  return { sql, view, where: `${inSchema}${nameColumn} = ${text(on.name ?? '')}` };
}
