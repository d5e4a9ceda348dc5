// The views of what a server has beside its principals and securables.
import { AUDIT_FAILURES } from '../../model/catalog/audit-clause.ts';
import {
  LINKED_SERVER_OPTION_NAMES,
  LINKED_SERVER_OPTIONS,
} from '../../model/catalog/linked-server-option.ts';
import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import type { LinkedServerFact } from '../../model/fact.ts';
import { isMade } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';
import { messageKey } from '../state/server-state.ts';
import {
  binary,
  bit,
  type CatalogContext,
  type Cell,
  type Hint,
  hexOf,
  keyed,
  type Row,
  textOf,
  type View,
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

function linkedServerRow(id: number, fact: LinkedServerFact): Row {
  const options = LINKED_SERVER_OPTION_NAMES.map((option): [string, Cell] => {
    const { column, property } = LINKED_SERVER_OPTIONS[option];
    const value = fact[property];
    return [column, typeof value === 'boolean' ? bit(value) : (value ?? null)];
  });
  return {
    server_id: id,
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
  for (const found of scope.specifications.values()) {
    for (const { action, target, principal } of found.actions.values()) {
      yield {
        [id]: found.id,
        audit_action_name: action,
        is_group: bit(target === undefined),
        class: target && SECURABLE_CLASSES[target.class].number,
        major_id: target && (target.securable?.id ?? 0),
        audited_principal_id: principal?.id ?? 0,
      };
    }
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
  *credentials({ server }, hint) {
    for (const { id, name, identity } of keyed(server.credentials, textOf(hint.name)))
      yield { credential_id: id, name, credential_identity: identity };
  },
  *server_principal_credentials({ server }) {
    for (const { id, login } of server.principals()) {
      for (const name of login?.providerCredentials ?? []) {
        yield { principal_id: id, credential_id: server.credentials.get(name)?.id ?? null };
      }
    }
  },
  *servers({ server }, hint) {
    yield { server_id: 0, name: server.fact?.name };
    const wanted = textOf(hint.name);
    for (const { id, fact, isMentioned } of server.linked.servers()) {
      if (wanted !== undefined && server.fold(fact.name) !== server.fold(wanted)) continue;
      yield isMentioned === true ? { server_id: id, name: fact.name } : linkedServerRow(id, fact);
    }
  },
  *linked_logins({ server }) {
    for (const { serverId, login, usesSelf, remoteName } of server.linked.logins()) {
      yield {
        server_id: serverId,
        local_principal_id: login?.id ?? 0,
        uses_self_credential: bit(usesSelf),
        remote_name: remoteName ?? null,
      };
    }
  },
  *configurations({ server }) {
    for (const { name, value, valueInUse } of server.configurations.values())
      yield { name, value, value_in_use: valueInUse };
  },
  *messages({ server }, { message_id: wanted, language_id: language }) {
    const isOne = typeof wanted === 'number' && typeof language === 'number';
    const key = isOne ? messageKey({ messageId: wanted, languageId: language }) : undefined;
    for (const { messageId, languageId, severity, isEventLogged, text } of keyed(server.messages, key)) {
      yield {
        message_id: messageId,
        language_id: languageId,
        severity,
        is_event_logged: bit(isEventLogged),
        text,
      };
    }
  },
  *server_audits({ server }, hint) {
    for (const audit of keyed(server.audits, textOf(hint.name))) {
      const { name, guid, isEnabled, onFailure = '' } = audit;
      if (!isMade(audit)) continue;
      const row = { name, audit_guid: guid ?? name, is_state_enabled: bit(isEnabled) };
      yield { ...row, on_failure: AUDIT_FAILURES.indexOf(onFailure) };
    }
  },
  server_audit_specifications: ({ server }) => specifications(server, 'server_specification_id'),
  server_audit_specification_details: ({ server }) => auditActions(server, 'server_specification_id'),
  database_audit_specifications: ({ database }) => specifications(database, 'database_specification_id'),
  database_audit_specification_details: ({ database }) => auditActions(database, 'database_specification_id'),
  *server_triggers({ server }) {
    // Their names are all that tells them apart here.
    for (const { name, isDisabled } of server.triggers.values())
      yield { name, object_id: name, is_disabled: bit(isDisabled), parent_class: 100 };
  },
  *server_trigger_events({ server }) {
    for (const { name, events = [], firstFor = [], lastFor = [] } of server.triggers.values()) {
      for (const event of new Set([...events, ...firstFor, ...lastFor])) {
        const order = { is_first: bit(firstFor.includes(event)), is_last: bit(lastFor.includes(event)) };
        yield { object_id: name, type_desc: event, ...order };
      }
    }
  },
  *trusted_assemblies({ server }, hint) {
    for (const { hash, description } of keyed(server.trustedAssemblies, hexOf(hint.hash)))
      yield { hash: binary(hash), description: description ?? null };
  },
};
