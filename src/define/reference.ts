// What a definition refers to by name. Objects, types and data spaces have names apart.
import type { ColumnShape } from '../model/definitions/table-shape.ts';
import type { NameSpace } from '../model/definitions/type-row.ts';
import type { TypeName } from '../model/definitions/type-shape.ts';

/** A name among those of its sort. */
export interface Reference {
  readonly space: NameSpace;
  readonly schema?: string;
  readonly name: string;
}

/** The types, and the defaults and rules, that columns are of. */
export function referencesOfColumns(columns: readonly ColumnShape[]): readonly Reference[] {
  return columns.flatMap(({ type, boundDefault, boundRule }) => [
    ...typeReference(type),
    ...[boundDefault, boundRule].flatMap((one) =>
      one === undefined ? [] : [{ space: 'object', ...one } as const],
    ),
  ]);
}

/** A type of a user; one of the system is there. */
export function typeReference(type: TypeName | undefined): readonly Reference[] {
  return type?.schema === undefined ? [] : [{ space: 'type', schema: type.schema, name: type.name }];
}
