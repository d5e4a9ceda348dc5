// The classes that need no knowledge of their own: view, id and name come from the table of securable classes.
import { defined } from '../../model/defined.ts';
import { SECURABLE_CLASSES, type SecurableClass } from '../../model/securable-class.ts';
import { isSystemSecurable } from '../../model/system-securable.ts';
import type { SqlVersion } from '../../model/version.ts';
import { id, integer, name, text } from '../cell.ts';
import { ownerName } from '../principal.ts';
import { type CatalogQuery, defineQuery } from '../query.ts';
import { type DatabaseScope, securableIndex } from '../scope.ts';
import { schemaName } from './objects.ts';

/** Classes read elsewhere, with more than a name and an owner, or that have no view of their own rows. */
const ELSEWHERE: ReadonlySet<SecurableClass> = new Set<SecurableClass>([
  'DATABASE',
  'OBJECT',
  'SCHEMA',
  'USER',
  'ROLE',
  'APPLICATION ROLE',
  'ASSEMBLY',
  'TYPE',
]);

/** The release that brought a view, where it is older than the permissions on its rows. */
const VIEW_SINCE: Readonly<Partial<Record<SecurableClass, SqlVersion>>> = {
  'DATABASE SCOPED CREDENTIAL': 2016,
};

/** One query for each remaining class of a database. */
export const securables: readonly CatalogQuery<DatabaseScope>[] = (
  Object.keys(SECURABLE_CLASSES) as SecurableClass[]
).flatMap((securable) => {
  const row = SECURABLE_CLASSES[securable];
  if (row.scope !== 'database' || ELSEWHERE.has(securable)) return [];
  if (row.number === undefined || row.view === undefined || row.idColumn === undefined) return [];
  return [
    securableQuery(securable, {
      number: row.number,
      view: row.view,
      idColumn: row.idColumn,
      nameColumn: row.nameColumn ?? 'name',
      schemaQualified: row.schemaQualified,
      since: VIEW_SINCE[securable] ?? row.since,
    }),
  ];
});

interface SecurableSource {
  readonly number: number;
  readonly view: string;
  readonly idColumn: string;
  readonly nameColumn: string;
  readonly schemaQualified: boolean;
  readonly since: SqlVersion;
}

function securableQuery(securable: SecurableClass, source: SecurableSource): CatalogQuery<DatabaseScope> {
  const schemaColumn = source.schemaQualified ? ['schema_id'] : [];
  return defineQuery<DatabaseScope>()({
    name: source.view,
    view: source.view,
    since: source.since,
    columns: [source.idColumn, source.nameColumn, ...schemaColumn] as string[],
    optional: ['principal_id', 'credential_identity'],
    read: (scope, at) => {
      const index = securableIndex(scope, source.number);
      const [idAt, nameAt, schemaAt] = [source.idColumn, source.nameColumn, 'schema_id'].map(
        (column) => at[column] ?? Number.NaN,
      ) as [number, number, number];
      const [ownerAt, identityAt] = ['principal_id', 'credential_identity'].map(
        (column) => at[column] ?? Number.NaN,
      ) as [number, number];
      return {
        row(row) {
          const securableId = id(row[idAt]);
          const securableName = name(row[nameAt]);
          const schema = source.schemaQualified ? schemaName(scope, id(row[schemaAt])) : undefined;
          if (source.schemaQualified && schema === undefined) return;
          const isShipped = isSystemSecurable(securable, securableId, securableName);
          index.set(securableId, { class: securable, schema, name: securableName, isShipped });
          if (isShipped) {
            scope.ledger.exclude('system-securable', securableName);
            return;
          }
          const ownerId = integer(row[ownerAt]);
          scope.facts.push(
            defined({
              kind: 'securable' as const,
              database: scope.database,
              class: securable,
              schema,
              name: securableName,
              owner: ownerName(scope.principals, ownerId, 'securables', scope.ledger),
              identity: text(row[identityAt]),
            }),
          );
        },
      };
    },
  });
}
