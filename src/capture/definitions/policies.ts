// Security policies, plan guides and settings of a database's scope.
// Source: "sys.security_policies", "sys.security_predicates", "sys.plan_guides", "sys.database_scoped_configurations"
// (Microsoft).

import { defined } from '../../model/defined.ts';
import type { BodyOf } from '../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../model/facts/definition-fact.ts';
import { keyOfParts } from '../../model/identity.ts';
import { ordinal } from '../../model/order.ts';
import { flag, id, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { type DatabaseScope, objectPlace } from '../scope.ts';
import { keepById, keepParts } from './kept.ts';
import { yes } from './tables/column-parts.ts';

type Predicate = NonNullable<BodyOf<'security-policy'>['predicates']>[number];
const predicates = keepParts<Predicate>();
const KINDS = ['FILTER', 'BLOCK'] as const;
const OPERATIONS = [undefined, 'AFTER INSERT', 'AFTER UPDATE', 'BEFORE UPDATE', 'BEFORE DELETE'] as const;

/** `sys.security_predicates`. */
const predicateRows = defineQuery<DatabaseScope>()({
  name: 'security predicates',
  view: 'sys.security_predicates',
  since: 2016,
  columns: ['object_id', 'target_object_id', 'predicate_definition', 'predicate_type', 'operation'],
  read: (scope, at) => ({
    row(row) {
      const kind = KINDS[integer(row[at.predicate_type]) ?? -1];
      const operation = OPERATIONS[integer(row[at.operation]) ?? 0];
      const on = objectPlace(scope, id(row[at.target_object_id]));
      const isKnown = kind !== undefined && (integer(row[at.operation]) ?? 0) < OPERATIONS.length;
      if (!isKnown || on === undefined) {
        const fact =
          'A predicate of a security policy is of a type or on a table that is not known; it was not captured.';
        scope.ledger.omit('unknown-predicate', fact, 'Script this security policy by hand.', 1);
        return;
      }
      predicates(scope).add(
        id(row[at.object_id]),
        defined({ kind, definition: name(row[at.predicate_definition]), on, operation }),
      );
    },
  }),
});

const policies = keepById<Omit<BodyOf<'security-policy'>, 'predicates'>>();

/** `sys.security_policies`. */
const policyRows = defineQuery<DatabaseScope>()({
  name: 'security policies',
  view: 'sys.security_policies',
  since: 2016,
  columns: ['object_id', 'is_enabled', 'is_schema_bound', 'is_not_for_replication'],
  narrow: (query) => query.where('v.is_ms_shipped', 0),
  read: (scope, at) => ({
    row: (row) => {
      policies(scope).set(
        id(row[at.object_id]),
        defined({
          isOff: flag(row[at.is_enabled]) ? undefined : (true as const),
          isNotSchemaBound: flag(row[at.is_schema_bound]) ? undefined : (true as const),
          isNotForReplication: yes(row[at.is_not_for_replication]),
        }),
      );
    },
  }),
});

/** What is read of security policies. */
export const POLICY_QUERIES = [predicateRows, policyRows];

/** The security policies of a database. */
export function* policyFacts(scope: DatabaseScope): Generator<DefinitionOf<'security-policy'>> {
  const { database } = scope;
  for (const [policy, row] of policies(scope)) {
    const place = objectPlace(scope, policy);
    if (place === undefined) continue;
    const keyOf = (one: Predicate) =>
      keyOfParts(one.on.schema, one.on.name, one.kind, one.operation ?? '', one.definition);
    const found = [...predicates(scope).of(policy)].sort((a, b) => ordinal(keyOf(a), keyOf(b)));
    const body = defined({ ...row, predicates: found.length === 0 ? undefined : found });
    yield { kind: 'definition', database, type: 'security-policy', ...place, body };
  }
}

const SCOPES = { 1: 'OBJECT', 2: 'SQL', 3: 'TEMPLATE' } as const;
const guides = keepById<{ readonly name: string; readonly body: BodyOf<'plan-guide'> }>();

/** `sys.plan_guides`. */
const guideRows = defineQuery<DatabaseScope>()({
  name: 'plan guides',
  view: 'sys.plan_guides',
  columns: [
    'plan_guide_id',
    'name',
    'is_disabled',
    'query_text',
    'scope_type',
    'scope_object_id',
    'scope_batch',
    'parameters',
    'hints',
  ],
  read: (scope, at) => ({
    row(row) {
      const of = SCOPES[integer(row[at.scope_type]) as keyof typeof SCOPES];
      const module = objectPlace(scope, integer(row[at.scope_object_id]) ?? 0);
      if (of === undefined || (of === 'OBJECT' && module === undefined)) {
        const fact = 'A plan guide is of a scope or a module that is not known; it was not captured.';
        scope.ledger.omit('unknown-plan-guide', fact, 'Script this plan guide by hand.', 1);
        return;
      }
      guides(scope).set(id(row[at.plan_guide_id]), {
        name: name(row[at.name]),
        body: defined({
          scope: of,
          statement: name(row[at.query_text]),
          module: of === 'OBJECT' ? module : undefined,
          batch: text(row[at.scope_batch]),
          parameters: text(row[at.parameters]),
          hints: text(row[at.hints]),
          isDisabled: yes(row[at.is_disabled]),
        }),
      });
    },
  }),
});

/** What is read of plan guides. */
export const GUIDE_QUERIES = [guideRows];

/** The plan guides of a database. */
export function* guideFacts(scope: DatabaseScope): Generator<DefinitionOf<'plan-guide'>> {
  const { database } = scope;
  for (const { name: guide, body } of guides(scope).values()) {
    yield { kind: 'definition', database, type: 'plan-guide', name: guide, body };
  }
}

const settings = keepById<{ readonly name: string; readonly body: BodyOf<'scoped-configuration'> }>();

/** `sys.database_scoped_configurations`: those that are not as every database has them, where that is told. */
const settingRows = defineQuery<DatabaseScope>()({
  name: 'settings of the database’s scope',
  view: 'sys.database_scoped_configurations',
  since: 2016,
  columns: ['configuration_id', 'name'],
  optional: ['is_value_default'],
  expressions: {
    value: 'CONVERT(nvarchar(400), [v].[value])',
    secondary: 'CONVERT(nvarchar(400), [v].[value_for_secondary])',
  },
  read: (scope, at) => ({
    row(row) {
      const value = text(row[at.value]);
      if (value === undefined || flag(row[at.is_value_default])) return;
      settings(scope).set(id(row[at.configuration_id]), {
        name: name(row[at.name]),
        body: defined({ value, secondary: text(row[at.secondary]) }),
      });
    },
  }),
});

/** What is read of settings of a database's scope. */
export const SETTING_QUERIES = [settingRows];

/** The settings of a database's scope. */
export function* settingFacts(scope: DatabaseScope): Generator<DefinitionOf<'scoped-configuration'>> {
  const { database } = scope;
  for (const { name: setting, body } of settings(scope).values()) {
    yield { kind: 'definition', database, type: 'scoped-configuration', name: setting, body };
  }
}
