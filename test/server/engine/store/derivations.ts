// What the catalogue derives, by view and column: descriptions from codes, permission types from names, and the
// defaults a freshly made row has. Each sees what the record gave and what was derived before it, in this order.
// Sources: the pages of the views in Microsoft's "System catalog views"; authentication_type as the view computes it.
import type { Value } from '../../contract.ts';
import { catalogPermissions } from '../catalog/catalog.ts';
import { catalogClasses } from '../catalog/securable-classes.ts';
import { hexOf } from '../sql/value.ts';
import { CODES } from './codes.ts';

/** Reads a column of the record, or one derived before; undefined for one that was left out. */
export type Given = (column: string) => Value | undefined;
/** Gives a column that was left out; undefined when there is nothing to derive it from. */
export type Derivation = (given: Given) => Value | undefined;

const constant =
  (value: Value): Derivation =>
  () =>
    value;

/** The description of a code, by the table of codes; undefined (hence NULL) for a code that it lacks. */
const describe =
  (code: string, codes: Readonly<Record<string, string>>): Derivation =>
  (given) => {
    const value = given(code);
    return value === undefined || value === null ? undefined : codes[String(value).trim()];
  };

/** The code of a description: for records that give the word only. */
const encode =
  (description: string, codes: Readonly<Record<string, string>>, numeric = true): Derivation =>
  (given) => {
    const word = given(description);
    if (word === undefined || word === null) return undefined;
    const found = Object.entries(codes).find(([, text]) => text === word)?.[0];
    return found === undefined || !numeric ? found : Number(found);
  };

/** A number code with its description, either of which gives the other; `preset` when both are left out. */
const coded = (
  name: string,
  codes: Readonly<Record<string, string>>,
  preset?: number,
): Record<string, Derivation> => {
  const word = `${name}_desc`;
  const fromWord = encode(word, codes);
  return {
    [name]: (given) => fromWord(given) ?? (given(word) === undefined ? preset : undefined),
    [word]: describe(name, codes),
  };
};

const lettered = (
  name: string,
  codes: Readonly<Record<string, string>>,
  preset?: string,
): Record<string, Derivation> => {
  const word = `${name}_desc`;
  const fromWord = encode(word, codes, false);
  return {
    [name]: (given) => fromWord(given) ?? (given(word) === undefined ? preset : undefined),
    [word]: describe(name, codes),
  };
};

/** When shipped things were made. Nothing depends on the date. */
const EPOCH = new Date('2019-09-24T14:21:00.000Z');
const dates: Record<string, Derivation> = {
  create_date: constant(EPOCH),
  modify_date: (given) => given('create_date') ?? EPOCH,
};

/** A group is of no principal and of nothing. */
const auditDetails: Record<string, Derivation> = {
  class: constant(0),
  major_id: constant(0),
  minor_id: constant(0),
  audited_principal_id: constant(0),
  is_group: constant(0),
};

/** `class_desc` by number of the class. */
const classDescriptions = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...catalogClasses().values()].flatMap(({ number, description }) =>
      number === undefined ? [] : [[number, description]],
    ),
  );

/** type ↔ permission_name within the class, as the permission catalogue pairs them. */
function permissionDerivations(preset: number): Record<string, Derivation> {
  return {
    ...coded('class', classDescriptions(), preset),
    permission_name: (given) => pairOf(given('class'), 'type', given('type'))?.name,
    type: (given) => pairOf(given('class'), 'name', given('permission_name'))?.type,
    ...lettered('state', CODES.permissionState, 'G'),
    grantor_principal_id: constant(1),
  };
}

type Pair = { readonly name: string; readonly type: string };

/** Permissions of a class number, by name and by type code. */
const pairs = new Map<string, { readonly name: Map<string, Pair>; readonly type: Map<string, Pair> }>();

function pairOf(classNumber: Value | undefined, by: 'type' | 'name', value: Value | undefined) {
  if (typeof value !== 'string') return undefined;
  if (pairs.size === 0) readPairs();
  return pairs.get(String(classNumber))?.[by].get(value.trimEnd());
}

function readPairs(): void {
  const classes = [...catalogClasses().values()];
  for (const number of Object.keys(classDescriptions())) {
    const words = classes.filter((one) => String(one.number) === number).map(({ word }) => word);
    const found = catalogPermissions().filter(({ classDesc }) => words.includes(classDesc));
    pairs.set(number, {
      name: new Map(found.map((pair) => [pair.name, pair])),
      type: new Map(found.map((pair) => [pair.type, pair])),
    });
  }
}

const principal: Record<string, Derivation> = {
  ...lettered('type', CODES.serverPrincipalType),
  is_disabled: constant(0),
  ...dates,
  is_fixed_role: (given) => {
    const id = Number(given('principal_id'));
    return given('type') === 'R' && id >= 3 && id <= 20 ? 1 : 0;
  },
  owning_principal_id: (given) => (given('type') === 'R' ? 1 : undefined),
  default_database_name: (given) => (given('type') === 'R' ? undefined : 'master'),
  default_language_name: (given) => (given('type') === 'R' ? undefined : 'us_english'),
};

const NO_LOGIN_SID = '010500000000000903';

function authenticationType(given: Given): number {
  const type = String(given('type')).trim();
  if (type === 'S' && given('principal_id') === 2) return 0;
  if (type === 'U' || type === 'G') return 3;
  if (type === 'E' || type === 'X') return 4;
  if (type !== 'S') return 0;
  // INFORMATION_SCHEMA and sys have no SID, and no way in.
  const sid = given('sid');
  if (!(sid instanceof Uint8Array)) return given('principal_id') === 1 ? 1 : 0;
  return hexOf(sid).startsWith(NO_LOGIN_SID) ? 0 : 1;
}

const databasePrincipal: Record<string, Derivation> = {
  ...lettered('type', CODES.databasePrincipalType),
  default_schema_name: (given) =>
    ['S', 'U', 'E', 'A'].includes(String(given('type')).trim()) ? 'dbo' : undefined,
  ...dates,
  owning_principal_id: (given) => (given('type') === 'R' ? 1 : undefined),
  is_fixed_role: (given) => {
    const id = Number(given('principal_id'));
    return given('type') === 'R' && id >= 16384 && id <= 16399 ? 1 : 0;
  },
  authentication_type: authenticationType,
  authentication_type_desc: describe('authentication_type', CODES.authenticationType),
};

const object: Record<string, Derivation> = {
  ...lettered('type', CODES.objectType),
  schema_id: constant(1),
  parent_object_id: constant(0),
  ...dates,
};

/** By view, then by column, in the order they are derived in. */
export const DERIVATIONS: Readonly<Record<string, Readonly<Record<string, Derivation>>>> = {
  'sys.server_principals': principal,
  'sys.server_permissions': permissionDerivations(100),
  'sys.database_permissions': permissionDerivations(0),
  'sys.database_principals': databasePrincipal,
  'sys.objects': object,
  'sys.system_objects': { ...object, schema_id: constant(4), is_ms_shipped: constant(1) },
  'sys.columns': {
    name: (given) => (given('column_id') === undefined ? undefined : `c${given('column_id')}`),
    system_type_id: constant(231),
    user_type_id: (given) => given('system_type_id') ?? 231,
    max_length: constant(512),
    precision: constant(0),
    scale: constant(0),
    is_nullable: constant(1),
  },
  'sys.types': {
    principal_id: constant(null),
    is_user_defined: (given) => (Number(given('user_type_id')) > 256 ? 1 : 0),
    schema_id: (given) => (Number(given('user_type_id')) > 256 ? 1 : 4),
    system_type_id: (given) => (given('is_table_type') ? 243 : given('is_assembly_type') ? 240 : 231),
    max_length: constant(256),
    precision: constant(0),
    scale: constant(0),
    is_nullable: constant(1),
    default_object_id: constant(0),
    rule_object_id: constant(0),
  },
  'sys.table_types': {
    is_table_type: constant(1),
    is_user_defined: constant(1),
    system_type_id: constant(243),
  },
  'sys.assemblies': {
    principal_id: constant(1),
    ...coded('permission_set', CODES.permissionSet, 1),
    is_visible: constant(1),
    is_user_defined: (given) => (Number(given('assembly_id')) >= 65536 ? 1 : 0),
    clr_name: (given) =>
      `${String(given('name')).toLowerCase()}, version=0.0.0.0, culture=neutral, publickeytoken=null`,
    ...dates,
  },
  'sys.assembly_files': { file_id: constant(1) },
  'sys.databases': {
    create_date: constant(EPOCH),
    owner_sid: constant(Uint8Array.of(1)),
    ...coded('user_access', CODES.userAccess, 0),
    ...coded('state', CODES.databaseState, 0),
    ...coded('recovery_model', CODES.recoveryModel, 1),
    ...coded('containment', CODES.containment, 0),
    ...coded('page_verify_option', CODES.pageVerify, 2),
    ...coded('snapshot_isolation_state', CODES.snapshotIsolation, 0),
    ...coded('log_reuse_wait', CODES.logReuse, 0),
    ...coded('catalog_collation_type', CODES.catalogCollation, 0),
    ...coded('delayed_durability', CODES.delayedDurability, 0),
    service_broker_guid: (given) =>
      `00000000-0000-0000-0000-${String(given('database_id')).padStart(12, '0')}`,
    target_recovery_time_in_seconds: constant(60),
    physical_database_name: (given) => given('name'),
    is_fulltext_enabled: constant(1),
    is_auto_create_stats_on: constant(1),
    is_auto_update_stats_on: constant(1),
  },
  'sys.configurations': {
    value: (given) => given('value_in_use') ?? 0,
    value_in_use: (given) => given('value'),
    minimum: constant(0),
    maximum: constant(1),
    description: (given) => given('name'),
    is_dynamic: constant(1),
  },
  'sys.credentials': { credential_identity: (given) => given('name'), ...dates },
  'sys.database_scoped_credentials': { credential_identity: (given) => given('name'), ...dates },
  'sys.endpoints': {
    principal_id: constant(1),
    ...coded('protocol', CODES.endpointProtocol, 2),
    ...coded('type', CODES.endpointType, 2),
    ...coded('state', CODES.endpointState, 0),
  },
  'sys.database_mirroring_endpoints': {
    ...coded('connection_auth', CODES.endpointAuthentication, 3),
    ...coded('encryption_algorithm', CODES.endpointEncryption, 2),
    ...coded('role', CODES.mirroringRole, 3),
    certificate_id: constant(0),
  },
  'sys.service_broker_endpoints': {
    ...coded('connection_auth', CODES.endpointAuthentication, 3),
    ...coded('encryption_algorithm', CODES.endpointEncryption, 2),
    message_forwarding_size: constant(10),
    certificate_id: constant(0),
  },
  'sys.server_audits': {
    ...lettered('type', CODES.auditType, 'AL'),
    ...coded('on_failure', CODES.auditFailure, 0),
    principal_id: constant(1),
    queue_delay: constant(1000),
    ...dates,
  },
  'sys.server_file_audits': {
    max_file_size: constant(0),
    max_rollover_files: constant(2_147_483_647),
    max_files: constant(0),
    ...dates,
  },
  'sys.server_audit_specifications': dates,
  'sys.database_audit_specifications': dates,
  'sys.server_audit_specification_details': auditDetails,
  'sys.database_audit_specification_details': auditDetails,
  'sys.server_triggers': {
    ...lettered('type', CODES.objectType, 'TR'),
    parent_class: constant(100),
    ...dates,
  },
  'sys.server_sql_modules': { uses_ansi_nulls: constant(1), uses_quoted_identifier: constant(1) },
  'sys.trusted_assemblies': { create_date: constant(EPOCH), created_by: constant('sa') },
  'sys.messages': { language_id: constant(1033), severity: constant(16) },
  'sys.certificates': {
    principal_id: constant(1),
    ...lettered('pvt_key_encryption_type', CODES.privateKeyEncryption, 'NA'),
    issuer_name: (given) => given('name'),
    subject: (given) => given('name'),
    start_date: constant(EPOCH),
    expiry_date: constant(new Date('2039-09-24T14:21:00.000Z')),
  },
  'sys.asymmetric_keys': {
    principal_id: constant(1),
    ...lettered('pvt_key_encryption_type', CODES.privateKeyEncryption, 'NA'),
    algorithm: constant('2R'),
    algorithm_desc: constant('RSA_2048'),
    key_length: constant(2048),
  },
  'sys.symmetric_keys': {
    principal_id: constant(1),
    key_length: constant(256),
    key_algorithm: constant('A3'),
    algorithm_desc: constant('AES_256'),
    ...dates,
  },
  'sys.service_message_types': {
    principal_id: constant(1),
    ...lettered('validation', CODES.validation, 'X'),
  },
  'sys.service_contracts': { principal_id: constant(1) },
  'sys.services': { principal_id: constant(1) },
  'sys.remote_service_bindings': { principal_id: constant(1), service_contract_id: constant(0) },
  'sys.routes': { principal_id: constant(1) },
  'sys.fulltext_catalogs': { principal_id: constant(1), is_accent_sensitivity_on: constant(1) },
  'sys.fulltext_stoplists': { principal_id: constant(1), ...dates },
  'sys.registered_search_property_lists': { principal_id: constant(1), ...dates },
  'sys.xml_schema_collections': { schema_id: constant(1), ...dates },
  'sys.schemas': { principal_id: constant(1) },
  'sys.sql_logins': { is_policy_checked: constant(1), is_expiration_checked: constant(0) },
  'sys.service_queues': {
    is_receive_enabled: constant(1),
    is_enqueue_enabled: constant(1),
    max_readers: constant(0),
  },
  'sys.availability_replicas': {
    ...coded('availability_mode', CODES.availabilityMode, 1),
    ...coded('failover_mode', CODES.failoverMode, 1),
    ...coded('primary_role_allow_connections', CODES.primaryConnections, 2),
    ...coded('secondary_role_allow_connections', CODES.secondaryConnections, 0),
    ...dates,
  },
  'sys.dm_hadr_availability_replica_states': coded('role', CODES.replicaRole),
};
