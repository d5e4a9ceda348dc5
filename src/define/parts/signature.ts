// Signatures of modules and assemblies. One is made again from its own bytes, which fit the text byte for byte; the public
// half of its key has to be there. Source: "ADD SIGNATURE (Transact-SQL)" (Microsoft).
import type { DefinitionFact } from '../../model/facts/definition-fact.ts';
import { shown } from '../../model/words/shown.ts';
import { binary, identifier, keyword, qualified } from '../../text/quote.ts';
import type { ObjectStatement, Unscripted } from '../statement.ts';

/** The statements that sign an object as it was signed. */
export function signatureStatements(fact: DefinitionFact): ObjectStatement[] {
  const { type, schema = 'dbo', name, signatures = [] } = fact;
  const isAssembly = type === 'assembly';
  const on = isAssembly ? `ASSEMBLY::${identifier(name)}` : `OBJECT::${qualified({ schema, name })}`;
  return signatures.map(({ by, key, isCounter, signature }) => ({
    section: 'finally',
    makes: { what: 'signature', ...(isAssembly ? {} : { schema }), name, on: key, definition: by },
    text: `ADD ${isCounter ? 'COUNTER ' : ''}SIGNATURE TO ${on} BY ${keyword(by)} ${identifier(key)} WITH SIGNATURE = ${binary(signature)};`,
  }));
}

/** What the signatures of an object need, key by key. */
export function signatureRemarks({ signatures = [] }: DefinitionFact): Unscripted[] {
  return signatures.map(({ by, key }) => ({
    code: 'signature-needs-key',
    why: `It is signed by ${by.toLowerCase()} ${shown(key)}, which no script brings: make that from its backup before, or sign it anew.`,
  }));
}
