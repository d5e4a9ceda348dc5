// GRANT, DENY and REVOKE into permission facts, one per row the catalogue would hold ("GRANT", "DENY", "REVOKE
// (Transact-SQL)"): a column has a row only where it differs from its object, a later statement replaces the state.
import type { FactOf, PermissionState } from '../model/fact.ts';
import { permissionSince } from '../model/permission-names.ts';
import { SECURABLE_CLASSES, type SecurableClass } from '../model/securable-class.ts';
import { ALL_ON_DATABASE, catalogName } from '../parse/grammar/permission-name.ts';
import type { DiagnosticCode } from '../parse/tree/diagnostic.ts';
import type { PermissionStatement, SecurableName } from '../parse/tree/statement.ts';
import type { FactStore } from './fact-store.ts';

type Permission = FactOf<'permission'>;

/** A securable as facts name it. */
export interface Securable {
  readonly database?: string;
  readonly class: SecurableClass;
  readonly schema?: string;
  readonly name?: string;
}

/** What folding needs to know besides the statement. */
export interface FoldContext {
  readonly store: FactStore;
  /** The current database. */
  readonly database: string;
  /** The name of sa, which grants on the server by default. */
  readonly saName: string;
  readonly say: (fact: string, remedy: string, code: DiagnosticCode) => void;
}

/** The securable that a statement names, in the current database unless it is the server's. */
export function securableOf(
  { class: found = 'OBJECT', name }: SecurableName,
  context: FoldContext,
): Securable {
  const last = name.at(-1) ?? '';
  if (found === 'SERVER') return { class: found };
  if (found === 'DATABASE') return { database: last === '' ? context.database : last, class: found };
  if (SECURABLE_CLASSES[found].scope === 'server') return { class: found, name: last };
  const database = context.database;
  if (!SECURABLE_CLASSES[found].schemaQualified) return { database, class: found, name: last };
  const other = name.length > 2 ? name.at(-3) : undefined;
  if (other !== undefined && other !== '' && other !== database) {
    context.say(
      'Permissions and owners of another database cannot be changed from here.',
      `Run it in ${other}.`,
      'refused',
    );
  }
  return { database, class: found, schema: name.at(-2) || 'dbo', name: last };
}

/** Folds one statement. */
export function foldPermission(statement: PermissionStatement, context: FoldContext): void {
  for (const item of statement.permissions) {
    for (const permission of namesOf(item.permission, statement, context)) {
      const securable = target(statement, permission, context);
      if (permissionSince(securable.class, permission) === undefined) {
        context.say(
          `No ${securable.class} has a permission ${permission}.`,
          'Check the name; it is kept as it stands.',
          'unknown-permission',
        );
      }
      const columns = item.columns.length > 0 ? item.columns : statement.columns;
      for (const grantee of granteesOf(statement, context)) {
        const row = { ...securable, permission, grantee, grantor: grantorOf(statement, securable, context) };
        if (columns.length === 0) foldRow(statement, row, context.store);
        for (const column of columns) foldColumn(statement, { ...row, column }, context.store);
      }
    }
  }
}

function namesOf(
  permission: string,
  statement: PermissionStatement,
  context: FoldContext,
): readonly string[] {
  if (permission !== 'ALL') return [catalogName(permission)];
  const { securable } = statement;
  if (securable === undefined || securable.class === 'DATABASE') {
    return ALL_ON_DATABASE.filter((name) => name !== 'CREATE DATABASE' || context.database === 'master');
  }
  const remedy =
    'Write the permissions out; what ALL means depends on what the object is, which a script does not say.';
  context.say('ALL on an object is not in the facts.', remedy, 'ambiguous');
  return [];
}

function target(statement: PermissionStatement, permission: string, context: FoldContext): Securable {
  if (statement.securable !== undefined) return securableOf(statement.securable, context);
  if (permissionSince('SERVER', permission) !== undefined) return { class: 'SERVER' };
  return { database: context.database, class: 'DATABASE' };
}

function granteesOf(statement: PermissionStatement, context: FoldContext): string[] {
  return statement.grantees.flatMap((grantee) => {
    if (grantee.kind === 'principal') return [grantee.name];
    if (grantee.kind === 'public') return ['public'];
    context.say('NULL is nobody.', 'Name a principal.', 'refused');
    return [];
  });
}

/** AS whom, else the owner of the securable, whom the server records when an administrator grants. */
function grantorOf(statement: PermissionStatement, on: Securable, { store, saName }: FoldContext): string {
  if (statement.grantor !== undefined) return statement.grantor;
  const { database, name } = on;
  if (on.class === 'SERVER ROLE') return store.get({ kind: 'server-role', name })?.owner ?? saName;
  if (database === undefined) return store.get({ kind: 'securable', ...on })?.owner ?? saName;
  if (on.class === 'SCHEMA') return store.get({ kind: 'schema', database, name })?.owner ?? 'dbo';
  if (on.class === 'ROLE') return store.get({ kind: 'role', database, name })?.owner ?? 'dbo';
  const owner = store.get({ kind: 'securable', ...on })?.owner;
  return owner ?? store.get({ kind: 'schema', database, name: on.schema })?.owner ?? 'dbo';
}

type Row = Omit<Permission, 'kind' | 'state'>;

function foldRow(statement: PermissionStatement, row: Row, store: FactStore): void {
  const old = store.get({ kind: 'permission', ...row });
  const state = nextState(statement, old?.state);
  if (!(statement.kind === 'revoke' && statement.grantOptionFor)) clearColumns(row, store);
  if (state !== undefined) store.put({ kind: 'permission', ...row, state });
  else if (old !== undefined) store.remove(old);
}

/** A statement on the object takes the place of those on its columns. */
function clearColumns(row: Row, store: FactStore): void {
  for (const fact of store.ofColumns(row)) store.remove(fact);
}

function foldColumn(statement: PermissionStatement, row: Row, store: FactStore): void {
  const { column: _, ...object } = row;
  const onObject = store.get({ kind: 'permission', ...object })?.state;
  const old = store.get({ kind: 'permission', ...row });
  let state = nextState(statement, old?.state);
  if (state === undefined && onObject !== undefined) state = 'R';
  if (state === onObject) state = undefined;
  if (state !== undefined) store.put({ kind: 'permission', ...row, state });
  else if (old !== undefined) store.remove(old);
}

/**
 * The state after a statement; undefined for no row. A plain GRANT leaves a grant option as it was (a guess: no page
 * says so); REVOKE GRANT OPTION FOR takes the permission itself from who has no grant option ("REVOKE").
 */
function nextState(
  statement: PermissionStatement,
  old: PermissionState | undefined,
): PermissionState | undefined {
  if (statement.kind === 'deny') return 'D';
  if (statement.kind === 'grant') return statement.withGrantOption || old === 'W' ? 'W' : 'G';
  return statement.grantOptionFor && old === 'W' ? 'G' : undefined;
}
