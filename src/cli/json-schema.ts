// JSON Schemas put together from parts: the plain types, lists, and objects that are closed or open.

/** A JSON Schema (draft-07), or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export const text: JsonSchema = { type: 'string' };
export const flag: JsonSchema = { type: 'boolean' };
export const count: JsonSchema = { type: 'integer', minimum: 0 };
export const milliseconds: JsonSchema = { type: 'number', minimum: 0, description: 'milliseconds' };

/** A list of these. */
export function list(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

/** An object with these properties and no others; those whose name ends in `?` may be absent. */
export function closed(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const named = Object.entries(properties).map(([name, schema]) => [name.replace(/\?$/, ''), schema]);
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(properties).filter((name) => !name.endsWith('?')),
    properties: Object.fromEntries(named),
  };
}

/** An object of which these properties are promised. */
export function open(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { ...closed(properties), additionalProperties: true };
}
