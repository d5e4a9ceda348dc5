// The statements of a script as text that a person can read, taken out of its lines without the product's help. A
// line with constants that had to be put together is left as it is, but for its number.

/** One statement, where it runs. */
export interface ScriptStatement {
  /** Absent for the server. */
  readonly database?: string;
  /** For a person. */
  readonly text: string;
  /** As it reaches the server; absent for one that is left out. */
  readonly sql?: string;
}

const LITERAL = /N'((?:[^']|'')*)'/g;
const LINE = /^EXEC #regrant(_login|_secret|_access|_define|) ([0-9]+), (.*);$/;
const SCOPE = /^EXEC #regrant_database (.*);$/;

/** The statements of a script in order. Throws when they are not numbered 1, 2, 3 … */
export function scriptStatements(script: string): readonly ScriptStatement[] {
  const found: ScriptStatement[] = [];
  let database: string | undefined;
  let setup = '';
  let count = 0;
  const add = (text: string, sql?: string) =>
    found.push({
      ...(database === undefined ? {} : { database }),
      text,
      ...(sql === undefined ? {} : { sql }),
    });
  for (const line of body(script)) {
    const scope = SCOPE.exec(line);
    const run = LINE.exec(line);
    if (scope !== null) database = scopeOf(setup === '' ? (scope[1] ?? '') : setup);
    else if (run !== null) {
      count += 1;
      if (Number(run[2]) !== count) throw new Error(`Statement ${count} has the number ${run[2]}.`);
      const sql = assigned(setup).get('sql') ?? lastText(run[3] ?? '');
      if (run[1] === '_define') add(definition(run[3] ?? '', sql), sql);
      else add(setup === '' ? readable(run) : `${setup} ${line.replace(/ [0-9]+, /, ' ')}`, sql);
    } else if (line.startsWith('-- left out (')) add(line);
    if (!/^(SET @| {4}\+ )/.test(line)) setup = '';
    else setup = setup === '' ? line : `${setup}\n${line}`;
  }
  return found;
}

/** What comes behind the preflight: the first section's title begins it. */
function body(script: string): readonly string[] {
  const lines = script.split('\n');
  const start = lines.findIndex((line) => line.startsWith('DECLARE @any_server'));
  return lines.slice(start);
}

function scopeOf(argument: string): string | undefined {
  if (argument === 'NULL') return undefined;
  const parts = [...argument.matchAll(/N'((?:[^']|'')*)'|NCHAR\(([0-9]+)\)/g)];
  return parts
    .map(([, text, code]) => (code === undefined ? unescaped(text ?? '') : String.fromCharCode(Number(code))))
    .join('');
}

function readable([, kind = '', , constants = '']: RegExpExecArray): string {
  const texts = [...constants.matchAll(LITERAL)].map(([, text = '']) => unescaped(text));
  if (kind === '') return texts[0] ?? '';
  if (kind === '_access') return texts.at(-1) ?? '';
  if (kind === '_secret') return `/* unless ${texts[0]} */ ${texts[1]}`;
  const sid = /^N'(?:[^']|'')*', (0x[0-9A-F]*|NULL), /.exec(constants)?.[1];
  return `/* login ${texts[0]} ${sid} */ ${texts[1]}`;
}

/** A definition: what it is guarded by, its settings where they are not the usual ones, and its text; a CR is shown. */
function definition(constants: string, sql: string): string {
  const [, guard = '', settings, createAt] =
    /^(N'(?:[^']|'')*'|@guard), (\d+), (NULL|\d+), /.exec(constants) ?? [];
  const options = settings === '0' ? '' : `, options ${settings}`;
  const replaced = createAt === 'NULL' ? '' : `, CREATE at ${createAt}`;
  return `/* unless ${guard === '@guard' ? guard : lastText(guard)}${options}${replaced} */ ${visible(sql)}`;
}

/** A CR is shown, and so is a line with nothing on it: in comments, which may stand in comments. */
function visible(sql: string): string {
  const lines = sql.replaceAll('\r', '/*\\r*/').split('\n');
  return lines.map((line) => line || '/*\\n*/').join('\n');
}

/** What the assignments in front of a line make of its variables. */
function assigned(setup: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let variable = '';
  for (const [, text, code, name] of setup.matchAll(/N'((?:[^']|'')*)'|NCHAR\(([0-9]+)\)|SET @(\w+) = /g)) {
    if (name !== undefined) variable = name;
    else {
      const part = code === undefined ? unescaped(text ?? '') : String.fromCharCode(Number(code));
      values.set(variable, (values.get(variable) ?? '') + part);
    }
  }
  return values;
}

const lastText = (constants: string) => unescaped([...constants.matchAll(LITERAL)].at(-1)?.[1] ?? '');

const unescaped = (text: string) => text.replaceAll("''", "'");

/** Statements as lines of a file: the place whenever it changes, then the text. */
export function statementLines(statements: readonly ScriptStatement[]): readonly string[] {
  const lines: string[] = [];
  let place: string | undefined;
  for (const { database, text } of statements) {
    const next = database === undefined ? '-- the server' : `-- database ${JSON.stringify(database)}`;
    if (next !== place) lines.push(next);
    place = next;
    lines.push(text);
  }
  return lines;
}
