// What the thread of the driver and the rest of the program say to each other. Numbers name a session (by the `open`
// that made it) or a run.
import type { ServerTarget } from '../server-target.ts';
import type { ErrorImage } from './error-image.ts';
import type { ResultItem } from './result-queue.ts';

/** A target that can be sent: a credential stays where it is and is asked from there. */
export interface SentTarget extends Omit<ServerTarget, 'authentication'> {
  readonly authentication:
    | Exclude<ServerTarget['authentication'], { readonly type: 'entra' }>
    | { readonly type: 'entra'; readonly hasCredential: boolean; readonly clientId?: string };
}

/** To the driver's thread. */
export type Order =
  /** The first of all: what the thread connects to from now on. */
  | { readonly do: 'serve'; readonly target: SentTarget; readonly wantsNotices: boolean }
  | { readonly do: 'open'; readonly id: number; readonly database: string }
  | {
      readonly do: 'run';
      readonly id: number;
      readonly session: number;
      readonly batch: string;
      readonly database: string | undefined;
      readonly idempotent: boolean;
    }
  /** One more portion may be sent. */
  | { readonly do: 'more'; readonly id: number }
  /** Gives an opening or a run up. */
  | { readonly do: 'stop'; readonly id: number }
  | { readonly do: 'close'; readonly id: number }
  | {
      readonly do: 'token';
      readonly id: number;
      readonly token?: string;
      readonly expires?: number;
      readonly error?: string;
    }
  | { readonly do: 'ping' };

/** From the driver's thread. */
export type Report =
  | { readonly is: 'opened'; readonly id: number }
  /** The end of an opening or a run. */
  | { readonly is: 'ended'; readonly id: number; readonly error?: ErrorImage }
  | { readonly is: 'portion'; readonly id: number; readonly items: readonly ResultItem[] }
  | { readonly is: 'closed'; readonly id: number }
  | { readonly is: 'notice'; readonly number: number; readonly message: string }
  | { readonly is: 'token-wanted'; readonly id: number; readonly scopes: string | string[] }
  | { readonly is: 'pong' };

/**
 * Portions that may be under way before one has to be asked for: the server goes on while what came before is looked at. One
 * is a quarter of a megabyte, or a single row.
 */
export const PORTIONS_AHEAD = 8;
