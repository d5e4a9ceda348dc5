// What the reader has to say about a script: a code, the fact, the remedy, the place, and the line with a caret.
// No content of a string, binary literal or comment is ever shown: passwords live in all three.
import type { Place, Token } from '../lex/token.ts';

/** Stable codes of {@link Diagnostic}. */
export type DiagnosticCode =
  /** The grammar refuses a statement. */
  | 'syntax'
  /** A string, bracketed name or comment is not closed, or a character begins nothing. */
  | 'bad-token'
  /** No statement begins so. */
  | 'unknown-statement'
  /** Dynamic text, an argument or a name is not known without running the script. */
  | 'unknown-value'
  /** A condition that the reader cannot take apart: what it guards is read as if it ran. */
  | 'unknown-condition'
  /** A procedure the reader does not know: what it does is not in the facts. */
  | 'unknown-procedure'
  /** A permission name that no list of the class has. */
  | 'unknown-permission'
  /** A principal, role or securable that the script did not make, where making the fact needs it. */
  | 'unknown-principal'
  /** A statement that is right but says less than a fact needs (GRANT ALL on an object, say). */
  | 'ambiguous'
  /** A statement the server would refuse although the grammar takes it. */
  | 'refused'
  /** sqlcmd brings in another file, server or command, or a variable has no value. */
  | 'sqlcmd'
  /** GO with a semicolon. */
  | 'go'
  /** Deeper or larger than the reader follows. */
  | 'limit';

/** One finding. `error`: refused by the grammar; `warning`: not in the facts; `note`: worth knowing. */
export interface Diagnostic extends Place {
  /** `error`: refused; `warning`: not understood; `note`: worth a look. */
  readonly severity: 'error' | 'warning' | 'note';
  /** A stable code, for programs. */
  readonly code: DiagnosticCode;
  /** What was found, one sentence, without literals' contents. */
  readonly fact: string;
  /** What the reader of the script can do, one sentence. */
  readonly remedy: string;
  /** The line and, below it, a caret; literals are shown as `'…'` and `0x…`. Empty where no line is at hand. */
  readonly snippet: string;
}

/** A diagnostic as a block: `line:column severity code: fact remedy`, then the snippet. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { line, column, severity, code, fact, remedy, snippet } = diagnostic;
  return `${line}:${column} ${severity} ${code}: ${fact} ${remedy}${snippet === '' ? '' : `\n${snippet}`}`;
}

const WIDTH = 100;
const SECRET_WORDS = new Set(['PASSWORD', 'OLD_PASSWORD', 'SECRET']);
const SECRET_PROCEDURES = new Set(
  'SP_ADDLOGIN SP_PASSWORD SP_ADDAPPROLE SP_APPROLEPASSWORD SP_SETAPPROLE SP_CHANGE_USERS_LOGIN'.split(' '),
);

/** A token as a message may show it. */
export function shown(token: Token, secret = false): string {
  if (token.kind === 'end') return 'the end of the text';
  if (token.kind === 'go') return 'GO';
  const text = masked(token, secret);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Which of a statement's tokens may hold a secret: what follows `PASSWORD =`, and the arguments of some procedures. */
export function secretTokens(tokens: readonly Token[]): ReadonlySet<Token> {
  const secrets = new Set<Token>();
  let call = false;
  tokens.forEach((token, index) => {
    if (token.upper === ';') call = false;
    if (call && token.kind !== 'operator') secrets.add(token);
    if (SECRET_PROCEDURES.has(token.value.toUpperCase())) call = true;
    if (SECRET_WORDS.has(token.upper)) {
      for (const after of tokens.slice(index + 1, index + 4))
        if (after.kind !== 'operator') secrets.add(after);
    }
  });
  return secrets;
}

/** The line of `at`, made of the tokens around it, and a caret below its first character. */
export function snippetOf(tokens: readonly Token[], at: Place): string {
  const secrets = secretTokens(tokens);
  let line = '';
  let caret = 0;
  let end: number | undefined;
  for (const token of tokens) {
    if (token.line !== at.line || token.kind === 'end') continue;
    if (end !== undefined && token.offset >= end) line += ' '.repeat(Math.min(token.offset - end, 8));
    if (token.offset === at.offset) caret = line.length;
    line += masked(token, secrets.has(token));
    end = token.offset + token.text.length;
  }
  if (end === undefined) return '';
  if (!tokens.some((token) => token.offset === at.offset && token.kind !== 'end')) caret = line.length;
  const from = Math.max(0, Math.min(caret - WIDTH / 2, line.length - WIDTH));
  const lead = from > 0 ? '…' : '';
  return `  ${lead}${line.slice(from, from + WIDTH)}\n  ${' '.repeat(caret - from + lead.length)}^`;
}

function masked(token: Token, secret: boolean): string {
  if (token.kind === 'string') return /^n/i.test(token.text) ? "N'…'" : "'…'";
  if (token.kind === 'binary') return '0x…';
  if (token.kind === 'bad')
    return token.text.length > 1 ? `${token.text.slice(0, 1)}…` : printable(token.text);
  if (secret) return '…';
  return printable(token.text);
}

function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '·');
}
