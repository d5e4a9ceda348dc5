// What a run keeps of itself, a log and a journal: beside the file that is applied, unless told otherwise.
import { resolve } from 'node:path';
import { EndedEarly } from '../../apply/ended-early.ts';
import { RegrantError } from '../../model/errors.ts';

/** Where the command line wants them. */
export interface KeptFilesOptions {
  readonly log?: string;
  readonly journal?: string;
}

/** Where they are. Throws a RegrantError `bad-option` where both would be one file. */
export function keptFiles(path: string, options: KeptFilesOptions): Required<KeptFilesOptions> {
  const { log = `${path}.log`, journal = `${path}.journal` } = options;
  if (resolve(log) !== resolve(journal)) return { log, journal };
  throw new RegrantError({
    code: 'bad-option',
    fact: `The log and the journal would both be ${log}.`,
    remedy: 'Give --log and --journal different names.',
  });
}

/** The error of a run that was not begun; where they cannot be written beside the file, with the options that say where else. */
export function withPlaceToKeep(error: unknown, { log, journal }: KeptFilesOptions): unknown {
  const isTheirs =
    error instanceof RegrantError && error.code === 'file-failed' && !(error instanceof EndedEarly);
  if (!isTheirs || (log !== undefined && journal !== undefined)) return error;
  const { code, fact, remedy } = error;
  const where = `${remedy} What a run keeps can stand elsewhere: --log FILE --journal FILE.`;
  return new RegrantError({ code, fact, remedy: where, cause: error });
}
