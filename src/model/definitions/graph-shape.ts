// What edges may connect. Source: "sys.edge_constraints", "sys.edge_constraint_clauses" (Microsoft).
import { list, object, type Shaped, YES } from '../facts/body-shape.ts';
import { name, opt } from '../facts/value-shape.ts';
import { QUALIFIED } from './type-shape.ts';

/** A constraint of an edge; it has no name where SQL Server gave it one. */
export const EDGE_CONSTRAINT = object({
  name: opt(name),
  connections: list(object({ from: QUALIFIED, to: QUALIFIED })),
  isCascading: YES,
  isNotTrusted: YES,
  isDisabled: YES,
});

/** A constraint of an edge. */
export type EdgeConstraintShape = Shaped<typeof EDGE_CONSTRAINT>;
