// What a user can ask to take or leave, as data: the wizard's object tree, and principals. Everything by default.
import type { ObjectKind } from '../model/catalog/object-type.ts';

/**
 * Names to take and names to leave. A name without wildcards means exactly that name, or, when nothing has exactly
 * that name, any that differs in case only; `*` and `?` stand for any run of characters and any one, whatever the
 * case. Without `include` everything is taken; `exclude` wins over `include`.
 */
export interface NameFilter {
  /** Patterns of names to take; * and ? are wildcards. */
  readonly include?: readonly string[];
  /** Patterns of names to leave. */
  readonly exclude?: readonly string[];
}

/** Objects by database, kind, schema and name; each may have wildcards as in {@link NameFilter}. */
export interface ObjectRule {
  /** The database; any without one. */
  readonly database?: string;
  /** The kind of object; any without one. */
  readonly kind?: ObjectKind;
  /** A pattern of its schema; any without one. */
  readonly schema?: string;
  /** A pattern of its name. */
  readonly name: string;
}

/**
 * What to take of a server. Filters apply together: a fact is taken when every filter that concerns it takes it.
 * What the taken facts need to be restorable comes along whatever the filters say, and so does everything a taken
 * principal is denied, so that leaving things out never widens what it may do; only databases and objects that are
 * excluded by name stay out for good.
 */
export interface Selection {
  /** Databases; those left out are not entered at all. */
  readonly databases?: NameFilter;
  /** Branches of the object tree. */
  readonly kinds?: { readonly include?: readonly ObjectKind[]; readonly exclude?: readonly ObjectKind[] };
  /** Schemas; concerns schemas and what is in them. */
  readonly schemas?: NameFilter;
  /** Single objects: securables other than principals, schemas, databases and the server. */
  readonly objects?: { readonly include?: readonly ObjectRule[]; readonly exclude?: readonly ObjectRule[] };
  /** Logins, users and roles by name, a user by its login's name too; their roles come with them. */
  readonly principals?: NameFilter;
  /** Whether a role that is taken brings its members. */
  readonly withMembers?: boolean;
}
