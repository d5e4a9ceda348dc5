// What has extended properties and is made elsewhere: by security, with the database, or with its files.
import type { DefinitionKind } from '../kind.ts';

type NotedType =
  | 'database-properties'
  | 'schema-properties'
  | 'user-properties'
  | 'filegroup-properties'
  | 'file-properties';

/** Nothing but its properties is written. */
export const NOTED_KIND: DefinitionKind<NotedType> = { statements: () => [], isHard: () => false };
