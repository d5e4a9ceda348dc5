// Triggers of the database: made last in it, since they fire on what a script does there.
// Source: "CREATE TRIGGER", "DISABLE TRIGGER", "sp_settriggerorder (Transact-SQL)" (Microsoft).

import { headOfType } from '../model/definitions/module-head.ts';
import type { DefinitionOf } from '../model/facts/definition-fact.ts';
import { identifier, keyword, text } from '../text/quote.ts';
import type { DefinitionKind } from './kind.ts';
import { ENCRYPTED, otherText, plainCreate } from './module.ts';
import type { ObjectStatement } from './statement.ts';

type Trigger = DefinitionOf<'database-trigger'>;

/** How triggers of the database are written. */
export const DATABASE_TRIGGER_KIND: DefinitionKind<'database-trigger'> = {
  statements: (fact) => [...created(fact), ...ordered(fact), ...disabled(fact)],
  unscripted: ({ body }) => (body.definition === undefined ? ENCRYPTED : undefined),
  isHard: () => false,
};

function created(fact: Trigger): ObjectStatement[] {
  const { definition, isAnsiNullsOff, isQuotedIdentifierOff } = fact.body;
  if (definition === undefined) return [];
  return [
    {
      section: 'database-triggers',
      makes: { what: 'database-trigger', name: fact.name },
      ...textOf(fact, definition),
      ...(isAnsiNullsOff ? { isAnsiNullsOff } : {}),
      ...(isQuotedIdentifierOff ? { isQuotedIdentifierOff } : {}),
    },
  ];
}

/** The text under its present name; one that is on anything but the database is refused. */
function textOf(fact: Trigger, definition: string): Pick<ObjectStatement, 'text' | 'createAt'> {
  const head = headOfType(definition, fact.type);
  const on = head?.on === undefined ? '' : definition.slice(head.on.from, head.on.to);
  if (head === undefined || on.toUpperCase() !== 'DATABASE') throw otherText(fact);
  const { from, to, parts } = head.name;
  const named =
    parts.length === 1 && parts[0] === fact.name
      ? definition
      : `${definition.slice(0, from)}${identifier(fact.name)}${definition.slice(to)}`;
  return { text: plainCreate(named, head), createAt: head.create.from };
}

/** What a trigger of the database fires first or last for. */
export function ordered({
  name,
  body: { firstFor = [], lastFor = [] },
}: Trigger | DefinitionOf<'clr-database-trigger'>): ObjectStatement[] {
  const set = (order: string) => (event: string) =>
    `EXEC sys.sp_settriggerorder @triggername = ${text(identifier(name))}, @order = '${order}', @stmttype = '${keyword(event)}', @namespace = 'DATABASE';`;
  const lines = [...firstFor.map(set('First')), ...lastFor.map(set('Last'))];
  if (lines.length === 0) return [];
  return [
    {
      section: 'database-triggers',
      makes: { what: 'ordered-database-trigger', name },
      text: lines.join('\n'),
    },
  ];
}

/** A trigger of the database that does not fire. */
export function disabled({
  name,
  body: { isDisabled },
}: Trigger | DefinitionOf<'clr-database-trigger'>): ObjectStatement[] {
  if (!isDisabled) return [];
  return [
    {
      section: 'database-triggers',
      makes: { what: 'disabled-database-trigger', name },
      text: `DISABLE TRIGGER ${identifier(name)} ON DATABASE;`,
    },
  ];
}
