// Logins and server roles. Both come from one view, and roles are owned by principals of the same view, so facts
// are made after its last row.

import type { Row } from '../../connect/driver.ts';
import { principalKind } from '../../model/catalog/principal-kind.ts';
import { systemServerPrincipal } from '../../model/catalog/system-principals.ts';
import { defined } from '../../model/defined.ts';
import type { LoginFact, LoginType } from '../../model/fact.ts';
import { ordinal } from '../../model/order.ts';
import { code, flag, hex, id, integer, name, text } from '../batch/cell.ts';
import { type ColumnIndex, defineQuery } from '../batch/query.ts';
import { neededOwner, SEE_MORE } from '../principal.ts';
import { type ServerScope, securableIndex } from '../scope.ts';

const COLUMNS = ['principal_id', 'name', 'type', 'sid', 'is_disabled'] as const;
const OPTIONAL = [
  'default_database_name',
  'default_language_name',
  'credential_id',
  'owning_principal_id',
  'is_fixed_role',
] as const;

type At = ColumnIndex<(typeof COLUMNS)[number] | (typeof OPTIONAL)[number]>;

/** `sys.server_principals`. */
export const serverPrincipals = defineQuery<ServerScope>()({
  name: 'server principals',
  view: 'sys.server_principals',
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

function index(scope: ServerScope, at: At, row: Row): void {
  const principalId = id(row[at.principal_id]);
  const principalName = name(row[at.name]);
  const type = code(row[at.type]);
  const sid = hex(row[at.sid]);
  const isRole = type === 'R';
  const kind = principalKind(type)?.serverClass;
  scope.principals.set(principalId, {
    id: principalId,
    name: principalName,
    type,
    isKnown: kind !== undefined,
  });
  if (sid !== undefined && !isRole) scope.loginBySid.set(sid, principalName);
  securableIndex(scope, 'LOGIN').set(principalId, {
    class: kind ?? 'LOGIN',
    schema: undefined,
    name: principalName,
    isShipped: false,
  });
}

function addFact(scope: ServerScope, at: At, row: Row): void {
  const type = code(row[at.type]);
  const principalName = name(row[at.name]);
  const principalId = id(row[at.principal_id]);
  const rule = systemServerPrincipal(type, principalId, principalName, flag(row[at.is_fixed_role]));
  if (rule !== undefined) {
    scope.ledger.exclude(rule, principalName);
  } else if (type === 'R') {
    const owner = neededOwner(
      scope.principals,
      integer(row[at.owning_principal_id]),
      'server roles',
      scope.ledger,
    );
    if (owner !== undefined) scope.facts.push({ kind: 'server-role', name: principalName, owner });
  } else if (principalKind(type)?.serverClass === 'LOGIN') {
    scope.facts.push(loginFact(scope, at, row, type as LoginType));
  } else {
    const fact = `sys.server_principals has rows of type ${type}, which is not known.`;
    scope.ledger.omit('unknown-principal-type', fact, 'Use a release of regrant that knows the type.', 1);
  }
}

function loginFact(scope: ServerScope, at: At, row: Row, type: LoginType): LoginFact {
  const principalId = id(row[at.principal_id]);
  const sid = hex(row[at.sid]) ?? '0x';
  const sql = scope.sqlLogins.get(principalId);
  if (type === 'S' && sql === undefined) {
    scope.ledger.omit('hidden-login', 'SQL logins are missing from sys.sql_logins.', SEE_MORE, 1);
  }
  return defined({
    kind: 'login' as const,
    name: name(row[at.name]),
    type,
    sid,
    isDisabled: flag(row[at.is_disabled]),
    defaultDatabase: text(row[at.default_database_name]),
    defaultLanguage: text(row[at.default_language_name]),
    isPolicyChecked: sql?.isPolicyChecked,
    isExpirationChecked: sql?.isExpirationChecked,
    ...scope.passwordPart(sql?.hash),
    isMustChange: sql?.isMustChange || undefined,
    isLocked: sql?.isLocked || undefined,
    isExpired: sql?.isExpired || undefined,
    credential: scope.credentials.get(integer(row[at.credential_id]) ?? Number.NaN),
    providerCredentials: credentialNames(scope, principalId),
    certificate: type === 'C' ? scope.certificateBySid.get(sid) : undefined,
    asymmetricKey: type === 'K' ? scope.asymmetricKeyBySid.get(sid) : undefined,
  });
}

function credentialNames(scope: ServerScope, principalId: number): readonly string[] | undefined {
  const names = (scope.providerCredentials.get(principalId) ?? []).flatMap(
    (credential) => scope.credentials.get(credential) ?? [],
  );
  return names.length > 0 ? names.sort(ordinal) : undefined;
}
