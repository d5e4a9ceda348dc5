// Which errors pass by themselves, and trying again after a growing, jittered wait.
import type { Call } from './batch-turn.ts';
import { pause } from './deadline.ts';
import { serverErrorNumber, systemErrorCode } from './server-error.ts';
import type { ServerTarget } from './server-target.ts';

/**
 * Server errors that pass by themselves: the list of "SqlConfigurableRetryFactory.BaselineTransientErrors Property"
 * and of "Troubleshoot transient connection errors in SQL Database and SQL Managed Instance", less 4060 (on a server
 * of one's own the database stays away), and those of availability group failovers and of a server that starts.
 */
const TRANSIENT_NUMBERS: ReadonlySet<number> = new Set([
  601, 617, 669, 921, 922, 983, 988, 997, 1203, 1204, 1205, 1221, 1222, 4221, 6005, 10922, 10928, 10929,
  10936, 17197, 18401, 40197, 40501, 40613, 41301, 41302, 41305, 41325, 41839, 42108, 42109, 49918, 49919,
  49920,
]);

/** The same for the network. A refusal or an unknown name is not among them: it tells the user faster as it is. */
const TRANSIENT_CODES: ReadonlySet<string> = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'EAI_AGAIN']);

/** Whether the same thing may well succeed a little later. */
export function isTransient(error: unknown): boolean {
  const number = serverErrorNumber(error);
  if (number !== undefined) return TRANSIENT_NUMBERS.has(number);
  const code = systemErrorCode(error);
  return code !== undefined && TRANSIENT_CODES.has(code);
}

/** How often and how long apart. */
export interface RetryRule {
  /** Attempts in all. */
  readonly attempts: number;
  /** The first wait, in milliseconds; each further one is twice as long. */
  readonly waitMs: number;
}

/** The rule of a target. */
export function retryRuleOf({ retry }: ServerTarget): RetryRule {
  return { attempts: retry?.attempts ?? 4, waitMs: retry?.waitMs ?? 500 };
}

/** The longest wait between two attempts, in milliseconds. */
const LONGEST_WAIT_MS = 10_000;

/** How long to wait after the nth failed attempt: half of it fixed, half by chance, so that clients spread out. */
export function waitAfter(attempt: number, rule: RetryRule, chance = Math.random()): number {
  const full = Math.min(rule.waitMs * 2 ** (attempt - 1), LONGEST_WAIT_MS);
  return Math.round(full / 2 + (full / 2) * chance);
}

/**
 * Runs `work` until it succeeds, fails for good, has used up its attempts, or the signal is aborted. What `renew` throws
 * between two attempts is not tried again.
 */
export async function retryTransient<T>(
  work: () => Promise<T>,
  rule: RetryRule,
  signal: AbortSignal | undefined,
  what: string,
  renew = async (): Promise<void> => {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= rule.attempts || !isTransient(error)) throw error;
      await pause(waitAfter(attempt, rule), signal, what);
      await renew();
    }
  }
}

/** What a batch that may be run again needs. */
export interface Rerun {
  readonly rule: RetryRule;
  readonly call: Call;
  /** Nothing is run any more. */
  isOver(): boolean;
  /** Makes ready for another attempt; what it throws is not tried again. */
  renew(): Promise<void>;
}

/** As {@link retryTransient} for what a batch gives: once something has been given, it is not run again. */
export async function* rerunTransient<T>(
  run: () => AsyncIterable<T>,
  { rule, call: { until, what }, isOver, renew }: Rerun,
): AsyncGenerator<T, void, undefined> {
  let given = false;
  for (let attempt = 1; ; attempt++) {
    try {
      for await (const one of run()) {
        given = true;
        yield one;
      }
      return;
    } catch (error) {
      if (given || attempt >= rule.attempts || isOver() || !isTransient(error)) throw error;
      await pause(waitAfter(attempt, rule), until, what);
      await renew();
    }
  }
}
