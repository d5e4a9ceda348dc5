// What a server has besides principals: endpoints, availability groups, and credentials with logins mapped to them.
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import type { CatalogClass } from '../server/engine/catalog/securable-classes.ts';
import { classNamed, permissionsOfClass, thingsOf } from '../server/engine/catalog/securable-classes.ts';
import { addLinkedServer } from './build-linked-server.ts';
import type { ServerPrincipal } from './build-server.ts';
import type { Choices } from './choices.ts';
import type { Tables } from './environment.ts';
import { addRow, rowsOf } from './environment.ts';
import type { EnvironmentPlan } from './environment-plan.ts';
import type { NameRegister } from './name-register.ts';
import type { Grantable } from './permission-ledger.ts';

/** Ids of user-made rows start here. */
const FIRST_ID = 65_536;
/** T-SQL, Service Broker and database mirroring. */
const ENDPOINT_TYPES = [2, 3, 4];
/** A server has at most one endpoint of each of these. */
const SINGLE_TYPES: readonly unknown[] = [3, 4];
const CERTIFICATE_FIRST = 4;

/** Object ids of triggers start here. */
const FIRST_TRIGGER = 200_000;

/** Options of the configuration that users set: id, name, value. */
const OPTIONS: readonly (readonly [id: number, name: string, value: number])[] = [
  [101, 'recovery interval (min)', 30],
  [117, 'remote access', 0],
  [400, 'cross db ownership chaining', 1],
  [1538, 'cost threshold for parallelism', 50],
  [1539, 'max degree of parallelism', 8],
  [1544, 'max server memory (MB)', 65_536],
  [1562, 'clr enabled', 1],
  [16_384, 'Agent XPs', 1],
  [16_386, 'Database Mail XPs', 1],
  [16_390, 'xp_cmdshell', 1],
  [16_393, 'contained database authentication', 1],
];

/** The classes whose rows are made in a way of their own. */
const OF_THEIR_OWN = ['ENDPOINT', 'AVAILABILITY GROUP', 'CREDENTIAL', 'LINKED SERVER'] as const;

const plainClasses = (version: SqlVersion): readonly CatalogClass[] =>
  thingsOf('server').filter(
    ({ word, since }) => since <= version && !OF_THEIR_OWN.some((own) => own === word),
  );

/** What can carry every permission of a server class. */
export function serverGrantable(
  word: string,
  majorId: number,
  owner: number,
  version: SqlVersion,
): Grantable {
  const { number = -1 } = classNamed(word);
  return { class: number, majorId, owner, permissions: permissionsOfClass(word, version) };
}

/** What the parts share with the server's builder. */
export interface ServerParts {
  readonly tables: Tables;
  /** Tables of master, for the certificates behind endpoints. */
  readonly master: Tables;
  readonly plan: EnvironmentPlan;
  readonly names: NameRegister;
  readonly logins: readonly ServerPrincipal[];
  /** Ids of principals that can own things. */
  readonly owners: readonly number[];
}

/** Adds endpoints, availability groups and credentials. */
export class ServerSecurables {
  readonly grantables: Grantable[] = [];
  private readonly parts: ServerParts;

  constructor(parts: ServerParts) {
    this.parts = parts;
  }

  /** Adds what the choices make; whether something was there to add. */
  add(choices: Choices): boolean {
    const kind = choices.pick([
      ...OF_THEIR_OWN,
      'TRIGGER' as const,
      'AUDIT' as const,
      'OPTION' as const,
      ...plainClasses(this.parts.plan.version),
    ]);
    if (kind === 'TRIGGER') return this.addTrigger(choices);
    if (kind === 'AUDIT') return this.addAudit(choices);
    if (kind === 'OPTION') return this.addOption(choices);
    if (kind === 'ENDPOINT') return this.addEndpoint(choices);
    if (kind === 'AVAILABILITY GROUP') return this.addGroup(choices);
    if (kind === 'LINKED SERVER') return addLinkedServer(this.parts, choices);
    return kind === 'CREDENTIAL' ? this.addCredential(choices) : this.addPlain(kind, choices);
  }

  /** A class that has no more than a name and an owner. */
  private addPlain(kind: CatalogClass, choices: Choices): boolean {
    const { tables, names, owners, plan } = this.parts;
    const { word, view, idColumn, nameColumn, ownerColumn } = kind;
    const id = kind.firstUserId + rowsOf(tables, view).length;
    const owner = ownerColumn === undefined ? 1 : choices.pick(owners);
    addRow(tables, view, {
      [nameColumn]: names.draw(choices, `${word.toLowerCase().replaceAll(' ', '_')}_${id}`),
      [idColumn]: id,
      ...(ownerColumn === undefined ? {} : { [ownerColumn]: owner }),
    });
    this.grantables.push(serverGrantable(word, id, owner, plan.version));
    return true;
  }

  private addEndpoint(choices: Choices): boolean {
    const { tables, names, owners, plan } = this.parts;
    const endpoints = rowsOf(tables, 'sys.endpoints');
    const type = choices.pick(ENDPOINT_TYPES);
    if (SINGLE_TYPES.includes(type) && endpoints.some((row) => row.type === type)) return false;
    const id = FIRST_ID + endpoints.length;
    const owner = choices.pick(owners);
    const name = names.draw(choices, `endpoint_${id}`);
    addRow(tables, 'sys.endpoints', {
      name,
      endpoint_id: id,
      principal_id: owner,
      protocol: 2,
      type,
      state: choices.pick([0, 0, 1, 2]),
    });
    addRow(tables, 'sys.tcp_endpoints', {
      endpoint_id: id,
      port: 5000 + endpoints.length,
      ip_address: choices.pick([null, null, '10.0.0.7', 'fe80::7']),
    });
    if (type !== 2) this.addPayload(id, type, choices);
    this.grantables.push(serverGrantable('ENDPOINT', id, owner, plan.version));
    return true;
  }

  /** How mirroring and Service Broker ask who connects; a certificate of master is made for those that have one. */
  private addPayload(id: number, type: number, choices: Choices): void {
    const { tables, master, names } = this.parts;
    const connection_auth = choices.pick([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const hasCertificate = connection_auth >= CERTIFICATE_FIRST;
    if (hasCertificate) {
      const name = names.draw(choices, `certificate of endpoint ${id}`);
      addRow(master, 'sys.certificates', { name, certificate_id: id, principal_id: 1 });
    }
    const common = {
      endpoint_id: id,
      connection_auth,
      certificate_id: hasCertificate ? id : 0,
      encryption_algorithm: choices.pick([0, 1, 2, 3, 4, 5, 6, 7, 8]),
    };
    if (type === 4) {
      addRow(tables, 'sys.database_mirroring_endpoints', { ...common, role: choices.pick([1, 2, 3]) });
      return;
    }
    addRow(tables, 'sys.service_broker_endpoints', {
      ...common,
      is_message_forwarding_enabled: choices.once(2),
      message_forwarding_size: choices.pick([10, 50]),
    });
  }

  /** One to files keeps them by one count or the other. */
  private addAudit(choices: Choices): boolean {
    const { tables, names } = this.parts;
    const audit_id = 65_536 + rowsOf(tables, 'sys.server_audits').length;
    const name = names.draw(choices, `audit ${audit_id}`);
    const type = choices.pick(['FL', 'FL', 'AL', 'SL']);
    addRow(tables, 'sys.server_audits', {
      name,
      audit_id,
      audit_guid: auditGuid(audit_id),
      type,
      on_failure: choices.pick([0, 0, 1, 2]),
      is_state_enabled: choices.pick([0, 1]),
      queue_delay: choices.pick([0, 1000, 5000]),
      predicate: choices.pick([
        null,
        "([server_principal_name]<>'it''s' AND ([succeeded]=(1) OR NOT [object_name]='%]$(x)'))",
        '([action_id]=(18))',
      ]),
    });
    if (choices.once(2)) this.addSpecification(audit_id, choices);
    if (type !== 'FL') return true;
    const isRolled = choices.once(2);
    addRow(tables, 'sys.server_file_audits', {
      name,
      audit_id,
      log_file_path: choices.pick(["D:\\it's\\", '\\\\files\\audit$(x)\\']),
      max_file_size: choices.pick([0, 100]),
      max_rollover_files: isRolled ? choices.pick([10, 2_147_483_647]) : 0,
      max_files: isRolled ? 0 : 7,
      reserve_disk_space: choices.pick([0, 1]),
    });
    return true;
  }

  /** A specification of the server, of groups alone. */
  private addSpecification(id: number, choices: Choices): void {
    const { tables, names } = this.parts;
    addRow(tables, 'sys.server_audit_specifications', {
      server_specification_id: id,
      name: names.draw(choices, `specification ${id}`),
      audit_guid: auditGuid(id),
      is_state_enabled: choices.pick([0, 1]),
    });
    for (const audit_action_name of choices.pick([
      [],
      ['FAILED_LOGIN_GROUP'],
      ['SERVER_ROLE_MEMBER_CHANGE_GROUP', 'AUDIT_CHANGE_GROUP'],
    ]))
      addRow(tables, 'sys.server_audit_specification_details', {
        server_specification_id: id,
        audit_action_name,
        class: 100,
        is_group: 1,
      });
  }

  /** An option of the configuration that is set: those that security needs, and others. */
  private addOption(choices: Choices): boolean {
    const { tables } = this.parts;
    const [configuration_id, name, value] = choices.pick(OPTIONS);
    if (rowsOf(tables, 'sys.configurations').some((row) => row.name === name)) return false;
    addRow(tables, 'sys.configurations', { configuration_id, name, value, value_in_use: value });
    return true;
  }

  /** Its text holds whatever its name does, and a line that only looks like the end of a batch. */
  private addTrigger(choices: Choices): boolean {
    const { tables, names, logins } = this.parts;
    const object_id = FIRST_TRIGGER + rowsOf(tables, 'sys.server_triggers').length;
    // One trigger may be the first of an event and one the last.
    const [isFirst, isLast] = [0, 1].map((number) => object_id === FIRST_TRIGGER + number && choices.once(2));
    const name = names.draw(choices, `trigger_${object_id}`);
    const events = choices.pick([['LOGON'], ['CREATE_LOGIN', 'DROP_LOGIN'], ['CREATE_DATABASE']]);
    const login = choices.once(2) ? logins.find(({ type }) => type === 'S') : undefined;
    const as = login === undefined ? '' : `WITH EXECUTE AS N'${login.name.replaceAll("'", "''")}' `;
    const definition = `-- made by hand\r\nCREATE TRIGGER [${name.replaceAll(']', ']]')}] ON ALL SERVER ${as}FOR ${events.join(', ')} AS\r\nBEGIN\r\n  PRINT N'it''s $(x)';\r\n/*\r\nGO\r\n*/\r\nEND`;
    addRow(tables, 'sys.server_triggers', { name, object_id, type: 'TR', is_disabled: choices.once(2) });
    for (const event of events)
      addRow(tables, 'sys.server_trigger_events', {
        object_id,
        type: 1,
        type_desc: event,
        is_trigger_event: 1,
        is_first: isFirst ? 1 : 0,
        is_last: isLast ? 1 : 0,
      });
    addRow(tables, 'sys.server_sql_modules', {
      object_id,
      definition,
      execute_as_principal_id: login?.id ?? null,
    });
    return true;
  }

  private addGroup(choices: Choices): boolean {
    const { tables, names, plan } = this.parts;
    const number = rowsOf(tables, 'sys.availability_groups').length;
    const group = guidOf('8000', number);
    const name = names.draw(choices, `ag_${number}`);
    addRow(tables, 'sys.availability_groups', { group_id: group, name });
    addRow(tables, 'sys.availability_replicas', {
      replica_id: guidOf('9000', number),
      group_id: group,
      replica_metadata_id: FIRST_ID + number,
      replica_server_name: plan.name,
      endpoint_url: `TCP://${plan.name}:5022`,
    });
    this.grantables.push(serverGrantable('AVAILABILITY GROUP', FIRST_ID + number, 1, plan.version));
    return true;
  }

  // The nth credential is mapped to the nth SQL login, if there are so many.
  private addCredential(choices: Choices): boolean {
    const { tables, names, logins } = this.parts;
    const number = rowsOf(tables, 'sys.credentials').length;
    const id = FIRST_ID + number;
    const drawn = names.draw(choices, `credential_${id}`);
    // CREATE CREDENTIAL takes no number sign first.
    const name = drawn.startsWith('#') ? `c${drawn}` : drawn;
    addRow(tables, 'sys.credentials', { credential_id: id, name, credential_identity: `identity of ${id}` });
    const login = logins.filter(({ type }) => type === 'S')[number];
    for (const view of login === undefined ? [] : ['sys.server_principals', 'sys.sql_logins']) {
      const rows = tables.get(view) ?? [];
      const at = rows.findIndex((row) => row.principal_id === login?.id);
      rows[at] = { ...rows[at], credential_id: id };
    }
    return true;
  }
}

/** The GUID of a generated audit, by its id. */
const auditGuid = (id: number): string => `0F0E0D0C-0B0A-0908-0706-${String(id).padStart(12, '0')}`;

/** A GUID that differs in its group and number. */
export const guidOf = (group: string, number: number): string =>
  `00000000-0000-4000-${group}-${String(number).padStart(12, '0')}`;
