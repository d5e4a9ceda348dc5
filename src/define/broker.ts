// Service Broker. A queue is made before the procedures that it activates, and told of them at the end.
// Source: "CREATE MESSAGE TYPE", "CREATE CONTRACT", "CREATE QUEUE", "CREATE SERVICE", "CREATE ROUTE",
// "CREATE REMOTE SERVICE BINDING", "CREATE BROKER PRIORITY (Transact-SQL)" (Microsoft).
import type { DefinitionOf } from '../model/facts/definition-fact.ts';
import { identifier, integer, keyword, qualified, text } from '../text/quote.ts';
import type { DefinitionKind } from './kind.ts';
import type { ObjectStatement } from './statement.ts';

const never = (): boolean => false;

/** How message types are written. */
export const MESSAGE_TYPE_KIND: DefinitionKind<'message-type'> = {
  statements: ({ name, body: { validation, collection } }) => {
    const how =
      collection === undefined
        ? keyword(validation)
        : `VALID_XML WITH SCHEMA COLLECTION ${qualified(collection)}`;
    return [
      {
        section: 'message-types',
        makes: { what: 'message-type', name },
        text: `CREATE MESSAGE TYPE ${identifier(name)} VALIDATION = ${how};`,
      },
    ];
  },
  isHard: never,
};

/** How contracts are written. */
export const CONTRACT_KIND: DefinitionKind<'contract'> = {
  statements: ({ name, body: { messages } }) => {
    const sent = messages.map(({ type, sentBy }) => `${identifier(type)} SENT BY ${keyword(sentBy)}`);
    return [
      {
        section: 'contracts',
        makes: { what: 'contract', name },
        text: `CREATE CONTRACT ${identifier(name)} (${sent.join(', ')});`,
      },
    ];
  },
  isHard: never,
};

/** How queues are written. */
export const QUEUE_KIND: DefinitionKind<'queue'> = {
  statements: (fact) => [createQueue(fact), ...activation(fact)],
  isHard: never,
};

function createQueue({ schema = 'dbo', name, body }: DefinitionOf<'queue'>): ObjectStatement {
  const options = [
    `STATUS = ${body.isOff ? 'OFF' : 'ON'}`,
    `RETENTION = ${body.hasRetention ? 'ON' : 'OFF'}`,
    `POISON_MESSAGE_HANDLING (STATUS = ${body.toleratesPoison ? 'OFF' : 'ON'})`,
  ];
  return {
    section: 'queues',
    makes: { what: 'object', schema, name },
    text: `CREATE QUEUE ${qualified({ schema, name })} WITH ${options.join(', ')};`,
  };
}

function activation({ schema = 'dbo', name, body }: DefinitionOf<'queue'>): ObjectStatement[] {
  if (body.activation === undefined) return [];
  const { isOff, procedure, readers, executeAs } = body.activation;
  const parts = [
    `STATUS = ${isOff ? 'OFF' : 'ON'}`,
    `PROCEDURE_NAME = ${qualified(procedure)}`,
    `MAX_QUEUE_READERS = ${integer(readers)}`,
    `EXECUTE AS ${executeAs === undefined ? 'OWNER' : text(executeAs)}`,
  ];
  return [
    {
      section: 'finally',
      makes: { what: 'activated-queue', schema, name },
      text: `ALTER QUEUE ${qualified({ schema, name })} WITH ACTIVATION (${parts.join(', ')});`,
    },
  ];
}

/** How services are written. */
export const SERVICE_KIND: DefinitionKind<'service'> = {
  statements: ({ name, body: { queue, contracts = [] } }) => {
    const list = contracts.length === 0 ? '' : ` (${contracts.map(identifier).join(', ')})`;
    return [
      {
        section: 'services',
        makes: { what: 'service', name },
        text: `CREATE SERVICE ${identifier(name)} ON QUEUE ${qualified(queue)}${list};`,
      },
    ];
  },
  isHard: never,
};

/** How routes are written; one that ends at a time is not made to last. */
export const ROUTE_KIND: DefinitionKind<'route'> = {
  statements: ({ name, body: { service, instance, address, mirror } }) => {
    const parts = [
      service === undefined ? '' : `SERVICE_NAME = ${text(service)}`,
      instance === undefined ? '' : `BROKER_INSTANCE = ${text(instance)}`,
      `ADDRESS = ${text(address)}`,
      mirror === undefined ? '' : `MIRROR_ADDRESS = ${text(mirror)}`,
    ].filter((part) => part !== '');
    return [
      {
        section: 'broker',
        makes: { what: 'route', name },
        text: `CREATE ROUTE ${identifier(name)} WITH ${parts.join(', ')};`,
      },
    ];
  },
  unscripted: ({ body: { ends } }) =>
    ends === undefined
      ? undefined
      : {
          code: 'route-that-ends',
          why: `It lasts until ${ends} only: make it by hand if it is still wanted.`,
        },
  isHard: never,
};

/** How remote service bindings are written. */
export const BINDING_KIND: DefinitionKind<'remote-service-binding'> = {
  statements: ({ name, body: { service, user, isAnonymous } }) => [
    {
      section: 'broker',
      makes: { what: 'remote-service-binding', name },
      text: `CREATE REMOTE SERVICE BINDING ${identifier(name)} TO SERVICE ${text(service)} WITH USER = ${identifier(user)}, ANONYMOUS = ${isAnonymous ? 'ON' : 'OFF'};`,
    },
  ],
  isHard: never,
};

/** How priorities of conversations are written. */
export const PRIORITY_KIND: DefinitionKind<'broker-priority'> = {
  statements: ({ name, body: { contract, local, remote, level } }) => {
    const any = (found: string | undefined, quote: (value: string) => string) =>
      found === undefined ? 'ANY' : quote(found);
    const parts = [
      `CONTRACT_NAME = ${any(contract, identifier)}`,
      `LOCAL_SERVICE_NAME = ${any(local, identifier)}`,
      `REMOTE_SERVICE_NAME = ${any(remote, text)}`,
      `PRIORITY_LEVEL = ${integer(level)}`,
    ];
    return [
      {
        section: 'broker',
        makes: { what: 'broker-priority', name },
        text: `CREATE BROKER PRIORITY ${identifier(name)} FOR CONVERSATION SET (${parts.join(', ')});`,
      },
    ];
  },
  isHard: never,
};
