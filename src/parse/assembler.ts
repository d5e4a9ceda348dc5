// Marks of blocks and the statements between them put together into blocks again, as long as they are short enough to be
// held; of a longer one the marks are handed on, and its statements one by one.

import type { BlockKind, BlockMark } from './grammar/block-stack.ts';
import type { Token } from './lex/token.ts';
import type { Expression } from './tree/expression.ts';
import type { RawStatement } from './tree/raw-statement.ts';
import type { Span } from './tree/statement.ts';

/** A statement, or a mark of a block that is too long to be held. A plain BEGIN … END has no marks. */
export type Assembled = RawStatement | BlockMark;

interface Open {
  readonly block: Exclude<BlockKind, 'else' | 'catch'>;
  readonly span: Span;
  readonly condition: Expression;
  readonly body: RawStatement[];
  /** The ELSE or CATCH that it has come to, and what that governs. */
  second?: { readonly block: 'else' | 'catch'; readonly span: Span; readonly body: RawStatement[] };
  /** It is too long: its mark was handed on. */
  isHandedOn: boolean;
}

/** Most tokens that are kept for diagnostics to show lines of. */
const SHOWN_LIMIT = 20_000;

/** Puts blocks together. */
export class Assembler {
  readonly #limit: number;
  readonly #open: Open[] = [];
  #tokens: Token[] = [];
  #held = 0;
  #ready: Assembled[] = [];

  /** Blocks of more than `limit` tokens are not held. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The tokens of what {@link take} gave last. */
  get tokens(): readonly Token[] {
    return this.#tokens;
  }

  /** How many tokens stand in what is held. */
  get held(): number {
    return this.#held;
  }

  /** Takes what one step gave, and its tokens, which are the assembler's from here on; gives what is whole, or too long to wait for its end. */
  take(raw: RawStatement | undefined, marks: readonly BlockMark[], tokens: Token[]): readonly Assembled[] {
    if (this.#open.at(-1)?.isHandedOn !== false) {
      this.#tokens = tokens;
      this.#held = tokens.length;
    } else this.#keep(tokens);
    this.#ready = [];
    for (const [at, mark] of marks.entries()) this.#mark(mark, marks[at + 1]);
    if (raw !== undefined) this.#add(raw);
    if (this.#held > this.#limit) this.#handOn();
    return this.#ready;
  }

  #keep(tokens: readonly Token[]): void {
    this.#held += tokens.length;
    for (const token of tokens) if (this.#tokens.length < SHOWN_LIMIT) this.#tokens.push(token);
  }

  #add(raw: RawStatement): void {
    const top = this.#open.at(-1);
    if (top === undefined || top.isHandedOn) this.#ready.push(raw);
    else (top.second ?? top).body.push(raw);
  }

  #mark(mark: BlockMark, next: BlockMark | undefined): void {
    const { block } = mark;
    if (mark.kind === 'leave') {
      const goesOn = next?.kind === 'enter' && (next.block === 'else' || next.block === 'catch');
      this.#leave(mark, goesOn);
    } else if (block === 'else' || block === 'catch') this.#goOn(mark, block);
    else {
      const { span, condition = { kind: 'opaque' } } = mark;
      this.#open.push({ block, span, condition, body: [], isHandedOn: false });
    }
  }

  #goOn(mark: BlockMark & { readonly kind: 'enter' }, block: 'else' | 'catch'): void {
    const top = this.#open.at(-1);
    if (top === undefined) return;
    top.second = { block, span: mark.span, body: [] };
    if (top.isHandedOn) this.#ready.push(mark);
  }

  #leave(mark: BlockMark & { readonly kind: 'leave' }, goesOn: boolean): void {
    const top = this.#open.at(-1);
    if (top?.isHandedOn === true && mark.block !== 'block') this.#ready.push(mark);
    if (goesOn || top === undefined) return;
    this.#open.pop();
    if (!top.isHandedOn) this.#add(mark.isBroken === true ? refused(top, mark.end) : built(top, mark.end));
  }

  /** Hands on the marks of all open blocks, and what was held of them. */
  #handOn(): void {
    for (const open of this.#open) {
      if (open.isHandedOn) continue;
      const { block, span, condition, body, second } = open;
      open.isHandedOn = true;
      const given = block === 'if' || block === 'while' ? { condition } : {};
      if (block !== 'block') this.#ready.push({ kind: 'enter', block, ...given, span });
      for (const raw of body.splice(0)) this.#ready.push(raw);
      if (second === undefined) continue;
      this.#ready.push({ kind: 'leave', block, end: second.span.offset });
      this.#ready.push({ kind: 'enter', block: second.block, span: second.span });
      for (const raw of second.body.splice(0)) this.#ready.push(raw);
    }
  }
}

function refused({ span }: Open, end: number): RawStatement {
  return { kind: 'leaf', statement: { kind: 'unread', span: { ...span, end } } };
}

function built({ block, span: from, condition, body, second }: Open, end: number): RawStatement {
  const span = { ...from, end };
  const more = second?.body ?? [];
  switch (block) {
    case 'if':
      return { kind: 'if', condition, body, otherwise: more, span };
    case 'while':
      return { kind: 'while', condition, body, span };
    case 'try':
      return { kind: 'try', body, handler: more, span };
    case 'block':
      return { kind: 'block', body, span };
  }
}
