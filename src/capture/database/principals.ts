// Users, roles and application roles. Users find their login by SID, never by name; roles are owned by principals
// of the same view, so facts are made after its last row.

import type { Row } from '../../connect/driver.ts';
import { mayHaveLogin, principalKind } from '../../model/catalog/principal-kind.ts';
import {
  DATABASE_PRINCIPAL_ID,
  systemDatabasePrincipal,
  WITHOUT_LOGIN_SID_PREFIX,
} from '../../model/catalog/system-principals.ts';
import { defined } from '../../model/defined.ts';
import type { AuthenticationType, UserFact, UserType } from '../../model/fact.ts';
import { code, flag, hex, id, integer, name, text } from '../batch/cell.ts';
import { type ColumnIndex, defineQuery } from '../batch/query.ts';
import { neededOwner } from '../principal.ts';
import { type DatabaseScope, securableIndex } from '../scope.ts';

const COLUMNS = [
  'principal_id',
  'name',
  'type',
  'sid',
  'default_schema_name',
  'owning_principal_id',
] as const;
const OPTIONAL = [
  'is_fixed_role',
  'authentication_type',
  'default_language_name',
  'allow_encrypted_value_modifications',
] as const;

type At = ColumnIndex<(typeof COLUMNS)[number] | (typeof OPTIONAL)[number]>;

/** `sys.database_principals`. */
export const databasePrincipals = defineQuery<DatabaseScope>()({
  name: 'database principals',
  view: 'sys.database_principals',
  columns: COLUMNS,
  optional: OPTIONAL,
  read: (scope, at) => {
    const rows: Row[] = [];
    return {
      row(row) {
        rows.push(row);
        index(scope, at, row);
      },
      end() {
        for (const row of rows) addFact(scope, at, row);
      },
    };
  },
});

function index(scope: DatabaseScope, at: At, row: Row): void {
  const principalId = id(row[at.principal_id]);
  const principalName = name(row[at.name]);
  const type = code(row[at.type]);
  const kind = principalKind(type)?.databaseClass;
  const sid = isDbo(principalId) ? hex(row[at.sid]) : undefined;
  if (sid !== undefined) scope.identity.dboSid = sid;
  scope.principals.set(principalId, {
    id: principalId,
    name: principalName,
    type,
    isKnown: kind !== undefined,
  });
  securableIndex(scope, 'USER').set(principalId, {
    class: kind ?? 'USER',
    schema: undefined,
    name: principalName,
    isShipped: false,
  });
}

function addFact(scope: DatabaseScope, at: At, row: Row): void {
  const { database, facts, ledger } = scope;
  const type = code(row[at.type]);
  const principalName = name(row[at.name]);
  const fixed = flag(row[at.is_fixed_role]);
  const rule = systemDatabasePrincipal(database, type, id(row[at.principal_id]), principalName, fixed);
  if (rule !== undefined) {
    ledger.exclude(rule, principalName);
  } else if (type === 'R') {
    const owner = neededOwner(scope.principals, integer(row[at.owning_principal_id]), 'roles', ledger);
    if (owner !== undefined) facts.push({ kind: 'role', database, name: principalName, owner });
  } else if (type === 'A') {
    const defaultSchema = text(row[at.default_schema_name]);
    facts.push(defined({ kind: 'application-role' as const, database, name: principalName, defaultSchema }));
  } else if (principalKind(type)?.databaseClass === 'USER') {
    facts.push(userFact(scope, at, row, type as UserType));
  } else {
    const fact = `sys.database_principals has rows of type ${type}, which is not known.`;
    ledger.omit('unknown-principal-type', fact, 'Use a release of regrant that knows the type.', 1);
  }
}

function userFact(scope: DatabaseScope, at: At, row: Row, type: UserType): UserFact {
  const sid = hex(row[at.sid]);
  const authenticationType = authenticationOf(scope, integer(row[at.authentication_type]), type, sid);
  const certificate = type === 'C' && sid !== undefined ? scope.certificateBySid.get(sid) : undefined;
  const asymmetricKey = type === 'K' && sid !== undefined ? scope.asymmetricKeyBySid.get(sid) : undefined;
  const hasLogin = mayHaveLogin({ type, authenticationType, certificate, asymmetricKey });
  return defined({
    kind: 'user' as const,
    database: scope.database,
    name: name(row[at.name]),
    type,
    authenticationType,
    sid,
    login: hasLogin && sid !== undefined ? scope.server.loginBySid.get(sid) : undefined,
    defaultSchema: text(row[at.default_schema_name]),
    defaultLanguage: text(row[at.default_language_name]),
    allowEncryptedValueModifications: flag(row[at.allow_encrypted_value_modifications]) || undefined,
    certificate,
    asymmetricKey,
  });
}

/** The view's own value where it has one that is known; else what the view computes it from. */
function authenticationOf(
  scope: DatabaseScope,
  value: number | undefined,
  type: UserType,
  sid: string | undefined,
): AuthenticationType {
  if (value !== undefined && value >= 0 && value <= 4) return value as AuthenticationType;
  if (value !== undefined) {
    const fact = `sys.database_principals has the authentication_type ${value}, which is not known.`;
    scope.ledger.omit('unknown-authentication-type', fact, 'Check these users by hand.', 1);
  }
  if (type === 'U' || type === 'G') return 3;
  if (type === 'E' || type === 'X') return 4;
  return type === 'S' && sid !== undefined && !sid.startsWith(WITHOUT_LOGIN_SID_PREFIX) ? 1 : 0;
}

/** Whether an id is that of dbo. */
export function isDbo(principalId: number): boolean {
  return principalId === DATABASE_PRINCIPAL_ID.dbo;
}
