// One table: for every fact kind what it is called, what it is a securable as, its properties in canonical order, which
// of them are its identity, and the JSON Schema of each. Keys, canonical lines, validation, the published schema, the
// object tree and reports are all read off it. Its rows stand in facts/, beside the interfaces, which are what readers see
// of the same: a property that is here and not there, or of another type, or optional in one of the two only, does not
// compile.

import type { SecurableClass } from './catalog/securable-class.ts';
import { usualOwner } from './catalog/system-principals.ts';
import type { Fact, FactKind } from './fact.ts';
import { APPLICATION_SHAPES } from './facts/application-shapes.ts';
import { AUDIT_SHAPES } from './facts/audit-shapes.ts';
import { DATABASE_SHAPES } from './facts/database-shapes.ts';
import { DEFINITION_SHAPES } from './facts/definition-shapes.ts';
import { GATE_SHAPES } from './facts/gate-shapes.ts';
import { LINKED_SERVER_SHAPES } from './facts/linked-server-shapes.ts';
import { LOGIN_SHAPES } from './facts/login-shapes.ts';
import { MSDB_SHAPES } from './facts/msdb-shapes.ts';
import type { PropertyShape, ShapesOf } from './facts/property-shape.ts';
import { SERVER_SHAPES } from './facts/server-shapes.ts';
import { SSIS_SHAPES } from './facts/ssis-shapes.ts';

export type { PropertyShape } from './facts/property-shape.ts';

type Shapes = ShapesOf<FactKind>;

const SHAPES = {
  ...SERVER_SHAPES,
  ...LINKED_SERVER_SHAPES,
  ...LOGIN_SHAPES,
  ...GATE_SHAPES,
  ...AUDIT_SHAPES,
  ...DATABASE_SHAPES,
  ...MSDB_SHAPES,
  ...SSIS_SHAPES,
  ...DEFINITION_SHAPES,
  ...APPLICATION_SHAPES,
} satisfies Shapes;

/** Every fact kind. A kind or property missing here does not compile. */
export const FACT_SHAPES: Shapes = SHAPES;

/** The properties that are a kind's identity. */
export type IdentityOf<K extends FactKind> = {
  [P in keyof (typeof SHAPES)[K]['properties']]: (typeof SHAPES)[K]['properties'][P] extends {
    identity: true;
  }
    ? P
    : never;
}[keyof (typeof SHAPES)[K]['properties']];

/** The kinds of facts that are principals. */
export type PrincipalFactKind = {
  [K in FactKind]: (typeof SHAPES)[K] extends { isPrincipal: true } ? K : never;
}[FactKind];

/** Every fact kind. */
export const FACT_KINDS = Object.keys(FACT_SHAPES) as readonly FactKind[];

/** The kinds of facts that are principals, which share their names in a place. */
export const PRINCIPAL_FACT_KINDS = FACT_KINDS.filter(
  (kind): kind is PrincipalFactKind => FACT_SHAPES[kind].isPrincipal === true,
);

const KIND_OF_CLASS: ReadonlyMap<SecurableClass, FactKind> = new Map(
  FACT_KINDS.flatMap((kind) => {
    const { class: of } = FACT_SHAPES[kind];
    return of === undefined ? [] : [[of, kind] as const];
  }),
);

/** The kind of fact that a thing of a class is: `securable` for all that have no kind of their own. */
export function factKindOf(of: SecurableClass): FactKind {
  return KIND_OF_CLASS.get(of) ?? 'securable';
}

/** Whether a fact tells only that there is a thing, and nothing of who may do what beyond what is usual. */
export function isInventory(fact: Fact): boolean {
  if (FACT_SHAPES[fact.kind].isInventory !== true) return false;
  return PROPERTIES[fact.kind].every(([property, shape]) => {
    const value = propertyValue(fact, property);
    if (shape.identity || shape.isInventory || value === undefined) return true;
    return property === 'owner' && value === usualOwner('database' in fact ? fact.database : undefined);
  });
}

/** The value of a property, or undefined; the one place that looks a fact's property up by name. */
export function propertyValue(fact: Fact, property: string): unknown {
  return (fact as unknown as Readonly<Record<string, unknown>>)[property];
}

/** The shape of a kind's property; undefined where the kind has none of the name. */
export function propertyShape(kind: FactKind, property: string): PropertyShape | undefined {
  return new Map(PROPERTIES[kind]).get(property);
}

/** The properties of a kind in canonical order, without `kind`. */
export function propertiesOf(kind: FactKind): readonly (readonly [string, PropertyShape])[] {
  return PROPERTIES[kind];
}

const PROPERTIES = Object.fromEntries(
  FACT_KINDS.map((kind) => [kind, Object.entries(FACT_SHAPES[kind].properties)]),
) as unknown as Readonly<Record<FactKind, readonly (readonly [string, PropertyShape])[]>>;
