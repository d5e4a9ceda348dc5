// What whoever opens a driver may ask of it; in a file of its own, so that no type of tedious comes with it.
import type { ServerNotice } from '../driver.ts';

/** What a driver can be asked for beside its target. */
export interface TediousDriverOptions {
  /** Told of informational messages (severity 10 and below), such as PRINT gives. */
  readonly onNotice?: (notice: ServerNotice) => void;
}
