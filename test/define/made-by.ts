// The statements that a script makes objects with, decoded.

/** In their order, as the server would run them. */
export function madeBy(script: string): readonly string[] {
  const found: string[] = [];
  let text = '';
  for (const line of script.split('\n')) {
    if (line === "SET @sql = N'';") text = '';
    else if (/^(SET @sql = @sql \+| {4}\+) /.test(line)) text += decoded(line.slice(line.indexOf('+') + 2));
    else if (line.startsWith('EXEC #regrant_define ')) {
      const value = lastArgument(line);
      found.push(value === '@sql;' ? text : decoded(value));
    }
  }
  return found;
}

/** Behind the guard, the settings and where CREATE stands. */
function lastArgument(line: string): string {
  const guard = line.indexOf(', ') + 2;
  const to = line.startsWith("N'", guard) ? endOfConstant(line, guard + 2) : line.indexOf(',', guard);
  const between = /^, \d, (?:NULL|\d+), /.exec(line.slice(to, to + 40));
  if (between === null) throw new Error(`no arguments in ${line.slice(0, 200)}`);
  return line.slice(to + between[0].length);
}

/** What `N'…' + NCHAR(n) + …` is; an end behind it is not looked at. */
function decoded(expression: string): string {
  let value = '';
  for (let at = 0; ; at += 3) {
    const code = /NCHAR\((\d+)\)/y;
    code.lastIndex = at;
    const number = code.exec(expression);
    if (number !== null) {
      value += String.fromCharCode(Number(number[1]));
      at = code.lastIndex;
    } else if (expression.startsWith("N'", at)) {
      const to = endOfConstant(expression, at + 2);
      value += expression.slice(at + 2, to - 1).replaceAll("''", "'");
      at = to;
    } else throw new Error(`no constant at ${at} of ${expression.slice(0, 200)}`);
    if (!expression.startsWith(' + ', at)) return value;
  }
}

function endOfConstant(expression: string, from: number): number {
  for (let at = from; ; at += 2) {
    at = expression.indexOf("'", at);
    if (at < 0) throw new Error(`no end of ${expression.slice(from, from + 200)}`);
    if (expression[at + 1] !== "'") return at + 1;
  }
}
