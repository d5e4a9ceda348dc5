// The package odbc, from where this program is installed. The single executable is built with another file in this one's
// place, which takes it from beside the executable.
import { createRequire } from 'node:module';

/** Loads the package; throws what Node throws where it is not there. */
export function loadOdbc(): unknown {
  return createRequire(import.meta.url)('odbc');
}
