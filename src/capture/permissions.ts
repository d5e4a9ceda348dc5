// Turns permission rows into facts: every row goes to exactly one fact, one exclusion or one omission.
// The class is chosen by its number and, for principals, by their type; never by class_desc.
import type { Row } from '../connect/driver.ts';
import { permissionSince } from '../model/catalog/permission-names.ts';
import { classesOf, SECURABLE_CLASSES, type SecurableClass } from '../model/catalog/securable-class.ts';
import type { Scope } from '../model/catalog/securable-class-row.ts';
import type { PermissionFact, PermissionState } from '../model/fact.ts';
import { id, name } from './batch/cell.ts';
import type { ColumnIndex, RowReader } from './batch/query.ts';
import { type Principal, SEE_MORE } from './principal.ts';
import type { NamedSecurable, ReadScope } from './scope.ts';

/** The columns of both permission views that are read. */
export const PERMISSION_COLUMNS = [
  'class',
  'major_id',
  'minor_id',
  'grantee_principal_id',
  'grantor_principal_id',
  'permission_name',
  'state',
] as const;

type PermissionColumn = (typeof PERMISSION_COLUMNS)[number];

/** What differs between the two permission views. */
export interface PermissionReading {
  readonly view: string;
  readonly database: string | undefined;
  /** The class that stands for the scope itself: its rows have no securable of their own. */
  readonly whole: 'DATABASE' | 'SERVER';
  readonly numbers: ReadonlySet<number>;
  /** The column of a class-1 row; undefined when it is not visible. */
  columnName(objectId: number, columnId: number): string | undefined;
  /** Told of every row that is a fact. */
  onRow?(row: ResolvedPermission): void;
}

/** A permission row with its ids resolved. */
export interface ResolvedPermission {
  readonly securable: NamedSecurable | undefined;
  readonly class: SecurableClass;
  readonly isColumn: boolean;
  readonly permission: string;
  readonly grantee: Principal;
  readonly grantor: Principal;
  readonly state: PermissionState;
}

/** The class numbers of a scope's permission view. */
export function numbersOf(scope: Scope): readonly number[] {
  return classesOf(scope).flatMap((of) => SECURABLE_CLASSES[of].number ?? []);
}

const STATES: ReadonlySet<string> = new Set(['G', 'W', 'D', 'R']);
const UPDATE_REGRANT = 'Use a release of regrant that knows it; until then script these rows by hand.';

/** Reads permission rows; principals, securables and columns must have been read before. */
export function readPermissions(
  scope: ReadScope,
  reading: PermissionReading,
  at: ColumnIndex<PermissionColumn>,
): RowReader {
  const names = new PermissionNames(scope, reading.view);
  return {
    row(row) {
      const resolved = resolve(scope, reading, names, at, row);
      if (resolved === undefined) return;
      reading.onRow?.(resolved);
      const minor = resolved.isColumn ? id(row[at.minor_id]) : 0;
      const column = minor === 0 ? undefined : reading.columnName(id(row[at.major_id]), minor);
      if (minor !== 0 && column === undefined) unresolved(scope, reading, 'a column');
      else scope.facts.push(factOf(reading.database, resolved, column));
    },
  };
}

function resolve(
  scope: ReadScope,
  reading: PermissionReading,
  names: PermissionNames,
  at: ColumnIndex<PermissionColumn>,
  row: Row,
): ResolvedPermission | undefined {
  const number = id(row[at.class]);
  const state = name(row[at.state]);
  const minor = id(row[at.minor_id]);
  if (!reading.numbers.has(number)) return unknown(scope, reading, `class ${number}`, 'unknown-class');
  if (!STATES.has(state)) return unknown(scope, reading, `state ${state}`, 'unknown-state');
  if (minor !== 0 && number !== 1) {
    return unknown(scope, reading, `class ${number} with a minor_id`, 'unknown-minor-id');
  }
  const isWhole = number === SECURABLE_CLASSES[reading.whole].number;
  const securable = isWhole ? undefined : scope.securables.get(number)?.get(id(row[at.major_id]));
  if (securable === undefined && !isWhole)
    return unresolved(scope, reading, `a securable of class ${number}`);
  const grantee = scope.principals.get(id(row[at.grantee_principal_id]));
  const grantor = scope.principals.get(id(row[at.grantor_principal_id]));
  if (grantee === undefined) return unresolved(scope, reading, 'a grantee');
  if (grantor === undefined) return unresolved(scope, reading, 'a grantor');
  if (!(grantee.isKnown && grantor.isKnown)) {
    const type = grantee.isKnown ? grantor.type : grantee.type;
    return unknown(scope, reading, `principals of type ${type}`, 'unknown-principal-type');
  }
  return {
    securable,
    class: securable?.class ?? reading.whole,
    isColumn: minor !== 0,
    permission: names.known(securable?.class ?? reading.whole, name(row[at.permission_name])),
    grantee,
    grantor,
    state: state as PermissionState,
  };
}

function factOf(
  database: string | undefined,
  row: ResolvedPermission,
  column: string | undefined,
): PermissionFact {
  const { securable, class: of, permission, state } = row;
  const [grantee, grantor] = [row.grantee.name, row.grantor.name];
  const kind = 'permission';
  if (database !== undefined && securable?.schema !== undefined && column === undefined) {
    // Nearly all rows: written out, because an object that grows property by property is moved several times.
    const { schema, name, isShipped } = securable;
    return isShipped
      ? { kind, database, class: of, schema, name, permission, grantee, grantor, state, isShipped }
      : { kind, database, class: of, schema, name, permission, grantee, grantor, state };
  }
  const fact: { -readonly [P in keyof PermissionFact]?: PermissionFact[P] } = { kind };
  if (database !== undefined) fact.database = database;
  fact.class = of;
  if (securable?.schema !== undefined) fact.schema = securable.schema;
  if (securable !== undefined) fact.name = securable.name;
  if (column !== undefined) fact.column = column;
  Object.assign(fact, { permission, grantee, grantor, state });
  if (securable?.isShipped === true) fact.isShipped = true;
  return fact as PermissionFact;
}

function unknown(scope: ReadScope, reading: PermissionReading, what: string, code: string): undefined {
  scope.ledger.omit(code, `${reading.view} has rows of ${what}, which is not known.`, UPDATE_REGRANT, 1);
}

function unresolved(scope: ReadScope, reading: PermissionReading, what: string): undefined {
  const fact = `${reading.view} has rows that name ${what} which is not visible or no longer there.`;
  scope.ledger.omit('unresolved-id', fact, SEE_MORE, 1);
}

/** One string per permission name, checked once per class against the closed list. */
class PermissionNames {
  readonly #scope: ReadScope;
  readonly #view: string;
  readonly #byClass = new Map<SecurableClass, Map<string, { name: string; isListed: boolean }>>();

  constructor(scope: ReadScope, view: string) {
    this.#scope = scope;
    this.#view = view;
  }

  known(securable: SecurableClass, permission: string): string {
    let names = this.#byClass.get(securable);
    if (names === undefined) {
      names = new Map();
      this.#byClass.set(securable, names);
    }
    let entry = names.get(permission);
    if (entry === undefined) {
      entry = { name: permission, isListed: permissionSince(securable, permission) !== undefined };
      names.set(permission, entry);
    }
    if (!entry.isListed) {
      const fact = `${this.#view} has the permission ${permission} on ${securable}, which the closed list lacks; it is kept as it is.`;
      this.#scope.ledger.note('unlisted-permission', fact, 1);
    }
    return entry.name;
  }
}
