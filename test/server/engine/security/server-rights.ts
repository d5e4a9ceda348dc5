// What a login may do on the server: its roles, its permission rows, what covers what. Computed from the tables as
// they stand, again whenever they change.
import type { ServerState } from '../store/server-state.ts';
import { viewNamed } from '../store/server-state.ts';
import type { RowRecord } from '../store/table.ts';
import { coveringChain } from './covering.ts';
import { SERVER_ROLE_PERMISSIONS } from './fixed-roles.ts';
import { roleClosure } from './role-closure.ts';

/** The token of a logged-in principal. */
export interface Identity {
  /** The name it logged in as. */
  readonly name: string;
  readonly sid: Uint8Array;
  /** Its own row in sys.server_principals; undefined for a Windows user who came in through a group. */
  readonly principalId: number | undefined;
  /** Windows groups that have a login. */
  readonly groupIds: readonly number[];
}

const SYSADMIN = 3;
const PUBLIC = 2;

const principals = viewNamed('sys.server_principals');
const members = viewNamed('sys.server_role_members');
const permissions = viewNamed('sys.server_permissions');

/** The rights of one login on the server. */
export class ServerRights {
  readonly identity: Identity;
  private readonly state: ServerState;
  private stamp = '';
  private tokens: ReadonlySet<number> = new Set();
  private rows: readonly RowRecord[] = [];
  private roleNames: ReadonlySet<string> = new Set();

  constructor(state: ServerState, identity: Identity) {
    this.state = state;
    this.identity = identity;
  }

  /** Principal ids the login acts as: itself, its groups, its roles, public. */
  get tokenIds(): ReadonlySet<number> {
    this.refresh();
    return this.tokens;
  }

  get isSysadmin(): boolean {
    return this.tokenIds.has(SYSADMIN);
  }

  /** Whether the server permission is held, by itself or by what covers it. A DENY on the way takes it away. */
  has(permission: string): boolean {
    this.refresh();
    if (this.isSysadmin) return true;
    const chain = coveringChain('SERVER', permission, this.state.version).map(({ name }) => name);
    return (
      this.allows(100, 0, chain) === true ||
      (this.allows(100, 0, chain) === undefined && this.fromRoles(chain))
    );
  }

  /** Whether a securable such as LOGIN::x may be seen: VIEW DEFINITION or any permission on it, and no DENY. */
  canSee(classNumber: number, majorId: number, classDesc: string): boolean | undefined {
    const chain = coveringChain(classDesc, 'VIEW DEFINITION', this.state.version).map(({ name }) => name);
    const verdict = this.allows(classNumber, majorId, chain);
    if (verdict !== undefined) return verdict;
    const any = this.rows.some(
      (row) => row.class === classNumber && row.major_id === majorId && row.state !== 'D',
    );
    return any ? true : undefined;
  }

  // true: granted; false: denied; undefined: nothing is said.
  private allows(classNumber: number, majorId: number, chain: readonly string[]): boolean | undefined {
    this.refresh();
    let granted: boolean | undefined;
    for (const row of this.rows) {
      if (row.class !== classNumber || row.major_id !== majorId) continue;
      if (!chain.includes(String(row.permission_name))) continue;
      if (row.state === 'D') return false;
      granted = true;
    }
    return granted;
  }

  private fromRoles(chain: readonly string[]): boolean {
    for (const role of this.roleNames) {
      if (SERVER_ROLE_PERMISSIONS[role]?.some((permission) => chain.includes(permission)) === true)
        return true;
    }
    return false;
  }

  private refresh(): void {
    const tables = [principals, members, permissions].map((view) => this.state.table(view, undefined));
    const stamp = tables.map(({ revision }) => revision).join('/');
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    const { principalId, groupIds } = this.identity;
    const own = [PUBLIC, ...(principalId === undefined ? [] : [principalId]), ...groupIds];
    this.tokens = roleClosure(own, this.state.table(members, undefined).rows, 0, 1);
    this.roleNames = new Set(this.fixedRoles());
    const table = this.state.table(permissions, undefined);
    const grantee = table.reader('grantee_principal_id');
    this.rows = table.recordsOf(table.rows.filter((row) => this.tokens.has(Number(grantee(row)))));
  }

  private fixedRoles(): string[] {
    const table = this.state.table(principals, undefined);
    const [id, name, fixed] = ['principal_id', 'name', 'is_fixed_role'].map((column) => table.reader(column));
    const roles = table.rows.filter((row) => fixed?.(row) === 1 && this.tokens.has(Number(id?.(row))));
    return roles.map((row) => String(name?.(row)));
  }
}
