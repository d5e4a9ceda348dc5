// When two names are one: what the collation of a server or a database makes of case, accents and trailing blanks, and
// what Windows and Entra make of case, whatever the collation.

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

/**
 * The folding of names of Windows and Entra, accounts and machines: capitals, letter by letter. A letter whose capital are
 * two has none (ß is no SS), nor has one beyond ASCII whose capital would be within it (ı is no I).
 * Source: "CompareStringOrdinal function", "String.ToUpperInvariant Method" (Microsoft).
 */
export const foldOfWindows: Fold = (name) =>
  ASCII_ALONE.test(name) ? name.toUpperCase() : name.replace(LOWER, capital);

/** Whether two names are one to Windows or Entra. */
export function isSameToWindows(one: string, other: string): boolean {
  return foldOfWindows(one) === foldOfWindows(other);
}

const LOWER = /\p{Ll}/gu;
const ASCII_ALONE = /^[\0-\x7f]*$/;

function capital(letter: string): string {
  const upper = letter.toUpperCase();
  const isItsOwn = upper.length === letter.length && ASCII_ALONE.test(upper) === ASCII_ALONE.test(letter);
  return isItsOwn ? upper : letter;
}

function trim(name: string): string {
  return name.endsWith(' ') ? name.replace(/ +$/, '') : name;
}

function withoutAccents(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '');
}
