// Which statements are a script's own machinery: those that stand, word for word, in the templates that every script is
// made from, whatever was filled in; and those that can do nothing in any script.
import { calledAt, callsOut, OUTSIDE_WORDS } from '../lex/outside-call.ts';
import type { Token } from '../lex/token.ts';
import { tokenize } from '../lex/tokenizer.ts';
import { PROTOCOL_PLACES, PROTOCOL_TEXT } from './protocol-text.generated.ts';

/** What stands for a value that was filled in: a literal, or several and NCHAR(n) with + between them. */
const FILLED_IN = 'regrant_value';
const FILLED_IN_TEXT = `N'${FILLED_IN}'`;

/** First words of statements that report, declare or set a session's own options, and no more. */
const HARMLESS = new Set('PRINT RAISERROR THROW DECLARE SET CLOSE DEALLOCATE GOTO BREAK'.split(' '));

/** Words that would make them more: a call, a query, or a message in the server's log. */
const MORE = new Set([...OUTSIDE_WORDS, 'SELECT', 'LOG']);

/** Options of SET that reach beyond the session, change who acts, or keep what follows from running. */
const REACHING = new Set(
  (
    'CONTEXT_INFO IDENTITY_INSERT OFFSETS FIPS_FLAGGER IMPLICIT_TRANSACTIONS XACT_ABORT ROWCOUNT NOEXEC PARSEONLY FMTONLY ' +
    'SHOWPLAN_ALL SHOWPLAN_TEXT SHOWPLAN_XML'
  ).split(' '),
);

/** Whether a statement's text is machinery of a script, or harmless in itself. */
export function isOwnStatement(text: string): boolean {
  if (isVerbatim(text)) return true;
  const tokens = tokensOf(text);
  return isHarmless(tokens) || isProtocol(tokens);
}

/** Whether a text stands in the templates as it is, from where a statement may begin: most do, and need no more of a look. */
function isVerbatim(text: string): boolean {
  if (text.includes(FILLED_IN)) return false;
  for (let at = PROTOCOL_TEXT.indexOf(text); at >= 0; at = PROTOCOL_TEXT.indexOf(text, at + 1)) {
    const first = PROTOCOL.beginnings.get(at);
    if (first !== undefined && first < text.length && PROTOCOL.ends.has(at + text.length)) return true;
  }
  return false;
}

/** Whether a statement can do nothing but report, declare and set what is the session's. */
function isHarmless(tokens: readonly Token[]): boolean {
  const [first, second] = tokens;
  if (first === undefined || !HARMLESS.has(first.upper)) return false;
  if (first.upper === 'SET' && REACHING.has(second?.upper ?? '')) return false;
  return !tokens.some(
    ({ kind, upper }, at) => (kind === 'word' && MORE.has(upper)) || calledAt(tokens, at) !== undefined,
  );
}

/** Whether the condition of an IF or a WHILE can do nothing but compare. */
export function isPlainCondition(text: string): boolean {
  return !callsOut(tokensOf(text));
}

function isProtocol(tokens: readonly Token[]): boolean {
  const [first] = tokens;
  if (first === undefined || tokens.length === 1) return false;
  return (PROTOCOL.starts.get(first.text) ?? []).some((start) => standsAt(tokens, start));
}

/** Whether tokens stand in the templates from a place on. */
function standsAt(tokens: readonly Token[], start: number): boolean {
  let own = start;
  for (let at = 0; at < tokens.length; at++, own++) {
    const [token, template] = [tokens[at], PROTOCOL.tokens[own]];
    if (token === undefined || template === undefined) return false;
    if (template !== FILLED_IN && template !== FILLED_IN_TEXT) {
      if (token.text !== template) return false;
      continue;
    }
    let length = pieceAt(tokens, at);
    if (length === 0) return false;
    at += length - 1;
    // A long or odd text is filled in as several: N'a' + NCHAR(13) + N'b'.
    while (tokens[at + 1]?.upper === '+') {
      length = pieceAt(tokens, at + 2);
      if (length === 0) return false;
      at += 1 + length;
    }
  }
  return true;
}

/** How many tokens the piece of a filled-in value takes that begins here; 0 for what is none. */
function pieceAt(tokens: readonly Token[], at: number): number {
  const [token, open, number, close] = tokens.slice(at, at + 4);
  if (token?.kind === 'string' || token?.kind === 'number') return 1;
  const isCharacter = token?.upper === 'NCHAR' && token.kind === 'word' && open?.upper === '(';
  return isCharacter && number?.kind === 'number' && close?.upper === ')' ? 4 : 0;
}

function tokensOf(text: string): Token[] {
  return tokenize(text, { script: true }).filter(({ kind, upper }) => kind !== 'end' && upper !== ';');
}

/** The templates, as statements are held against them. */
interface Protocol {
  readonly tokens: readonly string[];
  /**
   * Where each token stands among them that a statement of a script may begin with: a word, and none is filled in there.
   * What is in a procedure counts as a part of it alone: by itself it would run what somebody else declared.
   */
  readonly starts: ReadonlyMap<string, readonly number[]>;
  /** Where those stand in the text, and how long they are. */
  readonly beginnings: ReadonlyMap<number, number>;
  /** Where tokens end in the text. */
  readonly ends: ReadonlySet<number>;
}

const PROTOCOL = protocolOf(PROTOCOL_TEXT, PROTOCOL_PLACES);

function protocolOf(text: string, places: readonly number[]): Protocol {
  const tokens: string[] = [];
  const starts = new Map<string, number[]>();
  const beginnings = new Map<number, number>();
  const ends = new Set<number>();
  let isInProcedure = false;
  for (let i = 0; i < places.length; i += 2) {
    const [from = 0, length = 0] = [places[i], places[i + 1]];
    const token = text.slice(from, from + length);
    ends.add(from + length);
    if (token === ';') continue;
    if (token === 'GO') isInProcedure = false;
    if (tokens.at(-1) === 'CREATE' && token === 'PROCEDURE') isInProcedure = true;
    else if (!isInProcedure) {
      beginnings.set(from, length);
      starts.set(token, [...(starts.get(token) ?? []), tokens.length]);
    }
    tokens.push(token);
  }
  return { tokens, starts, beginnings, ends };
}
