// When two names are one: what the collation of a server or a database makes of case, accents and trailing blanks.

/** Gives the form of a name that equal names share. */
export type Fold = (name: string) => string;

const INSENSITIVE = /_CI_|_CI$/i;
const ACCENTS_IGNORED = /_AI_|_AI$/i;
/** Collations of languages that tell a dotted from a dotless i. */
const DOTTED_I = /^(Turkish|Azeri|Azerbaijani)_/i;

/**
 * The folding of a collation; without one, case is ignored, as in every default of Setup. Case is folded where the
 * collation's name has `_CI`, by the rules of Turkish for Turkish and Azeri ones (there `PUBLIC` is not `public`);
 * accents are folded where it has `_AI`; `_BIN` and `_BIN2` fold nothing. Blanks at the end never count. Widths and
 * kana are left alone: a server that ignores them calls more names equal than this does.
 * Source: "Windows Collation Name (Transact-SQL)", "Collation and Unicode support".
 */
export function foldOf(collation: string | undefined): Fold {
  if (collation === undefined) return (name) => trim(name).toLowerCase();
  const accents = ACCENTS_IGNORED.test(collation) ? withoutAccents : (name: string): string => name;
  if (!INSENSITIVE.test(collation)) return (name) => accents(trim(name));
  if (DOTTED_I.test(collation)) return (name) => accents(trim(name).toLocaleLowerCase('tr'));
  return (name) => accents(trim(name).toLowerCase());
}

function trim(name: string): string {
  return name.endsWith(' ') ? name.replace(/ +$/, '') : name;
}

function withoutAccents(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '');
}
