// What only SQL logins have: policy flags, the password's hash, and the states of LOGINPROPERTY.

import { isSystemLogin } from '../../model/catalog/system-principals.ts';
import { ENGINE } from '../../model/catalog/version.ts';
import { flag, hex, id, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { SEE_MORE } from '../principal.ts';
import type { ServerScope } from '../scope.ts';

const SA_ID = 1;

const property = (of: string): string => `CAST(LOGINPROPERTY([v].[name], '${of}') AS int)`;

/** `sys.sql_logins`. */
export const sqlLogins = defineQuery<ServerScope>()({
  name: 'SQL logins',
  view: 'sys.sql_logins',
  columns: ['principal_id', 'name'],
  optional: ['is_policy_checked', 'is_expiration_checked', 'password_hash'],
  expressions: {
    is_must_change: property('IsMustChange'),
    is_locked: property('IsLocked'),
    is_expired: property('IsExpired'),
  },
  secret: ['password_hash'],
  read: (scope, at) => {
    let hidden = 0;
    return {
      row(row) {
        const principal = id(row[at.principal_id]);
        const hash = hex(row[at.password_hash]);
        if (hash === undefined && principal !== SA_ID && !isSystemLogin('S', name(row[at.name]))) hidden += 1;
        scope.sqlLogins.set(principal, {
          isPolicyChecked: flag(row[at.is_policy_checked]),
          isExpirationChecked: flag(row[at.is_expiration_checked]),
          hash,
          isMustChange: flag(row[at.is_must_change]),
          isLocked: flag(row[at.is_locked]),
          isExpired: flag(row[at.is_expired]),
        });
      },
      end() {
        if (hidden > 0 && scope.readsPasswords) reportHidden(scope, hidden);
      },
    };
  },
});

function reportHidden(scope: ServerScope, hidden: number): void {
  if (scope.catalog.engineEdition === ENGINE.azureSqlDatabase) {
    scope.ledger.note('azure-no-hashes', 'Azure SQL Database shows no password hashes.', hidden);
    return;
  }
  const fact = `The password hashes of SQL logins are hidden from ${scope.probe.login}.`;
  scope.ledger.omit('hidden-password-hash', fact, SEE_MORE, hidden);
}
