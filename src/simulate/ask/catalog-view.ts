// The catalogue of the simulated server, as far as guards ask it: views whose rows are made from the state when they
// are asked for. A view or column that is not here is not known, and nothing is concluded from it.

import {
  LINKED_SERVER_OPTION_NAMES,
  LINKED_SERVER_OPTIONS,
} from '../../model/catalog/linked-server-option.ts';
import { SECURABLE_CLASSES, type SecurableClass } from '../../model/catalog/securable-class.ts';
import type { Hex, LinkedServerFact } from '../../model/fact.ts';
import { PROXY_USER_KINDS } from '../../model/facts/msdb-fact.ts';
import { RUN_STATE } from '../../model/script-protocol.ts';
import type { DatabaseState } from '../state/database-state.ts';
import { isMade, type Principal } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';
import type { Securable } from '../state/securable.ts';
import { messageKey, type ServerState } from '../state/server-state.ts';

/** A value of a column: text, a number, a binary value, NULL, or undefined where it is not known. */
export type Cell = string | number | { readonly hex: string } | null | undefined;

/** A row; a column the view does not have is absent. */
export type Row = Readonly<Record<string, Cell>>;

/** What a query is sure to ask of a view's columns, in lower case, so that not every row is made. */
export type Hint = Readonly<Record<string, Cell>>;

/** Where a view is read. */
export interface CatalogContext {
  readonly server: ServerState;
  readonly database: DatabaseState;
  /** `show advanced options` when the script began, which regrant's preflight keeps. */
  readonly savedAdvancedOptions: number;
  /** What the session tells of itself; an error of undefined is not known. */
  readonly session: { readonly transactions: number; readonly error: number | undefined };
}

type View = (context: CatalogContext, hint: Hint) => Iterable<Row>;

/** Roles have SIDs of their own, which nothing but the tables of msdb tells of: one that stands for it. */
const sidCell = ({ sid, type, id }: Principal): Cell =>
  sid === undefined && type === 'R' ? { hex: `0xROLE${id}` } : binary(sid);

/** Database Mail has a SID of its own for `public`. */
const mailSid = (found: Principal, { dbo, dboSid }: DatabaseState): Cell => {
  if (found.name === 'public') return { hex: '0x00' };
  return found === dbo ? binary(dboSid) : sidCell(found);
};

const bit = (value: boolean | undefined): Cell => (value === undefined ? undefined : value ? 1 : 0);
const binary = (value: string | undefined): Cell => (value === undefined ? null : { hex: value });

/** By their numbers. Source: "sys.server_audits". */
const FAILURES = ['CONTINUE', 'SHUTDOWN SERVER INSTANCE', 'FAIL_OPERATION'];

const textOf = (value: Cell): string | undefined => (typeof value === 'string' ? value : undefined);
const hexOf = (value: Cell): Hex | undefined =>
  typeof value === 'object' && value !== null ? (value.hex as Hex) : undefined;

/** The one thing of a key, or all where none is asked for. */
function keyed<K, T>(map: ReadonlyMap<K, T>, key: K | undefined): Iterable<T> {
  if (key === undefined) return map.values();
  const found = map.get(key);
  return found === undefined ? [] : [found];
}

function* principals(scope: Scope, hint: Hint): Iterable<Principal> {
  const [name, sid] = [textOf(hint.name), hexOf(hint.sid)];
  if (name === undefined && sid === undefined) {
    for (const one of scope.principals()) if (isMade(one)) yield one;
    return;
  }
  const found = name === undefined ? scope.principalOfSid(sid ?? '0x') : scope.principal(name);
  if (found !== undefined && isMade(found)) yield found;
}

function serverPrincipal(found: Principal): Row {
  const { id, name, type, login, owner, isFixed } = found;
  return {
    name,
    principal_id: id,
    sid: sidCell(found),
    type,
    is_disabled: bit(login?.isDisabled ?? false),
    default_database_name: login?.defaultDatabase ?? null,
    default_language_name: login?.defaultLanguage ?? null,
    owning_principal_id: owner?.id ?? null,
    is_fixed_role: bit(isFixed && id !== 2),
  };
}

function* sqlLogins({ server }: CatalogContext, hint: Hint): Iterable<Row> {
  for (const found of principals(server, hint)) {
    if (found.login === undefined || found.type !== 'S') continue;
    const { passwordHash, isPolicyChecked, isExpirationChecked } = found.login;
    yield {
      ...serverPrincipal(found),
      password_hash: passwordHash === undefined ? undefined : { hex: passwordHash },
      is_policy_checked: bit(isPolicyChecked),
      is_expiration_checked: bit(isExpirationChecked),
    };
  }
}

function* databasePrincipals({ database }: CatalogContext, hint: Hint): Iterable<Row> {
  const { dbo, dboSid } = database;
  const there = [...principals(database, hint)];
  const isDbo = hint.name === undefined && hexOf(hint.sid) === dboSid;
  for (const found of isDbo ? [dbo, ...there] : there) {
    yield {
      name: found.name,
      principal_id: found.id,
      type: found.type,
      sid: found === dbo ? binary(dboSid) : sidCell(found),
      default_schema_name: found.user?.defaultSchema ?? found.applicationRole?.defaultSchema ?? null,
      owning_principal_id: found.owner?.id ?? null,
      is_fixed_role: bit(found.isFixed && found.id >= 16_384),
      authentication_type: found.user?.authenticationType ?? 0,
    };
  }
}

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

function* permissions(scope: Scope, { grantee_principal_id: wanted }: Hint): Iterable<Row> {
  const table = scope.permissions;
  for (const row of typeof wanted === 'number' ? table.heldBy(wanted) : table.all()) {
    const { target, permission, grantee, grantor, state } = row;
    yield {
      class: SECURABLE_CLASSES[target.class].number,
      major_id: target.principal?.id ?? target.securable?.id ?? 0,
      permission_name: permission,
      type: permission === 'CONNECT SQL' ? 'COSQ' : permission === 'CONNECT' ? 'CO' : undefined,
      state,
      grantee_principal_id: grantee.id,
      grantor_principal_id: grantor.id,
    };
  }
}

function* members(scope: Scope): Iterable<Row> {
  for (const [role, member] of scope.memberships()) {
    yield { role_principal_id: role.id, member_principal_id: member.id };
  }
}

const OWN_ID = 'principal_id';

/** The rows of a securable class, in the view that shows them. */
function* securables(scope: Scope, found: SecurableClass, { name }: Hint): Iterable<Row> {
  const { idColumn, nameColumn, schemaQualified } = SECURABLE_CLASSES[found];
  const wanted = textOf(name);
  const list = wanted === undefined ? scope.securables() : scope.securablesNamed(found, wanted);
  for (const securable of list) {
    if (securable.class !== found || !isMade(securable)) continue;
    yield {
      [idColumn ?? 'id']: securable.id,
      [nameColumn ?? 'name']: securable.name,
      ...(schemaQualified ? { schema_id: schemaId(scope, securable) } : {}),
      [OWN_ID]: securable.owner?.id ?? null,
      ...(found === 'OBJECT'
        ? { type: securable.fact?.type, is_ms_shipped: bit(securable.fact === undefined) }
        : {}),
      ...(found === 'ENDPOINT' ? endpointColumns(securable) : {}),
    };
  }
}

function endpointColumns({ fact }: Securable): Row {
  if (fact?.kind !== 'endpoint') return {};
  const { type, protocol, state } = fact;
  return { type_desc: type, protocol_desc: protocol, state_desc: state };
}

function schemaId(scope: Scope, { schema }: Securable): Cell {
  return scope.securable('SCHEMA', undefined, schema ?? '')?.id ?? null;
}

const ofDatabase =
  (found: SecurableClass): View =>
  ({ database }, hint) =>
    securables(database, found, hint);

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

/** Views by their name in lower case, without the schema `sys`. */
const VIEWS: Readonly<Record<string, View>> = {
  *server_principals({ server }, hint) {
    for (const found of principals(server, hint)) yield serverPrincipal(found);
  },
  sql_logins: sqlLogins,
  *syslogins({ server }, hint) {
    for (const found of principals(server, hint)) {
      if (found.type !== 'R') yield { ...serverPrincipal(found), loginname: found.name };
    }
  },
  database_principals: databasePrincipals,
  sysusers: databasePrincipals,
  databases,
  sysdatabases: databases,
  server_permissions: ({ server }, hint) => permissions(server, hint),
  database_permissions: ({ database }, hint) => permissions(database, hint),
  server_role_members: ({ server }) => members(server),
  database_role_members: ({ database }) => members(database),
  objects: ofDatabase('OBJECT'),
  sysobjects: ofDatabase('OBJECT'),
  tables: ofDatabase('OBJECT'),
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
    const wanted = textOf(hint.name);
    const found = keyed(server.credentials, wanted && server.fold(wanted));
    for (const { id, name, identity } of found)
      yield { credential_id: id, name, credential_identity: identity };
  },
  *server_principal_credentials({ server }) {
    for (const { id, login } of server.principals()) {
      for (const name of login?.providerCredentials ?? []) {
        yield { principal_id: id, credential_id: server.credentials.get(server.fold(name))?.id ?? null };
      }
    }
  },
  *servers({ server }) {
    yield { server_id: 0, name: server.fact?.name };
    for (const { id, fact, isMentioned } of server.linked.servers()) {
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
  *server_audits({ server }) {
    for (const { name, isEnabled, onFailure = '' } of server.audits.values())
      yield { name, is_state_enabled: bit(isEnabled), on_failure: FAILURES.indexOf(onFailure) };
  },
  *server_triggers({ server }) {
    for (const { name, isDisabled } of server.triggers.values())
      yield { name, is_disabled: bit(isDisabled), parent_class: 100 };
  },
  *trusted_assemblies({ server }, hint) {
    for (const { hash, description } of keyed(server.trustedAssemblies, hexOf(hint.hash)))
      yield { hash: binary(hash), description: description ?? null };
  },
  *sysproxies({ server }) {
    for (const proxy of server.msdb.proxies.values()) {
      if (!isMade(proxy)) continue;
      const { id, name, credential = '', isEnabled, description } = proxy;
      yield {
        proxy_id: id,
        name,
        credential_id: server.credentials.get(server.fold(credential))?.id ?? null,
        enabled: bit(isEnabled),
        description: description ?? null,
      };
    }
  },
  *sysproxysubsystem({ server }) {
    for (const { proxy, subsystem } of server.msdb.proxySubsystems.values())
      yield { proxy_id: proxy.id, subsystem_id: subsystem };
  },
  *sysproxylogin({ server }) {
    for (const { proxy, userKind, principal } of server.msdb.proxyUsers.values())
      yield { proxy_id: proxy.id, sid: sidCell(principal), flags: PROXY_USER_KINDS.indexOf(userKind) };
  },
  *sysmail_profile({ server }) {
    for (const { id, name } of server.msdb.mailProfiles.values()) yield { profile_id: id, name };
  },
  *sysmail_principalprofile({ server, database }) {
    for (const { profile, principal, isDefault } of server.msdb.mailUsers.values())
      yield {
        profile_id: profile.id,
        principal_sid: mailSid(principal, database),
        is_default: bit(isDefault),
      };
  },
  *[RUN_STATE]({ savedAdvancedOptions }) {
    yield { show_advanced_options: savedAdvancedOptions };
  },
};

const BY_CLASS = new Map(
  (Object.keys(SECURABLE_CLASSES) as SecurableClass[]).flatMap((found): [string, SecurableClass][] => {
    const { view } = SECURABLE_CLASSES[found];
    const name = view?.replace(/^sys\./, '') ?? '';
    return view !== undefined && !(name in VIEWS) ? [[name, found]] : [];
  }),
);

/** The rows of a view, by its dotted name; undefined where the view is not known. */
export function rowsOfView(
  name: readonly string[],
  context: CatalogContext,
  hint: Hint,
): Iterable<Row> | undefined {
  const view = name.at(-1)?.toLowerCase() ?? '';
  const schema = name.at(-2)?.toLowerCase() ?? '';
  const other = name.length > 2 ? name.at(-3) : undefined;
  const database = other === undefined || other === '' ? context.database : context.server.database(other);
  const isTemporary = view.startsWith('#');
  if (database === undefined || !(isTemporary || schema === 'sys' || view.startsWith('sys')))
    return undefined;
  const there = { ...context, database };
  if (Object.hasOwn(VIEWS, view)) return VIEWS[view]?.(there, hint);
  const found = BY_CLASS.get(view);
  if (found === undefined) return undefined;
  return securables(SECURABLE_CLASSES[found].scope === 'server' ? there.server : database, found, hint);
}
