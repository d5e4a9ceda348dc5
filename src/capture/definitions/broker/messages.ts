// Message types and contracts. Source: "sys.service_message_types", "sys.service_contracts",
// "sys.service_contract_message_usages" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { BodyOf } from '../../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../../model/facts/definition-fact.ts';
import { ordinal } from '../../../model/order.ts';
import { code, flag, id, integer, name } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { keep, keepById, keepParts } from '../kept.ts';
import { schemaCollectionName } from '../type-names.ts';
import { omitPart } from '../unknown-part.ts';
import { isShipped, named, things } from './broker-things.ts';

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
      if (isShipped(scope, type, name(row[at.name]))) return;
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

/** Contracts with messages of a type that is not seen. */
const unseen = keep(() => new Set<number>());

const messages = keepParts<BodyOf<'contract'>['messages'][number]>();

/** `sys.service_contract_message_usages`. */
const contractMessages = defineQuery<DatabaseScope>()({
  name: 'messages of contracts',
  view: 'sys.service_contract_message_usages',
  columns: ['service_contract_id', 'message_type_id', 'is_sent_by_initiator', 'is_sent_by_target'],
  read: (scope, at) => ({
    row(row) {
      const type = messageNames(scope).get(id(row[at.message_type_id]));
      if (type === undefined) {
        unseen(scope).add(id(row[at.service_contract_id]));
        return;
      }
      const [initiator, target] = [flag(row[at.is_sent_by_initiator]), flag(row[at.is_sent_by_target])];
      const sentBy = initiator && target ? 'ANY' : initiator ? 'INITIATOR' : 'TARGET';
      messages(scope).add(id(row[at.service_contract_id]), { type, sentBy });
    },
  }),
});

/** The names of contracts, by their ids. */
export const contracts = keepById<string>();

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

/** What is read of messages. */
export const MESSAGE_QUERIES = [messageTypeRows, contractMessages, contractRows];

/** The message types of a database. */
export const messageTypeFacts = (scope: DatabaseScope) => named(scope, 'message-type', messageTypes(scope));

/** The contracts of a database. */
export function* contractFacts(scope: DatabaseScope): Generator<DefinitionOf<'contract'>> {
  const { database } = scope;
  for (const [contract, called] of contracts(scope)) {
    const sent = [...messages(scope).of(contract)].sort((a, b) => ordinal(a.type, b.type));
    if (isShipped(scope, contract, called)) continue;
    if (sent.length === 0 || unseen(scope).has(contract)) {
      omitPart(scope, 'Contracts have messages of no type');
      continue;
    }
    yield { kind: 'definition', database, type: 'contract', name: called, body: { messages: sent } };
  }
}
