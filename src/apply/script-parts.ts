// The batches of this program's scripts in parts that can be sent one by one, with the variables that each of them has. What
// only tells something is left out: a driver that gives one result a call would end there.
import type { BatchPart } from '../connect/driver.ts';
import { BEGIN_RUN } from '../model/script-protocol.ts';
import type { Token } from '../parse/lex/token.ts';
import { tokenize } from '../parse/lex/tokenizer.ts';
import type { ScriptBatch } from './script-batches.ts';

/** The parts of a batch of a script of this program; undefined for one whose statements do not stand each for itself. */
export function partsOf({ text, role }: ScriptBatch): readonly BatchPart[] | undefined {
  const tokens = tokenize(text, { script: true }).slice(0, -1);
  const statements = statementsIn(tokens);
  if (statements.every(([first]) => first?.upper === 'RAISERROR')) return [];
  if (role === 'prologue')
    return [{ text: slice(tokens, text), shownBy: isAlone(tokens) ? 'nothing' : 'mark' }];
  const shownBy = role === 'result' ? 'rows' : 'mark';
  const variables = new Variables(text);
  const parts: BatchPart[] = [];
  for (const statement of statements) {
    const [first] = statement;
    if (first?.upper === 'RAISERROR') continue;
    if (first?.upper === 'EXEC') parts.push({ text: variables.before(statement), shownBy });
    else if (!variables.take(statement)) return undefined;
  }
  return parts;
}

/** What makes a procedure has to stand alone; what begins the run does all before it tells anything. */
function isAlone(tokens: readonly Token[]): boolean {
  const [first, second] = tokens;
  const makes = first?.upper === 'CREATE' && second?.upper === 'PROCEDURE';
  return (
    makes ||
    tokens.some(({ upper }, at) => upper === 'EXEC' && tokens[at + 1]?.text.toLowerCase() === BEGIN_RUN)
  );
}

/** Statements of a batch in which each ends in a semicolon, and none holds others. */
function statementsIn(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const statements: Token[][] = [[]];
  for (const token of tokens) {
    if (token.text === ';') statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements.filter(({ length }) => length > 0);
}

function slice(tokens: readonly Token[], text: string): string {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (first === undefined || last === undefined) return '';
  return text.slice(first.offset, last.offset + last.text.length);
}

/** The variables of a batch as they stand at a place of it. */
class Variables {
  readonly #text: string;
  #declared = '';
  /** What gave each of them its value. */
  readonly #set = new Map<string, readonly string[]>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Takes a DECLARE, or a SET that makes a variable of constants and of itself; false for anything else. */
  take(statement: readonly Token[]): boolean {
    const [first, second] = statement;
    const said = `${slice(statement, this.#text)};\n`;
    if (first?.upper === 'DECLARE') {
      this.#declared += said;
      return true;
    }
    if (first?.upper !== 'SET' || second?.kind !== 'variable') return false;
    const used = statement.slice(2).filter(({ kind }) => kind === 'variable');
    if (used.some((other) => other.text !== second.text)) return false;
    const before = used.length === 0 ? [] : (this.#set.get(second.text) ?? []);
    this.#set.set(second.text, [...before, said]);
    return true;
  }

  /** A statement with the variables that it takes. */
  before(statement: readonly Token[]): string {
    const names = new Set(statement.filter(({ kind }) => kind === 'variable').map(({ text }) => text));
    const set = [...names].flatMap((name) => this.#set.get(name) ?? []);
    return `${names.size === 0 ? '' : this.#declared}${set.join('')}${slice(statement, this.#text)};`;
  }
}
