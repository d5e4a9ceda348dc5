// Extended properties: of an object, and of its columns, parameters, indexes, constraints and triggers.
// Source: "sp_addextendedproperty (Transact-SQL)" (Microsoft).
import type { DefinitionType } from '../../model/definitions/definition-type.ts';
import type { ExtendedProperty } from '../../model/definitions/type-shape.ts';
import { RegrantError } from '../../model/errors.ts';
import type { DefinitionFact } from '../../model/facts/definition-fact.ts';
import { identifier, text } from '../../text/quote.ts';
import type { ObjectStatement } from '../statement.ts';

/** What each type is called as level 1, below its schema. */
const LEVELS: { readonly [T in DefinitionType]?: string } = {
  table: 'TABLE',
  view: 'VIEW',
  procedure: 'PROCEDURE',
  function: 'FUNCTION',
  'clr-procedure': 'PROCEDURE',
  'clr-function': 'FUNCTION',
  aggregate: 'AGGREGATE',
  'clr-type': 'TYPE',
  synonym: 'SYNONYM',
  sequence: 'SEQUENCE',
  queue: 'QUEUE',
  rule: 'RULE',
  default: 'DEFAULT',
  'alias-type': 'TYPE',
  'table-type': 'TYPE',
};

/** The statements that note what is noted on an object. */
export function propertyStatements(fact: DefinitionFact): ObjectStatement[] {
  const { schema = 'dbo', name, properties = [] } = fact;
  const level = LEVELS[fact.type];
  if (level === undefined) return [];
  return properties.map((property) => {
    const { part, of } = property;
    const below = part === undefined || of === undefined ? [] : [part, of];
    const levels = ['SCHEMA', schema, level, name, ...below];
    return {
      section: 'properties',
      makes: { what: 'property', name: property.name, levels },
      text: propertyText(property, levels),
    };
  });
}

function propertyText({ name, value, type }: ExtendedProperty, levels: readonly string[]): string {
  const on = levels.map((word, at) => {
    const number = Math.floor(at / 2);
    return at % 2 === 0 ? `@level${number}type = ${text(word)}` : `@level${number}name = ${text(word)}`;
  });
  const call = (given: string) =>
    `EXEC sys.sp_addextendedproperty @name = ${text(name)}, @value = ${given}, ${on.join(', ')};`;
  if (value === undefined) return call('NULL');
  if (type === undefined) return call(text(value));
  return `DECLARE @value sql_variant = CONVERT(${typeOf(type, value)}, ${text(value)}${styleOf(type)});\n${call('@value')}`;
}

/** A number keeps its places behind the point, and a binary value its length. */
function typeOf(type: string, value: string): string {
  if (!/^[a-z][a-z0-9]*$/.test(type))
    throw new RegrantError({
      code: 'bad-snapshot',
      fact: `${JSON.stringify(type.slice(0, 40))} is no type of an extended property.`,
      remedy: 'Capture the server again; if it stays, report the snapshot line that holds it.',
    });
  if (type === 'binary' || type === 'varbinary') return '[varbinary](7500)';
  if (type !== 'decimal' && type !== 'numeric') return identifier(type);
  return `${identifier(type)}(38, ${value.split('.')[1]?.length ?? 0})`;
}

const styleOf = (type: string): string => (type === 'varbinary' || type === 'binary' ? ', 1' : '');
