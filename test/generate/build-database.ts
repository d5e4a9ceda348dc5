// One database of a generated environment: users of every kind, roles, schemas, objects, the other classes, grants.
import { COLUMN_PERMISSIONS, permissionsOf } from '../../src/model/permission-names.ts';
import type { SecurableClass } from '../../src/model/securable-class.ts';
import { SECURABLE_CLASSES } from '../../src/model/securable-class.ts';
import type { ServerPrincipal } from './build-server.ts';
import { Choices } from './choices.ts';
import type { RowRecord, Tables } from './environment.ts';
import { addRow } from './environment.ts';
import type { DatabasePlan, EnvironmentPlan } from './environment-plan.ts';
import { forEachItem } from './environment-plan.ts';
import { NameRegister } from './name-register.ts';
import type { Grantable } from './permission-ledger.ts';
import { PermissionLedger } from './permission-ledger.ts';
import type { ThingClass } from './securable-rows.ts';
import { OBJECT_PERMISSIONS, OBJECT_TYPES, THINGS, thingClasses } from './securable-rows.ts';
import { domainSid, entraSid, internalSid, sqlSid } from './sid.ts';

/** What a database is built with. */
export interface DatabaseSetting {
  readonly plan: DatabasePlan;
  readonly server: EnvironmentPlan;
  readonly name: string;
  readonly isContained: boolean;
  readonly logins: readonly ServerPrincipal[];
  readonly ownerSid: Uint8Array;
}

interface DatabasePrincipal {
  readonly id: number;
  readonly type: string;
  readonly owner?: number;
}

const DBO = 1;
const FIXED_ROLES = [16384, 16385, 16386, 16387, 16389, 16390, 16391, 16392, 16393];
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

/** Builds the tables of one database. */
export function buildDatabase(setting: DatabaseSetting): Tables {
  return new DatabaseBuilder(setting).build();
}

class DatabaseBuilder {
  private readonly setting: DatabaseSetting;
  private readonly tables: Tables = new Map();
  private readonly principalNames: NameRegister;
  private readonly schemaNames: NameRegister;
  private readonly thingNames = new Map<string, NameRegister>();
  private readonly users: DatabasePrincipal[] = [];
  private readonly roles: DatabasePrincipal[] = [];
  private readonly schemas: { readonly id: number; readonly owner: number }[] = [{ id: 1, owner: DBO }];
  private readonly grantables: Grantable[] = [];
  private readonly ledger = new PermissionLedger();
  private readonly freeLogins: ServerPrincipal[];
  private nextId = 5;
  private nextObject = 1001;

  constructor(setting: DatabaseSetting) {
    this.setting = setting;
    this.principalNames = new NameRegister(setting.server.hostile, RESERVED_NAMES);
    this.schemaNames = new NameRegister(setting.server.hostile, RESERVED_NAMES);
    const owner = Buffer.from(setting.ownerSid);
    this.freeLogins = setting.logins.filter(
      ({ type, sid }) => type !== 'C' && type !== 'K' && !owner.equals(sid),
    );
  }

  build(): Tables {
    const { plan } = this.setting;
    forEachItem(plan.users, (item) => this.addUser(new Choices(item)));
    forEachItem(plan.roles, (item) => this.addRole(new Choices(item)));
    forEachItem(plan.schemas, (item) => this.addSchema(new Choices(item)));
    this.addMembers();
    forEachItem(plan.objects, (item) => this.addObject(new Choices(item)));
    forEachItem(plan.securables, (item) => this.addThing(new Choices(item)));
    this.addPermissions();
    return this.tables;
  }

  private get version() {
    return this.setting.server.version;
  }

  private addUser(choices: Choices): boolean {
    const kind = choices.pick(this.userKinds());
    const id = this.nextId++;
    const isMapped = kind === 'login' && this.freeLogins.length > 0;
    const user = isMapped ? this.mappedUser(choices) : this.unmappedUser(kind, id, choices);
    addRow(this.tables, 'sys.database_principals', { principal_id: id, is_fixed_role: false, ...user });
    const type = String(user.type);
    this.users.push({ id, type });
    if (type !== 'A') this.connect(id, choices.pick(['G', 'G', 'G', 'none', 'D', 'G']));
    return true;
  }

  private userKinds(): readonly string[] {
    const { isContained } = this.setting;
    return [
      'login',
      'login',
      'without login',
      'certificate',
      'asymmetric key',
      'application role',
      'orphan',
      'through group',
      ...(isContained ? ['contained', 'contained'] : []),
      ...(this.version >= 2022 ? ['external', 'external group'] : []),
    ];
  }

  private mappedUser(choices: Choices): RowRecord {
    const [login] = this.freeLogins.splice(choices.below(this.freeLogins.length), 1);
    if (login === undefined) throw new Error('No login is left.');
    const isWindows = login.type === 'U' || login.type === 'G';
    const isSameName = !choices.once(3) && this.principalNames.isFree(login.name);
    const name = isSameName
      ? this.principalNames.claim(login.name)
      : this.principalNames.draw(choices, `user_${this.nextId}`, isWindows ? 'CONTOSO\\' : '');
    const authentication = { S: 1, U: 3, G: 3 }[login.type] ?? 4;
    return {
      name,
      type: login.type,
      sid: login.sid,
      authentication_type: authentication,
      default_schema_name: login.type === 'G' || login.type === 'X' ? null : this.drawSchemaName(choices),
    };
  }

  private unmappedUser(kind: string, id: number, choices: Choices): RowRecord {
    const seed = [this.setting.server.name, this.setting.name, id] as const;
    const name = this.principalNames.draw(choices, `user_${id}`, kind === 'through group' ? 'CONTOSO\\' : '');
    const schema = { name, default_schema_name: this.drawSchemaName(choices) };
    switch (kind) {
      case 'certificate':
        return {
          name,
          type: 'C',
          authentication_type: 0,
          sid: this.addKey('CERTIFICATE', id),
          default_schema_name: null,
        };
      case 'asymmetric key':
        return {
          name,
          type: 'K',
          authentication_type: 0,
          sid: this.addKey('ASYMMETRIC KEY', id),
          default_schema_name: null,
        };
      case 'application role':
        return { ...schema, type: 'A', authentication_type: 0, sid: internalSid('applicationRole', ...seed) };
      case 'orphan':
        return { ...schema, type: 'S', authentication_type: 1, sid: sqlSid('orphan', ...seed) };
      case 'through group':
        return { ...schema, type: 'U', authentication_type: 3, sid: domainSid(500_000 + id) };
      case 'contained':
        return {
          ...schema,
          type: 'S',
          authentication_type: 2,
          sid: internalSid('withoutLogin', 'contained', ...seed),
        };
      case 'external':
        return { ...schema, type: 'E', authentication_type: 4, sid: entraSid(...seed) };
      case 'external group':
        return {
          ...schema,
          type: 'X',
          authentication_type: 4,
          sid: entraSid(...seed),
          default_schema_name: null,
        };
      default:
        return { ...schema, type: 'S', authentication_type: 0, sid: internalSid('withoutLogin', ...seed) };
    }
  }

  // The default schema of a user may be one that does not exist.
  private drawSchemaName(choices: Choices): string {
    return choices.pick(['dbo', 'dbo', 'schema_5', 'no such schema']);
  }

  private addKey(word: 'CERTIFICATE' | 'ASYMMETRIC KEY', id: number): Uint8Array {
    const sid = internalSid('certificate', this.setting.server.name, this.setting.name, id);
    this.addThingRow(word, new Choices(0), { sid });
    return sid;
  }

  private connect(id: number, state: string): void {
    if (state === 'none') return;
    addRow(this.tables, 'sys.database_permissions', {
      class: 0,
      major_id: 0,
      minor_id: 0,
      grantee_principal_id: id,
      grantor_principal_id: DBO,
      permission_name: 'CONNECT',
      state,
    });
  }

  private addRole(choices: Choices): boolean {
    const id = this.nextId++;
    const owner = this.drawOwner(choices);
    this.roles.push({ id, type: 'R', owner });
    addRow(this.tables, 'sys.database_principals', {
      name: this.principalNames.draw(choices, `role_${id}`),
      principal_id: id,
      type: 'R',
      sid: internalSid('role', this.setting.name, id),
      owning_principal_id: owner,
      default_schema_name: null,
      authentication_type: 0,
      is_fixed_role: false,
    });
    return true;
  }

  /** dbo for a spent choice; else a user that can own things, or a role. */
  private drawOwner(choices: Choices): number {
    if (!choices.once(3)) return DBO;
    const owners = [...this.users.filter(({ type }) => type === 'S' || type === 'U'), ...this.roles];
    return owners.length === 0 ? DBO : choices.pick(owners).id;
  }

  private addSchema(choices: Choices): boolean {
    const id = 4 + this.schemas.length;
    const owner = this.drawOwner(choices);
    this.schemas.push({ id, owner });
    const name = this.schemaNames.draw(choices, `schema_${id}`);
    addRow(this.tables, 'sys.schemas', { name, schema_id: id, principal_id: owner });
    return true;
  }

  private addMembers(): void {
    const seen = new Set<string>();
    const users = this.users.filter(({ type }) => type !== 'A').map(({ id }) => id);
    forEachItem(this.setting.plan.members, (item) => {
      const choices = new Choices(item);
      const role = choices.pick([...this.roles.map(({ id }) => id), ...FIXED_ROLES]);
      // A role is made a member of earlier and of fixed ones only, so that there is no circle.
      const nested = this.roles.map(({ id }) => id).filter((id) => id > role || role >= 16384);
      if (users.length + nested.length === 0) return false;
      const member = choices.pick([...users, ...nested]);
      if (seen.has(`${role}/${member}`)) return false;
      seen.add(`${role}/${member}`);
      addRow(this.tables, 'sys.database_role_members', {
        role_principal_id: role,
        member_principal_id: member,
      });
      return true;
    });
  }

  private addObject(choices: Choices): boolean {
    const type = choices.pick(OBJECT_TYPES);
    this.addObjectRow(type, choices);
    return true;
  }

  private addObjectRow(type: string, choices: Choices): number {
    const id = this.nextObject++;
    const schema = choices.pick(this.schemas);
    const explicit = this.drawOwner(choices);
    const owner = explicit === DBO ? null : explicit;
    const name = this.namesOf(`object ${schema.id}`).draw(choices, `object_${id}`);
    addRow(this.tables, 'sys.objects', {
      name,
      object_id: id,
      principal_id: owner,
      schema_id: schema.id,
      type,
      is_ms_shipped: false,
    });
    const columns = type === 'U' || type === 'V' ? this.addColumns(id, choices) : [];
    const known = new Set(permissionsOf('OBJECT', this.version));
    this.grantables.push({
      class: 1,
      majorId: id,
      owner: owner ?? schema.owner,
      permissions: [...(OBJECT_PERMISSIONS[type] ?? []), ...(columns.length > 0 ? ['UNMASK'] : [])].filter(
        (p) => known.has(p),
      ),
      columns,
      columnPermissions: this.columnPermissions(),
    });
    return id;
  }

  private addColumns(object: number, choices: Choices): readonly number[] {
    const names = new NameRegister(this.setting.server.hostile);
    const ids: number[] = [];
    // A column dropped long ago leaves its number free.
    const gap = choices.once(3) ? 1 : 0;
    for (let column = 1; column <= 1 + choices.below(4); column += 1) {
      const id = column === 1 ? 1 : column + gap;
      addRow(this.tables, 'sys.columns', {
        object_id: object,
        name: names.draw(choices, `column_${id}`),
        column_id: id,
      });
      ids.push(id);
    }
    return ids;
  }

  private columnPermissions(): readonly string[] {
    return Object.keys(COLUMN_PERMISSIONS).filter((name) => (COLUMN_PERMISSIONS[name] ?? 0) <= this.version);
  }

  private namesOf(scope: string): NameRegister {
    const found = this.thingNames.get(scope) ?? new NameRegister(this.setting.server.hostile);
    this.thingNames.set(scope, found);
    return found;
  }

  private addThing(choices: Choices): boolean {
    const word = choices.pick(thingClasses(this.version));
    const isKey = word === 'CERTIFICATE' || word === 'ASYMMETRIC KEY';
    const number = this.tables.get(SECURABLE_CLASSES[word].view ?? '')?.length ?? 0;
    this.addThingRow(
      word,
      choices,
      isKey ? { sid: internalSid('certificate', this.setting.name, word, number) } : {},
    );
    return true;
  }

  private addThingRow(word: ThingClass, choices: Choices, extra: RowRecord): void {
    const shape = SECURABLE_CLASSES[word];
    const view = shape.view ?? '';
    const id = THINGS[word].firstId + (this.tables.get(view)?.length ?? 0);
    const schema = choices.pick(shape.schemaQualified ? this.schemas : this.schemas.slice(0, 1));
    const drawn = this.drawOwner(choices);
    const inSchema = shape.schemaQualified ? { schema_id: schema.id } : {};
    const name = this.namesOf(`${word} ${schema.id}`).draw(
      choices,
      `${word.toLowerCase().replaceAll(' ', '_')}_${id}`,
    );
    const row: RowRecord = {
      [shape.nameColumn ?? 'name']: name,
      [shape.idColumn ?? '']: id,
      principal_id: shape.schemaQualified && drawn === DBO ? null : drawn,
      ...inSchema,
      ...THINGS[word].columns(id),
      ...extra,
    };
    addRow(this.tables, view, row);
    this.addCompanions(word, row, choices);
    const owner = shape.schemaQualified && drawn === DBO ? schema.owner : drawn;
    this.grantables.push(this.grantable(word, id, owner));
  }

  // What a row of one view cannot be without in another.
  private addCompanions(word: ThingClass, row: RowRecord, choices: Choices): void {
    if (word === 'SERVICE') {
      const rows = this.tables.get('sys.services') ?? [];
      rows[rows.length - 1] = { ...row, service_queue_id: this.addObjectRow('SQ', choices) };
    }
    if (word === 'ASSEMBLY') {
      const content = Buffer.from(`MZ generated assembly ${row.assembly_id}`);
      const file = { assembly_id: row.assembly_id ?? null, name: 'generated', file_id: 1, content };
      addRow(this.tables, 'sys.assembly_files', file);
    }
    if (word === 'TYPE' && row.is_table_type === true) {
      const id = this.nextObject++;
      const name = `TT_${row.user_type_id}_${id.toString(16).toUpperCase()}`;
      addRow(this.tables, 'sys.objects', {
        name,
        object_id: id,
        schema_id: 4,
        type: 'TT',
        is_ms_shipped: true,
      });
      addRow(this.tables, 'sys.table_types', { ...row, type_table_object_id: id });
    }
  }

  private grantable(word: SecurableClass, majorId: number, owner: number): Grantable {
    return {
      class: SECURABLE_CLASSES[word].number ?? -1,
      majorId,
      owner,
      permissions: permissionsOf(word, this.version),
    };
  }

  private addPermissions(): void {
    const isMaster = this.setting.name === 'master';
    const names = permissionsOf('DATABASE', this.version);
    const database: Grantable = {
      ...this.grantable('DATABASE', 0, DBO),
      permissions: names.filter((name) => name !== 'CONNECT' && (isMaster || name !== 'CREATE DATABASE')),
    };
    const schemas = this.schemas.map(({ id, owner }) => this.grantable('SCHEMA', id, owner));
    const principals = [...this.users, ...this.roles].map(({ id, type, owner }): Grantable => {
      const word = type === 'R' ? 'ROLE' : type === 'A' ? 'APPLICATION ROLE' : 'USER';
      return { ...this.grantable(word, id, owner ?? DBO), refuses: (grantee) => grantee === id };
    });
    const securables = [database, ...schemas, ...principals, ...this.grantables];
    const grantees = [...this.users, ...this.roles].map(({ id }) => id);
    forEachItem(this.setting.plan.permissions, (item) =>
      this.ledger.add(new Choices(item), securables, [...grantees, 0, 2]),
    );
    for (const row of this.ledger.rows) addRow(this.tables, 'sys.database_permissions', row);
  }
}
