// Triggers of CLR, of tables, views and databases. Source: "CREATE TRIGGER (Transact-SQL)" (Microsoft).
import type { DefinitionOf } from '../../model/facts/definition-fact.ts';
import { identifier, keyword } from '../../text/quote.ts';
import { disabled, ordered } from '../database-trigger.ts';
import type { DefinitionKind } from '../kind.ts';
import { orderStatements, stateStatements } from '../module.ts';
import { externalName, runsAs, withClause } from './clr-module.ts';

/** How triggers of CLR are written. */
export const CLR_TRIGGER_KIND: DefinitionKind<'clr-trigger'> = {
  statements: (fact) => {
    const { schema = 'dbo', name, on = '', body } = fact;
    const in_ = `${identifier(schema)}.`;
    return [
      {
        section: 'triggers',
        makes: { what: 'object', schema, name },
        text: triggerText(`${in_}${identifier(name)} ON ${in_}${identifier(on)}`, body),
      },
      ...orderStatements(fact),
      ...stateStatements(fact),
    ];
  },
  isHard: () => true,
};

/** How triggers of CLR of a database are written. */
export const CLR_DATABASE_TRIGGER_KIND: DefinitionKind<'clr-database-trigger'> = {
  statements: (fact) => [
    {
      section: 'database-triggers',
      makes: { what: 'database-trigger', name: fact.name },
      text: triggerText(`${identifier(fact.name)} ON DATABASE`, fact.body),
    },
    ...ordered(fact),
    ...disabled(fact),
  ],
  isHard: () => false,
};

function triggerText(head: string, body: DefinitionOf<'clr-trigger'>['body']): string {
  return [
    `CREATE TRIGGER ${head}`,
    ...withClause(runsAs(body)),
    `${body.isInsteadOf ? 'INSTEAD OF' : 'AFTER'} ${body.events.map(keyword).join(', ')}${body.isNotForReplication ? ' NOT FOR REPLICATION' : ''}`,
    `AS ${externalName(body)};`,
  ].join('\n');
}
