// How far a RETURN, a THROW and a failure reach: whether what follows in the text or the batch still runs.
// Sources: "RETURN", "THROW", "TRY...CATCH", "SET XACT_ABORT (Transact-SQL)" (Microsoft).

/** Where a run is between its texts and batches. */
export class Flow {
  /** Whether the last statement failed: `@@ERROR` is not 0. */
  hasFailed = false;
  /** Up to whose end nothing runs. */
  #stopped: 'text' | 'try' | 'batch' | undefined;
  #isCaught = false;
  #isTried = false;

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

  /** THROW: nothing runs up to the end of what TRY holds, or of the batch. */
  throw(): void {
    this.#stopped = this.#isTried ? 'try' : 'batch';
  }

  endText(): void {
    if (this.#stopped === 'text') this.#stopped = undefined;
  }

  endBatch(): void {
    this.#stopped = undefined;
  }

  /** Runs what TRY holds. */
  trying(body: () => boolean): boolean {
    const outer = this.#isTried;
    this.#isTried = true;
    const isDone = body();
    this.#isTried = outer;
    if (this.#stopped !== 'try') return isDone;
    this.#stopped = undefined;
    return false;
  }

  /** Runs what ends at its first failure. */
  catching(body: () => boolean): boolean {
    const outer = this.#isCaught;
    this.#isCaught = true;
    const isDone = this.trying(body);
    this.#isCaught = outer;
    return isDone;
  }
}
