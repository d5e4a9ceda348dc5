// The rules that rows of sys.database_permissions and sys.server_permissions keep on a real server.

import { COLUMN_PERMISSIONS } from '../../src/model/catalog/permission-names.ts';
import type { Scope } from '../../src/model/catalog/securable-class-row.ts';
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import type { CatalogClass } from '../server/engine/catalog/securable-classes.ts';
import { catalogClasses, sinceOfPermission } from '../server/engine/catalog/securable-classes.ts';
import { permissionNamed } from '../server/engine/security/covering.ts';
import type { RowRecord, Tables } from './environment.ts';
import { rowsOf } from './environment.ts';
import { keyText, sinceOf } from './row-key.ts';

/** Every fault of a scope's own permission rows; `all` has the shipped rows too. */
export function permissionFaults(
  tables: Tables,
  all: Tables,
  scope: Scope,
  oldest: SqlVersion,
): readonly string[] {
  // A shipped row that was taken away is none.
  const rows = rowsOf(tables, `sys.${scope}_permissions`).filter((row) => row['@absent'] !== 1);
  const seen = new Set<string>();
  const grantable = new Set(rows.filter((row) => row.state === 'W').map((row) => holding(row, 'grantee')));
  const keys = new Set(rows.map((row) => fullKey(row)));
  const securables = indexSecurables(all, scope, oldest);
  const columns = new Set(rowsOf(all, 'sys.columns').map((row) => `${row.object_id}/${row.column_id}`));
  return rows.flatMap((row) => {
    const place = `permission ${fullKey(row)} ${row.state}`;
    const faults: string[] = [];
    if (seen.has(fullKey(row))) faults.push('is there twice');
    seen.add(fullKey(row));
    const securable = securables.get(`${row.class}/${row.major_id}`);
    if (securable === undefined) return [`${place}: its securable is nowhere.`];
    const minor = Number(row.minor_id ?? 0);
    const { permission_name: name, state } = row;
    const permission = permissionNamed(securable.class, String(name));
    const since = permission && sinceOfPermission(permission);
    if (since === undefined) faults.push(`${securable.class} has no such permission`);
    else if (Math.max(since, securable.since) > sinceOf(row, oldest))
      faults.push(`comes with ${Math.max(since, securable.since)}`);
    if (minor > 0 && !columns.has(`${row.major_id}/${minor}`)) faults.push('its column is nowhere');
    if (minor > 0 && COLUMN_PERMISSIONS[String(name)] === undefined) faults.push('is not for columns');
    if (state === 'R' && (minor === 0 || !keys.has(fullKey({ ...row, minor_id: 0 })))) {
      faults.push('is a REVOKE without a row of the whole object');
    }
    const grantor = Number(row.grantor_principal_id);
    const holds = [row, { ...row, minor_id: 0 }].some((held) => grantable.has(holding(held, 'grantor')));
    if (grantor !== securable.owner && !holds)
      faults.push('its grantor neither owns the securable nor may grant');
    if (isUngrantable(Number(row.grantee_principal_id), scope))
      faults.push('nobody can grant that to its grantee');
    if (row.grantee_principal_id === securable.owner && !(name === 'CONNECT'))
      faults.push('its grantee is the owner');
    return faults.map((fault) => `${place}: ${fault}.`);
  });
}

interface Securable {
  readonly class: string;
  readonly owner: number;
  readonly since: number;
}

/** Permissions on system objects are dbo's to grant, though the schema is owned by sys. */
const SYS_SCHEMA = 4;

function indexSecurables(tables: Tables, scope: Scope, oldest: SqlVersion): ReadonlyMap<string, Securable> {
  const found = new Map<string, Securable>();
  const schemas = new Map(
    rowsOf(tables, 'sys.schemas').map((row) => [
      row.schema_id,
      row.schema_id === SYS_SCHEMA ? 1 : Number(row.principal_id),
    ]),
  );
  for (const [word, shape] of catalogClasses()) {
    if (shape.scope !== scope || shape.number === undefined) continue;
    if (word === 'DATABASE' || word === 'SERVER') {
      found.set(`${shape.number}/0`, { class: word, owner: 1, since: 2012 });
      continue;
    }
    for (const row of rowsOfClass(tables, shape)) {
      const { principalTypes, idColumn } = shape;
      if (principalTypes !== '' && !principalTypes.includes(String(row.type))) continue;
      const since = Math.max(sinceOf(row, oldest), shape.since);
      found.set(`${shape.number}/${row[idColumn]}`, {
        class: word,
        owner: ownerOf(row, shape, schemas),
        since,
      });
    }
  }
  return found;
}

function rowsOfClass(tables: Tables, shape: CatalogClass): readonly RowRecord[] {
  if (shape.view !== 'sys.all_objects') return rowsOf(tables, shape.view);
  return [...rowsOf(tables, 'sys.objects'), ...rowsOf(tables, 'sys.system_objects')];
}

/** The explicit owner, else the schema's, else dbo or sa. Roles say it in another column than the rest. */
function ownerOf(row: RowRecord, shape: CatalogClass, schemas: ReadonlyMap<unknown, number>): number {
  const own = shape.ownerColumn === undefined ? undefined : row[shape.ownerColumn];
  return Number(own ?? (shape.isInSchema ? schemas.get(row.schema_id) : undefined) ?? 1);
}

const holding = (row: RowRecord, who: 'grantee' | 'grantor'): string =>
  [row.class, row.major_id, row.minor_id ?? 0, row.permission_name, row[`${who}_principal_id`]].join('/');

const fullKey = (row: RowRecord): string => `${holding(row, 'grantee')}/${keyText(row.grantor_principal_id)}`;

/** sa, dbo, INFORMATION_SCHEMA, sys and the fixed roles can be granted nothing. */
function isUngrantable(grantee: number, scope: Scope): boolean {
  if (scope === 'server') return grantee === 1 || (grantee >= 3 && grantee <= 20);
  return [1, 3, 4].includes(grantee) || (grantee >= 16_384 && grantee <= 16_393);
}
