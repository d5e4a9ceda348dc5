// The published JSON Schema: what any line of a snapshot may be.
import { DEFINITION_TYPE_NAMES, DEFINITION_TYPES } from '../model/definitions/definition-type.ts';
import { FACT_KINDS } from '../model/fact-shape.ts';
import { SNAPSHOT_FORMAT } from '../model/snapshot.ts';
import { FOOTER_SCHEMA, factSchema, HEADER_LINE_SCHEMA } from './line-schema.ts';
import type { Schema } from './shape-check.ts';

/** What the body of a definition holds its type says. */
const DEFINITION: Schema = {
  ...factSchema('definition'),
  oneOf: DEFINITION_TYPE_NAMES.map((type) => ({
    properties: { type: { const: type }, body: DEFINITION_TYPES[type].body.schema },
  })),
};

/**
 * The JSON Schema (draft 2020-12) of a snapshot's lines: the whole schema takes any line; `$defs` has `header`,
 * `footer`, `fact` and one definition per fact kind (`fact-login`, …). What only the lines together decide is not
 * in it: their order, the counts and the digests.
 */
export function snapshotSchema(): Schema {
  const kinds = FACT_KINDS.map(
    (kind) => [`fact-${kind}`, kind === 'definition' ? DEFINITION : factSchema(kind)] as const,
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:regrant:snapshot:${SNAPSHOT_FORMAT}`,
    title: 'A line of a Regrant snapshot',
    description:
      'A snapshot is a header line, one line per fact in ordinal order of the facts’ keys, and a footer line.',
    oneOf: [{ $ref: '#/$defs/header' }, { $ref: '#/$defs/fact' }, { $ref: '#/$defs/footer' }],
    $defs: {
      header: HEADER_LINE_SCHEMA,
      fact: { oneOf: kinds.map(([name]) => ({ $ref: `#/$defs/${name}` })) },
      footer: FOOTER_SCHEMA,
      ...Object.fromEntries(kinds),
    },
  };
}
