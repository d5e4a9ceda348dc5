// sqlcmd's own lines (`:setvar`, `:on error exit`, `!! dir`) and its `$(name)` variables ("sqlcmd utility",
// Microsoft). The reader follows :setvar, takes note of those that change what runs, and skips the rest.

/** A sqlcmd line, as far as reading needs it. */
export interface Directive {
  readonly command: string;
  readonly argument: string;
}

const COMMANDS = new Set([
  'SETVAR',
  'ON',
  'R',
  'CONNECT',
  'OUT',
  'ERROR',
  'EXIT',
  'QUIT',
  'RESET',
  'ED',
  'LIST',
  'LISTVAR',
  'SERVERLIST',
  'PERFTRACE',
  'XML',
  'HELP',
  '!!',
]);

/** Directives that end the run: what follows does not run. */
export const ENDING_DIRECTIVES: ReadonlySet<string> = new Set(['EXIT', 'QUIT']);

/** Directives that bring other text or another server in, so that what follows may not be what the script says. */
export const OUTSIDE_DIRECTIVES: ReadonlySet<string> = new Set(['R', 'CONNECT', '!!']);

/** Reads a line that begins (after blanks) with `:` or `!!`; undefined when it is no sqlcmd line. */
export function directiveOf(line: string): Directive | undefined {
  if (line.startsWith('!!')) return { command: '!!', argument: line.slice(2).trim() };
  const match = /^:(!!|exit(?=\()|[A-Za-z]+(?=[ \t]|$))[ \t]*(.*)$/is.exec(line);
  const command = match?.[1]?.toUpperCase();
  if (command === undefined || !COMMANDS.has(command)) return undefined;
  return { command, argument: (match?.[2] ?? '').trim() };
}

/** `:setvar name "value"` → the name (upper case: sqlcmd compares without case) and the value; no value unsets. */
export function settingOf(argument: string): readonly [string, string | undefined] | undefined {
  const match = /^([\w-]+)(?:[ \t]+(.*))?$/s.exec(argument);
  const name = match?.[1];
  if (name === undefined) return undefined;
  const raw = match?.[2]?.trim();
  const quoted = raw !== undefined && /^".*"$/s.test(raw);
  return [name.toUpperCase(), quoted ? raw.slice(1, -1).replaceAll('""', '"') : raw];
}

/**
 * Puts the known variables into a text. `missing` is told the names that have no value. Undefined where the text would
 * grow by more than `limit` characters.
 */
export function substitute(
  text: string,
  variables: ReadonlyMap<string, string>,
  limit: number,
  missing: (name: string) => void,
): string | undefined {
  if (!text.includes('$(')) return text;
  let growth = 0;
  const value = text.replace(/\$\(([\w-]+)\)/g, (whole, name: string) => {
    const found = variables.get(name.toUpperCase());
    if (found === undefined) missing(name);
    growth += Math.max(0, (found?.length ?? 0) - whole.length);
    return found === undefined || growth > limit ? whole : found;
  });
  return growth > limit ? undefined : value;
}
