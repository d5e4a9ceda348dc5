// Endpoints that users made. One is made stopped, and then brought into the state that it had; its owner comes with those
// of all else. Sources: "CREATE ENDPOINT (Transact-SQL)", "ALTER ENDPOINT (Transact-SQL)" (Microsoft).

import { ENDPOINT_AUTHENTICATION, ENDPOINT_ENCRYPTION } from '../../model/catalog/endpoint-clause.ts';
import type { EndpointFact } from '../../model/fact.ts';
import { limitOfEndpoint } from '../../model/limit-of-row.ts';
import type { ChangedFact } from '../compare-snapshots.ts';
import { owned } from '../lookup/owned.ts';
import type { Made, StepParts } from '../plan.ts';
import { step } from '../plan.ts';
import type { Reason } from '../reason.ts';
import { KEPT, limit } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { by, each, steps, unscripted } from '../rule.ts';
import type { Parameters } from '../steps/action.ts';

const NOT_SCRIPTED = limit('endpoint-not-scripted');
const OTHER_SORT: Reason = [
  'other-endpoint',
  'ALTER ENDPOINT does not make an endpoint for T-SQL, Service Broker or mirroring one of another sort: drop it first.',
];

/** What no statement changes. */
const SORT = ['type', 'protocol'] as const;

/** What ALTER ENDPOINT says again as a whole. */
const LISTENING = [
  'port',
  'ipAddress',
  'authentication',
  'certificate',
  'encryption',
  'role',
  'isForwarding',
  'forwardingSize',
] as const;

export const ENDPOINT_RULE: KindRule<'endpoint'> = {
  create: (fact, world) => {
    if (limitOfEndpoint(fact) === undefined)
      return {
        steps: [
          step('create-endpoint', listening(fact), { properties: [...SORT, ...LISTENING] }),
          ...stateSteps(fact),
          ...ownerSteps(fact),
        ],
      };
    const isOwned = fact.owner !== undefined && fact.owner !== world.wanted.sa;
    return {
      steps: isOwned && !world.isKnown ? ownerSteps(fact) : [],
      ...unscripted(`Endpoint ${fact.name}`, 'endpoint-not-scripted'),
    };
  },
  drop: ({ name: endpoint }) => steps(step('drop-endpoint', { endpoint }, { needs: ['drop-extra'] })),
  change: {
    owner: by(({ after }) => ownerSteps(after, ['change-owners']), KEPT),
    ...each(SORT, OTHER_SORT),
    state: by(changeState, NOT_SCRIPTED),
    ...each(LISTENING, by(changeListening, NOT_SCRIPTED)),
  },
};

function ownerSteps({ name, owner }: EndpointFact, needs: StepParts['needs'] = []): readonly Made[] {
  return owner === undefined
    ? []
    : [owned({ class: 'ENDPOINT', name }, owner, { phase: 'server-owners', needs })];
}

function stateSteps(
  { name: endpoint, state }: EndpointFact,
  parts: Partial<StepParts> = {},
): readonly Made[] {
  const isState = state === 'STARTED' || state === 'STOPPED' || state === 'DISABLED';
  return isState
    ? [step('set-endpoint-state', { endpoint, state }, { properties: ['state'], ...parts })]
    : [];
}

/** What no longer listens may be the way in of somebody. */
function changeState({ after }: ChangedFact<'endpoint'>): readonly Made[] {
  return stateSteps(after, after.state === 'STARTED' ? {} : { needs: ['revoke-extra'] });
}

function changeListening({ before, after, properties }: ChangedFact<'endpoint'>): readonly Made[] {
  const isSame = before.type === after.type && before.protocol === after.protocol;
  if (!isSame || limitOfEndpoint(after) !== undefined) return [];
  return [
    step('alter-endpoint', listening(after), { properties: LISTENING.filter((one) => properties.has(one)) }),
  ];
}

/** The parts of CREATE and ALTER ENDPOINT. */
function listening(fact: EndpointFact): Parameters<'create-endpoint'> {
  const { name: endpoint, port = 0, ipAddress: address, type = '', certificate, role } = fact;
  const proof = ENDPOINT_AUTHENTICATION[fact.authentication ?? ''];
  const isBroker = type === 'SERVICE_BROKER';
  return {
    endpoint,
    port,
    address,
    type,
    before: proof?.before,
    certificate,
    after: proof?.after,
    encryption: ENDPOINT_ENCRYPTION[fact.encryption ?? ''],
    role: type === 'DATABASE_MIRRORING' ? role : undefined,
    forwarding: isBroker ? (fact.isForwarding ? 'ENABLED' : 'DISABLED') : undefined,
    forwardingSize: isBroker ? fact.forwardingSize : undefined,
  };
}
