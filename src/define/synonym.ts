// Synonyms. What one stands for need not be there when it is made, and has to be where a view reads it by the synonym: so it
// comes before whatever names the synonym. Source: "CREATE SYNONYM", "CREATE VIEW (Transact-SQL)" (Microsoft).
import type { DefinitionOf } from '../model/facts/definition-fact.ts';
import { dottedName, partsOfName } from '../text/expression.ts';
import { qualified } from '../text/quote.ts';
import type { DefinitionKind } from './kind.ts';
import type { Reference } from './reference.ts';

/** How synonyms are written. */
export const SYNONYM_KIND: DefinitionKind<'synonym'> = {
  statements: ({ schema = 'dbo', name, body }) => [
    {
      section: 'synonyms',
      makes: { what: 'object', schema, name },
      text: `CREATE SYNONYM ${qualified({ schema, name })} FOR ${dottedName(body.base)};`,
    },
  ],
  isHard: () => false,
  needs: baseOf,
};

/** What it stands for, where that is in its own database. */
function baseOf({ database, body }: DefinitionOf<'synonym'>): readonly Reference[] {
  const [name, schema = 'dbo', of = database, ...server] = [...(partsOfName(body.base) ?? [])].reverse();
  const isHere = server.length === 0 && of.toUpperCase() === database.toUpperCase();
  return name === undefined || !isHere ? [] : [{ space: 'object', schema, name }];
}
