// Views, procedures, functions and triggers with their texts. Source: "sys.sql_modules", "sys.triggers",
// "sys.trigger_events" (Microsoft).
import { defined } from '../../model/defined.ts';
import type { DefinitionOf } from '../../model/facts/definition-fact.ts';
import { code, flag, id, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../scope.ts';
import { indexesOf } from './indexes/indexes.ts';
import { keepById } from './kept.ts';
import { PROCEDURE_QUERIES, procedureParts } from './procedures.ts';
import { statisticsOf } from './statistics.ts';
import { yes } from './tables/column-parts.ts';
import { isOwn } from './tables/ledger.ts';
import { omitPart } from './unknown-part.ts';
import { usesOfModule } from './uses.ts';

interface Module {
  readonly type: string;
  readonly isNative: true | undefined;
  /** What every definition of a module says. */
  readonly parts: {
    readonly definition?: string;
    readonly isAnsiNullsOff?: true;
    readonly isQuotedIdentifierOff?: true;
    readonly isSchemaBound?: true;
  };
}

const modules = keepById<Module>();

/** `sys.sql_modules`. */
const sqlModules = defineQuery<DatabaseScope>()({
  name: 'texts of modules',
  view: 'sys.sql_modules',
  columns: ['object_id', 'definition', 'uses_ansi_nulls', 'uses_quoted_identifier', 'is_schema_bound'],
  optional: ['uses_native_compilation'],
  expressions: { type: '[o].[type]', is_encrypted: "OBJECTPROPERTY([v].[object_id], 'IsEncrypted')" },
  narrow: (query) =>
    query
      .innerJoin('sys.objects as o', 'o.object_id', 'v.object_id')
      .where('o.is_ms_shipped', 0)
      .whereIn('o.type', ['P', 'RF', 'V', 'FN', 'IF', 'TF', 'TR', 'D', 'R']),
  read: (scope, at) => ({
    row(row) {
      const definition = text(row[at.definition]);
      if (definition === undefined && !flag(row[at.is_encrypted])) {
        const fact = 'The texts of modules are hidden from the login; they were not captured.';
        scope.ledger.omit('text-hidden', fact, 'Grant the login VIEW DEFINITION in the database.', 1);
        return;
      }
      modules(scope).set(id(row[at.object_id]), {
        type: code(row[at.type]),
        isNative: yes(row[at.uses_native_compilation]),
        parts: defined({
          definition,
          isAnsiNullsOff: flag(row[at.uses_ansi_nulls]) ? undefined : (true as const),
          isQuotedIdentifierOff: flag(row[at.uses_quoted_identifier]) ? undefined : (true as const),
          isSchemaBound: yes(row[at.is_schema_bound]),
        }),
      });
    },
  }),
});

interface Order {
  readonly firstFor: string[];
  readonly lastFor: string[];
}

const orders = keepById<Order>();

/** `sys.trigger_events`: what a trigger fires first or last for. */
const triggerOrders = defineQuery<DatabaseScope>()({
  name: 'order of triggers',
  view: 'sys.trigger_events',
  columns: ['object_id', 'type_desc', 'is_first', 'is_last'],
  narrow: (query) => query.where((which) => which.where('v.is_first', 1).orWhere('v.is_last', 1)),
  read: (scope, at) => ({
    row(row) {
      const trigger = id(row[at.object_id]);
      const order = orders(scope).get(trigger) ?? { firstFor: [], lastFor: [] };
      orders(scope).set(trigger, order);
      if (flag(row[at.is_first])) order.firstFor.push(name(row[at.type_desc]));
      if (flag(row[at.is_last])) order.lastFor.push(name(row[at.type_desc]));
    },
  }),
});

/** The events that a trigger fires first or last for. */
export function orderOf(
  scope: DatabaseScope,
  trigger: number,
): { firstFor?: readonly string[]; lastFor?: readonly string[] } {
  const order = orders(scope).get(trigger);
  const events = (list: readonly string[] = []) => (list.length === 0 ? undefined : [...list].sort());
  return defined({ firstFor: events(order?.firstFor), lastFor: events(order?.lastFor) });
}

interface TriggerRow {
  readonly name: string;
  readonly parent: number;
  readonly isDisabled: true | undefined;
}

const triggers = keepById<TriggerRow>();

/** `sys.triggers`: those of tables and views. */
const tableTriggers = defineQuery<DatabaseScope>()({
  name: 'triggers',
  view: 'sys.triggers',
  columns: ['object_id', 'name', 'parent_id', 'is_disabled'],
  narrow: (query) => query.where('v.parent_class', 1).where('v.is_ms_shipped', 0).where('v.type', 'TR'),
  read: (scope, at) => ({
    row: (row) => {
      triggers(scope).set(id(row[at.object_id]), {
        name: name(row[at.name]),
        parent: id(row[at.parent_id]),
        isDisabled: yes(row[at.is_disabled]),
      });
    },
  }),
});

/** What is read of modules. */
export const MODULE_QUERIES = [sqlModules, ...PROCEDURE_QUERIES, triggerOrders, tableTriggers];

/** The parts that every module has, and where it stands. */
function* modulesOfTypes(scope: DatabaseScope, types: readonly string[]) {
  for (const [objectId, kept] of modules(scope)) {
    if (!types.includes(kept.type)) continue;
    const found = securableIndex(scope, 'OBJECT').get(objectId);
    if (found?.schema === undefined) continue;
    const { type, isNative, parts } = kept;
    const { schema, name: object } = found;
    const place = { kind: 'definition', database: scope.database, schema, name: object } as const;
    const uses = usesOfModule(scope, schema, objectId, parts.definition);
    yield { objectId, type, place, parts, isNative, uses };
  }
}

/** The views of a database. */
export function* viewFacts(scope: DatabaseScope): Generator<DefinitionOf<'view'>> {
  for (const { objectId, place, parts, uses } of modulesOfTypes(scope, ['V'])) {
    if (isOwn(scope, objectId)) continue;
    const { kind, database, schema, name: view } = place;
    const body = defined({
      ...parts,
      uses,
      indexes: indexesOf(scope, objectId),
      statistics: statisticsOf(scope, objectId),
    });
    yield { kind, database, type: 'view', schema, name: view, body };
  }
}

/** The procedures of a database. */
export function* procedureFacts(scope: DatabaseScope): Generator<DefinitionOf<'procedure'>> {
  for (const { objectId, place, parts, isNative, uses } of modulesOfTypes(scope, ['P', 'RF'])) {
    const { kind, database, schema, name: procedure } = place;
    yield {
      kind,
      database,
      type: 'procedure',
      schema,
      name: procedure,
      body: defined({ ...parts, uses, isNative, ...procedureParts(scope, objectId) }),
    };
  }
}

const FUNCTIONS = ['FN', 'IF', 'TF'] as const;

/** The functions of a database. */
export function* functionFacts(scope: DatabaseScope): Generator<DefinitionOf<'function'>> {
  for (const { type, place, parts, isNative, uses } of modulesOfTypes(scope, FUNCTIONS)) {
    const { kind, database, schema, name: called } = place;
    const of = FUNCTIONS.find((one) => one === type) ?? 'FN';
    const body = defined({ ...parts, uses, type: of, isNative });
    yield { kind, database, type: 'function', schema, name: called, body };
  }
}

/** The triggers of a database's tables and views. */
export function* triggerFacts(scope: DatabaseScope): Generator<DefinitionOf<'trigger'>> {
  for (const [objectId, { name: trigger, parent, isDisabled }] of triggers(scope)) {
    const on = securableIndex(scope, 'OBJECT').get(parent);
    const found = modules(scope).get(objectId);
    if (on?.schema === undefined) continue;
    if (found === undefined) {
      omitPart(scope, 'Triggers have no text');
      continue;
    }
    const { parts } = found;
    yield {
      kind: 'definition',
      database: scope.database,
      type: 'trigger',
      schema: on.schema,
      name: trigger,
      on: on.name,
      body: defined({
        ...parts,
        uses: usesOfModule(scope, on.schema, objectId, parts.definition),
        isDisabled,
        ...orderOf(scope, objectId),
      }),
    };
  }
}

/** The defaults of a database that stand on their own. */
export function* defaultFacts(scope: DatabaseScope): Generator<DefinitionOf<'default'>> {
  for (const { place, parts } of modulesOfTypes(scope, ['D'])) {
    const { definition, isQuotedIdentifierOff } = parts;
    yield { ...place, type: 'default', body: defined({ definition, isQuotedIdentifierOff }) };
  }
}

/** The rules of a database. */
export function* ruleFacts(scope: DatabaseScope): Generator<DefinitionOf<'rule'>> {
  for (const { place, parts } of modulesOfTypes(scope, ['R'])) {
    const { definition, isQuotedIdentifierOff } = parts;
    yield { ...place, type: 'rule', body: defined({ definition, isQuotedIdentifierOff }) };
  }
}
