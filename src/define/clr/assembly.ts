// Assemblies: each behind those that it refers to, with its files, and hidden where it is.
// Source: "CREATE ASSEMBLY", "ALTER ASSEMBLY (Transact-SQL)" (Microsoft).
import { binary, identifier, keyword, text } from '../../text/quote.ts';
import type { DefinitionKind } from '../kind.ts';
import type { ObjectStatement } from '../statement.ts';

/** How assemblies are written. */
export const ASSEMBLY_KIND: DefinitionKind<'assembly'> = {
  statements: ({ name, body: { permissionSet, isHidden, content, files = [] } }) => {
    const assembly = identifier(name);
    const statement = (makes: ObjectStatement['makes'], words: string): ObjectStatement => ({
      section: 'assemblies',
      makes,
      text: words,
    });
    return [
      statement(
        { what: 'assembly', name },
        `CREATE ASSEMBLY ${assembly} FROM ${binary(content)} WITH PERMISSION_SET = ${keyword(permissionSet)};`,
      ),
      ...files.map((file) =>
        statement(
          { what: 'assembly-file', name: file.name, on: name },
          `ALTER ASSEMBLY ${assembly} ADD FILE FROM ${binary(file.content)} AS ${text(file.name)};`,
        ),
      ),
      ...(isHidden
        ? [statement({ what: 'hidden-assembly', name }, `ALTER ASSEMBLY ${assembly} WITH VISIBILITY = OFF;`)]
        : []),
    ];
  },
  isHard: () => false,
  needs: ({ body: { references = [] } }) => references.map((name) => ({ space: 'assembly', name })),
};
