// Turns the engine's events into tokens. The DONE of a batch's statement is held back until it is known whether
// another follows, because the more-bit says so; a procedure ends in RETURNSTATUS and DONEPROC instead.
import type { Column, EngineEvent, ServerMessage, Value } from '../contract.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { TextRules } from './codec.ts';
import { ResultSet } from './result-set.ts';
import {
  CHANGE,
  DONE,
  DONE_BIT,
  writeDone,
  writeMessage,
  writeReturnStatus,
  writeTextChange,
} from './tokens.ts';

/** What a statement writer needs to know of its connection. */
export interface StatementContext {
  readonly writer: ByteWriter;
  readonly server: string;
  readonly text: TextRules;
  /** Whether the client knows NBCROW (TDS 7.3B). */
  readonly compress: boolean;
  /** A batch, or a procedure called by RPC. */
  readonly procedure: boolean;
}

export class StatementWriter {
  readonly #context: StatementContext;
  #pending: { status: number; rowCount: number | undefined } | undefined;
  #open: ResultSet | undefined;
  #failed = false;
  #lastError = 0;

  constructor(context: StatementContext) {
    this.#context = context;
  }

  /** Whether the statement that runs, or the last one, raised an error. */
  get failed(): boolean {
    return this.#lastError !== 0;
  }

  /** Writes an event that is not rows. */
  write(event: Exclude<EngineEvent, { event: 'rows' }>): void {
    if (event.event === 'columns') this.#columns(event.columns);
    else if (event.event === 'done') this.#done(event.rowCount);
    else if (event.event === 'database') this.#database(event.from, event.to);
    else this.message(event.event, event);
  }

  row(values: readonly Value[]): void {
    if (this.#open === undefined) throw new TypeError('The engine gave rows before their columns.');
    this.#open.writeRow(this.#context.writer, values, this.#context.compress);
  }

  message(kind: 'error' | 'info', message: ServerMessage): void {
    this.#settle(true);
    writeMessage(this.#context.writer, kind, { ...message, server: this.#context.server });
    if (kind === 'info') return;
    this.#failed = true;
    this.#lastError = message.number;
  }

  /** Ends the answer; `beforeLast` may write what belongs in front of the last token. */
  finish(beforeLast?: () => void): void {
    const unfinished = this.#failed || this.#open !== undefined;
    if (unfinished || (!this.#context.procedure && this.#pending === undefined)) this.#done(undefined);
    if (!this.#context.procedure) beforeLast?.();
    this.#settle(this.#context.procedure);
    if (this.#context.procedure) this.#endProcedure();
  }

  #endProcedure(): void {
    const { writer } = this.#context;
    writeReturnStatus(writer, this.#lastError);
    writeDone(writer, DONE.procedure, this.#lastError === 0 ? 0 : DONE_BIT.error);
  }

  #columns(columns: readonly Column[]): void {
    if (this.#open !== undefined || this.#failed) this.#done(undefined);
    this.#settle(true);
    this.#open = new ResultSet(columns, this.#context.text);
    this.#open.writeColumns(this.#context.writer, columns);
  }

  #done(rowCount: number | undefined): void {
    this.#settle(true);
    this.#pending = { status: this.#failed ? DONE_BIT.error : 0, rowCount };
    this.#failed = false;
    this.#open = undefined;
  }

  #database(from: string, to: string): void {
    this.#settle(true);
    writeTextChange(this.#context.writer, CHANGE.database, to, from);
  }

  #settle(more: boolean): void {
    if (this.#pending === undefined) return;
    const { status, rowCount } = this.#pending;
    const token = this.#context.procedure ? DONE.inProcedure : DONE.batch;
    writeDone(this.#context.writer, token, more ? status | DONE_BIT.more : status, rowCount);
    this.#pending = undefined;
  }
}
