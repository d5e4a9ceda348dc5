// The classes that need no knowledge of their own, of the server and of databases alike: view, id, name and what ships
// with SQL Server come from the table of securable classes.

import { classesOf, SECURABLE_CLASSES, type SecurableClass } from '../model/catalog/securable-class.ts';
import type { Scope } from '../model/catalog/securable-class-row.ts';
import { defined } from '../model/defined.ts';
import { factKindOf } from '../model/fact-shape.ts';
import { id, integer, name, text } from './batch/cell.ts';
import { type CatalogQuery, defineQuery } from './batch/query.ts';
import { ownerName } from './principal.ts';
import { schemaName } from './schema-name.ts';
import { type ReadScope, securableIndex } from './scope.ts';

/** A scope whose securables may be in schemas. */
export interface SecurableScope extends ReadScope {
  /** The database; absent on the server. */
  readonly database?: string;
  /** Schemas by id; absent on the server. */
  readonly schemas?: ReadonlyMap<number, string>;
}

/** One query for each class of a scope that is no kind of fact of its own and has no query of its own. */
export function securableQueries(scope: Scope): readonly CatalogQuery<SecurableScope>[] {
  return classesOf(scope).flatMap((of) => {
    const { view, idColumn, hasOwnQuery } = SECURABLE_CLASSES[of];
    if (factKindOf(of) !== 'securable' || hasOwnQuery || view === undefined || idColumn === undefined)
      return [];
    return [securableQuery(of, view, idColumn)];
  });
}

function securableQuery(of: SecurableClass, view: string, idColumn: string): CatalogQuery<SecurableScope> {
  const { nameColumn, schemaQualified, viewSince, isShipped } = SECURABLE_CLASSES[of];
  return defineQuery<SecurableScope>()({
    name: view,
    view,
    since: viewSince,
    columns: [idColumn, nameColumn, ...(schemaQualified ? ['schema_id'] : [])] as string[],
    optional: ['principal_id', 'credential_identity'],
    read: (scope, at) => {
      const index = securableIndex(scope, of);
      const [idAt = 0, nameAt = 0, schemaAt = 0] = [idColumn, nameColumn, 'schema_id'].map(
        (column) => at[column],
      );
      const [ownerAt = 0, identityAt = 0] = [at.principal_id, at.credential_identity];
      return {
        row(row) {
          const securableId = id(row[idAt]);
          const securableName = name(row[nameAt]);
          const schema = schemaQualified ? schemaName(scope, id(row[schemaAt])) : undefined;
          if (schemaQualified && schema === undefined) return;
          const isOurs = !isShipped(securableId, securableName);
          index.set(securableId, { class: of, schema, name: securableName, isShipped: !isOurs });
          if (!isOurs) {
            scope.ledger.exclude('system-securable', securableName);
            return;
          }
          scope.facts.push(
            defined({
              kind: 'securable' as const,
              database: scope.database,
              class: of,
              schema,
              name: securableName,
              owner: ownerName(scope.principals, integer(row[ownerAt]), 'securables', scope.ledger),
              identity: text(row[identityAt]),
            }),
          );
        },
      };
    },
  });
}
