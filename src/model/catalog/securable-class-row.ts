// What the product knows of a class of securables, and what most of them have alike.
import type { PermissionNames } from './permission-list.ts';
import type { SqlVersion } from './version.ts';

/** Where a class lives: on the server or in a database. */
export type Scope = 'server' | 'database';

/** What the product knows of one securable class. */
export interface SecurableClassRow<Branch extends string = string> {
  /** `class` of the permission views; undefined where no documentation gives it (matched on name only). */
  readonly number: number | undefined;
  readonly scope: Scope;
  /** The catalogue view that `major_id` names a row of, and the columns of its id and name. */
  readonly view: string | undefined;
  readonly idColumn: string | undefined;
  readonly nameColumn: string;
  /** The branch of the object tree that it is in; undefined where the type of the single securable decides. */
  readonly branch: Branch | undefined;
  /** Names of permissions on it, by the release that brought each. */
  readonly permissions: PermissionNames;
  /** Whether the name takes a schema in front. */
  readonly schemaQualified: boolean;
  /** The release that brought permissions on it, and the one that brought its view where that is older. */
  readonly since: SqlVersion;
  readonly viewSince: SqlVersion;
  /** Who owns one that no owner is told of: who owns its schema, dbo or sa, or nobody. */
  readonly owner: 'schema' | 'principal' | 'none';
  /** The column that tells the owner, by id or by SID. */
  readonly ownerColumn: 'principal_id' | 'owning_principal_id' | 'owner_sid';
  /** Where that column is, if not in the view: what to read, which column has the name and which row the owner. */
  readonly ownerSource?: { readonly from: string; readonly nameColumn: string; readonly row: string };
  /** Whether ALTER AUTHORIZATION takes this class, with the same word. */
  readonly alterAuthorization: boolean;
  /** Whether a role or a group can be given one. */
  readonly isGivenToGroups: boolean;
  /** Whether capture reads it with a query of its own: it has more than a name and an owner, or an id from elsewhere. */
  readonly hasOwnQuery: boolean;
  /** Whether names are compared byte by byte, whatever the collation: Service Broker's ("Service Broker Identity"). */
  readonly hasBinaryName: boolean;
  /** Whether one is SQL Server's own, by its id and name: not a fact, though permissions on it are. */
  readonly isShipped: (id: number, name: string) => boolean;
}

type Rest = Partial<Omit<SecurableClassRow, 'number' | 'view' | 'idColumn' | 'branch' | 'permissions'>>;

/** The row of a class in databases; `rest` is what it has otherwise than most. */
export const database = <const Branch extends string>(
  number: number | undefined,
  view: string | undefined,
  idColumn: string | undefined,
  branch: Branch | undefined,
  permissions: PermissionNames,
  rest: Rest = {},
): SecurableClassRow<Branch> => ({
  number,
  scope: 'database',
  view,
  idColumn,
  nameColumn: 'name',
  branch,
  permissions,
  schemaQualified: false,
  since: 2012,
  viewSince: rest.since ?? 2012,
  owner: 'principal',
  ownerColumn: 'principal_id',
  alterAuthorization: true,
  isGivenToGroups: true,
  hasOwnQuery: false,
  hasBinaryName: false,
  isShipped: () => false,
  ...rest,
});

/** The row of a class of the server. */
export const server: typeof database = (number, view, idColumn, branch, permissions, rest) =>
  database(number, view, idColumn, branch, permissions, { scope: 'server', ...rest });
