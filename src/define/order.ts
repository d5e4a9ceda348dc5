// The order in which objects are made: what an object cannot be made without comes first; what its text merely names comes
// first where that can be; else by schema and name, so that the same facts give the same order wherever they are from.
// Source: "sys.sql_expression_dependencies", "CREATE VIEW (Transact-SQL)" (Microsoft).
import { defined } from '../model/defined.ts';
import { spaceOf } from '../model/definitions/definition-type.ts';
import type { DefinitionFact } from '../model/facts/definition-fact.ts';
import { keyOfParts } from '../model/identity.ts';
import { ordinal } from '../model/order.ts';
import type { DefineContext } from './define-options.ts';
import { isHardUse, needsOf } from './kinds.ts';
import type { Circle, LaterUse, LaterUses } from './parts/circle.ts';
import type { Reference } from './reference.ts';

/** Definitions in an order in which they can be made. */
export interface OrderedDefinitions {
  /** In the order in which they can be made. */
  readonly facts: readonly DefinitionFact[];
  /** Objects that cannot be made one before the other, each such circle by itself. */
  readonly circles: readonly Circle[];
  /** What tables are made without at first, since it needs them. */
  readonly later: LaterUses;
  /** What tables cannot be made without, and what that cannot be made without. */
  readonly early: ReadonlySet<DefinitionFact>;
}

interface Node {
  readonly fact: DefinitionFact;
  readonly hard: readonly Node[];
  readonly soft: readonly Node[];
  /** Of a table: what its checks, defaults and computed columns call, which is hard too. */
  readonly called: readonly Node[];
}

type Growing = Node & { readonly hard: Node[]; readonly soft: Node[]; readonly called: Node[] };

/** What the writing of an object has to know of the order; without one, the object stands alone. */
export function contextIn(
  ordered: OrderedDefinitions | undefined,
  known: Pick<DefineContext, 'options' | 'collation'>,
): DefineContext {
  return {
    ...known,
    isEarly: (fact) => ordered?.early.has(fact) ?? false,
    laterOf: (fact) => ordered?.later.get(fact) ?? [],
  };
}

/** Puts the definitions of one database in order. */
export function orderDefinitions(facts: readonly DefinitionFact[]): OrderedDefinitions {
  const nodes = nodesOf(facts);
  const ordered: DefinitionFact[] = [];
  const circles: Circle[] = [];
  const later = new Map<DefinitionFact, readonly LaterUse[]>();
  for (const group of groupsOf(nodes, ({ hard, soft }) => [...hard, ...soft])) {
    const [only, ...others] = group;
    if (only !== undefined && others.length === 0) {
      ordered.push(only.fact);
      continue;
    }
    // What only names each other in a circle is made by what it cannot do without.
    const inside = new Set(group);
    for (const circle of groupsOf(sorted(group), ({ hard }) => hard.filter((node) => inside.has(node)))) {
      const cut = circle.length > 1 ? cutCircle(circle) : undefined;
      if (cut !== undefined) circles.push({ facts: circle.map(({ fact }) => fact), isCut: cut.isCut });
      for (const [fact, without] of cut?.later ?? []) later.set(fact, without);
      for (const { fact } of cut?.nodes ?? circle) ordered.push(fact);
    }
  }
  return { facts: ordered, circles, later, early: earlyOf(nodes, later) };
}

/** The nodes of a circle with each table before what it calls there; as they are where that does not open it. */
function cutCircle(circle: readonly Node[]) {
  const inside = new Set(circle);
  const isCalled = ({ called }: Node, node: Node) => inside.has(node) && called.includes(node);
  const groups = groupsOf(sorted(circle), (node) =>
    node.hard.filter((needed) => inside.has(needed) && !isCalled(node, needed)),
  );
  if (groups.some(({ length }) => length > 1)) return { isCut: false, nodes: sorted(circle), later: [] };
  const later = circle.flatMap((node) => {
    const without = node.hard.filter((needed) => isCalled(node, needed)).map(({ fact }) => placeOf(fact));
    return without.length === 0 ? [] : [[node.fact, without] as const];
  });
  return { isCut: true, nodes: groups.flat(), later };
}

function nodesOf(facts: readonly DefinitionFact[]): readonly Node[] {
  const nodes = sorted(facts.map((fact): Growing => ({ fact, hard: [], soft: [], called: [] })));
  const named = nodes.filter(({ fact }) => spaceOf(fact.type) !== 'apart');
  const byName = new Map(
    named.map((node) => [nameKey({ space: spaceOf(node.fact.type), ...placeOf(node.fact) }), node]),
  );
  const searched = new Map(
    nodes.flatMap((node) =>
      node.fact.type === 'full-text-index'
        ? [[nameKey({ space: 'object', ...placeOf(node.fact) }), node] as const]
        : [],
    ),
  );
  let anyCase: ReadonlyMap<string, Growing | undefined> | undefined;
  const inAnyCase = (key: string) => {
    anyCase ??= byFoldedName(byName);
    return anyCase.get(folded(key));
  };
  for (const node of nodes) {
    const add = (reference: Reference, isHard: boolean) => {
      const key = nameKey(reference);
      // What a synonym stands for is written as somebody wrote it.
      const used = byName.get(key) ?? (node.fact.type === 'synonym' ? inAnyCase(key) : undefined);
      if (used !== undefined && used !== node) (isHard ? node.hard : node.soft).push(used);
      // CONTAINS in a text is not known from its uses: the full-text index comes before whatever may hold it.
      const index = searched.get(key);
      if (index !== undefined && index !== node) node.soft.push(index);
      return used;
    };
    for (const reference of [...needsOf(node.fact), ...parentOf(node.fact)]) add(reference, true);
    for (const use of 'uses' in node.fact.body ? (node.fact.body.uses ?? []) : []) {
      const space = use.isType ? 'type' : 'object';
      const used = add({ space, schema: use.schema, name: use.name }, isHardUse(node.fact, use));
      if (used !== undefined && node.fact.type === 'table' && !use.isType) node.called.push(used);
    }
  }
  return nodes;
}

/** A name that is several in another case is none here: where case counts, it would have been found as it is. */
function byFoldedName<N>(byName: ReadonlyMap<string, N>): ReadonlyMap<string, N | undefined> {
  const found = new Map<string, N | undefined>();
  for (const [key, node] of byName) found.set(folded(key), found.has(folded(key)) ? undefined : node);
  return found;
}

const folded = (key: string): string => key.toUpperCase();

const nameKey = ({ space, schema, name }: Reference): string => keyOfParts(space, schema, name);

const placeOf = ({ schema, name }: DefinitionFact) => defined({ schema, name });

/** What a trigger is on is nothing that its text has to say. */
function parentOf({ schema, on }: DefinitionFact): readonly Reference[] {
  return on === undefined ? [] : [defined({ space: 'object' as const, schema, name: on })];
}

function sorted<N extends Node>(nodes: readonly N[]): readonly N[] {
  return nodes
    .map((node) => ({ node, key: keyOfParts(node.fact.schema, node.fact.name, node.fact.type) }))
    .sort((a, b) => ordinal(a.key, b.key))
    .map(({ node }) => node);
}

/** What tables, and types of tables, reach by what has to be there, without the tables themselves. */
function earlyOf(nodes: readonly Node[], later: LaterUses): ReadonlySet<DefinitionFact> {
  const early = new Set<DefinitionFact>();
  const waiting = nodes.filter(({ fact }) => fact.type === 'table' || fact.type === 'table-type');
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const without = new Set(later.get(node.fact)?.map(({ schema, name }) => keyOfParts(schema, name)));
    for (const needed of node.hard) {
      const isLater = without.has(keyOfParts(needed.fact.schema, needed.fact.name));
      if (isLater || early.has(needed.fact)) continue;
      early.add(needed.fact);
      waiting.push(needed);
    }
  }
  return early;
}

/** How far a node has been looked at. */
interface Visit {
  readonly node: Node;
  readonly number: number;
  readonly edges: readonly Node[];
  next: number;
  /** The lowest number that it reaches. */
  lowest: number;
  isOpen: boolean;
}

/**
 * The groups of nodes that reach each other, each behind those that it reaches (Tarjan's algorithm, without recursion:
 * views stand on views by the thousand).
 */
function groupsOf(nodes: readonly Node[], edgesOf: (node: Node) => readonly Node[]): Node[][] {
  const known = new Map<Node, Visit>();
  const open: Visit[] = [];
  const path: Visit[] = [];
  const groups: Node[][] = [];
  const enter = (node: Node) => {
    const number = known.size;
    const visit = { node, number, edges: edgesOf(node), next: 0, lowest: number, isOpen: true };
    known.set(node, visit);
    open.push(visit);
    path.push(visit);
  };
  const leave = (visit: Visit) => {
    const last = path.at(-1);
    if (last !== undefined) last.lowest = Math.min(last.lowest, visit.lowest);
    if (visit.lowest !== visit.number) return;
    const group = open.splice(open.lastIndexOf(visit));
    for (const one of group) one.isOpen = false;
    groups.push(group.map(({ node }) => node));
  };
  for (const start of nodes) {
    if (known.has(start)) continue;
    enter(start);
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const next = visit.edges[visit.next];
      visit.next += 1;
      const seen = next && known.get(next);
      if (next === undefined) {
        path.pop();
        leave(visit);
      } else if (seen === undefined) enter(next);
      else if (seen.isOpen) visit.lowest = Math.min(visit.lowest, seen.number);
    }
  }
  return groups;
}
