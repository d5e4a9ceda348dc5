// Options of the configuration: what is done about each stands in model/catalog/configuration-option.ts. Those that are not
// about security are set when all are asked for. Sources: "sp_configure (Transact-SQL)", "RECONFIGURE (Transact-SQL)".
import { isAskedFor, optionRow } from '../../model/catalog/configuration-option.ts';
import type { ConfigurationFact, Fact, FactOf } from '../../model/fact.ts';
import { limitOfProperty } from '../../model/limit.ts';
import { visible } from '../../model/words/visible.ts';
import type { ChangedFact } from '../compare-snapshots.ts';
import type { Made, PlanNote, StepParts } from '../plan.ts';
import { step } from '../plan.ts';
import type { PlanOptions } from '../plan-head.ts';
import type { Reason } from '../reason.ts';
import { limit } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { by, not } from '../rule.ts';

const KEPT: Reason = [
  'option-kept',
  'A plan leaves the option as it finds it, or the other release does not have it.',
];

export const CONFIGURATION_RULE: KindRule<'configuration'> = {
  create: (fact) => (isSet(fact) ? { steps: settings(fact) } : not(whyNotSet(fact))),
  drop: () => not(KEPT),
  change: {
    value: by(changeOption, ({ after }) => whyNotSet(after)),
    valueInUse: by(changeOption, ({ after }) =>
      limit(limitOfProperty(after, 'valueInUse') ?? 'pending-configuration'),
    ),
    needsRestart: KEPT,
  },
};

/** Why nothing is done about an option that is not asked for. */
export function whyNotAsked(fact: Fact, { configuration }: PlanOptions): Reason | undefined {
  const isLeft = fact.kind === 'configuration' && configuration !== 'all' && isAskedFor(fact.name);
  return isLeft ? limit('option-not-asked') : undefined;
}

/** What the options of a server come to that the script sets, or leaves. */
export function optionNotes(facts: readonly ConfigurationFact[], { configuration }: PlanOptions): PlanNote[] {
  const changed = facts.filter(({ name, value }) => isAskedFor(name) && value !== optionRow(name).initial);
  if (configuration !== 'all') {
    if (changed.length === 0) return [];
    const listed = changed.map(({ name, value }) => `${visible(name)} ${value}`).join(', ');
    const note = `Options of the configuration that the captured server did not have as a new one has them are left alone (--configuration all sets them): ${listed}.`;
    return [{ code: 'options-left', note }];
  }
  const late = changed.filter((fact) => limitOfProperty(fact, 'valueInUse') === 'needs-restart');
  if (late.length === 0) return [];
  const listed = late.map(({ name }) => visible(name)).join(', ');
  return [
    {
      code: 'needs-restart',
      note: `These options take effect only when SQL Server is started anew: ${listed}.`,
    },
  ];
}

function isSet({ name, value }: ConfigurationFact): boolean {
  const { policy } = optionRow(name);
  return policy !== 'never' && (policy !== 'on-only' || value === 1);
}

function whyNotSet(fact: ConfigurationFact): Reason {
  const code = limitOfProperty(fact, 'value');
  return code === undefined ? KEPT : limit(code);
}

function changeOption({ before, after }: ChangedFact<'configuration'>): readonly Made[] {
  const { policy } = optionRow(after.name);
  const isLate = limitOfProperty(after, 'valueInUse') !== undefined;
  const isThere = before.value === after.value && (isLate || before.valueInUse === after.value);
  if (policy === 'never' || isThere) return [];
  const properties = isLate ? ['value'] : ['value', 'valueInUse'];
  const isTakenAway = policy === 'on-only' && after.value === 0;
  return settings(
    after,
    isTakenAway ? { phase: 'changed', properties, needs: ['revoke-extra'] } : { properties },
  );
}

function settings({ name: option, value }: FactOf<'configuration'>, parts: Partial<StepParts> = {}): Made[] {
  // Values that RECONFIGURE advises against, such as a long recovery interval, were in use on the captured server.
  const overrides = isAskedFor(option);
  const set = step('set-configuration', { option, value, overrides }, parts);
  if (optionRow(option).isAdvanced === false) return [set];
  return [
    step('show-advanced-options', {}, { properties: [] }),
    set,
    step('restore-advanced-options', { overrides }, { properties: [] }),
  ];
}
