// One database under construction: its tables, the names that are taken, and what can own or carry permissions.
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import type { ServerPrincipal } from './build-server.ts';
import type { Choices } from './choices.ts';
import type { RowRecord, Tables } from './environment.ts';
import { addRow } from './environment.ts';
import type { DatabasePlan, EnvironmentPlan } from './environment-plan.ts';
import { NameRegister } from './name-register.ts';
import type { Grantable } from './permission-ledger.ts';

/** What a database is built with. */
export interface DatabaseSetting {
  readonly plan: DatabasePlan;
  readonly server: EnvironmentPlan;
  readonly name: string;
  readonly isContained: boolean;
  readonly hasCdc: boolean;
  readonly logins: readonly ServerPrincipal[];
  readonly ownerSid: Uint8Array;
  /** Of dbo, where it is another than the owner's. */
  readonly dboSid: Uint8Array | undefined;
  /** GUIDs of the server's audits. */
  readonly audits: readonly string[];
}

/** A user or role as the rest of the builder needs it. */
export interface DatabasePrincipal {
  readonly id: number;
  readonly type: string;
  readonly owner?: number;
}

/** `principal_id` of dbo. */
export const DBO = 1;

const RESERVED_NAMES = [
  'public',
  'dbo',
  'guest',
  'INFORMATION_SCHEMA',
  'sys',
  'db_owner',
  'db_accessadmin',
  'db_securityadmin',
  'db_ddladmin',
  'db_backupoperator',
  'db_datareader',
  'db_datawriter',
  'db_denydatareader',
  'db_denydatawriter',
];

/** The state that the parts of the builder share. */
export class DatabaseBuild {
  readonly setting: DatabaseSetting;
  readonly tables: Tables = new Map();
  readonly users: DatabasePrincipal[] = [];
  readonly roles: DatabasePrincipal[] = [];
  readonly schemas: { readonly id: number; readonly owner: number }[] = [{ id: 1, owner: DBO }];
  readonly grantables: Grantable[] = [];
  private readonly registers = new Map<string, NameRegister>();
  private principalId = 5;
  private objectId = 1001;

  constructor(setting: DatabaseSetting) {
    this.setting = setting;
  }

  get version(): SqlVersion {
    return this.setting.server.version;
  }

  add(view: string, row: RowRecord): void {
    addRow(this.tables, view, row);
  }

  /** How many rows a view has so far. */
  count(view: string): number {
    return this.tables.get(view)?.length ?? 0;
  }

  nextPrincipalId(): number {
    return this.principalId++;
  }

  nextObjectId(): number {
    return this.objectId++;
  }

  /** The names of a scope: `principals`, `schemas`, or what things share a namespace with. */
  names(scope: string): NameRegister {
    let found = this.registers.get(scope);
    if (found === undefined) {
      const reserved = scope === 'principals' || scope === 'schemas' ? RESERVED_NAMES : [];
      found = new NameRegister(this.setting.server.hostile, reserved);
      this.registers.set(scope, found);
    }
    return found;
  }

  /** dbo for a spent choice; else a user that can own things, or a role. */
  drawOwner(choices: Choices): number {
    if (!choices.once(3)) return DBO;
    const owners = [...this.users.filter(({ type }) => type === 'S' || type === 'U'), ...this.roles];
    return owners.length === 0 ? DBO : choices.pick(owners).id;
  }
}
