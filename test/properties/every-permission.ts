// Every combination of class, permission, state and column that the reference list has for a release, as facts.

import { readFileSync } from 'node:fs';
import { SECURABLE_CLASSES, type SecurableClass } from '../../src/model/catalog/securable-class.ts';
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import type { Fact, PermissionFact, PermissionState } from '../../src/model/fact.ts';
import { databaseFact } from '../model/database-fact.ts';

interface Listed {
  readonly class: SecurableClass;
  readonly permission: string;
  readonly since: number;
}

/** The rows of fixtures/catalog/permissions.tsv; one without a year counts for the newest release. */
export function listedPermissions(): readonly Listed[] {
  const path = new URL('../../fixtures/catalog/permissions.tsv', import.meta.url);
  const [header = '', ...lines] = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const columns = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    const cell = (name: string) => cells[columns.indexOf(name)] ?? '';
    const since = Number(cell('since'));
    return {
      class: cell('class_desc') as SecurableClass,
      permission: cell('permission_name'),
      since: Number.isNaN(since) ? 2025 : since,
    };
  });
}

/** What may stand on a column, by release. Source: "GRANT Object Permissions (Transact-SQL)". */
const ON_COLUMNS: Readonly<Record<string, number>> = {
  REFERENCES: 2012,
  SELECT: 2012,
  UNMASK: 2022,
  UPDATE: 2012,
};

/** Every combination of a release, each once. */
export function everyPermission(version: SqlVersion): readonly PermissionFact[] {
  return listedPermissions()
    .filter(({ since }) => since <= version)
    .flatMap(({ class: on, permission }) => [
      ...(['G', 'W', 'D'] as const).map((state) => factOf(on, permission, state)),
      ...(on === 'OBJECT' && (ON_COLUMNS[permission] ?? Number.NaN) <= version
        ? (['G', 'W', 'D', 'R'] as const).map((state) => factOf(on, permission, state, 'a column'))
        : []),
    ]);
}

/** A grantee for each state: the same permission to the same grantee is one row. A column is revoked from what is granted. */
const GRANTEES: Readonly<Record<PermissionState, string>> = {
  G: 'granted',
  W: 'granting',
  D: 'denied',
  R: 'granted',
};

function factOf(
  on: SecurableClass,
  permission: string,
  state: PermissionState,
  column?: string,
): PermissionFact {
  const { scope, schemaQualified } = SECURABLE_CLASSES[on];
  const isWhole = on === 'SERVER' || on === 'DATABASE';
  return {
    kind: 'permission',
    ...(scope === 'database' ? { database: 'app' } : {}),
    class: on,
    ...(schemaQualified ? { schema: 'a schema' } : {}),
    ...(isWhole ? {} : { name: `a thing of ${on}` }),
    ...(column === undefined ? {} : { column }),
    permission,
    grantee: `${GRANTEES[state]}${column === undefined || state === 'R' ? '' : ' on a column'}`,
    grantor: scope === 'database' ? 'dbo' : 'sa',
    state,
  };
}

/** The database they are in. */
export const APP: Fact = databaseFact('app', {
  owner: 'sa',
  brokerId: '00000000-0000-0000-0000-000000000000',
});

/** A permission fact as text, whatever the order of its properties. */
export function permissionLine(fact: PermissionFact): string {
  const { database, class: on, schema, name, column, permission, grantee, state } = fact;
  return JSON.stringify([database, on, schema, name, column, permission, grantee, state]);
}
