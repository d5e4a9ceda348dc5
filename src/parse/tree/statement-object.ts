// Statements that make, drop and rename what may carry permissions and is no principal.
import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import type { NameParts } from './expression.ts';
import type { Node } from './statement-node.ts';

export interface CreateObject extends Node {
  readonly kind: 'create-object';
  readonly class: SecurableClass;
  /** The words for its type, upper case: `TABLE`, `PROCEDURE`, `SYMMETRIC KEY` … */
  readonly type: string;
  readonly name: NameParts;
  /** `CREATE OR ALTER`: what is there keeps its permissions. */
  readonly orAlter: boolean;
  /** AUTHORIZATION: who owns it instead of whoever makes it. */
  readonly owner?: string;
  /** Of an object the type that `sys.objects` has of it, of a type `alias`, `table` or `clr`; absent where that is not read. */
  readonly catalogType?: string;
}

/** `CREATE DATABASE`, not of a snapshot. */
export interface CreateDatabase extends Node {
  readonly kind: 'create-database';
  readonly name: string;
  /** It is made of files that are there (`FOR ATTACH`), and whatever is in them comes along. */
  readonly isAttached: boolean;
  readonly isContained: boolean;
  readonly collation?: string;
}

export interface DropObject extends Node {
  readonly kind: 'drop-object';
  readonly class: SecurableClass;
  readonly type: string;
  readonly names: readonly NameParts[];
  readonly ifExists: boolean;
}

/** `sp_rename`, `sp_renamedb`, `ALTER DATABASE … MODIFY NAME`. */
export interface RenameObject extends Node {
  readonly kind: 'rename-object';
  /** As the procedure takes it: `OBJECT`, `COLUMN`, `INDEX`, `USERDATATYPE`, `DATABASE`, `STATISTICS`. */
  readonly type: string;
  /** Of a column or an index with the table's name in front. */
  readonly name: NameParts;
  readonly newName: string;
}

/** Any of them. */
export type ObjectStatement = CreateObject | CreateDatabase | DropObject | RenameObject;
