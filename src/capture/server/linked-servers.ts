// Linked servers and the mappings of logins to them. Passwords of mappings are shown nowhere; those in provider strings
// are, and are taken out here.
import {
  LINKED_SERVER_OPTION_NAMES,
  LINKED_SERVER_OPTIONS,
  type OptionProperty,
  withoutPasswords,
} from '../../model/catalog/linked-server-option.ts';
import { defined } from '../../model/defined.ts';
import type { LinkedServerFact } from '../../model/fact.ts';
import { filled, flag, id, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { SEE_MORE } from '../principal.ts';
import type { ServerScope } from '../scope.ts';

const OPTIONS = LINKED_SERVER_OPTION_NAMES.map((option) => LINKED_SERVER_OPTIONS[option]);

/** `sys.servers`, but for the server itself. */
export const linkedServers = defineQuery<ServerScope>()({
  name: 'linked servers',
  view: 'sys.servers',
  columns: [
    'server_id',
    'name',
    'product',
    'provider',
    'data_source',
    'location',
    'provider_string',
    'catalog',
  ],
  optional: ['is_linked', ...OPTIONS.map(({ column }) => column)],
  narrow: (query) => query.where('v.server_id', '<>', 0),
  read: (scope, at) => ({
    row(row) {
      const server = name(row[at.name]);
      const providerString = filled(row[at.provider_string]);
      scope.linkedServers.set(id(row[at.server_id]), server);
      const options = Object.fromEntries(
        OPTIONS.map(({ property, column, type }) => {
          const value = row[at[column]];
          if (type === 'flag') return [property, flag(value)];
          return [property, type === 'seconds' ? (integer(value) ?? 0) : text(value)];
        }),
      ) as Pick<LinkedServerFact, OptionProperty>;
      scope.facts.push(
        defined({
          kind: 'linked-server' as const,
          name: server,
          product: filled(row[at.product]),
          provider: name(row[at.provider]),
          dataSource: filled(row[at.data_source]),
          location: filled(row[at.location]),
          providerString: providerString && withoutPasswords(providerString),
          catalog: filled(row[at.catalog]),
          ...options,
          isRemote: !flag(row[at.is_linked]) || undefined,
        }),
      );
    },
  }),
});

/** The principal of a mapping of everybody. Source: "sys.linked_logins (Transact-SQL)" (Microsoft). */
const EVERYBODY = 0;

/** `sys.linked_logins`; the mappings of the server to itself are not of a linked server. */
export const linkedLogins = defineQuery<ServerScope>()({
  name: 'linked logins',
  view: 'sys.linked_logins',
  columns: ['server_id', 'local_principal_id', 'uses_self_credential', 'remote_name'],
  narrow: (query) => query.where('v.server_id', '<>', 0),
  read: (scope, at) => ({
    row(row) {
      const server = scope.linkedServers.get(id(row[at.server_id]));
      const principal = id(row[at.local_principal_id]);
      const login = scope.principals.get(principal)?.name;
      if (server === undefined || (login === undefined && principal !== EVERYBODY)) {
        const fact = 'sys.linked_logins names a linked server or login which is not visible.';
        scope.ledger.omit('unresolved-id', fact, SEE_MORE, 1);
        return;
      }
      const usesSelf = flag(row[at.uses_self_credential]);
      scope.facts.push(
        defined({
          kind: 'linked-login' as const,
          server,
          login,
          usesSelf,
          remoteName: usesSelf ? undefined : filled(row[at.remote_name]),
        }),
      );
    },
  }),
});
