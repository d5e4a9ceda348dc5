// What Service Broker knows of: message types, contracts, queues, services, routes, bindings and priorities.
// Source: "sys.service_message_types", "sys.service_contracts", "sys.service_queues", "sys.services", "sys.routes",
// "sys.remote_service_bindings", "sys.conversation_priorities" (Microsoft).
import { list, object, YES } from '../facts/body-shape.ts';
import { int, name, names, oneOf, opt, text } from '../facts/value-shape.ts';
import { QUALIFIED } from './type-shape.ts';

/** A message type; with a collection, messages are valid by it. */
export const MESSAGE_TYPE = object({
  validation: oneOf('NONE', 'EMPTY', 'WELL_FORMED_XML', 'VALID_XML'),
  collection: opt(QUALIFIED),
});

/** A contract. */
export const CONTRACT = object({
  messages: list(object({ type: name, sentBy: oneOf('INITIATOR', 'TARGET', 'ANY') })),
});

/** A queue. */
export const QUEUE = object({
  isOff: YES,
  hasRetention: YES,
  toleratesPoison: YES,
  activation: opt(
    object({
      isOff: YES,
      procedure: QUALIFIED,
      readers: int,
      /** A user; absent is OWNER. */
      executeAs: opt(name),
    }),
  ),
});

/** A service. */
export const SERVICE = object({ queue: QUALIFIED, contracts: opt(names) });

/** A route; one that ends is told by when. */
export const ROUTE = object({
  service: opt(text),
  instance: opt(text),
  address: text,
  mirror: opt(text),
  ends: opt(text),
});

/** A remote service binding. */
export const BINDING = object({ service: text, user: name, isAnonymous: YES });

/** A priority of conversations; what is absent is ANY. */
export const PRIORITY = object({ contract: opt(name), local: opt(name), remote: opt(text), level: int });
