// A genuine script with a few of its tokens or lines put in, taken out, exchanged, repeated or cut off by chance; and what of
// such a text is still genuine, told without the reader, by its lines.

type Chance = () => number;

/** What an attacker would put in. */
const HOSTILE = [
  'SHUTDOWN',
  'DROP TABLE dbo.orders',
  "EXEC xp_cmdshell 'dir'",
  "EXEC ('DROP TABLE x')",
  "EXEC #regrant 9999, N'DROP TABLE x'",
  "EXEC #regrant_database N'master'",
  'DECLARE @x int = dbo.Evil::Run()',
  'SET @allow_lockout = 1',
  'SELECT @any_server = 1',
  'SET @sql = dbo.f()',
  'SET NOEXEC ON',
  'RETURN',
  'GOTO done',
  'done:',
  'WHILE 1 = 1',
  'IF 1 = 0',
  'BEGIN',
  'END',
  'BEGIN TRANSACTION',
  'USE master',
  'REVERT',
  'PRINT $SHUTDOWN',
  '+ dbo.f()',
  '\nGO 100\n',
  '\nGO\n',
  '\n:r other.sql\n',
  '\n!!del\n',
  '$(x)',
  ';',
  '(',
  ')',
  ',',
  '0',
  '1',
  "'",
  '"',
  '[',
  ']',
  '--',
  '/*',
  '*/',
  '@run',
  '#regrant',
  "N'SHUTDOWN'",
] as const;

const TOKENS = /--[^\n]*|N?'(?:[^']|'')*'|\[[^\]\n]*\]|[@#\w$]+|\s+|[^\s]/g;

/** A script that is otherwise than it was in one to three places. */
export function mutantOf(text: string, chance: Chance): string {
  let mutant = text;
  for (let left = 1 + Math.floor(chance() * 3); left > 0; left--) {
    mutant = chance() < 0.75 ? withOtherToken(mutant, chance) : withOtherLine(mutant, chance);
  }
  return mutant;
}

function withOtherToken(text: string, chance: Chance): string {
  const tokens: readonly string[] = text.match(TOKENS) ?? [];
  const places = tokens.flatMap((token, at) => (/^(?:\s|--)/.test(token) ? [] : [at]));
  const some = () => places[Math.floor(chance() * places.length)] ?? 0;
  const hostile = () => ` ${HOSTILE[Math.floor(chance() * HOSTILE.length)] ?? ''} `;
  const [at, other] = [some(), some()];
  const own = tokens[other] ?? '';
  const kind = chance();
  if (kind < 0.35) return tokens.toSpliced(at, 0, hostile()).join('');
  if (kind < 0.5) return tokens.with(at, hostile()).join('');
  if (kind < 0.6) return tokens.toSpliced(at, 0, ` ${own} `).join('');
  if (kind < 0.75) return tokens.toSpliced(at, 1).join('');
  if (kind < 0.9)
    return tokens
      .with(at, own)
      .with(other, tokens[at] ?? '')
      .join('');
  return tokens.slice(0, at).join('') + tokens.slice(Math.max(at, other)).join('');
}

function withOtherLine(text: string, chance: Chance): string {
  const lines = text.split('\n');
  const some = () => Math.floor(chance() * lines.length);
  const [at, other] = [some(), some()];
  const kind = chance();
  if (kind < 0.4) return lines.toSpliced(at, 0, lines[other] ?? '').join('\n');
  if (kind < 0.6) return lines.toSpliced(at, 1).join('\n');
  if (kind < 0.8) return lines.toSpliced(at, 1 + Math.floor(chance() * 40)).join('\n');
  return lines
    .with(at, lines[other] ?? '')
    .with(other, lines[at] ?? '')
    .join('\n');
}

/** Lines in which values are filled in, and those that may stand again and again. */
const FILLED =
  /^(?:EXEC #regrant|INSERT #regrant_(?:expected|cause) |RAISERROR|DECLARE @a|SET @(?:sql|guard|name) =)/;
const AGAIN =
  /^(?:EXEC #regrant_(?:database|type)\b|INSERT #regrant_(?:expected|cause) |RAISERROR|DECLARE @sql|SET @(?:sql|guard|name) =)/;

/** The lines of a genuine script. */
export class GenuineLines {
  readonly #counts: ReadonlyMap<string, number>;
  readonly #literals: ReadonlySet<string>;

  constructor(text: string) {
    const lines = linesOf(text) ?? [];
    this.#counts = countsOf(lines.map(shapeOf));
    this.#literals = new Set(lines.flatMap(literalsIn));
  }

  /** Whether a text has a line that the script has not, or more often, without its comments; or ends within a literal. */
  differsIn(text: string): boolean {
    const lines = linesOf(text);
    if (lines === undefined) return true;
    if (lines.some((line) => FILLED.test(line) && literalsIn(line).some((one) => !this.#literals.has(one))))
      return true;
    return [...countsOf(lines.map(shapeOf))].some(([shape, count]) => {
      const genuine = this.#counts.get(shape) ?? 0;
      return genuine === 0 || (count > genuine && !AGAIN.test(shape));
    });
  }
}

function countsOf(list: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

const literalsIn = (line: string): readonly string[] => line.match(/N?'(?:[^']|'')*'/g) ?? [];

/** A line without what is filled in; the number of a statement stays, as it is that of one alone. */
function shapeOf(line: string): string {
  if (!FILLED.test(line)) return line;
  const bare = line.replace(/N?'(?:[^']|'')*'/g, '§');
  return /^EXEC #regrant\w* \d/.test(bare)
    ? bare.replace(/(?<=, )\d+\b/g, '0').replace(/, (?:NULL|0x[0-9A-F]+)/g, ', …')
    : bare.replace(/\b\d+\b/g, '0');
}

/** The lines of a text without comments, semicolons and blanks too many; undefined where it ends within something. */
function linesOf(text: string): readonly string[] | undefined {
  let bare = '';
  for (let at = 0; at < text.length; ) {
    const end = endOf(text, at);
    if (end === undefined) return undefined;
    const piece = text.slice(at, end);
    if (!piece.startsWith('--') && !piece.startsWith('/*')) bare += piece === ';' ? ' ' : piece;
    at = end;
  }
  return bare
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter((line) => line !== '' && line !== 'GO');
}

/** Where a comment, a literal, a name in brackets or a character ends. */
function endOf(text: string, at: number): number | undefined {
  if (text.startsWith('--', at)) return indexOr(text.indexOf('\n', at), text.length);
  if (text.startsWith('/*', at)) return endOfComment(text, at);
  const close = { "'": "'", '"': '"', '[': ']' }[text[at] ?? ''];
  if (close === undefined) return at + 1;
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] !== close) continue;
    if (text[end + 1] !== close) return end + 1;
    end += 1;
  }
  return undefined;
}

const indexOr = (index: number, other: number): number => (index < 0 ? other : index);

/** Comments of this kind stand in each other. */
function endOfComment(text: string, at: number): number | undefined {
  let depth = 0;
  for (let end = at; end < text.length; end++) {
    if (text.startsWith('/*', end)) depth += 1;
    else if (text.startsWith('*/', end)) depth -= 1;
    else continue;
    end += 1;
    if (depth === 0) return end + 1;
  }
  return undefined;
}
