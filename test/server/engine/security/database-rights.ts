// What a login is and may do in one database: its user there, the roles of that user, and the permission rows, on top
// of what it may do on the server.
import type { ViewDefinition } from '../catalog/catalog.ts';
import { keyOf } from '../sql/value.ts';
import type { ServerState } from '../store/server-state.ts';
import { viewNamed } from '../store/server-state.ts';
import type { RowRecord, Table } from '../store/table.ts';
import { coveringChain } from './covering.ts';
import { DATABASE_ROLE_PERMISSIONS } from './fixed-roles.ts';
import { roleClosure } from './role-closure.ts';
import type { ServerRights } from './server-rights.ts';

const principals = viewNamed('sys.database_principals');
const members = viewNamed('sys.database_role_members');
const permissions = viewNamed('sys.database_permissions');

const PUBLIC = 0;
const DBO = 1;
const GUEST = 2;

/** The rights of one login in one database. */
export class DatabaseRights {
  readonly database: string;
  /** The user it is there; undefined when it has none and is no guest either. */
  readonly userId: number | undefined;
  readonly userName: string;
  /** Principal ids of the database that it acts as. */
  readonly tokenIds: ReadonlySet<number>;
  private readonly state: ServerState;
  private readonly server: ServerRights;
  private readonly roleNames: ReadonlySet<string>;
  private held: readonly RowRecord[] | undefined;

  constructor(state: ServerState, server: ServerRights, database: string) {
    this.state = state;
    this.server = server;
    this.database = database;
    const table = state.table(principals, database);
    const [id, name, fixed] = ['principal_id', 'name', 'is_fixed_role'].map((column) => table.reader(column));
    const ids = this.findUsers(table);
    this.userId = ids[0];
    this.tokenIds = roleClosure([PUBLIC, ...ids], state.table(members, database).rows, 0, 1);
    const roles = new Set<string>();
    let userName = 'guest';
    for (const row of table.rows) {
      const number = Number(id?.(row));
      if (number === this.userId) userName = String(name?.(row));
      if (this.tokenIds.has(number) && fixed?.(row) === 1) roles.add(String(name?.(row)));
    }
    this.userName = userName;
    this.roleNames = roles;
  }

  /** The permission rows of everything the user acts as; looked up when first needed, which dbo never does. */
  private get rows(): readonly RowRecord[] {
    if (this.held === undefined) {
      const table = this.state.table(permissions, this.database);
      const grantee = table.reader('grantee_principal_id');
      this.held = table.recordsOf(table.rows.filter((row) => this.tokenIds.has(Number(grantee(row)))));
    }
    return this.held;
  }

  /** Sysadmins and the owner are dbo; others are the user with their SID, or with that of one of their groups. */
  private findUsers(table: Table): number[] {
    const { identity, isSysadmin } = this.server;
    const owner = this.state.databaseRow(this.database)?.ownerSid;
    const own = keyOf(identity.sid, undefined);
    if (isSysadmin || (owner !== undefined && keyOf(owner, undefined) === own)) return [DBO];
    const sids = new Set([own, ...this.groupSids()]);
    const id = table.reader('principal_id');
    const sid = table.reader('sid');
    const users = table.rows.filter(
      (row) => id(row) !== GUEST && sid(row) !== null && sids.has(keyOf(sid(row), undefined)),
    );
    if (users.length > 0) return users.map((row) => Number(id(row)));
    return this.isGuestEnabled() ? [GUEST] : [];
  }

  private groupSids() {
    const { groupIds } = this.server.identity;
    if (groupIds.length === 0) return [];
    const table = this.state.table(viewNamed('sys.server_principals'), undefined);
    return table
      .records((row) => groupIds.includes(Number(row.principal_id)))
      .map((row) => keyOf(row.sid ?? null, undefined));
  }

  private isGuestEnabled(): boolean {
    const table = this.state.table(permissions, this.database);
    const rows = table.records({ class: 0, grantee_principal_id: GUEST });
    return rows.some((row) => row.permission_name === 'CONNECT' && row.state !== 'D');
  }

  get isDbo(): boolean {
    return this.userId === DBO;
  }

  /** Whether the login may make this its current database. */
  get canEnter(): boolean {
    if (this.isDbo) return true;
    if (this.userId === undefined)
      return this.server.has('CONNECT ANY DATABASE') || this.server.has('CONTROL SERVER');
    return this.has('CONNECT');
  }

  /** Whether a permission on the database is held: by itself, by what covers it here or on the server. */
  has(permission: string): boolean {
    if (this.isDbo) return true;
    const chain = coveringChain('DATABASE', permission, this.state.version);
    const names = chain.map(({ name }) => name);
    const verdict = this.allows((row) => row.class === 0, names);
    if (verdict !== undefined) return verdict;
    if (this.fromRoles(names)) return true;
    return chain.some(({ parentCovering }) => parentCovering !== '' && this.server.has(parentCovering));
  }

  /** Whether a table may be read: granted and not denied on it, or by what covers that in the database. */
  mayRead(table: Pick<ViewDefinition, 'schema' | 'shortName'>): boolean {
    if (this.isDbo) return true;
    const schema = this.recordOf('sys.schemas', { name: table.schema })?.schema_id;
    const object = this.recordOf('sys.objects', { name: table.shortName, schema_id: schema });
    const isMeant = (row: RowRecord) =>
      (row.class === 1 && row.major_id === object?.object_id) || (row.class === 3 && row.major_id === schema);
    return this.allows(isMeant, ['SELECT', 'CONTROL']) ?? this.has('SELECT');
  }

  private recordOf(view: string, filter: RowRecord): RowRecord | undefined {
    return this.state.table(viewNamed(view), this.database).records(filter)[0];
  }

  /** Whether any permission, a DENY aside, is held on the securable or on the schema that contains it. */
  holdsAnyOn(classNumber: number, majorId: number, schemaId?: number): boolean {
    const isMeant = (row: RowRecord) =>
      (row.class === classNumber && row.major_id === majorId) ||
      (row.class === 3 && row.major_id === schemaId);
    const rows = this.rows.filter(isMeant);
    return rows.some((row) => row.state !== 'D');
  }

  /** Whether VIEW DEFINITION on the securable is denied. */
  isHidden(classNumber: number, majorId: number): boolean {
    return this.rows.some(
      (row) =>
        row.class === classNumber &&
        row.major_id === majorId &&
        row.state === 'D' &&
        (row.permission_name === 'VIEW DEFINITION' || row.permission_name === 'CONTROL'),
    );
  }

  /** Whether the database role of that exact name is one of the user's. */
  isMemberOf(roleId: number): boolean {
    return this.tokenIds.has(roleId);
  }

  private allows(isMeant: (row: RowRecord) => boolean, names: readonly string[]): boolean | undefined {
    let granted: boolean | undefined;
    for (const row of this.rows) {
      if (!isMeant(row) || !names.includes(String(row.permission_name))) continue;
      if (row.state === 'D') return false;
      granted = true;
    }
    return granted;
  }

  private fromRoles(names: readonly string[]): boolean {
    for (const role of this.roleNames) {
      if (DATABASE_ROLE_PERMISSIONS[role]?.some((permission) => names.includes(permission)) === true)
        return true;
    }
    return false;
  }
}
