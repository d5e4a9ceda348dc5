// Extended properties of everything that may have some. Source: "sys.extended_properties", "sp_addextendedproperty
// (Transact-SQL)" (Microsoft).
import { defined } from '../../model/defined.ts';
import { type DefinitionType, spaceOf } from '../../model/definitions/definition-type.ts';
import type { ExtendedProperty, TypeName } from '../../model/definitions/type-shape.ts';
import type { DefinitionFact, DefinitionOf } from '../../model/facts/definition-fact.ts';
import { keyOfParts } from '../../model/identity.ts';
import { ordinal } from '../../model/order.ts';
import { code, id, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';
import { keep } from './kept.ts';
import { isKnownClass, type NotedPlace, placeOfClass } from './noted-place.ts';
import { sizedType, type TypeCells } from './type-names.ts';
import { variant, variantSize } from './variant.ts';

interface Noted {
  readonly place: NotedPlace;
  readonly properties: ExtendedProperty[];
}

interface Kept {
  readonly noted: Map<string, Noted>;
  /** Of things that have no definition here, by their class in words. */
  readonly others: Map<string, number>;
}

const found = keep((): Kept => ({ noted: new Map(), others: new Map() }));

const VALUE = variant('value');

/** `sys.extended_properties`; each row with the names that its ids may stand for, of which its class says which. */
export const extendedProperties = defineQuery<DatabaseScope>()({
  name: 'extended properties',
  view: 'sys.extended_properties',
  columns: ['class', 'class_desc', 'major_id', 'minor_id', 'name'],
  expressions: {
    text: VALUE.text,
    base_type: VALUE.baseType,
    ...variantSize('value'),
    object_name: '[o].[name]',
    object_type: '[o].[type]',
    parent_id: '[o].[parent_object_id]',
    column_name: '[c].[name]',
    index_name: '[i].[name]',
    parameter_name: '[p].[name]',
    type_column_name: '[tc].[name]',
    space_name: '[ds].[name]',
    space_type: '[ds].[type]',
    function_name: '[pf].[name]',
    guide_name: '[g].[name]',
    file_name: '[f].[name]',
    file_space_name: '[fs].[name]',
    trigger_name: '[t].[name]',
    notification_name: '[n].[name]',
  },
  narrow: (query) =>
    query
      .leftJoin('sys.objects as o', 'o.object_id', 'v.major_id')
      .leftJoin('sys.columns as c', { 'c.object_id': 'v.major_id', 'c.column_id': 'v.minor_id' })
      .leftJoin('sys.indexes as i', { 'i.object_id': 'v.major_id', 'i.index_id': 'v.minor_id' })
      .leftJoin('sys.parameters as p', { 'p.object_id': 'v.major_id', 'p.parameter_id': 'v.minor_id' })
      .leftJoin('sys.table_types as tt', 'tt.user_type_id', 'v.major_id')
      .leftJoin('sys.columns as tc', {
        'tc.object_id': 'tt.type_table_object_id',
        'tc.column_id': 'v.minor_id',
      })
      .leftJoin('sys.data_spaces as ds', 'ds.data_space_id', 'v.major_id')
      .leftJoin('sys.partition_functions as pf', 'pf.function_id', 'v.major_id')
      .leftJoin('sys.plan_guides as g', 'g.plan_guide_id', 'v.major_id')
      .leftJoin('sys.database_files as f', 'f.file_id', 'v.major_id')
      .leftJoin('sys.data_spaces as fs', 'fs.data_space_id', 'f.data_space_id')
      .leftJoin('sys.triggers as t', (on) => on.on('t.object_id', 'v.major_id').andOnVal('t.parent_class', 0))
      .leftJoin('sys.event_notifications as n', 'n.object_id', 'v.major_id'),
  read: (scope, at) => ({
    row(row) {
      const of = integer(row[at.class]) ?? -1;
      if (!isKnownClass(of)) {
        const { others } = found(scope);
        const what = name(row[at.class_desc]);
        others.set(what, (others.get(what) ?? 0) + 1);
        return;
      }
      const place = placeOfClass(scope, of, {
        major: id(row[at.major_id]),
        minor: integer(row[at.minor_id]) ?? 0,
        parent: integer(row[at.parent_id]) ?? 0,
        objectType: code(row[at.object_type]),
        isScheme: code(row[at.space_type]) === 'PS',
        names: {
          object: text(row[at.object_name]),
          column: text(row[at.column_name]),
          index: text(row[at.index_name]),
          parameter: text(row[at.parameter_name]),
          typeColumn: text(row[at.type_column_name]),
          space: text(row[at.space_name]),
          function: text(row[at.function_name]),
          guide: text(row[at.guide_name]),
          file: text(row[at.file_name]),
          fileSpace: text(row[at.file_space_name]),
          trigger: text(row[at.trigger_name]),
          notification: text(row[at.notification_name]),
        },
      });
      // What belongs to SQL Server's own objects comes with them.
      if (place === undefined) return;
      const key = keyOfParts(place.of, place.schema, place.name);
      const noted = found(scope).noted.get(key) ?? { place, properties: [] };
      found(scope).noted.set(key, noted);
      noted.properties.push(
        defined({
          part: place.part,
          of: place.partName,
          name: name(row[at.name]),
          value: text(row[at.text]),
          type: valueType(scope, text(row[at.base_type]), {
            length: row[at.length],
            precision: row[at.precision],
            scale: row[at.scale],
          }),
        }),
      );
    },
  }),
});

/** Types of which a constant is, whatever its length. */
const PLAIN = new Set(['varchar', 'varbinary']);

/** The type of a value; that of nvarchar goes without saying. */
function valueType(
  scope: DatabaseScope,
  base: string | undefined,
  cells: Pick<TypeCells, 'length' | 'precision' | 'scale'>,
): TypeName | undefined {
  if (base === undefined || base === 'nvarchar') return undefined;
  return PLAIN.has(base) ? { name: base } : sizedType(scope, base, { ...cells, userType: undefined });
}

/** A definition with what is noted on it, in ordinal order. */
export function withProperties<F extends DefinitionFact>(scope: DatabaseScope, fact: F): F {
  const { noted } = found(scope);
  if (noted.size === 0 || fact.type === 'trigger' || fact.type === 'clr-trigger') return fact;
  const space = spaceOf(fact.type);
  const type = fact.type === 'clr-database-trigger' ? 'database-trigger' : fact.type;
  const of = space === 'object' || space === 'type' ? space : type;
  const all = noted.get(keyOfParts(of, fact.schema, fact.name))?.properties;
  const kept = all?.filter((property) => hasPart(scope, fact, property)) ?? [];
  return kept.length === 0 ? fact : { ...fact, properties: sorted(kept) };
}

function sorted(properties: readonly ExtendedProperty[]): readonly ExtendedProperty[] {
  const key = ({ part, of, name: property }: ExtendedProperty) =>
    JSON.stringify([part ?? '', of ?? '', property]);
  return [...properties].sort((a, b) => ordinal(key(a), key(b)));
}

/** Whether what a property is on will have its name: a constraint that SQL Server named gets another on the next server. */
function hasPart(scope: DatabaseScope, fact: DefinitionFact, { part, of }: ExtendedProperty): boolean {
  if (part !== 'CONSTRAINT' || fact.type !== 'table') return true;
  const { columns, keys = [], checks = [], foreignKeys = [], edgeConstraints = [] } = fact.body;
  const named = [
    ...keys,
    ...checks,
    ...foreignKeys,
    ...edgeConstraints,
    ...columns.map((column) => column.default),
  ];
  if (named.some((constraint) => constraint?.name === of)) return true;
  const what =
    'Extended properties of constraints that SQL Server named were not captured: the constraints get other names.';
  scope.ledger.note('properties-not-captured', what, 1);
  return false;
}

/** What has extended properties and no definition of its own. */
export function notedFacts<T extends DefinitionType>(
  type: T,
  bodyOf: (place: NotedPlace) => DefinitionOf<T>['body'],
) {
  return function* (scope: DatabaseScope): Generator<DefinitionOf<T>> {
    for (const { place } of found(scope).noted.values()) {
      if (place.of !== type) continue;
      const { database } = scope;
      yield { kind: 'definition', database, type, name: place.name, body: bodyOf(place) };
    }
  };
}

/** Says which extended properties are of things that have no definition here. */
export function reportOtherProperties(scope: DatabaseScope): void {
  for (const [what, many] of found(scope).others) {
    const fact = `Extended properties of class ${what} were not captured.`;
    scope.ledger.note('properties-not-captured', fact, many);
  }
}
