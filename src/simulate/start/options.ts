// The options of the configuration where a proof begins: those of the release as a new server has them, and of the captured
// ones that no page speaks of what was captured.
import { OPTIONS } from '../../model/catalog/configuration-option.ts';
import type { FactIndex } from '../../model/fact-index.ts';
import type { ServerState } from '../state/server-state.ts';

/** Adds those of its release. */
export function addOptions({ things, version }: ServerState): void {
  for (const [name, { initial, since, needsRestart }] of Object.entries(OPTIONS)) {
    if (since > version || initial === undefined) continue;
    const fact = { name, value: initial, valueInUse: initial };
    things.configuration.put(needsRestart ? { ...fact, needsRestart } : fact);
  }
}

/** Adds those that are not known, as they were captured; gives how many. */
export function addUnknownOptions({ things }: ServerState, facts: FactIndex): number {
  const unknown = facts.of('configuration').filter(({ name }) => !Object.hasOwn(OPTIONS, name));
  for (const fact of unknown) things.configuration.put(fact);
  return unknown.length;
}

/** What each is set to now. */
export function optionValues({ things }: ServerState): ReadonlyMap<string, number> {
  return new Map([...things.configuration.values()].map(({ name, value }) => [name, value]));
}
