// Where the session really is, whether everything there is visible to the capturing login, and which applications the
// database is of.
import { recognition } from '../applications/application.ts';
import { APPLICATION_NAMES } from '../applications/application-name.ts';
import { APPLICATIONS } from '../applications/applications.ts';
import { integer, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';

/** The database's own name and collation, and `HAS_PERMS_BY_NAME` for what a capture needs. */
export const databaseIdentity = defineQuery<DatabaseScope>()({
  name: 'database identity',
  columns: [],
  expressions: {
    database_name: 'DB_NAME()',
    collation_name: `CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128))`,
    // The name is read as one of several parts: quoted, a dot in it is no separator.
    sees_all: `HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'VIEW DEFINITION')`,
    report_server: recognition(APPLICATIONS.report_server),
    service_manager: recognition(APPLICATIONS.service_manager),
    ssis_catalog: recognition(APPLICATIONS.ssis_catalog),
  },
  read: (scope, at) => ({
    row(row) {
      const name = text(row[at.database_name]);
      const collation = text(row[at.collation_name]);
      if (name !== undefined) scope.identity.name = name;
      if (collation !== undefined) scope.identity.collation = collation;
      const sees = integer(row[at.sees_all]);
      if (sees !== undefined) scope.identity.seesAll = sees === 1;
      for (const application of APPLICATION_NAMES) {
        const mayRead = integer(row[at[application]]);
        if (mayRead !== undefined) scope.applications.set(application, { mayRead: mayRead === 1 });
      }
    },
  }),
});
