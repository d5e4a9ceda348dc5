// Extended properties: of an object, of its columns, parameters, indexes, constraints and triggers, and of what stands in no
// schema. Source: "sp_addextendedproperty (Transact-SQL)", "Constants (Transact-SQL)" (Microsoft).
import type { DefinitionType } from '../../model/definitions/definition-type.ts';
import type { ExtendedProperty, TypeName } from '../../model/definitions/type-shape.ts';
import { RegrantError } from '../../model/errors.ts';
import type { DefinitionFact } from '../../model/facts/definition-fact.ts';
import { binary, inText, text } from '../../text/quote.ts';
import type { ObjectStatement } from '../statement.ts';
import { typeName } from '../type-name.ts';

/** What each type is called: as level 1 below its schema, or as level 0. Of the others nothing can be noted. */
const LEVELS: { readonly [T in DefinitionType]: string | undefined } = {
  table: 'TABLE',
  'external-table': 'TABLE',
  view: 'VIEW',
  procedure: 'PROCEDURE',
  function: 'FUNCTION',
  'clr-procedure': 'PROCEDURE',
  'extended-procedure': 'PROCEDURE',
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
  'xml-schema-collection': 'XML SCHEMA COLLECTION',
  assembly: 'ASSEMBLY',
  'message-type': 'MESSAGE TYPE',
  contract: 'CONTRACT',
  service: 'SERVICE',
  route: 'ROUTE',
  'remote-service-binding': 'REMOTE SERVICE BINDING',
  'event-notification': 'EVENT NOTIFICATION',
  'plan-guide': 'PLAN GUIDE',
  'database-trigger': 'TRIGGER',
  'clr-database-trigger': 'TRIGGER',
  'partition-function': 'PARTITION FUNCTION',
  'partition-scheme': 'PARTITION SCHEME',
  'database-properties': '',
  'schema-properties': 'SCHEMA',
  'user-properties': 'USER',
  'filegroup-properties': 'FILEGROUP',
  'file-properties': 'LOGICAL FILE NAME',
  /** Those of a database are told apart from it. */
  database: undefined,
  /** Those of a trigger are with its table. */
  trigger: undefined,
  'clr-trigger': undefined,
  'column-master-key': undefined,
  'column-encryption-key': undefined,
  'external-language': undefined,
  'external-library': undefined,
  'external-data-source': undefined,
  'external-file-format': undefined,
  'external-model': undefined,
  'broker-priority': undefined,
  'full-text-catalog': undefined,
  'full-text-stoplist': undefined,
  'search-property-list': undefined,
  'full-text-index': undefined,
  'security-policy': undefined,
  'scoped-configuration': undefined,
};

/** The statements that note what is noted on an object. */
export function propertyStatements(fact: DefinitionFact): ObjectStatement[] {
  const { properties = [] } = fact;
  const level = LEVELS[fact.type];
  if (level === undefined) return [];
  return properties.map((property) => {
    const levels = levelsOf(fact, level, property);
    return {
      section: 'properties',
      makes: { what: 'property', name: property.name, levels },
      text: propertyText(property, levels),
    };
  });
}

function levelsOf(
  { type, schema, name, body }: DefinitionFact,
  level: string,
  { part, of }: ExtendedProperty,
): readonly string[] {
  if (type === 'database-properties') return [];
  const above = schema === undefined ? [] : ['SCHEMA', schema];
  const filegroup = 'filegroup' in body && type === 'file-properties' ? ['FILEGROUP', body.filegroup] : [];
  if (part === undefined || of === undefined) return [...above, ...filegroup, level, name];
  // A column of a table type is below what its type is called nowhere else.
  return [...above, type === 'table-type' ? 'TABLE_TYPE' : level, name, part, of];
}

function propertyText({ name, value, type }: ExtendedProperty, levels: readonly string[]): string {
  const on = levels.map((word, at) => {
    const number = Math.floor(at / 2);
    return at % 2 === 0 ? `@level${number}type = ${text(word)}` : `@level${number}name = ${text(word)}`;
  });
  const call = (given: string) =>
    `EXEC sys.sp_addextendedproperty ${[`@name = ${text(name)}`, `@value = ${given}`, ...on].join(', ')};`;
  if (value === undefined) return call('NULL');
  const constant = constantOf(value, type);
  if (constant !== undefined) return call(constant);
  return `DECLARE @value sql_variant = CONVERT(${typeOf(type)}, ${text(value)}${type?.name === 'binary' ? ', 1' : ''});\n${call('@value')}`;
}

/** A constant that is of this very type; undefined where none is. */
function constantOf(value: string, type: TypeName | undefined): string | undefined {
  switch (type?.name) {
    case undefined:
      return text(value);
    case 'varchar':
      return `'${inText(value)}'`;
    case 'varbinary':
      return binary(value);
    case 'int':
      return /^-?[0-9]{1,10}$/.test(value) ? value : undefined;
    default:
      return undefined;
  }
}

function typeOf(type: TypeName | undefined): string {
  if (type !== undefined && /^[a-z][a-z0-9]*$/.test(type.name)) return typeName(type);
  throw new RegrantError({
    code: 'bad-snapshot',
    fact: `${JSON.stringify(type?.name.slice(0, 40))} is no type of an extended property.`,
    remedy: 'Capture the server again; if it stays, report the snapshot line that holds it.',
  });
}
