// Ctrl-C and a polite kill cancel the work at hand; a second one ends the process at once. They are heard from the very
// start of the process, also while the command is still being loaded.

/** Why work was stopped by the person who started it. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** What is heard before the work has begun; the first work takes it. */
let early: AbortSignal | undefined;

/** Begins to listen, before there is any work. */
export function listenForStop(): void {
  early ??= newSignal();
}

/** A signal that aborts when the process is asked to stop, or was asked since {@link listenForStop}. */
export function stopSignal(): AbortSignal {
  const signal = early ?? newSignal();
  early = undefined;
  return signal;
}

function newSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort(new Stopped('The user stopped it.'));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return controller.signal;
}
