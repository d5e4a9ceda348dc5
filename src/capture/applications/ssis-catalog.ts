// Who may do what in the catalogue of Integration Services: on its folders, projects and environments. What stands for runs
// of packages is history, which every run adds to: it is counted and left out.
// Sources: "catalog.explicit_object_permissions", "catalog.folders", "catalog.projects", "catalog.environments (SSISDB
// Database)" (Microsoft).

import { defined } from '../../model/defined.ts';
import {
  SSIS_OPERATION,
  type SsisObjectType,
  ssisObjectTypeOf,
  ssisPermissionOf,
} from '../../model/facts/ssis-permission.ts';
import { keyOfParts } from '../../model/identity.ts';
import { flag, id, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { SEE_MORE } from '../principal.ts';
import type { DatabaseScope } from '../scope.ts';
import { defineApplication } from './application.ts';

interface SsisCatalog {
  readonly scope: DatabaseScope;
  readonly folders: Map<number, string>;
  /** Where each thing is, by the key of its type and its id. */
  readonly places: Map<string, { readonly folder: string; readonly name?: string }>;
}

const folders = defineQuery<SsisCatalog>()({
  name: 'folders of the Integration Services catalogue',
  view: 'catalog.folders',
  columns: ['folder_id', 'name'],
  read: (catalog, at) => ({
    row(row) {
      const [number, folder] = [id(row[at.folder_id]), name(row[at.name])];
      catalog.folders.set(number, folder);
      catalog.places.set(keyOfParts('folder', number), { folder });
    },
  }),
});

const projects = defineQuery<SsisCatalog>()({
  name: 'projects of the Integration Services catalogue',
  view: 'catalog.projects',
  columns: ['project_id', 'folder_id', 'name'],
  read: (catalog, at) => ({
    row: (row) => place(catalog, 'project', row[at.project_id], row[at.folder_id], row[at.name]),
  }),
});

const environments = defineQuery<SsisCatalog>()({
  name: 'environments of the Integration Services catalogue',
  view: 'catalog.environments',
  columns: ['environment_id', 'folder_id', 'name'],
  read: (catalog, at) => ({
    row: (row) => place(catalog, 'environment', row[at.environment_id], row[at.folder_id], row[at.name]),
  }),
});

function place(
  { folders: known, places }: SsisCatalog,
  type: SsisObjectType,
  number: unknown,
  folderId: unknown,
  called: unknown,
): void {
  const folder = known.get(id(folderId));
  if (folder !== undefined) places.set(keyOfParts(type, id(number)), { folder, name: name(called) });
}

const permissions = defineQuery<SsisCatalog>()({
  name: 'permissions of the Integration Services catalogue',
  view: 'catalog.explicit_object_permissions',
  columns: ['object_type', 'object_id', 'principal_id', 'permission_type', 'is_deny'],
  expressions: { grantee_name: '[r].[name]' },
  narrow: (query) => query.leftJoin('sys.database_principals as r', 'r.principal_id', 'v.principal_id'),
  read: ({ scope: { ledger, facts, database }, places }, at) => ({
    row(row) {
      const number = id(row[at.object_type]);
      if (number === SSIS_OPERATION) {
        ledger.exclude('permission-of-run');
        return;
      }
      const objectType = ssisObjectTypeOf(number);
      const permission = objectType && ssisPermissionOf(id(row[at.permission_type]), objectType);
      if (objectType === undefined || permission === undefined) {
        const fact = 'The Integration Services catalogue has permissions which are not known.';
        ledger.omit('unknown-ssis-permission', fact, 'Use a release of regrant that knows them.', 1);
        return;
      }
      const where = places.get(keyOfParts(objectType, id(row[at.object_id])));
      if (where === undefined) {
        const fact = `The Integration Services catalogue speaks of a ${objectType} which is not visible.`;
        ledger.omit('unresolved-id', fact, SEE_MORE, 1);
        return;
      }
      const grantee = text(row[at.grantee_name]);
      if (integer(row[at.principal_id]) === undefined || grantee === undefined) {
        ledger.exclude('orphan-ssis-permission', `${objectType} ${where.folder} / ${where.name ?? ''}`);
        const fact = `A permission on the ${objectType} ${where.name ?? where.folder} of the Integration Services catalogue is of somebody who is gone.`;
        ledger.note('orphan-ssis-permission', fact);
        return;
      }
      const isDenied = flag(row[at.is_deny]);
      const kind = 'ssis-permission' as const;
      facts.push(defined({ kind, database, objectType, ...where, permission, grantee, isDenied }));
    },
  }),
});

/** The role whose members see every row; others see what they may read. Source: "catalog.folders (SSISDB Database)". */
const SEES_ALL = 'ssis_admin';

/** The catalogue of Integration Services. */
export const SSIS_CATALOG = defineApplication<SsisCatalog>({
  what: 'permissions of the Integration Services catalogue',
  seesAll: SEES_ALL,
  tables: [
    [
      'catalog.explicit_object_permissions',
      ['object_type', 'object_id', 'principal_id', 'permission_type', 'is_deny'],
    ],
    ['catalog.folders', ['folder_id', 'name']],
    ['catalog.projects', ['project_id', 'folder_id', 'name']],
    ['catalog.environments', ['environment_id', 'folder_id', 'name']],
  ],
  queries: [folders, projects, environments, permissions],
  begin: (scope) => ({ scope, folders: new Map(), places: new Map() }),
  finish: async ({ scope }) => {
    const { server, principals, tokens, ledger } = scope;
    const admins = [...principals].find(([, principal]) => principal.name === SEES_ALL)?.[0];
    if (server.probe.isSysadmin || (admins !== undefined && tokens.has(admins))) return;
    ledger.omit(
      'ssis-rows-hidden',
      `${server.probe.login} sees of the Integration Services catalogue only what it may read itself.`,
      `Put its user into the role ${SEES_ALL} of the database, or capture as sysadmin.`,
    );
  },
});
