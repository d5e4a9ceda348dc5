// Server credentials, and the providers they are for; their secrets are never exposed by any view.
import { defined } from '../../model/defined.ts';
import { id, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { type ServerScope, securableIndex } from '../scope.ts';

/** `sys.cryptographic_providers`: the names credentials refer to. */
export const cryptographicProviders = defineQuery<ServerScope>()({
  name: 'cryptographic providers',
  view: 'sys.cryptographic_providers',
  columns: ['provider_id', 'name'],
  read: (scope, at) => ({
    row: (row) => {
      scope.providers.set(id(row[at.provider_id]), name(row[at.name]));
    },
  }),
});

/** `sys.credentials`. */
export const credentials = defineQuery<ServerScope>()({
  name: 'credentials',
  view: 'sys.credentials',
  columns: ['credential_id', 'name', 'credential_identity'],
  optional: ['target_id'],
  read: (scope, at) => ({
    row(row) {
      const credential = name(row[at.name]);
      const credentialId = id(row[at.credential_id]);
      scope.credentials.set(credentialId, credential);
      const number = scope.credentialClass.number;
      if (number !== undefined) {
        const named = { class: 'CREDENTIAL', schema: undefined, name: credential, isShipped: false } as const;
        securableIndex(scope, 'CREDENTIAL', number).set(credentialId, named);
      }
      scope.facts.push(
        defined({
          kind: 'credential' as const,
          name: credential,
          identity: text(row[at.credential_identity]) ?? '',
          provider: scope.providers.get(integer(row[at.target_id]) ?? Number.NaN),
        }),
      );
    },
  }),
});

/** `sys.server_principal_credentials`: credentials of key-management providers added to logins. */
export const providerCredentials = defineQuery<ServerScope>()({
  name: 'provider credentials',
  view: 'sys.server_principal_credentials',
  columns: ['principal_id', 'credential_id'],
  read: (scope, at) => ({
    row(row) {
      const principal = id(row[at.principal_id]);
      const known = scope.providerCredentials.get(principal);
      if (known === undefined) scope.providerCredentials.set(principal, [id(row[at.credential_id])]);
      else known.push(id(row[at.credential_id]));
    },
  }),
});
