// Makes the errors of one server, for those who read what it sends.
import type { WireLimits } from './limits.ts';

export interface Refusals {
  /** It does not keep to the protocol; `what` is a whole clause. */
  bad(what: string): Error;
  /** It sent more than a limit allows. */
  over(limit: keyof WireLimits): Error;
}
