// What an extended property is on, by its class and the names that its ids stand for there.
// Source: "sys.extended_properties", "sp_addextendedproperty (Transact-SQL)" (Microsoft).

import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import type { DefinitionType } from '../../model/definitions/definition-type.ts';
import type { ExtendedProperty } from '../../model/definitions/type-shape.ts';
import { schemaName } from '../schema-name.ts';
import { type DatabaseScope, securableIndex } from '../scope.ts';

/** What a property is on. */
export interface NotedPlace {
  /** An object or a type of any kind, or what has a definition of this type. */
  readonly of: DefinitionType | 'object' | 'type';
  readonly schema?: string;
  readonly name: string;
  readonly part?: NonNullable<ExtendedProperty['part']>;
  /** The name of the part. */
  readonly partName?: string;
  /** Of a file. */
  readonly filegroup?: string;
}

/** The ids of a property, and the names that each class finds by them. */
export interface NotedRow {
  readonly major: number;
  readonly minor: number;
  readonly parent: number;
  readonly objectType: string;
  readonly names: {
    readonly [N in
      | 'object'
      | 'column'
      | 'index'
      | 'parameter'
      | 'typeColumn'
      | 'space'
      | 'function'
      | 'guide'
      | 'file'
      | 'fileSpace'
      | 'trigger'
      | 'notification']: string | undefined;
  };
  /** Whether a data space is a partition scheme. */
  readonly isScheme: boolean;
}

type Finder = (scope: DatabaseScope, row: NotedRow) => NotedPlace | undefined;

/** By `class`; of what is missing here the properties are told in a note. */
const CLASSES: Readonly<Record<number, Finder>> = {
  0: ({ database }) => ({ of: 'database-properties', name: database }),
  1: objectPlace,
  2: (scope, row) => inObject(scope, row.major, 'PARAMETER', row.names.parameter),
  3: (scope, { major }) => called('schema-properties', schemaName(scope, major)),
  4: ({ principals }, { major }) => called('user-properties', principals.get(major)?.name),
  6: (scope, { major }) => placed('type', securableIndex(scope, 'TYPE').get(major)),
  7: (scope, row) => inObject(scope, row.major, 'INDEX', row.names.index),
  8: (scope, { major, names: { typeColumn } }) => {
    const type = placed('type', securableIndex(scope, 'TYPE').get(major));
    return type === undefined || typeColumn === undefined
      ? undefined
      : { ...type, part: 'COLUMN', partName: typeColumn };
  },
  5: ofClass('ASSEMBLY', 'assembly'),
  10: (scope, { major }) =>
    placed('xml-schema-collection', securableIndex(scope, 'XML SCHEMA COLLECTION').get(major)),
  15: ofClass('MESSAGE TYPE', 'message-type'),
  16: ofClass('CONTRACT', 'contract'),
  17: ofClass('SERVICE', 'service'),
  18: ofClass('REMOTE SERVICE BINDING', 'remote-service-binding'),
  19: ofClass('ROUTE', 'route'),
  20: (_, { isScheme, names: { space } }) =>
    called(isScheme ? 'partition-scheme' : 'filegroup-properties', space),
  21: (_, { names }) => called('partition-function', names.function),
  22: (_, { names: { file, fileSpace } }) =>
    file === undefined || fileSpace === undefined
      ? undefined
      : { of: 'file-properties', name: file, filegroup: fileSpace },
  27: (_, { names: { guide } }) => called('plan-guide', guide),
};

/** Whether a class is one that anything can be found by. */
export const isKnownClass = (of: number): boolean => CLASSES[of] !== undefined;

/** What a property of a class is on; undefined for what is SQL Server's own, which comes with it, or cannot be seen. */
export function placeOfClass(scope: DatabaseScope, of: number, row: NotedRow): NotedPlace | undefined {
  return CLASSES[of]?.(scope, row);
}

/** An object, a column of it, a part of it that is an object too, or what stands in no schema. */
function objectPlace(scope: DatabaseScope, row: NotedRow): NotedPlace | undefined {
  const { names, minor, parent, objectType } = row;
  if (names.trigger !== undefined) return called('database-trigger', names.trigger);
  if (names.notification !== undefined) return called('event-notification', names.notification);
  if (parent !== 0) {
    const isTrigger = objectType === 'TR' || objectType === 'TA';
    return inObject(scope, parent, isTrigger ? 'TRIGGER' : 'CONSTRAINT', names.object);
  }
  if (minor > 0) return inObject(scope, row.major, 'COLUMN', names.column);
  return placed('object', securableIndex(scope, 'OBJECT').get(row.major));
}

function inObject(
  scope: DatabaseScope,
  objectId: number,
  part: NonNullable<ExtendedProperty['part']>,
  partName: string | undefined,
): NotedPlace | undefined {
  const object = placed('object', securableIndex(scope, 'OBJECT').get(objectId));
  return object === undefined || partName === undefined ? undefined : { ...object, part, partName };
}

function placed(
  of: NotedPlace['of'],
  found: { readonly schema: string | undefined; readonly name: string } | undefined,
): NotedPlace | undefined {
  return found?.schema === undefined ? undefined : { of, schema: found.schema, name: found.name };
}

function called(of: DefinitionType, name: string | undefined): NotedPlace | undefined {
  return name === undefined ? undefined : { of, name };
}

function ofClass(word: SecurableClass, of: DefinitionType): Finder {
  return (scope, { major }) => called(of, securableIndex(scope, word).get(major)?.name);
}
