// Graphs: the columns that SQL Server gives nodes and edges, by the names that statements know them by, and what edges may
// connect. Source: "sys.columns", "sys.edge_constraints", "sys.edge_constraint_clauses", "CREATE TABLE (SQL Graph)" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { EdgeConstraintShape } from '../../../model/definitions/graph-shape.ts';
import { ordinal } from '../../../model/order.ts';
import { flag, id, integer, name } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import { type DatabaseScope, objectPlace } from '../../scope.ts';
import { keepParts } from '../kept.ts';
import { yes } from './column-parts.ts';

/** `graph_type`: the ids of a row, the object and the id of what an edge comes from and goes to; others are computed of them. */
const GRAPH = { id: 1, computedId: 2, fromObject: 4, toObject: 7 } as const;

interface GraphColumn {
  readonly id: number;
  readonly type: number;
  readonly name: string;
}

const graphColumns = keepParts<GraphColumn>();

/** Keeps a column that SQL Server gave a node or an edge; false for any other. */
export function keepGraphColumn(scope: DatabaseScope, table: number, column: GraphColumn): boolean {
  if (column.type === 0) return false;
  graphColumns(scope).add(table, column);
  return true;
}

/** Whether a column is one that SQL Server gave a node or an edge. */
export function isGraphColumn(scope: DatabaseScope, table: number, column: number): boolean {
  return graphColumns(scope)
    .of(table)
    .some(({ id: one }) => one === column);
}

/** `$node_id` …, as an index names such a column; undefined for one that goes with another. */
export function graphName(scope: DatabaseScope, table: number, column: number): string | undefined {
  const all = graphColumns(scope).of(table);
  const isEdge = all.some((one) => one.type === GRAPH.computedId && one.name.startsWith('$edge_id'));
  switch (all.find(({ id: one }) => one === column)?.type) {
    case GRAPH.id:
      return isEdge ? '$edge_id' : '$node_id';
    case GRAPH.fromObject:
      return '$from_id';
    case GRAPH.toObject:
      return '$to_id';
    default:
      return undefined;
  }
}

interface Clause {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

const clauses = keepParts<Clause>();

/** `sys.edge_constraint_clauses`. */
const edgeClauses = defineQuery<DatabaseScope>()({
  name: 'what edges may connect',
  view: 'sys.edge_constraint_clauses',
  since: 2019,
  columns: ['object_id', 'from_object_id', 'to_object_id', 'clause_number'],
  read: (scope, at) => ({
    row: (row) => {
      clauses(scope).add(id(row[at.object_id]), {
        at: id(row[at.clause_number]),
        from: id(row[at.from_object_id]),
        to: id(row[at.to_object_id]),
      });
    },
  }),
});

const constraints = keepParts<EdgeConstraintShape>();

/** `sys.edge_constraints`. A disabled one keeps its name whoever gave it: without it nothing could disable it again. */
const edgeConstraints = defineQuery<DatabaseScope>()({
  name: 'edge constraints',
  view: 'sys.edge_constraints',
  since: 2019,
  columns: [
    'object_id',
    'parent_object_id',
    'name',
    'is_system_named',
    'is_disabled',
    'is_not_trusted',
    'delete_referential_action',
  ],
  read: (scope, at) => ({
    row(row) {
      const ordered = [...clauses(scope).of(id(row[at.object_id]))].sort((a, b) => a.at - b.at);
      const connections = ordered.flatMap(({ from, to }) => {
        const [source, target] = [objectPlace(scope, from), objectPlace(scope, to)];
        return source === undefined || target === undefined ? [] : [{ from: source, to: target }];
      });
      if (connections.length === 0 || connections.length < ordered.length) {
        const fact = 'Edge constraints connect tables that the login does not see; they were not captured.';
        scope.ledger.omit('unresolved-id', fact, 'Grant the login VIEW DEFINITION in the database.', 1);
        return;
      }
      const isUnnamed = flag(row[at.is_system_named]) && !flag(row[at.is_disabled]);
      constraints(scope).add(
        id(row[at.parent_object_id]),
        defined({
          name: isUnnamed ? undefined : name(row[at.name]),
          connections,
          isCascading: integer(row[at.delete_referential_action]) === 1 ? (true as const) : undefined,
          isNotTrusted: yes(row[at.is_not_trusted]),
          isDisabled: yes(row[at.is_disabled]),
        }),
      );
    },
  }),
});

/** What is read of graphs alone. */
export const GRAPH_QUERIES = [edgeClauses, edgeConstraints];

/** The constraints of an edge, by their names and what they connect. */
export function edgeConstraintsOf(
  scope: DatabaseScope,
  table: number,
): readonly EdgeConstraintShape[] | undefined {
  const key = (one: EdgeConstraintShape) => JSON.stringify([one.name ?? '', one.connections]);
  const found = [...constraints(scope).of(table)].sort((a, b) => ordinal(key(a), key(b)));
  return found.length === 0 ? undefined : found;
}
