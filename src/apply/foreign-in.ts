// The statements of a script that are none of this program's: shown before they run, and run only when that was allowed.
import { RegrantError } from '../model/errors.ts';
import {
  type ForeignStatement,
  foreignStatements,
  type LeftOptions,
} from '../parse/foreign/foreign-statement.ts';
import { DOUBLE_APOSTROPHES } from '../parse/lex/secret-lines.ts';
import type { ScriptFile } from './script-batches.ts';
import { expectationsOf } from './server-checks.ts';

/** What was found in a script that was looked through before: a run that goes on reads it no second time. */
const known = new WeakMap<ScriptFile, readonly ForeignStatement[]>();

/** Every one of them, in order. Passes on the reason of `signal`. */
export async function foreignIn(
  script: ScriptFile,
  options: { readonly signal?: AbortSignal } = {},
): Promise<readonly ForeignStatement[]> {
  const before = known.get(script);
  if (before !== undefined) return before;
  const found: ForeignStatement[] = [];
  const asked = { ...options, leftOptions: leftOptionsOf(script) };
  for await (const one of foreignStatements(script.text, asked)) found.push(one);
  known.set(script, found);
  return found;
}

/** What a script tells whoever runs it of the options that it leaves: a statement that sets one otherwise was put in. */
function leftOptionsOf(script: ScriptFile): LeftOptions {
  return new Map(
    expectationsOf(script).expected.flatMap(({ property, value }) => {
      const [setting = '', ...name] = value.split(' ');
      return property === 'option' ? [[name.join(' '), Number(setting)] as const] : [];
    }),
  );
}

/** Why a script with foreign statements is not run. */
export function foreignRefusal(path: string, found: readonly ForeignStatement[]): RegrantError {
  const secret = found.find(({ reason }) => reason === 'broken-secret');
  if (secret !== undefined) {
    return new RegrantError({
      code: 'not-supported',
      fact: `The secret in line ${secret.line} of ${path} cannot be read.`,
      remedy: DOUBLE_APOSTROPHES,
    });
  }
  const [first, ...more] = found;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return new RegrantError({
    code: 'not-supported',
    fact: `Line ${first?.line} of ${path} has a statement that is not of this program: ${first?.text}${others}.`,
    remedy: 'Look at each of them in the dry run; if all are meant, allow them (--allow-foreign).',
  });
}
