// What a driver's thread runs. The single executable is built with another file in this one's place.

/** A file, or the text of a program. */
export type WorkerEntry = URL | string;

/** The file beside this one, as it was built or from its sources. */
export function workerEntry(): WorkerEntry {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? 'worker-from-source.mjs' : 'worker.js', import.meta.url);
}
