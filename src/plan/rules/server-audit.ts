// Audits of the server. One is made with the GUID that it had, by which audit specifications of databases find it, and is
// enabled last of all; that it shuts the server down where it cannot write is left to whoever asks for it.
// Sources: "CREATE SERVER AUDIT (Transact-SQL)", "ALTER SERVER AUDIT (Transact-SQL)" (Microsoft).
import { AUDIT_SHUTDOWN, AUDIT_TARGET } from '../../model/catalog/audit-clause.ts';
import type { ServerAuditFact } from '../../model/fact.ts';
import { limitOfAudit } from '../../model/limit-of-row.ts';
import type { ChangedFact } from '../compare-snapshots.ts';
import type { Made } from '../plan.ts';
import { step } from '../plan.ts';
import type { Reason } from '../reason.ts';
import { limit } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { by, each, steps, unscripted } from '../rule.ts';

const BY_HAND = limit('audit-by-hand');
const OTHER_GUID: Reason = [
  'other-audit',
  'An audit of that name is there with another GUID, which no statement changes: drop it if the snapshot’s is meant, and run again.',
];

/** What ALTER SERVER AUDIT says again as a whole. */
const SAID = [
  'target',
  'path',
  'maxSize',
  'maxRolloverFiles',
  'maxFiles',
  'isSpaceReserved',
  'queueDelay',
  'predicate',
] as const;

export const SERVER_AUDIT_RULE: KindRule<'server-audit'> = {
  create: (fact) => {
    if (limitOfAudit(fact) !== undefined) return unscripted(`Server audit ${fact.name}`, 'audit-by-hand');
    const properties = ['guid', ...SAID, ...(shutsDown(fact) ? [] : ['onFailure'])];
    const made = step('create-server-audit', { ...clauses(fact), guid: fact.guid }, { properties });
    return { steps: [made, ...shutdownSteps(fact), stateStep(fact)] };
  },
  drop: ({ name: audit }) => steps(step('drop-server-audit', { audit }, { needs: ['drop-extra'] })),
  change: {
    guid: OTHER_GUID,
    ...each([...SAID, 'onFailure'], by(changeClauses, BY_HAND)),
    isEnabled: by(({ after }) => [stateStep(after)], BY_HAND),
  },
};

const shutsDown = ({ onFailure }: ServerAuditFact): boolean => onFailure === AUDIT_SHUTDOWN;

/** Both statements leave an audit disabled that was enabled: whoever is to write is enabled again behind them. */
function changeClauses({ before, after, properties }: ChangedFact<'server-audit'>): readonly Made[] {
  if (limitOfAudit(after) !== undefined) return [];
  const said = [...SAID, ...(shutsDown(after) ? [] : ['onFailure' as const])];
  const settled = said.filter((one) => properties.has(one));
  const isShutdown = properties.has('onFailure') && shutsDown(after);
  const parts = { properties: settled, needs: ['revoke-extra'] } as const;
  const hadPredicate = before.predicate !== undefined && after.predicate === undefined;
  return [
    ...(settled.length === 0 ? [] : [step('alter-server-audit', { ...clauses(after), hadPredicate }, parts)]),
    ...(isShutdown ? shutdownSteps(after) : []),
    ...(after.isEnabled && !properties.has('isEnabled') ? [stateStep(after)] : []),
  ];
}

function shutdownSteps(fact: ServerAuditFact): readonly Made[] {
  if (!shutsDown(fact)) return [];
  return [
    step(
      'set-server-audit-shutdown',
      { audit: fact.name },
      { properties: ['onFailure'], needs: ['audit-shutdown'] },
    ),
  ];
}

function stateStep({ name: audit, isEnabled }: ServerAuditFact): Made {
  const properties = ['isEnabled'];
  return isEnabled
    ? step('enable-server-audit', { audit }, { properties })
    : step('disable-server-audit', { audit }, { properties, needs: ['revoke-extra'] });
}

/** The parts of CREATE and ALTER SERVER AUDIT. */
function clauses(fact: ServerAuditFact) {
  const {
    name: audit,
    target = '',
    path,
    maxFiles,
    predicate,
    queueDelay = 0,
    onFailure = 'CONTINUE',
  } = fact;
  const isFile = path !== undefined;
  return {
    audit,
    target: AUDIT_TARGET[target] ?? '',
    path,
    maxSize: isFile ? (fact.maxSize ?? 0) : undefined,
    maxFiles: isFile ? maxFiles : undefined,
    maxRolloverFiles: isFile && maxFiles === undefined ? (fact.maxRolloverFiles ?? 0) : undefined,
    reservesSpace: fact.isSpaceReserved === true,
    queueDelay,
    onFailure: shutsDown(fact) ? 'CONTINUE' : onFailure,
    predicate,
  };
}
