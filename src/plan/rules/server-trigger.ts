// Triggers of the server: made last, as their text stands, and disabled. Enabling one is left to whoever asks for it, since
// a logon trigger can shut everybody out. Sources: "CREATE TRIGGER (Transact-SQL)", "Logon triggers" (Microsoft).
import type { ServerTriggerFact } from '../../model/fact.ts';
import { limitOfTrigger } from '../../model/limit-of-row.ts';
import type { ChangedFact } from '../compare-snapshots.ts';
import type { Made } from '../plan.ts';
import { step } from '../plan.ts';
import { limit } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { by, each, steps, unscripted } from '../rule.ts';

const BY_HAND = limit('trigger-by-hand');

/** What its text tells. */
const TOLD = ['events', 'executeAs', 'definition'] as const;

/** Which events it fires first and last for. */
const ORDER = ['firstFor', 'lastFor'] as const;

export const SERVER_TRIGGER_RULE: KindRule<'server-trigger'> = {
  create: (fact) => {
    const { name: trigger, definition } = fact;
    if (definition === undefined || limitOfTrigger(fact) !== undefined)
      return unscripted(`Server trigger ${trigger}`, 'trigger-by-hand');
    return {
      steps: [
        step('create-server-trigger', { trigger, definition }, { properties: TOLD }),
        ...orderSteps(fact, ORDER),
        stateStep(fact),
      ],
    };
  },
  drop: ({ name: trigger }) => steps(step('drop-server-trigger', { trigger }, { needs: ['drop-extra'] })),
  change: {
    isDisabled: by(({ after }) => [stateStep(after)], BY_HAND),
    ...each(TOLD, by(changeText, BY_HAND)),
    ...each(ORDER, by(changeOrder, BY_HAND)),
    ...each(['isAnsiNullsOff', 'isQuotedIdentifierOff'], BY_HAND),
  },
};

function stateStep({ name: trigger, isDisabled }: ServerTriggerFact): Made {
  const properties = ['isDisabled'];
  return isDisabled
    ? step('disable-server-trigger', { trigger }, { properties, needs: ['revoke-extra'] })
    : step('enable-server-trigger', { trigger }, { properties, needs: ['enable-triggers'] });
}

/** Another text comes disabled, whatever the old one was. */
function changeText({ before, after, properties }: ChangedFact<'server-trigger'>): readonly Made[] {
  const { name: trigger, definition } = after;
  if (definition === undefined || limitOfTrigger(after) !== undefined || before.definition === definition)
    return [];
  const settled = TOLD.filter((one) => properties.has(one));
  return [
    step('replace-server-trigger', { trigger, definition }, { properties: settled, needs: ['revoke-extra'] }),
    ...orderSteps(
      after,
      ORDER.filter((one) => properties.has(one)),
    ),
    ...(properties.has('isDisabled') || after.isDisabled ? [] : [stateStep(after)]),
  ];
}

/** A new text has no order: changeText gives it its own. */
function changeOrder({ before, after, properties }: ChangedFact<'server-trigger'>): readonly Made[] {
  if (limitOfTrigger(after) !== undefined || before.definition !== after.definition) return [];
  const settled = ORDER.filter((one) => properties.has(one));
  const { name: trigger, firstFor = [], lastFor = [] } = after;
  const kept = new Set([...firstFor, ...lastFor]);
  const gone = [...(before.firstFor ?? []), ...(before.lastFor ?? [])].filter((event) => !kept.has(event));
  return [
    ...gone.map((event) => step('clear-trigger-order', { trigger, event }, { properties: settled })),
    ...orderSteps(after, settled),
  ];
}

function orderSteps(
  { name: trigger, firstFor = [], lastFor = [] }: ServerTriggerFact,
  properties: readonly string[],
): Made[] {
  const of = (isFirst: boolean) => (event: string) =>
    step('set-trigger-order', { trigger, event, isFirst }, { properties });
  return [...firstFor.map(of(true)), ...lastFor.map(of(false))];
}
