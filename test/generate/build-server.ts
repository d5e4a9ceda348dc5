// The server's own tables of a generated environment: logins of every type, roles, endpoints, permissions.
import { permissionsOfClass } from '../server/engine/catalog/securable-classes.ts';
import { ServerSecurables, serverGrantable } from './build-server-securables.ts';
import { Choices } from './choices.ts';
import type { RowRecord, Tables } from './environment.ts';
import { addRow } from './environment.ts';
import type { EnvironmentPlan } from './environment-plan.ts';
import { forEachItem } from './environment-plan.ts';
import { NameRegister } from './name-register.ts';
import { hashPassword } from './password-hash.ts';
import type { Grantable } from './permission-ledger.ts';
import { PermissionLedger } from './permission-ledger.ts';
import { domainSid, entraSid, internalSid, sqlSid } from './sid.ts';

/** A login or server role as the rest of the builder needs it. */
export interface ServerPrincipal {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly sid: Uint8Array;
  readonly owner?: number;
}

/** The server half of an environment under construction. */
export interface ServerBuild {
  readonly tables: Tables;
  /** Tables of master, for the certificates and keys behind logins. */
  readonly master: Tables;
  readonly logins: readonly ServerPrincipal[];
  readonly passwords: Readonly<Record<string, string>>;
}

/** Ids up to 300 are left to the logins that every server has. */
const FIRST_ID = 301;
const FIXED_ROLES = [4, 5, 6, 7, 8, 9, 10];
const FIXED_ROLES_2022 = [11, 12, 13, 14, 15, 16, 17, 18, 19, 20];
/** Logins that replication, Integration Services and Data Quality Services make. */
const FEATURE_LOGINS = [
  'distributor_admin',
  '##MS_SSISServerCleanupJobLogin##',
  '##MS_dqs_db_owner_login##',
] as const;
const FORBIDDEN_IN_WINDOWS_NAMES = /["/\\[\]:;|=,+*?<>@\p{Cc}]/gu;

/** Builds the server's tables. */
export function buildServer(plan: EnvironmentPlan): ServerBuild {
  const builder = new ServerBuilder(plan);
  return builder.build();
}

class ServerBuilder {
  private readonly plan: EnvironmentPlan;
  private readonly tables: Tables = new Map();
  private readonly master: Tables = new Map();
  private readonly names: NameRegister;
  private readonly logins: ServerPrincipal[] = [];
  private readonly roles: ServerPrincipal[] = [];
  private readonly passwords: Record<string, string> = {};
  private readonly ledger = new PermissionLedger();
  private readonly grantables: Grantable[] = [];
  private nextId = FIRST_ID;

  constructor(plan: EnvironmentPlan) {
    this.plan = plan;
    this.names = new NameRegister(plan.hostile, ['sa', 'public', 'sysadmin', 'regrant_capture']);
  }

  build(): ServerBuild {
    this.addSqlLogin({ id: 1, name: 'sa', type: 'S', sid: Uint8Array.of(1) }, new Choices(0));
    this.addCaptureLogin();
    forEachItem(this.plan.logins, (item) => this.addLogin(new Choices(item)));
    forEachItem(this.plan.serverRoles, (item) => this.addRole(new Choices(item)));
    this.addMembers();
    const owners = [1, ...this.owners().map((login) => login.id)];
    const { tables, master, plan, names, logins } = this;
    const more = new ServerSecurables({ tables, master, plan, names, logins, owners });
    forEachItem(plan.serverSecurables, (item) => more.add(new Choices(item)));
    this.grantables.push(...more.grantables);
    this.addPermissions();
    return { tables, master: this.master, logins, passwords: this.passwords };
  }

  private addCaptureLogin(): void {
    const capture = { id: this.nextId++, name: 'regrant_capture', type: 'S', sid: sqlSid('regrant_capture') };
    this.addSqlLogin(capture, new Choices(0));
    this.connect(capture.id, 'G');
    addRow(this.tables, 'sys.server_role_members', { role_principal_id: 3, member_principal_id: capture.id });
  }

  private addLogin(choices: Choices): boolean {
    const types = ['S', 'U', 'G', 'S', 'U', 'C', 'K', ...(this.plan.version >= 2022 ? ['E', 'X'] : [])];
    const type = choices.pick(types);
    const id = this.nextId++;
    const isWindows = type === 'U' || type === 'G';
    const drawn = this.names.draw(choices, `login_${id}`, isWindows ? 'CONTOSO\\' : '');
    const own = isWindows ? `CONTOSO\\${this.windowsName(drawn)}` : drawn;
    const ofFeature = type === 'S' && choices.once(8) ? choices.pick(FEATURE_LOGINS) : own;
    const name = this.names.isFree(ofFeature) ? this.names.claim(ofFeature) : own;
    const login = { id, name, type, sid: this.sidOf(type, id) };
    if (type === 'S') this.addSqlLogin(login, choices);
    else this.addPrincipal(login, choices);
    this.logins.push(login);
    this.connect(id, choices.pick(['G', 'G', 'G', 'D', 'none', 'G']));
    return true;
  }

  // What Windows forbids becomes a full stop; the number keeps the name unique.
  private windowsName(name: string): string {
    const account = name.slice('CONTOSO\\'.length);
    const allowed = account.replace(FORBIDDEN_IN_WINDOWS_NAMES, '.');
    return allowed === account ? account : this.names.claim(`CONTOSO\\${allowed}`).slice('CONTOSO\\'.length);
  }

  private sidOf(type: string, id: number): Uint8Array {
    if (type === 'U' || type === 'G') return domainSid(10_000 + id);
    if (type === 'S') return sqlSid(this.plan.name, id);
    if (type === 'E' || type === 'X') return entraSid(id);
    return this.addKey(type, id);
  }

  // The certificate or key in master that the login stands for.
  private addKey(type: string, id: number): Uint8Array {
    const sid = internalSid('certificate', this.plan.name, 'master', id);
    const [view, column] =
      type === 'C' ? ['sys.certificates', 'certificate_id'] : ['sys.asymmetric_keys', 'asymmetric_key_id'];
    addRow(this.master, view, {
      name: this.names.claim(`key of login ${id}`),
      [column]: id,
      principal_id: 1,
      sid,
    });
    return sid;
  }

  private addPrincipal(principal: ServerPrincipal, choices: Choices): RowRecord {
    const mayBeDisabled = principal.type === 'S' || principal.type === 'U' || principal.type === 'E';
    const row: RowRecord = {
      name: principal.name,
      principal_id: principal.id,
      sid: principal.sid,
      type: principal.type,
      is_disabled: mayBeDisabled && choices.once(6),
      default_database_name: choices.pick(['master', 'master', 'tempdb', 'dropped database']),
      default_language_name: choices.pick(['us_english', 'us_english', 'Deutsch', 'British']),
      credential_id: null,
      owning_principal_id: null,
      is_fixed_role: false,
    };
    addRow(this.tables, 'sys.server_principals', row);
    return row;
  }

  private addSqlLogin(login: ServerPrincipal, choices: Choices): void {
    const { owning_principal_id: _, is_fixed_role: __, ...shared } = this.addPrincipal(login, choices);
    const isPolicyChecked = !choices.once(3);
    const password = `Generated-${login.id}-${this.plan.name}`;
    this.passwords[login.name] = password;
    addRow(this.tables, 'sys.sql_logins', {
      ...shared,
      is_policy_checked: isPolicyChecked,
      is_expiration_checked: isPolicyChecked && choices.once(3),
      password_hash: hashPassword(
        password,
        login.sid.length < 4 ? Uint8Array.of(1, 2, 3, 4) : login.sid.subarray(0, 4),
      ),
    });
  }

  private connect(id: number, state: string): void {
    if (state === 'none') return;
    addRow(this.tables, 'sys.server_permissions', {
      class: 100,
      major_id: 0,
      minor_id: 0,
      grantee_principal_id: id,
      grantor_principal_id: 1,
      permission_name: 'CONNECT SQL',
      state,
    });
  }

  private addRole(choices: Choices): boolean {
    const id = this.nextId++;
    const owner = choices.pick([
      1,
      ...this.owners().map((login) => login.id),
      ...this.roles.map((role) => role.id),
    ]);
    const role = {
      id,
      name: this.names.draw(choices, `server_role_${id}`),
      type: 'R',
      sid: sqlSid('role', id),
      owner,
    };
    this.roles.push(role);
    addRow(this.tables, 'sys.server_principals', {
      name: role.name,
      principal_id: id,
      sid: role.sid,
      type: 'R',
      owning_principal_id: owner,
      is_fixed_role: false,
    });
    return true;
  }

  /** Logins that can own things. */
  private owners(): readonly ServerPrincipal[] {
    return this.logins.filter((login) => login.type === 'S' || login.type === 'U');
  }

  private addMembers(): void {
    const seen = new Set<string>();
    const fixed = [...FIXED_ROLES, ...(this.plan.version >= 2022 ? FIXED_ROLES_2022 : [])];
    forEachItem(this.plan.serverMembers, (item) => {
      const choices = new Choices(item);
      const role = choices.pick([...this.roles.map(({ id }) => id), ...fixed]);
      // A role is made a member of earlier ones only, so that there is no circle.
      const members = [...this.logins, ...this.roles.filter(({ id }) => id > role)].map(({ id }) => id);
      if (members.length === 0) return false;
      const member = choices.pick(members);
      if (seen.has(`${role}/${member}`)) return false;
      seen.add(`${role}/${member}`);
      addRow(this.tables, 'sys.server_role_members', {
        role_principal_id: role,
        member_principal_id: member,
      });
      return true;
    });
  }

  private addPermissions(): void {
    const { version } = this.plan;
    const server: Grantable = {
      class: 100,
      majorId: 0,
      owner: 1,
      permissions: permissionsOfClass('SERVER', version).filter((name) => name !== 'CONNECT SQL'),
      refuses: (grantee, permission) => grantee === 2 && permission === 'VIEW ANY DATABASE',
    };
    const endpoint: Grantable = {
      ...serverGrantable('ENDPOINT', 4, 1, version),
      refuses: (grantee, permission) => grantee === 2 && permission === 'CONNECT',
    };
    const principals = [...this.logins, ...this.roles].map(
      (principal): Grantable => ({
        class: 101,
        majorId: principal.id,
        owner: principal.owner ?? 1,
        permissions: permissionsOfClass(principal.type === 'R' ? 'SERVER ROLE' : 'LOGIN', version),
        refuses: (grantee) => grantee === principal.id,
      }),
    );
    const securables = [server, server, endpoint, ...this.grantables, ...principals];
    const grantees = [...this.logins, ...this.roles].map(({ id }) => id);
    forEachItem(this.plan.serverPermissions, (item) =>
      this.ledger.add(new Choices(item), securables, [...grantees, 2]),
    );
    for (const row of this.ledger.rows) addRow(this.tables, 'sys.server_permissions', row);
  }
}
