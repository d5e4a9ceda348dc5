// When two names are one: what the collation of a server or a database makes of case and trailing blanks.

/** Gives the form of a name that equal names share. */
export type Fold = (name: string) => string;

const INSENSITIVE = /_CI_|_CI$/i;

/**
 * The folding of a collation. Case is folded where its name has `_CI`; blanks at the end never count. Accents and
 * widths are left alone: a server that ignores them calls more names equal than this does.
 * Source: "Windows Collation Name (Transact-SQL)".
 */
export function foldOf(collation: string | undefined): Fold {
  const trim = (name: string): string => (name.endsWith(' ') ? name.replace(/ +$/, '') : name);
  return collation !== undefined && !INSENSITIVE.test(collation) ? trim : (name) => trim(name).toLowerCase();
}
