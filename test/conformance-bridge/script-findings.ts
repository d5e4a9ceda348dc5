// What is wrong with parsed scripts, as lines a person can read: errors that no known gap excuses, and texts that
// are run unknown, apart from those of the product's own wrapper procedures.
import { isKnownGap } from './known-gaps.ts';
import type { ParseAnswer, Step, Unresolved } from './shapes.ts';

/** Where the wrappers run what they are handed: by the procedure, then by what. Nothing else may be unknown. */
const HANDED_ON: readonly string[] = [
  'CREATE PROCEDURE #regrant > EXEC @run: the parameter @statement',
  'CREATE PROCEDURE #regrant_with_secret > #regrant: the parameter @statement',
  'CREATE PROCEDURE #regrant_secret > EXEC @run: the parameter @guard',
  'CREATE PROCEDURE #regrant_access > sp_executesql: the parameter @guard',
  'CREATE PROCEDURE #regrant_access > #regrant: the parameter @statement',
  'CREATE PROCEDURE #regrant_again > #regrant: a column',
  'CREATE PROCEDURE #regrant_again > EXEC @run: a column',
  'CREATE PROCEDURE #regrant_define > EXEC @run: the parameter @guard',
  'CREATE PROCEDURE #regrant_make > EXEC @run: the parameter @statement',
  'CREATE PROCEDURE #regrant_make_nulls_off > EXEC @run: the parameter @statement',
  'CREATE PROCEDURE #regrant_make_quotes_off > EXEC @run: the parameter @statement',
  'CREATE PROCEDURE #regrant_make_both_off > EXEC @run: the parameter @statement',
  'CREATE PROCEDURE #regrant_begin > sp_executesql: a column',
];

/** One line a finding; empty when the script conforms in every version it was parsed for. */
export function findings({ id, versions }: ParseAnswer): readonly string[] {
  return versions.flatMap(({ version, errors, unresolved }) => [
    ...errors
      .filter((error) => !isKnownGap(error, version))
      .map(({ line, path, column, message, source }) => {
        const where = [`${id}:${line}`, way(path)].filter((part) => part !== '').join(' ');
        return `${version} ${where} column ${column}: ${message} ${source.slice(0, 300)}`;
      }),
    ...unresolved
      .filter((text) => !HANDED_ON.includes(handing(text)))
      .map((text) => `${version} ${id}:${text.line} not known before it runs: ${handing(text)}`),
  ]);
}

const way = (path: readonly Step[]) => path.map(({ via }) => via).join(' > ');
const handing = ({ path, reason }: Unresolved) => `${way(path)}: ${reason}`;
