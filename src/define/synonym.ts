// Synonyms. What one stands for need not be there. Source: "CREATE SYNONYM (Transact-SQL)" (Microsoft).
import { dottedName } from '../text/expression.ts';
import { qualified } from '../text/quote.ts';
import type { DefinitionKind } from './kind.ts';

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
};
