// Ctrl-C and a polite kill cancel the work at hand; a second one ends the process at once.

/** Why work was stopped by the person who started it. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** A signal that aborts when the process is asked to stop. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort(new Stopped('The user stopped it.'));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return controller.signal;
}
