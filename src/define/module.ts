// Views, procedures, functions and triggers: their texts as they are, but for a name that is another now. A text is taken
// only where its head makes this very module: whatever is in a batch behind such a head belongs to the module.

import { DEFINITION_TYPES } from '../model/definitions/definition-type.ts';
import { headOfType, type ModuleHead, type NamedRange } from '../model/definitions/module-head.ts';
import type { Qualified } from '../model/definitions/type-shape.ts';
import { RegrantError } from '../model/errors.ts';
import type { DefinitionFact, DefinitionOf } from '../model/facts/definition-fact.ts';
import { integer, keyword, qualified, text } from '../text/quote.ts';
import type { DefineContext } from './define-options.ts';
import { disabledStatements, indexStatements } from './index.ts';
import type { DefinitionKind } from './kind.ts';
import { statisticsStatements } from './parts/statistics.ts';
import type { DefinitionSection, ObjectStatement, Unscripted } from './statement.ts';

type ModuleType = 'view' | 'procedure' | 'function' | 'trigger' | 'default' | 'rule';
type Module = { [T in ModuleType]: DefinitionOf<T> }[ModuleType];

/** How views are written. */
export const VIEW_KIND: DefinitionKind<'view'> = {
  // Its indexes are there at once: what reads it WITH (NOEXPAND) cannot be made before.
  statements: (fact, context) => [
    ...moduleStatements(fact, sectionOf(fact, 'modules', context)),
    ...indexStatements(placeOf(fact), fact.body.indexes, context, sectionOf(fact, 'modules', context)),
    ...statisticsStatements(placeOf(fact), fact.body.statistics),
    ...disabledStatements(placeOf(fact), fact.body.indexes),
  ],
  unscripted,
  isHard: () => true,
};

/** How procedures are written. */
export const PROCEDURE_KIND: DefinitionKind<'procedure'> = {
  statements: (fact, context) => [
    ...moduleStatements(fact, sectionOf(fact, 'procedures', context)),
    ...numberStatements(fact),
    ...startupStatements(fact),
  ],
  unscripted,
  remarks: ({ body: { numbers = [] } }) =>
    numbers.flatMap(({ number, definition }) =>
      definition === undefined
        ? [{ code: ENCRYPTED.code, why: `Number ${number} of it is encrypted: make it from its source.` }]
        : [],
    ),
  isHard: ({ body }, { isBound }) => isBound === true || body.isNative === true,
};

/** How functions are written. */
export const FUNCTION_KIND: DefinitionKind<'function'> = {
  statements: (fact, context) => moduleStatements(fact, sectionOf(fact, 'modules', context)),
  unscripted,
  isHard: ({ body }, { isBound }) => isBound === true || body.type === 'IF' || body.isNative === true,
};

/** How triggers are written. */
export const TRIGGER_KIND: DefinitionKind<'trigger'> = {
  statements: (fact) => [
    ...moduleStatements(fact, 'triggers'),
    ...orderStatements(fact),
    ...stateStatements(fact),
  ],
  unscripted,
  isHard: (_, { isBound }) => isBound === true,
};

/** How defaults of their own are written. */
export const DEFAULT_KIND: DefinitionKind<'default'> = {
  statements: (fact) => moduleStatements(fact, 'types').map(notAltered),
  unscripted,
  isHard: () => false,
};

/** How rules are written. */
export const RULE_KIND: DefinitionKind<'rule'> = {
  statements: (fact) => moduleStatements(fact, 'types').map(notAltered),
  unscripted,
  isHard: () => false,
};

/** Defaults and rules are made and dropped, and no statement alters one. Source: "CREATE DEFAULT", "CREATE RULE (Transact-SQL)". */
function notAltered(statement: ObjectStatement): ObjectStatement {
  return { ...statement, isNotAltered: true };
}

/** The section of a module: what tables cannot be made without stands among them. */
export const sectionOf = (
  fact: DefinitionFact,
  section: DefinitionSection,
  { isEarly }: DefineContext,
): DefinitionSection => (isEarly(fact) ? 'tables' : section);

/** A trigger of a table or a view, with its text or without. */
type OrderedTrigger = DefinitionOf<'trigger'> | DefinitionOf<'clr-trigger'>;

function placeOf({ schema = 'dbo', name }: Module | OrderedTrigger): Qualified {
  return { schema, name };
}

function unscripted(fact: Module): Unscripted | undefined {
  return fact.body.definition === undefined ? ENCRYPTED : undefined;
}

/** Why an encrypted module has no statement. */
export const ENCRYPTED: Unscripted = {
  code: 'encrypted-module',
  why: 'It is encrypted, and SQL Server gives its text away to nobody: make it from its source.',
};

function moduleStatements(fact: Module, section: DefinitionSection): ObjectStatement[] {
  const { definition, isQuotedIdentifierOff } = fact.body;
  const isAnsiNullsOff = 'isAnsiNullsOff' in fact.body ? fact.body.isAnsiNullsOff : undefined;
  if (definition === undefined) return [];
  return [
    {
      section,
      makes: { what: 'object', ...placeOf(fact) },
      ...moduleText(fact, definition),
      ...(isAnsiNullsOff ? { isAnsiNullsOff } : {}),
      ...(isQuotedIdentifierOff ? { isQuotedIdentifierOff } : {}),
    },
  ];
}

/** Its further numbers, under the settings of the first: nothing tells their own. Source: "sys.numbered_procedures". */
function numberStatements(fact: DefinitionOf<'procedure'>): ObjectStatement[] {
  const { isAnsiNullsOff, isQuotedIdentifierOff, numbers = [] } = fact.body;
  return numbers.flatMap(({ number, definition }): ObjectStatement[] =>
    definition === undefined
      ? []
      : [
          {
            section: 'procedures',
            makes: { what: 'numbered-procedure', ...placeOf(fact), definition: integer(number) },
            ...moduleText(fact, definition),
            ...(isAnsiNullsOff ? { isAnsiNullsOff } : {}),
            ...(isQuotedIdentifierOff ? { isQuotedIdentifierOff } : {}),
          },
        ],
  );
}

/** Source: "sp_procoption (Transact-SQL)". */
function startupStatements(fact: DefinitionOf<'procedure'>): ObjectStatement[] {
  if (!fact.body.isStartup) return [];
  return [
    {
      section: 'finally',
      makes: { what: 'startup-procedure', ...placeOf(fact) },
      text: `EXEC sys.sp_procoption @ProcName = ${text(qualified(fact))}, @OptionName = 'startup', @OptionValue = 'on';`,
    },
  ];
}

/** The text with CREATE alone and the names that are right now, and where CREATE stands in it. */
function moduleText(fact: Module, definition: string): Pick<ObjectStatement, 'text' | 'createAt'> {
  const head = headOfType(definition, fact.type);
  if (head === undefined) throw otherText(fact);
  return { text: plainCreate(renamed(definition, head, fact), head), createAt: head.create.from };
}

/** CREATE alone, which can be made ALTER. */
export function plainCreate(definition: string, { create: { from, to } }: ModuleHead): string {
  const isPlain = to - from === 'CREATE'.length;
  return isPlain ? definition : `${definition.slice(0, from)}CREATE${definition.slice(to)}`;
}

/** The text with the names that the module and what it is on have now: sp_rename and TRANSFER leave the old ones in it. */
function renamed(definition: string, { name, on }: ModuleHead, fact: Module): string {
  const { schema } = placeOf(fact);
  const parent =
    on === undefined || fact.on === undefined ? definition : put(definition, on, schema, fact.on);
  return put(parent, name, schema, fact.name);
}

/** A name that says what is meant stays as it was written; without a schema it is dbo's, for whoever restores. */
function put(definition: string, range: NamedRange, schema: string, name: string): string {
  const [last, before = 'dbo', ...more] = [...range.parts].reverse();
  if (last === name && before === schema && more.length === 0) return definition;
  return `${definition.slice(0, range.from)}${qualified({ schema, name })}${definition.slice(range.to)}`;
}

/** What a trigger fires first or last for. Source: "sp_settriggerorder (Transact-SQL)". */
export function orderStatements(fact: OrderedTrigger): ObjectStatement[] {
  const { firstFor = [], lastFor = [] } = fact.body;
  const name = text(qualified(fact));
  const set = (order: string) => (event: string) =>
    `EXEC sys.sp_settriggerorder @triggername = ${name}, @order = '${order}', @stmttype = '${keyword(event)}';`;
  const lines = [...firstFor.map(set('First')), ...lastFor.map(set('Last'))];
  if (lines.length === 0) return [];
  return [
    { section: 'finally', makes: { what: 'ordered-trigger', ...placeOf(fact) }, text: lines.join('\n') },
  ];
}

/** Of views as of tables: DISABLE TRIGGER knows both. */
export function stateStatements(fact: OrderedTrigger): ObjectStatement[] {
  const place = placeOf(fact);
  if (!fact.body.isDisabled || fact.on === undefined) return [];
  return [
    {
      section: 'finally',
      makes: { what: 'disabled-trigger', ...place },
      text: `DISABLE TRIGGER ${qualified(place)} ON ${qualified({ schema: place.schema, name: fact.on })};`,
    },
  ];
}

/** A text that does not make what it is the text of. */
export function otherText({ type }: Module | DefinitionOf<'database-trigger'>): RegrantError {
  return new RegrantError({
    code: 'bad-snapshot',
    fact: `Its text does not begin with CREATE ${DEFINITION_TYPES[type].words} and a name.`,
    remedy: 'Capture the server again; if it stays, report it with the first lines of the text.',
  });
}
