// The databases of a server, without entering them: who owns them, and whether a capture could read them.

import type { Driver } from '../connect/driver.ts';
import { defined } from '../model/defined.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import { ordinal } from '../model/order.ts';
import { captureScope } from './capture-scope.ts';
import { reasonToSkip } from './database-state.ts';
import { CAPTURE_OPTION_RULES, type CaptureOptions } from './options.ts';

/** One server's databases, in ordinal order. */
export interface DatabaseListing {
  /** The server's own name. */
  readonly server: string;
  /** The databases, in ordinal order. */
  readonly databases: readonly {
    readonly name: string;
    /** `state_desc`. */
    readonly state: string;
    readonly owner?: string;
    /** Why a capture would not read it; absent when it would. */
    readonly problem?: string;
  }[];
}

/** Options of {@link listDatabases}. */
export type ListOptions = Pick<CaptureOptions, 'signal' | 'timeoutMs'>;

const { signal, timeoutMs } = CAPTURE_OPTION_RULES;
const RULES: OptionRules<ListOptions> = { signal, timeoutMs };

/**
 * Lists the databases of a server with the same two batches that a capture begins with.
 * Throws a RegrantError: what the driver throws, `server-too-old`, `cancelled`.
 */
export async function listDatabases(driver: Driver, options: ListOptions = {}): Promise<DatabaseListing> {
  checkOptions(options, RULES);
  const scope = await captureScope(driver, { ...options, passwords: 'none' });
  const databases = scope.databases.map((entry) => {
    const { name, state, owner } = entry.fact;
    const reason = reasonToSkip(entry, scope.probe);
    const problem =
      reason === undefined ? undefined : 'rule' in reason ? `left out: ${reason.rule}` : reason.fact;
    return {
      name,
      state,
      ...defined({ owner, problem }),
    };
  });
  return { server: scope.probe.name, databases: databases.sort((a, b) => ordinal(a.name, b.name)) };
}
