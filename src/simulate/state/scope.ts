// What a server and a database have alike: principals, members, securables, permission rows.

import { isPrincipalClass, typesOfClass } from '../../model/catalog/principal-kind.ts';
import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import type { Hex } from '../../model/fact.ts';
import { keyOfParts } from '../../model/identity.ts';
import type { Fold } from '../../model/name-fold.ts';
import type { PermissionRow, RowKey } from './permission-row.ts';
import type { NewPrincipal, Principal } from './principal.ts';
import type { Securable, Target } from './securable.ts';
import { LoggedMap, type UndoLog } from './undo-log.ts';

/** One scope of the simulated server. */
export class Scope {
  readonly fold: Fold;
  /** Shared by the server and its databases: a transaction spans them all. */
  readonly log: UndoLog;
  readonly #principals: Map<string, Principal>;
  readonly #bySid: Map<Hex, Principal>;
  readonly #byId: Map<number, Principal>;
  readonly #members: Map<Principal, Map<Principal, true>>;
  readonly #securables: Map<string, Securable>;
  readonly #securablesByName: Map<string, Map<Securable, true>>;
  readonly #rows: Map<string, Map<string, PermissionRow>>;
  /** Of rows on columns: those that stand beside the same row on the object. */
  readonly #columns: Map<string, Map<string, PermissionRow>>;
  /** Rows by grantee and by grantor; made when it is first asked for, as few scripts drop anybody. */
  #byPrincipal: Map<Principal, Map<PermissionRow, true>> | undefined;
  #nextId = 300;

  constructor(fold: Fold, log: UndoLog) {
    this.fold = fold;
    this.log = log;
    this.#principals = new LoggedMap(log);
    this.#bySid = new LoggedMap(log);
    this.#byId = new LoggedMap(log);
    this.#members = new LoggedMap(log);
    this.#securables = new LoggedMap(log);
    this.#securablesByName = new LoggedMap(log);
    this.#rows = new LoggedMap(log);
    this.#columns = new LoggedMap(log);
  }

  newId(): number {
    this.#nextId += 1;
    return this.#nextId;
  }

  principal(name: string): Principal | undefined {
    return this.#principals.get(this.fold(name));
  }

  principalOfSid(sid: Hex): Principal | undefined {
    return this.#bySid.get(sid);
  }

  principalOfId(id: number): Principal | undefined {
    return this.#byId.get(id);
  }

  principals(): Iterable<Principal> {
    return this.#principals.values();
  }

  addPrincipal(principal: Principal): Principal {
    this.#principals.set(this.fold(principal.name), principal);
    this.#byId.set(principal.id, principal);
    if (principal.sid !== undefined) this.#bySid.set(principal.sid, principal);
    return principal;
  }

  /** Makes a principal that somebody wants; one of the name that was only mentioned so far turns out to be it. */
  makePrincipal(made: NewPrincipal): Principal {
    const mentioned = this.principal(made.name);
    if (mentioned?.isMentioned !== true)
      return this.addPrincipal({ ...made, id: this.newId(), isSystem: false, isFixed: false });
    const { sid, ...rest } = made;
    const was = { login: undefined, user: undefined, applicationRole: undefined, owner: undefined };
    this.log.change<Principal>(mentioned, { isMentioned: undefined, ...was, ...rest });
    if (sid !== undefined) this.setSid(mentioned, sid);
    return mentioned;
  }

  renamePrincipal(principal: Principal, name: string): void {
    this.#principals.delete(this.fold(principal.name));
    this.log.change(principal, { name });
    this.#principals.set(this.fold(name), principal);
  }

  setSid(principal: Principal, sid: Hex): void {
    if (principal.sid !== undefined) this.#bySid.delete(principal.sid);
    this.log.change(principal, { sid });
    this.#bySid.set(sid, principal);
  }

  /** Takes a principal away with its memberships and the rows it holds or is the securable of. */
  dropPrincipal(principal: Principal): void {
    this.#principals.delete(this.fold(principal.name));
    this.#byId.delete(principal.id);
    if (principal.sid !== undefined) this.#bySid.delete(principal.sid);
    this.#members.delete(principal);
    for (const members of this.#members.values()) members.delete(principal);
    this.#removeRowsOn(`principal/${principal.id}`);
    for (const row of this.rowsOf(principal)) if (row.grantee === principal) this.removeRow(row);
  }

  members(role: Principal): Iterable<Principal> {
    return this.#members.get(role)?.keys() ?? [];
  }

  hasMembers(role: Principal): boolean {
    return (this.#members.get(role)?.size ?? 0) > 0;
  }

  /** Every role that has members, with them. */
  *memberships(): Iterable<readonly [Principal, Iterable<Principal>]> {
    for (const [role, members] of this.#members) yield [role, members.keys()];
  }

  addMember(role: Principal, member: Principal): void {
    let members = this.#members.get(role);
    if (members === undefined) {
      members = new LoggedMap(this.log);
      this.#members.set(role, members);
    }
    members.set(member, true);
  }

  removeMember(role: Principal, member: Principal): void {
    this.#members.get(role)?.delete(member);
  }

  /** Whether a principal is in a role, itself or through other roles. */
  isMember(role: Principal, member: Principal): boolean {
    const open = [role];
    const seen = new Set(open);
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const found of this.members(at)) {
        if (found === member) return true;
        if (!seen.has(found)) open.push(found);
        seen.add(found);
      }
    }
    return false;
  }

  /** A securable that is no principal; `schema` counts only for classes that have one. */
  securable(found: SecurableClass, schema: string | undefined, name: string): Securable | undefined {
    return this.#securables.get(this.securableKey(found, schema, name));
  }

  securables(): Iterable<Securable> {
    return this.#securables.values();
  }

  addSecurable(securable: Securable): Securable {
    this.#securables.set(this.securableKey(securable.class, securable.schema, securable.name), securable);
    const name = this.securableKey(securable.class, undefined, securable.name);
    let named = this.#securablesByName.get(name);
    if (named === undefined) {
      named = new LoggedMap(this.log);
      this.#securablesByName.set(name, named);
    }
    named.set(securable, true);
    return securable;
  }

  /** The securables of a class and name, in whatever schema. */
  securablesNamed(found: SecurableClass, name: string): Iterable<Securable> {
    return this.#securablesByName.get(this.securableKey(found, undefined, name))?.keys() ?? [];
  }

  /** Takes a securable away with the permissions on it. */
  removeSecurable(securable: Securable): void {
    const { class: found, schema, name } = securable;
    this.#securablesByName.get(this.securableKey(found, undefined, name))?.delete(securable);
    const key = this.securableKey(found, schema, name);
    this.#securables.delete(key);
    this.#removeRowsOn(key);
  }

  securableKey(found: SecurableClass, schema: string | undefined, name: string): string {
    const { schemaQualified, hasBinaryName } = SECURABLE_CLASSES[found];
    const qualifier = schemaQualified ? this.fold(schema ?? '') : undefined;
    return keyOfParts(found, qualifier, hasBinaryName ? name : this.fold(name));
  }

  /** The target of a class and name; undefined where there is no such thing. */
  target(found: SecurableClass, schema: string | undefined, name: string): Target | undefined {
    if (found === 'SERVER' || found === 'DATABASE') return { class: found, key: found };
    if (isPrincipalClass(found)) {
      const principal = this.principal(name);
      return principal !== undefined && typesOfClass(found).includes(principal.type)
        ? { class: found, key: `principal/${principal.id}`, principal }
        : undefined;
    }
    const key = this.securableKey(found, schema, name);
    const securable = this.#securables.get(key);
    return securable && { class: found, key, securable };
  }

  /** The rows on one securable. */
  rowsOn(target: Target): readonly PermissionRow[] {
    return [...(this.#rows.get(target.key)?.values() ?? [])];
  }

  *rows(): Iterable<PermissionRow> {
    for (const rows of this.#rows.values()) yield* rows.values();
  }

  row(target: Target, key: RowKey): PermissionRow | undefined {
    return this.#rows.get(target.key)?.get(this.#rowKey(key));
  }

  /** Writes a row over one with the same key. */
  putRow(row: PermissionRow): void {
    let rows = this.#rows.get(row.target.key);
    if (rows === undefined) {
      rows = new LoggedMap(this.log);
      this.#rows.set(row.target.key, rows);
    }
    const key = this.#rowKey(row);
    const old = rows.get(key);
    if (old !== undefined) this.#unlink(old);
    rows.set(key, row);
    this.#link(row);
  }

  /** The rows on columns that stand beside a row of their object. */
  columnRows(target: Target, { column: _, ...object }: RowKey): readonly PermissionRow[] {
    return [...(this.#columns.get(this.#columnsKey(target, object))?.values() ?? [])];
  }

  /** The rows that a principal holds or gave. */
  rowsOf(principal: Principal): readonly PermissionRow[] {
    if (this.#byPrincipal === undefined) {
      const index = new LoggedMap<Principal, Map<PermissionRow, true>>(this.log);
      this.log.unrecorded(() => {
        for (const row of this.rows()) this.#linkPrincipals(index, row);
      });
      this.#byPrincipal = index;
    }
    return [...(this.#byPrincipal.get(principal)?.keys() ?? [])];
  }

  /** Gives a securable another name or schema; the rows on it go along if asked. */
  moveSecurable(
    old: Securable,
    place: { readonly schema?: string; readonly name?: string },
    withRows: boolean,
  ): void {
    const { fact } = old;
    const before = this.target(old.class, old.schema, old.name);
    const rows = withRows && before !== undefined ? this.rowsOn(before) : [];
    this.removeSecurable(old);
    const moved = this.addSecurable({
      ...old,
      ...place,
      ...(fact === undefined ? {} : { fact: { ...fact, ...place } }),
    });
    const target = this.target(moved.class, moved.schema, moved.name);
    if (target !== undefined) for (const row of rows) this.putRow({ ...row, target });
  }

  removeRow(row: PermissionRow): void {
    const rows = this.#rows.get(row.target.key);
    const key = this.#rowKey(row);
    const found = rows?.get(key);
    if (found === undefined) return;
    rows?.delete(key);
    this.#unlink(found);
  }

  #removeRowsOn(key: string): void {
    for (const row of [...(this.#rows.get(key)?.values() ?? [])]) this.removeRow(row);
    this.#rows.delete(key);
  }

  #link(row: PermissionRow): void {
    if (this.#byPrincipal !== undefined) this.#linkPrincipals(this.#byPrincipal, row);
    if (row.column === undefined) return;
    const key = this.#columnsKey(row.target, row);
    let columns = this.#columns.get(key);
    if (columns === undefined) {
      columns = new LoggedMap(this.log);
      this.#columns.set(key, columns);
    }
    columns.set(this.fold(row.column), row);
  }

  #linkPrincipals(index: Map<Principal, Map<PermissionRow, true>>, row: PermissionRow): void {
    for (const principal of [row.grantee, row.grantor]) {
      let rows = index.get(principal);
      if (rows === undefined) {
        rows = new LoggedMap(this.log);
        index.set(principal, rows);
      }
      rows.set(row, true);
    }
  }

  #unlink(row: PermissionRow): void {
    for (const principal of [row.grantee, row.grantor]) this.#byPrincipal?.get(principal)?.delete(row);
    if (row.column === undefined) return;
    this.#columns.get(this.#columnsKey(row.target, row))?.delete(this.fold(row.column));
  }

  #columnsKey(target: Target, { permission, grantee, grantor }: Omit<RowKey, 'column'>): string {
    return `${permission}/${grantee.id}/${grantor.id}/${target.key}`;
  }

  #rowKey({ column, permission, grantee, grantor }: RowKey): string {
    const name = column === undefined ? '' : `${this.fold(column)}`;
    return `${permission}/${grantee.id}/${grantor.id}/${column === undefined ? '' : '.'}${name}`;
  }
}
