// A statement about a database itself, of whatever release it came with.
import type { SqlVersion } from '../../model/catalog/version.ts';
import { defined } from '../../model/defined.ts';
import type { DefinitionSection, Made, ObjectStatement } from '../statement.ts';

/** `statement` begins with CREATE or ALTER DATABASE and its name; `since`: the first release that takes it, where not all do. */
export function databaseStatement(
  section: DefinitionSection,
  makes: Made,
  statement: string,
  since?: SqlVersion,
): ObjectStatement {
  const need = since && { since, what: wordsOf(statement) };
  return { section, makes, text: statement, ...defined({ need }) };
}

/** What stands behind `ALTER DATABASE [name]`, as far as a line takes. */
function wordsOf(statement: string): string {
  return statement.slice(statement.indexOf('] ') + 2, -1).slice(0, 80);
}
