// A statement with its names and texts taken out, so that nothing a name holds is taken for a word of the grammar.

/** A statement: every delimited name is `[n]`, every string constant `''`. */
export interface Masked {
  readonly text: string;
  /** The names, by the number that stands for each. */
  readonly names: readonly string[];
}

/** Takes names and texts out of a statement. */
export function mask(sql: string): Masked {
  const names: string[] = [];
  const text = sql.replace(/N?'(?:[^']|'')*'|\[((?:[^\]]|\]\])*)\]/g, (_, name: string | undefined) => {
    if (name === undefined) return "''";
    names.push(name.replaceAll(']]', ']'));
    return `[${names.length - 1}]`;
  });
  return { text, names };
}

/** The name behind a word, such as the grantee behind TO; undefined where there is none. */
export function nameAfter({ text, names }: Masked, word: string): string | undefined {
  const at = new RegExp(` ${word} \\[([0-9]+)\\]`).exec(text)?.[1];
  return at === undefined ? undefined : names[Number(at)];
}
