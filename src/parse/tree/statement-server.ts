// Statements about what the server itself has besides principals: endpoints.
import type { EndpointFact } from '../../model/fact.ts';
import type { Node } from './statement-node.ts';

/** What a statement says of an endpoint, in the catalogue's words. */
export type EndpointClauses = {
  -readonly [P in keyof Omit<EndpointFact, 'kind' | 'name'>]?: EndpointFact[P];
};

export interface EndpointStatement extends Node {
  readonly kind: 'create-endpoint' | 'alter-endpoint';
  readonly name: string;
  readonly clauses: EndpointClauses;
}
