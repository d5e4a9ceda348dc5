// Service Broker: its own things have ids below 65,536, and a route that every database has.
// Source: "sys.service_message_types", "sys.service_contracts", "sys.service_contract_message_usages",
// "sys.service_queues", "sys.services", "sys.service_contract_usages", "sys.routes", "sys.remote_service_bindings",
// "sys.conversation_priorities" (Microsoft).
import { defined } from '../../model/defined.ts';
import type { BodyOf, DefinitionType } from '../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../model/facts/definition-fact.ts';
import { ordinal } from '../../model/order.ts';
import { SqlWords } from '../../model/sql-words.ts';
import { code, filled, flag, id, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../scope.ts';
import { yes } from './columns.ts';
import { keepById, keepParts } from './kept.ts';
import { schemaCollectionName } from './type-names.ts';

/** The first id of what users made. */
const FIRST = 65_536;

/** What is named in no schema, by its id. */
const things = <T extends DefinitionType>() =>
  keepById<{ readonly name: string; readonly body: BodyOf<T> }>();

const VALIDATIONS: Readonly<Record<string, BodyOf<'message-type'>['validation']>> = {
  N: 'NONE',
  E: 'EMPTY',
  X: 'WELL_FORMED_XML',
};

const messageTypes = things<'message-type'>();
/** The names of all, those that ship too: contracts name them. */
const messageNames = keepById<string>();

/** `sys.service_message_types`. */
const messageTypeRows = defineQuery<DatabaseScope>()({
  name: 'message types',
  view: 'sys.service_message_types',
  columns: ['message_type_id', 'name', 'validation', 'xml_collection_id'],
  read: (scope, at) => ({
    row(row) {
      const type = id(row[at.message_type_id]);
      messageNames(scope).set(type, name(row[at.name]));
      if (type < FIRST) return;
      const collection = schemaCollectionName(scope, integer(row[at.xml_collection_id]));
      const validation = collection === undefined ? VALIDATIONS[code(row[at.validation])] : 'VALID_XML';
      if (validation === undefined) {
        const fact = `Message types of validation ${code(row[at.validation])} are not known; their definitions were not captured.`;
        scope.ledger.omit('unknown-validation', fact, 'Script these message types by hand.', 1);
        return;
      }
      messageTypes(scope).set(type, { name: name(row[at.name]), body: defined({ validation, collection }) });
    },
  }),
});

const messages = keepParts<BodyOf<'contract'>['messages'][number]>();

/** `sys.service_contract_message_usages`. */
const contractMessages = defineQuery<DatabaseScope>()({
  name: 'messages of contracts',
  view: 'sys.service_contract_message_usages',
  columns: ['service_contract_id', 'message_type_id', 'is_sent_by_initiator', 'is_sent_by_target'],
  read: (scope, at) => ({
    row(row) {
      const type = messageNames(scope).get(id(row[at.message_type_id]));
      if (type === undefined) return;
      const [initiator, target] = [flag(row[at.is_sent_by_initiator]), flag(row[at.is_sent_by_target])];
      const sentBy = initiator && target ? 'ANY' : initiator ? 'INITIATOR' : 'TARGET';
      messages(scope).add(id(row[at.service_contract_id]), { type, sentBy });
    },
  }),
});

const contracts = keepById<string>();

/** `sys.service_contracts`. */
const contractRows = defineQuery<DatabaseScope>()({
  name: 'contracts',
  view: 'sys.service_contracts',
  columns: ['service_contract_id', 'name'],
  read: (scope, at) => ({
    row: (row) => {
      contracts(scope).set(id(row[at.service_contract_id]), name(row[at.name]));
    },
  }),
});

const queues = keepById<BodyOf<'queue'>>();

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
      const activation =
        procedure &&
        defined({
          isOff: flag(row[at.is_activation_enabled]) ? undefined : (true as const),
          procedure,
          readers: integer(row[at.max_readers]) ?? 0,
          executeAs: as === undefined ? undefined : scope.principals.get(as)?.name,
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

/** `sys.service_contract_usages`. */
const serviceContracts = defineQuery<DatabaseScope>()({
  name: 'contracts of services',
  view: 'sys.service_contract_usages',
  columns: ['service_id', 'service_contract_id'],
  read: (scope, at) => ({
    row: (row) => {
      const contract = contracts(scope).get(id(row[at.service_contract_id]));
      if (contract !== undefined) servicesContracts(scope).add(id(row[at.service_id]), contract);
    },
  }),
});

const services = keepById<{ readonly name: string; readonly queue: number }>();

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

const routes = things<'route'>();

/** `sys.routes`. */
const routeRows = defineQuery<DatabaseScope>()({
  name: 'routes',
  view: 'sys.routes',
  columns: ['route_id', 'name', 'remote_service_name', 'broker_instance', 'address', 'mirror_address'],
  expressions: { ends: 'CONVERT(nvarchar(30), [v].[lifetime], 126)' },
  narrow: (query) => query.where('v.name', '<>', 'AutoCreatedLocal'),
  read: (scope, at) => ({
    row: (row) => {
      routes(scope).set(id(row[at.route_id]), {
        name: name(row[at.name]),
        body: defined({
          service: filled(row[at.remote_service_name]),
          instance: filled(row[at.broker_instance]),
          address: name(row[at.address]),
          mirror: filled(row[at.mirror_address]),
          ends: filled(row[at.ends]),
        }),
      });
    },
  }),
});

const bindings = things<'remote-service-binding'>();

/** `sys.remote_service_bindings`. */
const bindingRows = defineQuery<DatabaseScope>()({
  name: 'remote service bindings',
  view: 'sys.remote_service_bindings',
  columns: [
    'remote_service_binding_id',
    'name',
    'remote_service_name',
    'remote_principal_id',
    'is_anonymous_on',
  ],
  read: (scope, at) => ({
    row: (row) => {
      const user = scope.principals.get(id(row[at.remote_principal_id]))?.name;
      const called = name(row[at.name]);
      if (user === undefined) {
        const fact = 'A remote service binding is of a user that could not be read; it was not captured.';
        scope.ledger.omit('unresolved-id', fact, 'Capture with a login that sees the users.', 1);
        return;
      }
      bindings(scope).set(id(row[at.remote_service_binding_id]), {
        name: called,
        body: defined({
          service: name(row[at.remote_service_name]),
          user,
          isAnonymous: yes(row[at.is_anonymous_on]),
        }),
      });
    },
  }),
});

const priorities = things<'broker-priority'>();

/** `sys.conversation_priorities`. */
const priorityRows = defineQuery<DatabaseScope>()({
  name: 'priorities of conversations',
  view: 'sys.conversation_priorities',
  columns: [
    'priority_id',
    'name',
    'service_contract_id',
    'local_service_id',
    'remote_service_name',
    'priority',
  ],
  read: (scope, at) => ({
    row: (row) => {
      const [contract, local] = [integer(row[at.service_contract_id]), integer(row[at.local_service_id])];
      priorities(scope).set(id(row[at.priority_id]), {
        name: name(row[at.name]),
        body: defined({
          contract: contract === undefined ? undefined : contracts(scope).get(contract),
          local: local === undefined ? undefined : services(scope).get(local)?.name,
          remote: text(row[at.remote_service_name]),
          level: id(row[at.priority]),
        }),
      });
    },
  }),
});

/** What is read of Service Broker. */
export const BROKER_QUERIES = [
  messageTypeRows,
  contractMessages,
  contractRows,
  queueRows,
  serviceContracts,
  serviceRows,
  routeRows,
  bindingRows,
  priorityRows,
];

/** The message types of a database. */
export const messageTypeFacts = (scope: DatabaseScope) => named(scope, 'message-type', messageTypes(scope));
/** The routes of a database. */
export const routeFacts = (scope: DatabaseScope) => named(scope, 'route', routes(scope));
/** The remote service bindings of a database. */
export const bindingFacts = (scope: DatabaseScope) => named(scope, 'remote-service-binding', bindings(scope));
/** The priorities of a database. */
export const priorityFacts = (scope: DatabaseScope) => named(scope, 'broker-priority', priorities(scope));

/** The contracts of a database. */
export function* contractFacts(scope: DatabaseScope): Generator<DefinitionOf<'contract'>> {
  const { database } = scope;
  for (const [contract, called] of contracts(scope)) {
    const sent = [...messages(scope).of(contract)].sort((a, b) => ordinal(a.type, b.type));
    if (contract < FIRST || sent.length === 0) continue;
    yield { kind: 'definition', database, type: 'contract', name: called, body: { messages: sent } };
  }
}

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
    if (service < FIRST || found?.schema === undefined) continue;
    const used = [...servicesContracts(scope).of(service)].sort(ordinal);
    const body = defined({
      queue: { schema: found.schema, name: found.name },
      contracts: used.length === 0 ? undefined : used,
    });
    yield { kind: 'definition', database, type: 'service', name: called, body };
  }
}

function* named<T extends DefinitionType>(
  { database }: DatabaseScope,
  type: T,
  found: ReadonlyMap<number, { readonly name: string; readonly body: BodyOf<T> }>,
): Generator<DefinitionOf<T>> {
  for (const { name: called, body } of found.values()) {
    yield { kind: 'definition', database, type, name: called, body };
  }
}
