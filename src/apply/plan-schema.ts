// The JSON Schema of a plan's file. Steps are read off the table of actions: each action has its own values and no others.

import { NAME_SCHEMA } from '../model/name-length.ts';
import { EXPECTED_PROPERTIES } from '../plan/expectation.ts';
import type { ActionName } from '../plan/steps/action.ts';
import { ACTIONS, actionRow } from '../plan/steps/action.ts';
import { ALLOWANCES } from '../plan/steps/allowance.ts';
import { kindOf, PARAMETER_KINDS } from '../plan/steps/parameter-kind.ts';
import { PHASES } from '../plan/steps/phase.ts';
import { HEADER_SCHEMA } from '../snapshot/line-schema.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The format this version writes, and the only one it reads. */
export const PLAN_FORMAT = 2;

const name: Schema = NAME_SCHEMA;
const line: Schema = { type: 'string', maxLength: 10_000 };
/** Notes list names, and there may be many. */
const note: Schema = { type: 'string', maxLength: 1_000_000 };
const code: Schema = { type: 'string', pattern: '^[a-z][a-z-]*$', maxLength: 100 };
const digest: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const listOf = (items: Schema): Schema => ({ type: 'array', items });

/** A closed object, whose properties are all required but those named as optional. */
function object(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((property) => !optional.includes(property));
  return { type: 'object', properties, required, additionalProperties: false };
}

function valuesOf(action: ActionName): Schema {
  const parameters = Object.entries(actionRow(action).parameters).map(
    ([parameter, mark]) => [parameter, kindOf(mark)] as const,
  );
  const schemas = parameters.map(
    ([parameter, { kind }]) => [parameter, PARAMETER_KINDS[kind].schema] as const,
  );
  const optional = parameters.flatMap(([parameter, { isOptional }]) => (isOptional ? [parameter] : []));
  return object(Object.fromEntries(schemas), optional);
}

const stepOf = (action: ActionName): Schema =>
  object(
    {
      action: { const: action },
      values: valuesOf(action),
      commentedOut: line,
      sentence: line,
      key: line,
      properties: listOf({ type: 'string', pattern: '^[a-zA-Z]+$', maxLength: 100 }),
      needs: listOf({ enum: Object.keys(ALLOWANCES) }),
    },
    ['commentedOut', 'properties', 'needs'],
  );

const step: Schema = {
  type: 'object',
  required: ['action'],
  discriminator: { propertyName: 'action' },
  oneOf: (Object.keys(ACTIONS) as ActionName[]).map(stepOf),
};

const rows = Object.values(PHASES);
const distinct = (list: readonly string[]): Schema => ({ enum: [...new Set(list)] });

const section = object(
  {
    name: distinct(rows.map((row) => row.section)),
    title: distinct(rows.map((row) => row.title)),
    database: name,
    steps: listOf(step),
  },
  ['database'],
);

const unplanned = object(
  {
    change: { enum: ['added', 'changed', 'removed'] },
    key: line,
    property: line,
    database: name,
    what: line,
    code,
    why: line,
  },
  ['property', 'database'],
);

const plan = object(
  {
    source: HEADER_SCHEMA,
    digest,
    renames: listOf(object({ from: name, to: name })),
    serverName: name,
    majorVersion: { type: 'integer', minimum: 8, maximum: 99 },
    expected: listOf(object({ property: { enum: EXPECTED_PROPERTIES }, value: line })),
    needs: listOf(object({ code, database: name, name: line }, ['database'])),
    sections: listOf(section),
    notes: listOf(object({ code, database: name, note }, ['database'])),
    unplanned: listOf(unplanned),
  },
  ['digest'],
);

/** A plan of changes as `apply --save-plan` writes it. */
export const PLAN_SCHEMA: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: `urn:regrant:plan:${PLAN_FORMAT}`,
  title: 'A Regrant plan of changes',
  description:
    'What regrant apply does to bring a server to a snapshot. It is made for one state of one server, and its SHA-256 covers all of it: it is to be reviewed, and made again rather than edited.',
  ...object({
    regrant: { const: 'plan' },
    format: { const: PLAN_FORMAT },
    live: HEADER_SCHEMA,
    liveDigest: digest,
    plan,
    sha256: digest,
  }),
};
