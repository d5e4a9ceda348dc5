// The form that a script of this program has outside of the procedures that run its statements: the set-up, the titles of the
// sections and the end, word for word as the templates have them, each once and in their order, whatever was filled in; and
// between them the variables that hold what no constant can. Whatever else stands there is not the script's own.

import { LINE_VARIABLES } from '../../model/script-protocol.ts';
import { isOfCodePage, type Token } from '../lex/token.ts';
import { tokenize } from '../lex/tokenizer.ts';
import { PROTOCOL_LOOPS, PROTOCOL_PLACES, PROTOCOL_TEXT } from './protocol-text.generated.ts';

/** What stands for a value that was filled in: a number, or literals and NCHAR(n) with + between them. */
const FILLED_IN = 'regrant_value';
const FILLED_IN_TEXT = `N'${FILLED_IN}'`;

/** Follows a script from its beginning. */
export class ScriptForm {
  /** The statement of the templates that comes next. */
  #next = 0;

  /** Whether a statement is the next one, or one further on: an operator may take out what is between. */
  takes(text: string): boolean {
    const first = WORD.exec(text)?.[0] ?? '';
    if (!FORM.firstWords.has(first)) return false;
    const whole = FORM.byText.get(text);
    if (whole !== undefined) return this.#goTo(whole);
    const tokens = tokensOf(text);
    if (isLine(tokens)) return true;
    const places = FORM.byFirst.get(first) ?? [];
    return this.#goTo(places.filter((place) => isFilledIn(tokens, FORM.statements[place]?.tokens ?? [])));
  }

  /** Goes to behind the first of some places that may come now: one further on, or one of the loop that it is in. */
  #goTo(places: readonly number[]): boolean {
    const loop = FORM.statements[this.#next - 1]?.loop;
    const isNext = (place: number) =>
      place >= this.#next || (loop !== undefined && FORM.statements[place]?.loop === loop);
    const found = places.find(isNext);
    if (found === undefined) return false;
    this.#next = found + 1;
    return true;
  }
}

const WORD = /^[\w@#]+/;
const LINE_TOKENS = tokenize(`DECLARE ${LINE_VARIABLES}`)
  .slice(0, -1)
  .map(({ text }) => text);
const VARIABLES = new Set(LINE_VARIABLES.match(/@\w+/g));

/** Without the semicolon at the end, which CREATE PROCEDURE takes along and others do not. */
function tokensOf(text: string): readonly Token[] {
  const tokens = tokenize(text, { script: true }).slice(0, -1);
  return tokens.at(-1)?.upper === ';' ? tokens.slice(0, -1) : tokens;
}

/** Whether tokens declare the variables of the sections, or give one of them a value of constants and of itself. */
function isLine(tokens: readonly Token[]): boolean {
  const [first, variable, equals, self, plus] = tokens;
  if (first?.text === 'DECLARE')
    return tokens.length === LINE_TOKENS.length && tokens.every(({ text }, at) => text === LINE_TOKENS[at]);
  if (first?.text !== 'SET' || !VARIABLES.has(variable?.text ?? '') || equals?.text !== '=') return false;
  const from = self?.text === variable?.text && plus?.text === '+' ? 5 : 3;
  return sumAt(tokens, from) === tokens.length;
}

/** Whether tokens are those of a statement of the templates, from its first to its last. */
function isFilledIn(tokens: readonly Token[], template: readonly string[]): boolean {
  let at = 0;
  for (const word of template) {
    const token = tokens[at];
    if (token === undefined) return false;
    if (word !== FILLED_IN && word !== FILLED_IN_TEXT) {
      if (token.text !== word) return false;
      at += 1;
    } else if (token.kind === 'number') at += 1;
    else {
      const end = sumAt(tokens, at);
      if (end === undefined) return false;
      at = end;
    }
  }
  return at === tokens.length;
}

/** Where the literals end that stand from a place on, with NCHAR(n) among them and + between them; undefined for none. */
function sumAt(tokens: readonly Token[], from: number): number | undefined {
  let at = from;
  for (;;) {
    const [token, open, number, close] = tokens.slice(at, at + 4);
    if (token?.kind === 'string' && !isOfCodePage(token)) at += 1;
    else if (
      token?.text === 'NCHAR' &&
      open?.text === '(' &&
      number?.kind === 'number' &&
      close?.text === ')'
    )
      at += 4;
    else return undefined;
    if (tokens[at]?.text !== '+') return at;
    at += 1;
  }
}

/** A statement of the templates. */
interface FormStatement {
  readonly tokens: readonly string[];
  /** Which of the loops it is in, where it may stand again and again. */
  readonly loop: number | undefined;
}

/** The templates, as statements are held against them. */
interface Form {
  readonly statements: readonly FormStatement[];
  /** Where those stand in which nothing is filled in, by their text. */
  readonly byText: ReadonlyMap<string, readonly number[]>;
  /** Where they stand, by the token that they begin with. */
  readonly byFirst: ReadonlyMap<string, readonly number[]>;
  /** The words that a statement outside of the procedures may begin with. */
  readonly firstWords: ReadonlySet<string>;
}

const FORM = formOf(PROTOCOL_TEXT, PROTOCOL_PLACES);

function formOf(text: string, places: readonly number[]): Form {
  const statements: FormStatement[] = [];
  const byText = new Map<string, number[]>();
  const byFirst = new Map<string, number[]>();
  let held: (readonly [from: number, token: string])[] = [];
  const end = (): void => {
    if (held.at(-1)?.[1] === ';') held.pop();
    const [[from, first] = [0, ''], [last, final] = [0, '']] = [held[0], held.at(-1)];
    if (first !== '') {
      const tokens = held.map(([, token]) => token);
      if (!tokens.includes(FILLED_IN) && !tokens.includes(FILLED_IN_TEXT))
        note(byText, text.slice(from, last + final.length), statements.length);
      note(byFirst, first, statements.length);
      statements.push({ tokens, loop: loopAt(from) });
    }
    held = [];
  };
  for (let i = 0; i < places.length; i += 2) {
    const [from = 0, length = 0] = [places[i], places[i + 1]];
    const token = text.slice(from, from + length);
    const isProcedure = held[0]?.[1] === 'CREATE' && held[1]?.[1] === 'PROCEDURE';
    if (token === 'GO' || (token === ';' && !isProcedure)) end();
    else held.push([from, token]);
  }
  end();
  return { statements, byText, byFirst, firstWords: new Set([...byFirst.keys(), 'DECLARE', 'SET']) };
}

function note(places: Map<string, number[]>, key: string, place: number): void {
  places.set(key, [...(places.get(key) ?? []), place]);
}

/** The number of the loop that a place of the text is in. */
function loopAt(from: number): number | undefined {
  const found = PROTOCOL_LOOPS.findLastIndex((border) => border <= from);
  return found >= 0 && found % 2 === 0 ? found : undefined;
}
