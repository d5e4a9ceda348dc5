// Schemas among the objects of an export. One is a fact of security, which a script that restores makes before anything is in
// it; a plain file has to make it too, or nothing else of the file can be made. Source: "CREATE SCHEMA (Transact-SQL)" (Microsoft).
import type { ObjectStatement } from '../define/statement.ts';
import { comesWithFeature } from '../model/catalog/feature-principal.ts';
import type { DefinitionFact, Fact, SchemaFact } from '../model/fact.ts';
import { FactIndex } from '../model/fact-index.ts';
import { identifier } from '../text/quote.ts';
import type { ScriptedDatabase, ScriptedObject } from './script-objects.ts';

/** The databases with their schemas as the first of their objects; with their owners where that is asked for. */
export function withSchemas(
  databases: readonly ScriptedDatabase[],
  facts: readonly Fact[],
  hasOwners: boolean,
): readonly ScriptedDatabase[] {
  const index = new FactIndex(facts);
  // One that a feature makes itself is in its way where it is there before.
  const schemas = facts
    .filter((fact) => fact.kind === 'schema')
    .filter((one) => !comesWithFeature(one, index));
  return databases.map((one) => {
    const own = schemas.filter(({ database }) => database === one.database);
    const noted = new Map(one.objects.map((object) => [object.fact, object]));
    const made = own.map((schema) => {
      const found = one.objects.find((object) => isOf(object.fact, schema));
      if (found !== undefined) noted.delete(found.fact);
      return withStatement(found ?? plain(schema), createSchema(schema, hasOwners));
    });
    return { ...one, objects: [...made, ...noted.values()] };
  });
}

/** Whether a fact tells what is noted on a schema. */
const isOf = ({ type, name }: DefinitionFact, schema: SchemaFact): boolean =>
  type === 'schema-properties' && name === schema.name;

function plain({ database, name }: SchemaFact): ScriptedObject {
  const fact = { kind: 'definition', database, type: 'schema-properties', name, body: {} } as const;
  return { fact, statements: [], remarks: [] };
}

const withStatement = (object: ScriptedObject, first: ObjectStatement): ScriptedObject => ({
  ...object,
  statements: [first, ...object.statements],
});

/** In the first section that a file has, since everything else stands in one. */
function createSchema({ name, owner }: SchemaFact, hasOwners: boolean): ObjectStatement {
  return {
    section: 'settings',
    makes: { what: 'schema', name },
    text: `CREATE SCHEMA ${identifier(name)}${hasOwners ? ` AUTHORIZATION ${identifier(owner)}` : ''};`,
  };
}
