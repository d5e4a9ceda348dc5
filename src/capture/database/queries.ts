// Every query of a database's scope, in an order in which each finds what it refers to already read.
import { specificationQueries } from '../audit-specifications.ts';
import type { CatalogQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';
import { securableQueries } from '../securables.ts';
import { assemblies, assemblyHashes } from './assemblies.ts';
import { databaseIdentity } from './identity.ts';
import { asymmetricKeySids, certificateSids } from './keys.ts';
import { objects, permittedColumns, permittedObjects } from './objects.ts';
import { databasePermissions, userTokens } from './permissions.ts';
import { databasePrincipals } from './principals.ts';
import { databaseRoleMembers } from './role-members.ts';
import { schemas } from './schemas.ts';
import { types } from './types.ts';

/** A database's queries. */
export const DATABASE_QUERIES: readonly CatalogQuery<DatabaseScope>[] = [
  databaseIdentity,
  certificateSids,
  asymmetricKeySids,
  databasePrincipals,
  databaseRoleMembers,
  schemas,
  objects,
  types,
  assemblyHashes,
  assemblies,
  ...securableQueries('database'),
  permittedObjects,
  permittedColumns,
  userTokens,
  databasePermissions,
  ...specificationQueries<DatabaseScope>('database', ({ server }) => server),
];
