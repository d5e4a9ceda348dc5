// The JSON Schema of each kind of line in a snapshot: header, fact, footer. The check of what is read and
// written, the order of properties and the published schema are all read off these.
import type { FactKind } from '../model/fact.ts';
import { FACT_KINDS, propertiesOf } from '../model/fact-shape.ts';
import {
  type Exclusion,
  type Note,
  type Omission,
  SNAPSHOT_FORMAT,
  type SnapshotFooter,
  type SnapshotHeader,
} from '../model/snapshot.ts';
import { PROFILE_SCHEMA } from '../select/profile-schema.ts';
import { SELECTION_SCHEMA } from '../select/selection-schema.ts';
import type { Schema } from './shape-check.ts';

/** Every property of T, in canonical order: one that is missing here does not compile. */
type PropertiesOf<T> = { readonly [P in keyof Required<T>]: Schema };

const text: Schema = { type: 'string' };
const count: Schema = { type: 'integer', minimum: 0 };
const positive: Schema = { type: 'integer', minimum: 1 };
const listOf = (items: Schema): Schema => ({ type: 'array', items });

/** A closed object: all properties are required but those named as optional. */
function object<T>(properties: PropertiesOf<T>, optional: readonly (keyof T)[] = []): Schema {
  const names = Object.keys(properties);
  const required = names.filter((name) => !(optional as readonly string[]).includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}

const omission = object<Omission>({ code: text, database: text, fact: text, remedy: text, count }, [
  'database',
  'count',
]);
const exclusion = object<Exclusion>({ rule: text, database: text, count, names: listOf(text) }, [
  'database',
  'names',
]);
const note = object<Note>({ code: text, database: text, fact: text, count }, ['database', 'count']);
const kindCounts = object<Record<FactKind, number>>(
  Object.fromEntries(FACT_KINDS.map((kind) => [kind, positive])) as unknown as PropertiesOf<
    Record<FactKind, number>
  >,
  FACT_KINDS,
);

/** What a capture was given: a selection and a profile; or that the facts were read from a script. */
export const HEADER_SELECTION_SCHEMA: Schema = {
  ...SELECTION_SCHEMA,
  properties: {
    source: { const: 'script' },
    profile: {
      type: 'object',
      properties: PROFILE_SCHEMA.properties,
      required: PROFILE_SCHEMA.required,
      additionalProperties: false,
    },
    ...SELECTION_SCHEMA.properties,
  },
};

/** A header, as it is in memory. */
export const HEADER_SCHEMA: Schema = object<SnapshotHeader>(
  {
    regrant: { const: 'snapshot' },
    format: { const: SNAPSHOT_FORMAT },
    tool: object<SnapshotHeader['tool']>({ name: text, version: text }),
    server: object<SnapshotHeader['server']>({ name: text, productVersion: text, edition: text }),
    capturedAt: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' },
    capturedBy: text,
    complete: { type: 'boolean' },
    omissions: listOf(omission),
    exclusions: listOf(exclusion),
    notes: listOf(note),
    selection: HEADER_SELECTION_SCHEMA,
    definitions: { const: true },
    passwords: { enum: ['hashes', 'fingerprints', 'none'] },
    passwordKeyId: text,
    counts: kindCounts,
  },
  ['capturedAt', 'capturedBy', 'notes', 'selection', 'definitions', 'passwordKeyId'],
);

const digest: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };

/** The header line: a header, and last the SHA-256 of the line without it. */
export const HEADER_LINE_SCHEMA: Schema = {
  ...HEADER_SCHEMA,
  properties: { ...(HEADER_SCHEMA.properties as object), sha256: digest },
  required: [...(HEADER_SCHEMA.required as readonly string[]), 'sha256'],
};

/** The footer line. */
export const FOOTER_SCHEMA: Schema = object<SnapshotFooter>({ facts: count, sha256: digest });

/** The line of a fact of one kind. */
export function factSchema(kind: FactKind): Schema {
  const shapes = propertiesOf(kind);
  return {
    type: 'object',
    properties: {
      kind: { const: kind },
      ...Object.fromEntries(shapes.map(([name, { schema }]) => [name, schema])),
    },
    required: ['kind', ...shapes.filter(([, shape]) => !shape.optional).map(([name]) => name)],
    additionalProperties: false,
  };
}
