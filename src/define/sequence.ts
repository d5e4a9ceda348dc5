// Sequences: with the start that they were made with. Source: "CREATE SEQUENCE (Transact-SQL)" (Microsoft).
import { decimal } from '../text/expression.ts';
import { qualified } from '../text/quote.ts';
import type { DefinitionKind } from './kind.ts';
import { typeReference } from './reference.ts';
import { typeName } from './type-name.ts';

/** How sequences are written. */
export const SEQUENCE_KIND: DefinitionKind<'sequence'> = {
  statements: ({ schema = 'dbo', name, body }) => {
    const { cache } = body;
    const lines = [
      `CREATE SEQUENCE ${qualified({ schema, name })} AS ${typeName(body.type)}`,
      `START WITH ${decimal(body.start)}`,
      `INCREMENT BY ${decimal(body.increment)}`,
      `MINVALUE ${decimal(body.minimum)}`,
      `MAXVALUE ${decimal(body.maximum)}`,
      body.isCycling ? 'CYCLE' : 'NO CYCLE',
      cache === undefined ? 'CACHE' : cache === 'NO CACHE' ? cache : `CACHE ${decimal(cache)}`,
    ];
    return [{ section: 'types', makes: { what: 'object', schema, name }, text: `${lines.join('\n    ')};` }];
  },
  isHard: () => false,
  needs: ({ body }) => typeReference(body.type),
};
