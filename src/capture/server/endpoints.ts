// Endpoints: the system ones are known to permissions only, the user's own are facts with their owner.
import { defined } from '../../model/defined.ts';
import { isSystemSecurable } from '../../model/system-securable.ts';
import { id, integer, name } from '../cell.ts';
import { ownerName } from '../principal.ts';
import { defineQuery } from '../query.ts';
import { type ServerScope, securableIndex } from '../scope.ts';

const ENDPOINT_CLASS = 105;

/** `sys.endpoints`. */
export const endpoints = defineQuery<ServerScope>()({
  name: 'endpoints',
  view: 'sys.endpoints',
  columns: ['endpoint_id', 'name', 'principal_id'],
  read: (scope, at) => ({
    row(row) {
      const endpointId = id(row[at.endpoint_id]);
      const endpoint = name(row[at.name]);
      const isShipped = isSystemSecurable('ENDPOINT', endpointId, endpoint);
      const named = { class: 'ENDPOINT', schema: undefined, name: endpoint, isShipped } as const;
      securableIndex(scope, ENDPOINT_CLASS).set(endpointId, named);
      if (isShipped) {
        scope.ledger.exclude('system-endpoint', endpoint);
        return;
      }
      const owner = ownerName(scope.principals, integer(row[at.principal_id]), 'endpoints', scope.ledger);
      scope.facts.push(
        defined({ kind: 'securable' as const, class: 'ENDPOINT' as const, name: endpoint, owner }),
      );
    },
  }),
});
