// The options of sys.configurations that a script sets, and how. Any other is left as it is found.
// Sources: "Server configuration options", "clr strict security", "contained database authentication" (Microsoft).
import { securityOption } from '../../model/catalog/configuration-name.ts';
import type { FactOf } from '../../model/fact.ts';
import type { ChangedFact } from '../compare-snapshots.ts';
import type { Made, StepParts } from '../plan.ts';
import { step } from '../plan.ts';
import type { Reason } from '../reason.ts';
import { limit } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { by, not } from '../rule.ts';

/** `as-captured`: set to the value it had. `on-only`: a script switches it on and never off. `kept`: not touched. */
type Setting = 'as-captured' | 'on-only' | 'kept';

const SETTINGS: ReadonlyMap<string, Setting> = new Map([
  ['clr enabled', 'on-only'],
  ['clr strict security', 'as-captured'],
  ['contained database authentication', 'on-only'],
  ['cross db ownership chaining', 'on-only'],
]);

const settingOf = (option: string): Setting => SETTINGS.get(option) ?? 'kept';

const OPTION: Reason = [
  'option-kept',
  'A plan leaves the option as it finds it, or the other release does not have it.',
];
const PENDING = limit('pending-configuration');

export const CONFIGURATION_RULE: KindRule<'configuration'> = {
  create: (fact) => {
    const set = settingOf(fact.name);
    const isSet = set === 'as-captured' || (set === 'on-only' && fact.value === 1);
    return isSet ? { steps: settings(fact) } : not(OPTION);
  },
  drop: () => not(OPTION),
  change: { value: by(changeOption, OPTION), valueInUse: by(changeOption, PENDING) },
};

function changeOption({ before, after }: ChangedFact<'configuration'>): readonly Made[] {
  const set = settingOf(after.name);
  const isThere = before.value === after.value && before.valueInUse === after.value;
  if (set === 'kept' || isThere) return [];
  const properties = after.valueInUse === after.value ? ['value', 'valueInUse'] : ['value'];
  const isTakenAway = set === 'on-only' && after.value === 0;
  return settings(
    after,
    isTakenAway ? { phase: 'changed', properties, needs: ['revoke-extra'] } : { properties },
  );
}

function settings({ name: option, value }: FactOf<'configuration'>, parts: Partial<StepParts> = {}): Made[] {
  const set = step('set-configuration', { option, value }, parts);
  if (securityOption(option)?.isAdvanced !== true) return [set];
  return [
    step('show-advanced-options', {}, { properties: [] }),
    set,
    step('restore-advanced-options', {}, { properties: [] }),
  ];
}
