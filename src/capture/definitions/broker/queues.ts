// Queues and services. Source: "sys.service_queues", "sys.services", "sys.service_contract_usages" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { BodyOf } from '../../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../../model/facts/definition-fact.ts';
import { ordinal } from '../../../model/order.ts';
import { SqlWords } from '../../../model/sql-words.ts';
import { filled, flag, id, integer, name } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../../scope.ts';
import { keep, keepById, keepParts } from '../kept.ts';
import { yes } from '../tables/column-parts.ts';
import { omitPart } from '../unknown-part.ts';
import { isShipped } from './broker-things.ts';
import { contracts } from './messages.ts';

const queues = keepById<BodyOf<'queue'>>();

/** `execute_as_principal_id` of EXECUTE AS OWNER. */
const OWNER = -2;

/** `sys.service_queues`. */
const queueRows = defineQuery<DatabaseScope>()({
  name: 'queues',
  view: 'sys.service_queues',
  columns: [
    'object_id',
    'is_activation_enabled',
    'is_receive_enabled',
    'is_enqueue_enabled',
    'is_retention_enabled',
    'activation_procedure',
    'max_readers',
    'execute_as_principal_id',
    'is_poison_message_handling_enabled',
  ],
  narrow: (query) => query.where('v.is_ms_shipped', 0),
  read: (scope, at) => ({
    row(row) {
      const isOn = flag(row[at.is_receive_enabled]) && flag(row[at.is_enqueue_enabled]);
      const procedure = procedureIn(filled(row[at.activation_procedure]));
      const as = integer(row[at.execute_as_principal_id]);
      const executeAs = as === undefined ? undefined : scope.principals.get(as)?.name;
      if (as !== undefined && as !== OWNER && executeAs === undefined)
        omitPart(scope, 'Queues have activation as no user');
      const activation =
        procedure &&
        defined({
          isOff: flag(row[at.is_activation_enabled]) ? undefined : (true as const),
          procedure,
          readers: integer(row[at.max_readers]) ?? 0,
          executeAs,
        });
      queues(scope).set(
        id(row[at.object_id]),
        defined({
          isOff: isOn ? undefined : (true as const),
          hasRetention: yes(row[at.is_retention_enabled]),
          toleratesPoison: flag(row[at.is_poison_message_handling_enabled]) ? undefined : (true as const),
          activation,
        }),
      );
    },
  }),
});

/** The last two parts of a name of three: the database is the queue's own. */
function procedureIn(stored: string | undefined): { schema: string; name: string } | undefined {
  if (stored === undefined) return undefined;
  const words = new SqlWords(stored);
  const parts: string[] = [];
  do parts.push(words.name() ?? '');
  while (words.take('.'));
  return { schema: parts.at(-2) || 'dbo', name: parts.at(-1) ?? '' };
}

const servicesContracts = keepParts<string>();
/** Services with a contract that is not seen. */
const unseen = keep(() => new Set<number>());

/** `sys.service_contract_usages`. */
const serviceContracts = defineQuery<DatabaseScope>()({
  name: 'contracts of services',
  view: 'sys.service_contract_usages',
  columns: ['service_id', 'service_contract_id'],
  read: (scope, at) => ({
    row: (row) => {
      const contract = contracts(scope).get(id(row[at.service_contract_id]));
      if (contract === undefined) unseen(scope).add(id(row[at.service_id]));
      else servicesContracts(scope).add(id(row[at.service_id]), contract);
    },
  }),
});

/** Services by their ids. */
export const services = keepById<{ readonly name: string; readonly queue: number }>();

/** `sys.services`. */
const serviceRows = defineQuery<DatabaseScope>()({
  name: 'services',
  view: 'sys.services',
  columns: ['service_id', 'name', 'service_queue_id'],
  read: (scope, at) => ({
    row: (row) => {
      services(scope).set(id(row[at.service_id]), {
        name: name(row[at.name]),
        queue: id(row[at.service_queue_id]),
      });
    },
  }),
});

/** What is read of queues and services. */
export const QUEUE_QUERIES = [queueRows, serviceContracts, serviceRows];

/** The queues of a database. */
export function* queueFacts(scope: DatabaseScope): Generator<DefinitionOf<'queue'>> {
  const { database } = scope;
  for (const [queue, body] of queues(scope)) {
    const found = securableIndex(scope, 'OBJECT').get(queue);
    if (found?.schema === undefined) continue;
    yield { kind: 'definition', database, type: 'queue', schema: found.schema, name: found.name, body };
  }
}

/** The services of a database. */
export function* serviceFacts(scope: DatabaseScope): Generator<DefinitionOf<'service'>> {
  const { database } = scope;
  for (const [service, { name: called, queue }] of services(scope)) {
    const found = securableIndex(scope, 'OBJECT').get(queue);
    if (isShipped(scope, service, called)) continue;
    if (found?.schema === undefined || unseen(scope).has(service)) {
      omitPart(scope, 'Services have no queue, or no contract,');
      continue;
    }
    const used = [...servicesContracts(scope).of(service)].sort(ordinal);
    const body = defined({
      queue: { schema: found.schema, name: found.name },
      contracts: used.length === 0 ? undefined : used,
    });
    yield { kind: 'definition', database, type: 'service', name: called, body };
  }
}
