// What a server and a database have alike: principals, members, securables, permission rows.

import { isPrincipalClass, typesOfClass } from '../../model/catalog/principal-kind.ts';
import { SECURABLE_CLASSES, type SecurableClass } from '../../model/catalog/securable-class.ts';
import { ADMINISTRATORS } from '../../model/catalog/system-principals.ts';
import { defined } from '../../model/defined.ts';
import type { Hex } from '../../model/fact.ts';
import { keyOfParts } from '../../model/identity.ts';
import type { Fold } from '../../model/name-fold.ts';
import { Links } from './links.ts';
import { PermissionTable } from './permission-table.ts';
import type { NewPrincipal, Principal } from './principal.ts';
import type { NewSecurable, Securable, Target } from './securable.ts';
import { Things } from './things.ts';
import { Keeping, LoggedIndex, LoggedMap, NameMap, type UndoLog } from './undo-log.ts';

/** One scope of the simulated server. */
export class Scope extends Keeping {
  readonly permissions = new PermissionTable(this.fold, this.log);
  readonly specifications = new Things('audit-specification', this);
  readonly audited = new Links('audit-action', this.log);
  /** The server or the database itself. */
  readonly whole: Target;
  /** Who owns what nobody else owns, and is recorded for every administrator: sa, dbo. */
  readonly first: Principal;
  readonly #principals = new NameMap<Principal>(this.fold, this.log);
  readonly #bySid = new LoggedMap<Hex, Principal>(this.log);
  readonly #members = new LoggedIndex<Principal, Principal>(this.log);
  /** The roles that a principal is in. */
  readonly #roles = new LoggedIndex<Principal, Principal>(this.log);
  readonly #securables = new LoggedMap<string, Securable>(this.log);
  readonly #securablesByName = new LoggedIndex<string, Securable>(this.log);
  /** Those of the securables that everything in a database is looked up by. */
  readonly #schemas = new NameMap<Securable>(this.fold, this.log);
  readonly #securablesById = new LoggedMap<number, Securable>(this.log);
  #nextId = 300;

  constructor(whole: 'SERVER' | 'DATABASE', first: NewPrincipal, fold: Fold, log: UndoLog) {
    super(fold, log);
    this.whole = { class: whole, key: whole };
    this.first = this.addPrincipal(first);
  }

  newId(): number {
    this.#nextId += 1;
    return this.#nextId;
  }

  principal(name: string): Principal | undefined {
    return this.#principals.get(name);
  }

  principalOfSid(sid: Hex): Principal | undefined {
    return this.#bySid.get(sid);
  }

  principals(): Iterable<Principal> {
    return this.#principals.values();
  }

  /** Adds a principal; unless told it has an id of its own and is neither SQL Server's nor a fixed role. */
  addPrincipal(made: NewPrincipal): Principal {
    const principal: Principal = { id: made.id ?? this.newId(), isSystem: false, isFixed: false, ...made };
    this.#principals.set(principal.name, principal);
    if (principal.sid !== undefined) this.#bySid.set(principal.sid, principal);
    return principal;
  }

  /** Makes a principal that somebody wants; one of the name that was only mentioned so far turns out to be it. */
  makePrincipal(made: NewPrincipal): Principal {
    const mentioned = this.principal(made.name);
    if (mentioned?.isMentioned !== true) return this.addPrincipal(made);
    const { sid, ...rest } = made;
    const was = { login: undefined, user: undefined, applicationRole: undefined, owner: undefined };
    this.log.change<Principal>(mentioned, { isMentioned: undefined, ...was, ...rest });
    if (sid !== undefined) this.setSid(mentioned, sid);
    return mentioned;
  }

  renamePrincipal(principal: Principal, name: string): void {
    this.#principals.delete(principal.name);
    this.log.change(principal, { name });
    this.#principals.set(name, principal);
  }

  setSid(principal: Principal, sid: Hex): void {
    if (principal.sid !== undefined) this.#bySid.delete(principal.sid);
    this.log.change(principal, { sid });
    this.#bySid.set(sid, principal);
  }

  /** Takes a principal away with its memberships and the rows it holds or is the securable of. */
  dropPrincipal(principal: Principal): void {
    this.#principals.delete(principal.name);
    if (principal.sid !== undefined) this.#bySid.delete(principal.sid);
    for (const member of this.#members.of(principal)) this.removeMember(principal, member);
    for (const role of this.#roles.of(principal)) this.removeMember(role, principal);
    this.permissions.removeOn(keyOfPrincipal(principal));
    for (const row of this.permissions.heldBy(principal.id)) this.permissions.remove(row);
  }

  members(role: Principal): readonly Principal[] {
    return this.#members.of(role);
  }

  /** Every role that has members, with each of them. */
  *memberships(): Iterable<readonly [role: Principal, member: Principal]> {
    for (const role of this.#members.keys()) for (const member of this.members(role)) yield [role, member];
  }

  addMember(role: Principal, member: Principal): void {
    this.#members.add(role, member);
    this.#roles.add(member, role);
  }

  removeMember(role: Principal, member: Principal): void {
    this.#members.delete(role, member);
    this.#roles.delete(member, role);
  }

  /** Whether a principal is in a role, itself or through other roles. */
  isMember(role: Principal, member: Principal): boolean {
    const open = [member];
    const seen = new Set(open);
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const found of this.#roles.of(at)) {
        if (found === role) return true;
        if (!seen.has(found)) open.push(found);
        seen.add(found);
      }
    }
    return false;
  }

  /** Whether a principal may do everything here: sa or dbo, and who is in the role of administrators. */
  isAdministrator(who: Principal): boolean {
    const role = this.principal(ADMINISTRATORS[this.whole.class === 'SERVER' ? 'server' : 'database']);
    return who === this.first || (role !== undefined && this.isMember(role, who));
  }

  /** A securable that is no principal; `schema` counts only for classes that have one. */
  securable(found: SecurableClass, schema: string | undefined, name: string): Securable | undefined {
    return this.#securables.get(this.securableKey(found, schema, name));
  }

  schema(name: string): Securable | undefined {
    return this.#schemas.get(name);
  }

  securables(): Iterable<Securable> {
    return this.#securables.values();
  }

  addSecurable(made: NewSecurable): Securable {
    const securable: Securable = { id: this.newId(), ...made };
    const { class: found, schema, name } = securable;
    this.#securables.set(this.securableKey(found, schema, name), securable);
    this.#securablesByName.add(this.securableKey(found, undefined, name), securable);
    if (found === 'SCHEMA') this.#schemas.set(name, securable);
    this.#securablesById.set(securable.id, securable);
    return securable;
  }

  /** The securable of an id of the catalogue. */
  securableOfId(id: number): Securable | undefined {
    return this.#securablesById.get(id);
  }

  /** The securables of a class and name, in whatever schema. */
  securablesNamed(found: SecurableClass, name: string): readonly Securable[] {
    return this.#securablesByName.of(this.securableKey(found, undefined, name));
  }

  /** Takes a securable away with the permissions on it. */
  removeSecurable(securable: Securable): void {
    const { class: found, schema, name } = securable;
    this.#securablesByName.delete(this.securableKey(found, undefined, name), securable);
    this.#securablesById.delete(securable.id);
    const key = this.securableKey(found, schema, name);
    this.#securables.delete(key);
    if (found === 'SCHEMA') this.#schemas.delete(name);
    this.permissions.removeOn(key);
  }

  securableKey(found: SecurableClass, schema: string | undefined, name: string): string {
    const { schemaQualified, hasBinaryName } = SECURABLE_CLASSES[found];
    const qualifier = schemaQualified ? this.fold(schema ?? '') : undefined;
    return keyOfParts(found, qualifier, hasBinaryName ? name : this.fold(name));
  }

  /** The target of a class and name; undefined where there is no such thing. */
  target(found: SecurableClass, schema: string | undefined, name: string): Target | undefined {
    if (found === this.whole.class) return this.whole;
    if (isPrincipalClass(found)) {
      const principal = this.principal(name);
      return principal !== undefined && typesOfClass(found).includes(principal.type)
        ? { class: found, key: keyOfPrincipal(principal), principal }
        : undefined;
    }
    const key = this.securableKey(found, schema, name);
    const securable = this.#securables.get(key);
    return securable && { class: found, key, securable };
  }

  /** Gives a securable another name or schema; the rows on it go along if asked. */
  moveSecurable(
    old: Securable,
    place: { readonly schema?: string; readonly name?: string },
    withRows: boolean,
  ): void {
    const { fact } = old;
    const before = this.target(old.class, old.schema, old.name);
    const rows = withRows && before !== undefined ? this.permissions.on(before) : [];
    this.removeSecurable(old);
    const moved = this.addSecurable({
      ...old,
      ...place,
      ...defined({ fact: fact && { ...fact, ...place } }),
    });
    const target = this.target(moved.class, moved.schema, moved.name);
    if (target === undefined) return;
    for (const row of rows) this.permissions.put({ ...row, target });
    this.audited.change((row) => row.target?.securable === old, { target });
  }

  /** Grants a permission on the server or the database itself, as everybody has it who is new. */
  grantWhole(permission: string, grantee: Principal): void {
    const { whole: target, first: grantor } = this;
    this.permissions.put({ target, permission, grantee, grantor, state: 'G' });
  }
}

function keyOfPrincipal({ id }: Principal): string {
  return `principal/${id}`;
}
