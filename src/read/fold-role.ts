// Members and names of roles, and application roles, into facts.
import type { Fact } from '../model/fact.ts';
import type { AlterRole, ApplicationRole } from '../parse/tree/statement.ts';
import type { FactStore } from './fact-store.ts';
import { foldRename } from './fold-removal.ts';

/** ALTER ROLE and ALTER SERVER ROLE. */
export function foldAlterRole(statement: AlterRole, store: FactStore, current: string): void {
  const isServer = statement.kind === 'alter-server-role';
  const scope = isServer ? {} : { database: current };
  const { name, operand, action } = statement;
  if (action === 'rename') {
    foldRename(store, scope.database, isServer ? 'server-role' : 'role', name, operand);
    return;
  }
  const fact: Fact = { kind: 'role-member', ...scope, role: name, member: operand };
  if (action === 'add-member') store.put(fact);
  else store.remove(fact);
}

/** CREATE and ALTER APPLICATION ROLE; false where one is changed that the script does not make. */
export function foldApplicationRole(statement: ApplicationRole, store: FactStore, database: string): boolean {
  const { name, defaultSchema, newName } = statement;
  const old = store.get({ kind: 'application-role', database, name });
  if (statement.kind === 'alter-application-role' && old === undefined) return false;
  const schema = defaultSchema ?? old?.defaultSchema ?? 'dbo';
  store.put({ kind: 'application-role', database, name, defaultSchema: schema });
  if (newName !== undefined) foldRename(store, database, 'application-role', name, newName);
  return true;
}
