// Extended properties of objects, their columns, parameters, indexes, constraints and triggers, and of types.
// Source: "sys.extended_properties" (Microsoft).
import { defined } from '../../model/defined.ts';
import { spaceOf } from '../../model/definitions/definition-type.ts';
import type { ExtendedProperty } from '../../model/definitions/type-shape.ts';
import type { DefinitionFact } from '../../model/facts/definition-fact.ts';
import { keyOfParts } from '../../model/identity.ts';
import { ordinal } from '../../model/order.ts';
import { code, id, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../scope.ts';
import { keep } from './kept.ts';
import { variant } from './variant.ts';

/** `class` of those that are of an object or a part of it, and of a type. */
const CLASS = { object: 1, parameter: 2, type: 6, index: 7 } as const;

const VALUE = variant('value');
/** Types whose values are text as they are. */
const TEXT = new Set(['nvarchar', 'varchar', 'nchar', 'char']);

interface Kept {
  readonly properties: Map<string, ExtendedProperty[]>;
  /** Of things that have no definition here, by their class in words. */
  readonly others: Map<string, number>;
}

const found = keep((): Kept => ({ properties: new Map(), others: new Map() }));

/** `sys.extended_properties`; each row with the names that its ids may stand for, of which its class says which. */
export const extendedProperties = defineQuery<DatabaseScope>()({
  name: 'extended properties',
  view: 'sys.extended_properties',
  columns: ['class', 'class_desc', 'major_id', 'minor_id', 'name'],
  expressions: {
    text: VALUE.text,
    base_type: VALUE.baseType,
    object_name: '[o].[name]',
    object_type: '[o].[type]',
    parent_id: '[o].[parent_object_id]',
    column_name: '[c].[name]',
    index_name: '[i].[name]',
    parameter_name: '[p].[name]',
  },
  narrow: (query) =>
    query
      .leftJoin('sys.objects as o', 'o.object_id', 'v.major_id')
      .leftJoin('sys.columns as c', { 'c.object_id': 'v.major_id', 'c.column_id': 'v.minor_id' })
      .leftJoin('sys.indexes as i', { 'i.object_id': 'v.major_id', 'i.index_id': 'v.minor_id' })
      .leftJoin('sys.parameters as p', { 'p.object_id': 'v.major_id', 'p.parameter_id': 'v.minor_id' }),
  read: (scope, at) => ({
    row(row) {
      const of = integer(row[at.class]) ?? -1;
      const parent = integer(row[at.parent_id]) ?? 0;
      const isChild = of === CLASS.object && parent !== 0;
      const minor = integer(row[at.minor_id]) ?? 0;
      const part = partOf(of, minor, isChild, code(row[at.object_type]));
      const names = {
        COLUMN: row[at.column_name],
        INDEX: row[at.index_name],
        PARAMETER: row[at.parameter_name],
        CONSTRAINT: row[at.object_name],
        TRIGGER: row[at.object_name],
      };
      const owner = securableIndex(scope, of === CLASS.type ? 'TYPE' : 'OBJECT').get(
        isChild ? parent : id(row[at.major_id]),
      );
      const isKnown = Object.values<number>(CLASS).includes(of);
      if (!isKnown || owner?.schema === undefined) {
        // What belongs to SQL Server's own objects comes with them.
        if (!isKnown) count(scope, name(row[at.class_desc]));
        return;
      }
      const type = text(row[at.base_type]);
      const property = defined({
        part,
        of: part === undefined ? undefined : text(names[part]),
        name: name(row[at.name]),
        value: text(row[at.text]),
        type: type === undefined || TEXT.has(type) ? undefined : type,
      });
      const key = keyOfParts(of === CLASS.type ? 'type' : 'object', owner.schema, owner.name);
      const known = found(scope).properties.get(key);
      if (known === undefined) found(scope).properties.set(key, [property]);
      else known.push(property);
    },
  }),
});

function partOf(
  of: number,
  minor: number,
  isChild: boolean,
  objectType: string,
): ExtendedProperty['part'] | undefined {
  if (of === CLASS.parameter) return 'PARAMETER';
  if (of === CLASS.index) return 'INDEX';
  if (of === CLASS.object && minor > 0) return 'COLUMN';
  if (!isChild) return undefined;
  return objectType === 'TR' || objectType === 'TA' ? 'TRIGGER' : 'CONSTRAINT';
}

function count(scope: DatabaseScope, what: string): void {
  const { others } = found(scope);
  others.set(what, (others.get(what) ?? 0) + 1);
}

/** A definition with what is noted on it, in ordinal order. */
export function withProperties<F extends DefinitionFact>(scope: DatabaseScope, fact: F): F {
  if (fact.type === 'trigger' || fact.type === 'clr-trigger') return fact;
  const all = found(scope).properties.get(keyOfParts(spaceOf(fact.type), fact.schema, fact.name));
  if (all === undefined) return fact;
  const key = ({ part, of, name: property }: ExtendedProperty) =>
    JSON.stringify([part ?? '', of ?? '', property]);
  return { ...fact, properties: [...all].sort((a, b) => ordinal(key(a), key(b))) };
}

/** Says which extended properties are of things that have no definition here. */
export function reportOtherProperties(scope: DatabaseScope): void {
  for (const [what, many] of found(scope).others) {
    const fact = `Extended properties of class ${what} were not captured.`;
    scope.ledger.note('properties-not-captured', fact, many);
  }
}
