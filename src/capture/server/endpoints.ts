// Endpoints: what each sort has of its own comes first, from a view of its own, and is joined by id.

import type { Row } from '../../connect/driver.ts';
import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import { defined } from '../../model/defined.ts';
import type { EndpointFact } from '../../model/fact.ts';
import { filled, flag, id, integer, name, text } from '../batch/cell.ts';
import { type ColumnIndex, defineQuery } from '../batch/query.ts';
import { ownerName, SEE_MORE } from '../principal.ts';
import { type ServerScope, securableIndex } from '../scope.ts';

type Parts = { readonly [P in keyof EndpointFact]?: EndpointFact[P] | undefined };

function add(scope: ServerScope, endpoint: number, parts: Parts): void {
  scope.endpointParts.set(endpoint, { ...scope.endpointParts.get(endpoint), ...defined(parts) });
}

/** `sys.tcp_endpoints`: a port of 0 and no address are none; Windows gives a dynamic port anew. */
export const tcpEndpoints = defineQuery<ServerScope>()({
  name: 'TCP endpoints',
  view: 'sys.tcp_endpoints',
  columns: ['endpoint_id', 'port', 'ip_address'],
  read: (scope, at) => ({
    row: (row) => {
      const port = integer(row[at.port]);
      add(scope, id(row[at.endpoint_id]), {
        port: port === 0 ? undefined : port,
        ipAddress: filled(row[at.ip_address]),
      });
    },
  }),
});

/** What the views of mirroring and of Service Broker have alike. */
const SECURED = [
  'endpoint_id',
  'connection_auth_desc',
  'certificate_id',
  'encryption_algorithm_desc',
] as const;

function securityOf(scope: ServerScope, at: ColumnIndex<(typeof SECURED)[number]>, row: Row): Parts {
  return {
    authentication: text(row[at.connection_auth_desc]),
    certificate: certificateOf(scope, row[at.certificate_id]),
    encryption: text(row[at.encryption_algorithm_desc]),
  };
}

/** `sys.database_mirroring_endpoints`. */
export const mirroringEndpoints = defineQuery<ServerScope>()({
  name: 'database mirroring endpoints',
  view: 'sys.database_mirroring_endpoints',
  columns: [...SECURED, 'role_desc'],
  read: (scope, at) => ({
    row: (row) => {
      add(scope, id(row[at.endpoint_id]), {
        ...securityOf(scope, at, row),
        role: text(row[at.role_desc]),
      });
    },
  }),
});

/** `sys.service_broker_endpoints`. */
export const brokerEndpoints = defineQuery<ServerScope>()({
  name: 'Service Broker endpoints',
  view: 'sys.service_broker_endpoints',
  columns: [...SECURED, 'is_message_forwarding_enabled', 'message_forwarding_size'],
  read: (scope, at) => ({
    row: (row) => {
      add(scope, id(row[at.endpoint_id]), {
        ...securityOf(scope, at, row),
        isForwarding: flag(row[at.is_message_forwarding_enabled]),
        forwardingSize: integer(row[at.message_forwarding_size]),
      });
    },
  }),
});

/** 0 and NULL are Windows authentication. Source: "sys.database_mirroring_endpoints". */
function certificateOf(scope: ServerScope, value: unknown): string | undefined {
  const certificateId = integer(value) ?? 0;
  if (certificateId === 0) return undefined;
  const found = scope.certificateById.get(certificateId);
  if (found === undefined) {
    const fact = 'The certificate of an endpoint is not visible.';
    scope.ledger.omit('unresolved-certificate', fact, SEE_MORE, 1);
  }
  return found;
}

/** `sys.endpoints`. */
export const endpoints = defineQuery<ServerScope>()({
  name: 'endpoints',
  view: 'sys.endpoints',
  columns: ['endpoint_id', 'name', 'principal_id', 'protocol_desc', 'type_desc', 'state_desc'],
  read: (scope, at) => {
    const index = securableIndex(scope, 'ENDPOINT');
    return {
      row(row) {
        const endpointId = id(row[at.endpoint_id]);
        const endpoint = name(row[at.name]);
        const isShipped = SECURABLE_CLASSES.ENDPOINT.isShipped(endpointId, endpoint);
        index.set(endpointId, { class: 'ENDPOINT', schema: undefined, name: endpoint, isShipped });
        if (isShipped) {
          scope.ledger.exclude('system-securable', endpoint);
          return;
        }
        scope.facts.push(
          defined({
            kind: 'endpoint' as const,
            name: endpoint,
            owner: ownerName(scope.principals, integer(row[at.principal_id]), 'endpoints', scope.ledger),
            type: text(row[at.type_desc]),
            protocol: text(row[at.protocol_desc]),
            state: text(row[at.state_desc]),
            ...scope.endpointParts.get(endpointId),
          }),
        );
      },
    };
  },
});
