// How far a RETURN and a failure reach: whether what follows in the text or the batch still runs.
// Sources: "RETURN", "TRY...CATCH", "SET XACT_ABORT (Transact-SQL)" (Microsoft).

/** Where a run is between its texts and batches. */
export class Flow {
  /** Whether the last statement failed: `@@ERROR` is not 0. */
  hasFailed = false;
  /** Up to whose end nothing runs. */
  #stopped: 'text' | 'batch' | undefined;
  #isCaught = false;

  get isStopped(): boolean {
    return this.#stopped !== undefined;
  }

  /** Whether a failure ends the text at hand: it is inside TRY, as in the wrappers. */
  get isCaught(): boolean {
    return this.#isCaught;
  }

  /** Nothing runs up to the end of the text or batch. */
  stop(upTo: 'text' | 'batch'): void {
    this.#stopped = upTo;
  }

  endText(): void {
    if (this.#stopped === 'text') this.#stopped = undefined;
  }

  endBatch(): void {
    this.#stopped = undefined;
  }

  /** Runs what ends at its first failure. */
  catching(body: () => boolean): boolean {
    const outer = this.#isCaught;
    this.#isCaught = true;
    const isDone = body();
    this.#isCaught = outer;
    return isDone;
  }
}
