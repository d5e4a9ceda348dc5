// Alias types and table types. Source: "CREATE TYPE (Transact-SQL)", "sp_bindefault", "sp_bindrule" (Microsoft).
import type { Qualified } from '../model/definitions/type-shape.ts';
import type { DefinitionOf } from '../model/facts/definition-fact.ts';
import { qualified, text } from '../text/quote.ts';
import { columnText } from './column.ts';
import type { DefineContext } from './define-options.ts';
import { indexClause } from './index.ts';
import type { DefinitionKind } from './kind.ts';
import { checkText, keyText } from './parts/key.ts';
import { type Reference, referencesOfColumns } from './reference.ts';
import { typeName } from './type-name.ts';

/** How alias types are written, with what is bound to them. */
export const ALIAS_TYPE_KIND: DefinitionKind<'alias-type'> = {
  statements: ({ schema = 'dbo', name, body }) => {
    const type = qualified({ schema, name });
    const create = `CREATE TYPE ${type} FROM ${typeName(body.base)} ${body.isNullable ? 'NULL' : 'NOT NULL'};`;
    return [
      {
        section: 'types',
        makes: { what: 'type', schema, name },
        text: [create, ...bindings(type, body)].join('\n'),
      },
    ];
  },
  isHard: () => true,
  needs: ({ body }) => boundReferences(body),
};

/** How table types are written: all in one, since nothing can be added to one. */
export const TABLE_TYPE_KIND: DefinitionKind<'table-type'> = {
  statements: (fact, context) => {
    const { schema = 'dbo', name, body } = fact;
    // What a check or a computed column calls stands among the tables.
    const section = body.uses?.some(({ isType }) => !isType) ? 'tables' : 'types';
    return [{ section, makes: { what: 'type', schema, name }, text: tableType(fact, context) }];
  },
  isHard: () => true,
  needs: ({ body }) => referencesOfColumns(body.columns),
};

function tableType(fact: DefinitionOf<'table-type'>, context: DefineContext): string {
  const { body } = fact;
  const parts = [
    ...body.columns.map((column) => columnText(column, context)),
    ...(body.keys ?? []).map((key) => keyText(key, context)),
    ...(body.checks ?? []).map(checkText),
    ...(body.indexes ?? []).map((index) => indexClause(index, context)),
  ];
  const behind = body.isMemoryOptimized ? ' WITH (MEMORY_OPTIMIZED = ON)' : '';
  return `CREATE TYPE ${qualified(fact)} AS TABLE (\n    ${parts.join(',\n    ')}\n)${behind};`;
}

/** What may be bound to a type or a column. */
interface Bound {
  readonly boundDefault?: Qualified;
  readonly boundRule?: Qualified;
}

/** The statements that bind defaults and rules to a type or a column, whose name is delimited already. */
export function bindings(to: string, { boundDefault, boundRule }: Bound): string[] {
  return [
    ...(boundDefault === undefined
      ? []
      : [`EXEC sys.sp_bindefault @defname = ${text(qualified(boundDefault))}, @objname = ${text(to)};`]),
    ...(boundRule === undefined
      ? []
      : [`EXEC sys.sp_bindrule @rulename = ${text(qualified(boundRule))}, @objname = ${text(to)};`]),
  ];
}

/** What is bound has to be there before. */
export function boundReferences({ boundDefault, boundRule }: Bound): readonly Reference[] {
  return [boundDefault, boundRule].flatMap((one) =>
    one === undefined ? [] : [{ space: 'object', ...one } as const],
  );
}
