// Checks values against the few words of JSON Schema that the snapshot's own schemas use, fast enough for every
// line of a large file. Its answers never hold a value, so that no secret comes out in an error.
import { visible } from '../model/words/visible.ts';

/**
 * A JSON Schema made of: type, const, enum, pattern, minimum, minLength, maxLength, minItems, uniqueItems, items,
 * properties, required, additionalProperties.
 */
export type Schema = Readonly<Record<string, unknown>>;

/** What is wrong with a value, as the end of a sentence (`sid is not a string`), or undefined. */
export type Check = (value: unknown) => string | undefined;

const TYPES: Readonly<Record<string, { readonly is: (value: unknown) => boolean; readonly name: string }>> = {
  string: { is: (value) => typeof value === 'string', name: 'a string' },
  boolean: { is: (value) => typeof value === 'boolean', name: 'true or false' },
  // Beyond these numbers JSON's are not exact.
  integer: { is: (value) => Number.isSafeInteger(value), name: 'a whole number' },
  array: { is: Array.isArray, name: 'a list' },
  object: { is: isObject, name: 'an object' },
};

/** One check per word of the schema; `type` says what the others may count on. */
const WORDS: Readonly<Record<string, (given: never, schema: Schema) => Check | undefined>> = {
  type: typeCheck,
  const: (given: unknown) => (value) => (value === given ? undefined : `is not ${JSON.stringify(given)}`),
  enum: enumCheck,
  pattern: patternCheck,
  minimum: (given: number) => (value) => ((value as number) >= given ? undefined : `is below ${given}`),
  minLength: (given: number) => (value) =>
    (value as string).length >= given ? undefined : `has fewer than ${given} characters`,
  maxLength: (given: number) => (value) =>
    (value as string).length <= given ? undefined : `has more than ${given} characters`,
  uniqueItems: () => (value) =>
    new Set(value as unknown[]).size === (value as unknown[]).length ? undefined : 'has an item twice',
  minItems: (given: number) => (value) =>
    (value as unknown[]).length >= given ? undefined : `has fewer than ${given} items`,
  items: itemsCheck,
  properties: propertiesCheck,
  required: () => undefined,
  additionalProperties: () => undefined,
  description: () => undefined,
};

/** Compiles a schema. Throws for a word it does not know, so that nothing in a schema goes unchecked. */
export function compileCheck(schema: Schema): Check {
  const checks: Check[] = [];
  for (const [word, given] of Object.entries(schema)) {
    const compile = WORDS[word];
    if (compile === undefined) throw new Error(`The check knows no ${word} in a schema.`);
    const check = compile(given as never, schema);
    if (check !== undefined) checks.push(check);
  }
  const [only] = checks;
  if (checks.length === 1 && only !== undefined) return only;
  return (value) => firstProblem(checks, value);
}

function firstProblem(checks: readonly Check[], value: unknown): string | undefined {
  for (const check of checks) {
    const problem = check(value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeCheck(given: string): Check {
  const type = TYPES[given];
  if (type === undefined) throw new Error(`The check knows no type ${given}.`);
  const problem = `is not ${type.name}`;
  return (value) => (type.is(value) ? undefined : problem);
}

function enumCheck(given: readonly unknown[]): Check {
  const allowed = new Set(given);
  const problem = `is none of the ${given.length} values it can have`;
  return (value) => (allowed.has(value) ? undefined : problem);
}

function patternCheck(given: string): Check {
  const pattern = new RegExp(given, 'u');
  const problem = `does not match ${given}`;
  return (value) => (pattern.test(value as string) ? undefined : problem);
}

function itemsCheck(given: Schema): Check {
  const check = compileCheck(given);
  return (value) => {
    for (const [index, item] of (value as unknown[]).entries()) {
      const problem = check(item);
      if (problem !== undefined) return `(item ${index + 1}) ${problem}`;
    }
    return undefined;
  };
}

function propertiesCheck(given: Readonly<Record<string, Schema>>, schema: Schema): Check {
  const required = (schema.required as readonly string[] | undefined) ?? [];
  const closed = schema.additionalProperties === false;
  const properties = new Map(
    Object.entries(given).map(([name, inner]) => [
      name,
      { check: compileCheck(inner), plain: plainType(inner), isRequired: required.includes(name) },
    ]),
  );
  return (value) => {
    const object = value as Readonly<Record<string, unknown>>;
    let found = 0;
    for (const name in object) {
      const inner = object[name];
      if (inner === undefined) continue;
      const property = properties.get(name);
      if (property === undefined) {
        if (closed) return `${visible(name.slice(0, 60))} is not a property it can have`;
        continue;
      }
      if (property.isRequired) found += 1;
      if (typeof inner === property.plain) continue;
      const problem = property.check(inner);
      if (problem !== undefined) return `${name} ${problem}`;
    }
    return found === required.length ? undefined : `${missingIn(object, required)} is missing`;
  };
}

function missingIn(object: Readonly<Record<string, unknown>>, required: readonly string[]): string {
  return required.find((name) => object[name] === undefined) ?? '';
}

/** What `typeof` says of every value of a schema that asks for nothing more: most properties, at no call each. */
function plainType(schema: Schema): string | undefined {
  const words = Object.keys(schema);
  const { type } = schema;
  return words.length === 1 && (type === 'string' || type === 'boolean') ? type : undefined;
}
