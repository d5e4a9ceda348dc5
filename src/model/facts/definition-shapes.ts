// Definitions. What a body holds its type says: model/definitions has the shapes.
import { DEFINITION_TYPE_NAMES } from '../definitions/definition-type.ts';
import { EXTENDED_PROPERTY, SIGNATURE } from '../definitions/type-shape.ts';
import { list } from './body-shape.ts';
import type { DefinitionBody } from './definition-fact.ts';
import { id, name, oneOf, opt, type PropertyShape, type ShapesOf } from './property-shape.ts';

const body: PropertyShape<DefinitionBody, false> = { schema: { type: 'object' }, optional: false };

/** Their shape. */
export const DEFINITION_SHAPES = {
  definition: {
    one: 'definition',
    many: 'Definitions of objects',
    properties: {
      database: id(name),
      type: id(oneOf(...DEFINITION_TYPE_NAMES)),
      schema: id(opt(name)),
      name: id(name),
      on: opt(name),
      properties: opt(list(EXTENDED_PROPERTY)),
      signatures: opt(list(SIGNATURE)),
      body,
    },
  },
} as const satisfies ShapesOf<'definition'>;
