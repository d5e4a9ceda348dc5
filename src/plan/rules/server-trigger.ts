// Triggers of the server: made last, as their text stands, and disabled. Enabling one is left to whoever asks for it, since
// a logon trigger can shut everybody out. Sources: "CREATE TRIGGER (Transact-SQL)", "Logon triggers" (Microsoft).
import type { ServerTriggerFact } from '../../model/fact.ts';
import { LIMITS } from '../../model/limit.ts';
import { limitOfTrigger } from '../../model/limit-of-row.ts';
import type { ChangedFact } from '../compare-snapshots.ts';
import type { Made } from '../plan.ts';
import { step } from '../plan.ts';
import { limit } from '../reason.ts';
import type { KindRule, Told } from '../rule.ts';
import { by, steps } from '../rule.ts';

const BY_HAND = limit('trigger-by-hand');

export const SERVER_TRIGGER_RULE: KindRule<'server-trigger'> = {
  create: (fact) => {
    const { name: trigger, definition } = fact;
    if (definition === undefined || limitOfTrigger(fact) !== undefined)
      return {
        notes: [{ code: 'trigger-by-hand', note: `Server trigger ${trigger}: ${LIMITS['trigger-by-hand']}` }],
        reason: BY_HAND,
      };
    const properties = ['events', 'executeAs', 'definition'];
    return {
      steps: [step('create-server-trigger', { trigger, definition }, { properties }), stateStep(fact)],
      notes: orderNotes(fact),
    };
  },
  drop: ({ name: trigger }) => steps(step('drop-server-trigger', { trigger }, { needs: ['drop-extra'] })),
  change: {
    isDisabled: by(({ after }) => [stateStep(after)], BY_HAND),
    events: by(changeText, BY_HAND),
    executeAs: by(changeText, BY_HAND),
    definition: by(changeText, BY_HAND),
    firstFor: limit('trigger-order-by-hand'),
    lastFor: limit('trigger-order-by-hand'),
    isAnsiNullsOff: BY_HAND,
    isQuotedIdentifierOff: BY_HAND,
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
  const settled = ['events', 'executeAs', 'definition'].filter((one) => properties.has(one));
  return [
    step('replace-server-trigger', { trigger, definition }, { properties: settled, needs: ['revoke-extra'] }),
    ...(properties.has('isDisabled') || after.isDisabled ? [] : [stateStep(after)]),
  ];
}

function orderNotes({ name, firstFor = [], lastFor = [] }: ServerTriggerFact): readonly Told[] {
  if (firstFor.length + lastFor.length === 0) return [];
  const told = [
    ...firstFor.map((event) => `first for ${event}`),
    ...lastFor.map((event) => `last for ${event}`),
  ];
  return [
    {
      code: 'trigger-order-by-hand',
      note: `Server trigger ${name} fires ${told.join(', ')}: ${LIMITS['trigger-order-by-hand']}`,
    },
  ];
}
