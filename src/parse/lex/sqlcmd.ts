// sqlcmd's own lines: `:setvar`, `:on error exit`, `!! dir` ("sqlcmd utility", Microsoft). The reader follows :setvar,
// takes note of those that change what runs, and skips the rest.

/** A sqlcmd line, as far as reading needs it. */
export interface Directive {
  readonly command: string;
  readonly argument: string;
}

const COMMANDS = new Set(
  'SETVAR ON R CONNECT OUT ERROR EXIT QUIT RESET ED LIST LISTVAR SERVERLIST PERFTRACE XML HELP !!'.split(' '),
);

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
