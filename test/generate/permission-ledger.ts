// Grants permissions as a server would: one row per grantor, a grantor owns the securable or may pass the
// permission on, columns differ from their object, and a principal is never both granted and denied the same.
import type { Choices } from './choices.ts';
import type { RowRecord } from './environment.ts';

/** Something that can carry permissions. */
export interface Grantable {
  readonly class: number;
  readonly majorId: number;
  readonly owner: number;
  readonly permissions: readonly string[];
  /** Ids of columns, and the permissions that may be on one. */
  readonly columns?: readonly number[];
  readonly columnPermissions?: readonly string[];
  /** Grants that cannot be: to itself, or rows that exist anyway. */
  readonly refuses?: (grantee: number, permission: string) => boolean;
}

type State = 'G' | 'W' | 'D' | 'R';

/** One row before it is one. */
interface Grant {
  readonly on: Grantable;
  readonly permission: string;
  readonly grantee: number;
  readonly grantor: number;
  readonly column: number;
  readonly state: State;
}

const WAYS = ['G', 'G', 'G', 'W', 'D', 'pass', 'W', 'except'] as const;

/** The permission rows of one scope. */
export class PermissionLedger {
  readonly rows: RowRecord[] = [];
  private readonly states = new Map<string, State>();
  private readonly denies = new Map<string, boolean>();
  private readonly withColumns = new Set<string>();
  private readonly holders = new Set<string>();
  /** Grants that may be passed on. */
  private readonly passable: Grant[] = [];
  /** Grants of whole objects that have columns: a column may be an exception to one. */
  private readonly wholes: Grant[] = [];

  /** Adds the row that the choices make; gives whether there was one to add. */
  add(choices: Choices, securables: readonly Grantable[], grantees: readonly number[]): boolean {
    const way = choices.pick(WAYS);
    if (way === 'pass' && this.passable.length > 0) return this.pass(choices, grantees);
    if (way === 'except' && this.wholes.length > 0) return this.except(choices);
    const on = choices.pick(securables);
    const grantee = choices.pick(grantees);
    const { columns = [], columnPermissions = [] } = on;
    const column = columns.length > 0 && choices.once(4) ? choices.pick(columns) : 0;
    const permission = choices.pick(column > 0 ? columnPermissions : on.permissions);
    const state = way === 'D' || way === 'W' ? way : 'G';
    return this.record({ on, permission, grantee, grantor: on.owner, column, state });
  }

  // A grant by one who holds the grant option.
  private pass(choices: Choices, grantees: readonly number[]): boolean {
    const held = choices.pick(this.passable);
    const state = choices.pick(['G', 'W'] as const);
    return this.record({ ...held, grantor: held.grantee, grantee: choices.pick(grantees), state });
  }

  // A column that is revoked out of a row of its whole object.
  private except(choices: Choices): boolean {
    const whole = choices.pick(this.wholes);
    return this.record({ ...whole, column: choices.pick(whole.on.columns ?? []), state: 'R' });
  }

  private record(grant: Grant): boolean {
    const { on, permission, grantee, grantor, column, state } = grant;
    const held = [on.class, on.majorId, permission, grantee].join('/');
    if (grantee === on.owner || grantee === grantor || on.refuses?.(grantee, permission)) return false;
    if (!this.fits(held, grant)) return false;
    this.states.set(`${held}/${grantor}/${column}`, state);
    if (column > 0) this.withColumns.add(`${held}/${grantor}`);
    if (state !== 'R') this.denies.set(`${held}/${column}`, state === 'D');
    if (state === 'W' && column === 0) {
      this.holders.add(held);
      this.passable.push(grant);
    }
    if (column === 0 && on.columns?.length && on.columnPermissions?.includes(permission))
      this.wholes.push(grant);
    this.rows.push(rowOf(grant));
    return true;
  }

  private fits(held: string, { grantor, column, state }: Grant): boolean {
    const key = `${held}/${grantor}`;
    if (this.states.has(`${key}/${column}`)) return false;
    // One grant option is enough: two would let a chain of grantors run in a circle.
    if (state === 'W' && this.holders.has(held)) return false;
    const denies = this.denies.get(`${held}/${column}`);
    if (state !== 'R' && denies !== undefined && denies !== (state === 'D')) return false;
    if (column === 0) return !this.withColumns.has(key);
    const whole = this.states.get(`${key}/0`);
    return whole === undefined || state === 'R' || (whole === 'D') !== (state === 'D');
  }
}

function rowOf({ on, permission, grantee, grantor, column, state }: Grant): RowRecord {
  return {
    class: on.class,
    major_id: on.majorId,
    minor_id: column,
    grantee_principal_id: grantee,
    grantor_principal_id: grantor,
    permission_name: permission,
    state,
  };
}
