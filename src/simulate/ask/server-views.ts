// The views of what a server has beside its principals and securables.
import { AUDIT_FAILURES } from '../../model/catalog/audit-clause.ts';
import {
  LINKED_SERVER_OPTION_NAMES,
  LINKED_SERVER_OPTIONS,
} from '../../model/catalog/linked-server-option.ts';
import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import { isMade } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';
import type { Thing } from '../state/things.ts';
import {
  binary,
  bit,
  byName,
  type CatalogContext,
  type Cell,
  type Hint,
  hexOf,
  numberOf,
  type Row,
  textOf,
  type View,
  viewOf,
} from './cell.ts';

function* databases({ server }: CatalogContext, hint: Hint): Iterable<Row> {
  const wanted = textOf(hint.name);
  const found = wanted === undefined ? server.databases() : [server.database(wanted)];
  for (const database of found) {
    if (database === undefined) continue;
    const { id, name, options } = database;
    yield {
      name,
      database_id: id,
      owner_sid: binary(options.ownerSid),
      state_desc: options.state,
      user_access_desc: options.userAccess,
      containment: options.containment,
      is_trustworthy_on: bit(options.isTrustworthy),
      is_db_chaining_on: bit(options.isDbChaining),
      is_broker_enabled: bit(options.isBrokerEnabled),
      is_read_only: bit(options.isReadOnly),
      collation_name: options.collation ?? null,
    };
  }
}

function linkedServerRow(fact: Thing<'linked-server'>): Row {
  const options = LINKED_SERVER_OPTION_NAMES.map((option): [string, Cell] => {
    const { column, property } = LINKED_SERVER_OPTIONS[option];
    const value = fact[property];
    return [column, typeof value === 'boolean' ? bit(value) : (value ?? null)];
  });
  return {
    server_id: fact.id,
    name: fact.name,
    product: fact.product ?? null,
    provider: fact.provider,
    data_source: fact.dataSource ?? null,
    location: fact.location ?? null,
    provider_string: fact.providerString ?? null,
    catalog: fact.catalog ?? null,
    is_linked: bit(fact.isRemote !== true),
    ...Object.fromEntries(options),
  };
}

/** Where no GUID is known, the name of the audit stands for it. */
function* specifications(scope: Scope, id: string): Iterable<Row> {
  for (const found of scope.specifications.values()) {
    const { name, audit, auditGuid = audit, isEnabled } = found;
    yield { [id]: found.id, name, audit_guid: auditGuid ?? null, is_state_enabled: bit(isEnabled) };
  }
}

function* auditActions(scope: Scope, id: string): Iterable<Row> {
  for (const { specification, action, target, principal } of scope.audited.values()) {
    yield {
      [id]: specification.id,
      audit_action_name: action,
      is_group: bit(target === undefined),
      class: target && SECURABLE_CLASSES[target.class].number,
      major_id: target && (target.securable?.id ?? 0),
      audited_principal_id: principal?.id ?? 0,
    };
  }
}

/** By their names in lower case, without the schema `sys`. */
export const SERVER_VIEWS: Readonly<Record<string, View>> = {
  databases,
  sysdatabases: databases,
  *availability_groups({ server }) {
    for (const { class: found, id, name } of server.securables())
      if (found === 'AVAILABILITY GROUP') yield { group_id: id, name };
  },
  *availability_replicas({ server }) {
    for (const { class: found, id, owner } of server.securables()) {
      if (found === 'AVAILABILITY GROUP') {
        yield { group_id: id, replica_metadata_id: id, owner_sid: binary(owner?.sid) };
      }
    }
  },
  /** Those too that are only spoken of. */
  *credentials({ server: { things } }, hint) {
    for (const { id, name, identity } of things.credential.asked(...byName(hint)))
      yield { credential_id: id, name, credential_identity: identity };
  },
  *server_principal_credentials({ server }) {
    for (const { id, login } of server.principals()) {
      for (const name of login?.providerCredentials ?? []) {
        yield { principal_id: id, credential_id: server.things.credential.get(name)?.id ?? null };
      }
    }
  },
  *servers({ server }, hint) {
    yield { server_id: 0, name: server.fact?.name };
    for (const one of server.things['linked-server'].asked(...byName(hint)))
      yield isMade(one) ? linkedServerRow(one) : { server_id: one.id, name: one.name };
  },
  *linked_logins({ server }) {
    for (const { server: of, login, usesSelf, remoteName } of server.links['linked-login'].values()) {
      yield {
        server_id: of.id,
        local_principal_id: login?.id ?? 0,
        uses_self_credential: bit(usesSelf),
        remote_name: remoteName ?? null,
      };
    }
  },
  configurations: viewOf(
    'configuration',
    () => [undefined],
    ({ name, value, valueInUse }) => ({ name, value, value_in_use: valueInUse }),
  ),
  messages: viewOf(
    'message',
    ({ message_id: id, language_id: language }) => [numberOf(id), numberOf(language)],
    ({ messageId, languageId, severity, isEventLogged, text }) => ({
      message_id: messageId,
      language_id: languageId,
      severity,
      is_event_logged: bit(isEventLogged),
      text,
    }),
  ),
  server_audits: viewOf('server-audit', byName, ({ name, guid, isEnabled, onFailure = '' }) => ({
    name,
    audit_guid: guid ?? name,
    is_state_enabled: bit(isEnabled),
    on_failure: AUDIT_FAILURES.indexOf(onFailure),
  })),
  server_audit_specifications: ({ server }) => specifications(server, 'server_specification_id'),
  server_audit_specification_details: ({ server }) => auditActions(server, 'server_specification_id'),
  database_audit_specifications: ({ database }) => specifications(database, 'database_specification_id'),
  database_audit_specification_details: ({ database }) => auditActions(database, 'database_specification_id'),
  // Their names are all that tells them apart here.
  server_triggers: viewOf('server-trigger', byName, ({ name, isDisabled }) => ({
    name,
    object_id: name,
    is_disabled: bit(isDisabled),
    parent_class: 100,
  })),
  *server_trigger_events({ server }) {
    for (const { name, events = [], firstFor = [], lastFor = [] } of server.things[
      'server-trigger'
    ].values()) {
      for (const event of new Set([...events, ...firstFor, ...lastFor])) {
        const order = { is_first: bit(firstFor.includes(event)), is_last: bit(lastFor.includes(event)) };
        yield { object_id: name, type_desc: event, ...order };
      }
    }
  },
  trusted_assemblies: viewOf(
    'trusted-assembly',
    ({ hash }) => [hexOf(hash)],
    ({ hash, description }) => ({ hash: binary(hash), description: description ?? null }),
  ),
};
