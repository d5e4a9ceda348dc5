// Every query of the server's scope, in an order in which each finds what it refers to already read.
import { specificationQueries } from '../audit-specifications.ts';
import type { CatalogQuery } from '../batch/query.ts';
import type { ServerScope } from '../scope.ts';
import { securableQueries } from '../securables.ts';
import { uncapturedOfServer } from '../uncaptured.ts';
import { fileAudits, serverAudits } from './audits.ts';
import { availabilityGroups, availabilityReplicas } from './availability-groups.ts';
import { configurations } from './configurations.ts';
import { credentials, cryptographicProviders, providerCredentials } from './credentials.ts';
import { databases } from './databases.ts';
import { brokerEndpoints, endpoints, mirroringEndpoints, tcpEndpoints } from './endpoints.ts';
import { masterAsymmetricKeys, masterCertificates } from './keys.ts';
import { linkedLogins, linkedServers } from './linked-servers.ts';
import { languages, messages } from './messages.ts';
import { loginTokens, serverPermissions } from './permissions.ts';
import { serverPrincipals } from './principals.ts';
import { serverRoleMembers } from './role-members.ts';
import { securableClasses } from './securable-classes.ts';
import { sqlLogins } from './sql-logins.ts';
import { triggerEvents, triggers, triggerTexts } from './triggers.ts';
import { trustedAssemblies } from './trusted-assemblies.ts';

/** The server's queries. */
export const SERVER_QUERIES: readonly CatalogQuery<ServerScope>[] = [
  securableClasses,
  cryptographicProviders,
  credentials,
  providerCredentials,
  masterCertificates,
  masterAsymmetricKeys,
  sqlLogins,
  serverPrincipals,
  serverRoleMembers,
  linkedServers,
  linkedLogins,
  configurations,
  trustedAssemblies,
  languages,
  messages,
  ...securableQueries('server'),
  tcpEndpoints,
  mirroringEndpoints,
  brokerEndpoints,
  endpoints,
  availabilityGroups,
  availabilityReplicas,
  triggerEvents,
  triggerTexts,
  triggers,
  fileAudits,
  serverAudits,
  ...specificationQueries<ServerScope>('server', (scope) => scope),
  databases,
  loginTokens,
  serverPermissions,
  ...uncapturedOfServer,
];
