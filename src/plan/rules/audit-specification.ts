// Audit specifications and what they have written down. One is made off, and nothing is changed in one that is on: whoever
// is to write is turned on behind its actions. Sources: "CREATE SERVER AUDIT SPECIFICATION (Transact-SQL)", "ALTER DATABASE
// AUDIT SPECIFICATION (Transact-SQL)" (Microsoft); that one of the server is made without an action is a guess.
import { defined } from '../../model/defined.ts';
import type { AuditActionFact, AuditSpecificationFact } from '../../model/fact.ts';
import { limitOfAuditAction, limitOfSpecification } from '../../model/limit-of-row.ts';
import { shown } from '../../model/words/shown.ts';
import type { ChangedFact } from '../compare-snapshots.ts';
import type { World } from '../lookup/world.ts';
import type { Made, StepParts } from '../plan.ts';
import { step } from '../plan.ts';
import type { Reason } from '../reason.ts';
import { KEPT, limit } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { by, each, not, steps, unscripted } from '../rule.ts';

const needs = ['revoke-extra'] as const;

export const AUDIT_SPECIFICATION_RULE: KindRule<'audit-specification'> = {
  create: (fact, { wanted, isKnown }) => {
    const code = limitOfSpecification(fact, wanted);
    if (code !== undefined) return unscripted(`Audit specification ${shown(fact.name)}`, code);
    const values = { ...named(fact), audit: fact.audit ?? '' };
    const made = step('create-audit-specification', values, whereOf(fact, ['audit', 'auditGuid']));
    // One that a database brings may be for an audit which this server has under another GUID.
    const kept = step('set-specification-audit', values, whereOf(fact, ['audit', 'auditGuid']));
    return steps(made, ...(isKnown ? [] : [kept]), stateStep(fact));
  },
  drop: (fact) =>
    steps(step('drop-audit-specification', named(fact), { properties: [], needs: ['drop-extra'] })),
  change: {
    ...each(['audit', 'auditGuid'], by(changeAudit, whyNot)),
    isEnabled: by(({ after }) => [stateStep(after)], KEPT),
    isSessionContextEnabled: limit('session-context-by-hand'),
  },
};

export const AUDIT_ACTION_RULE: KindRule<'audit-action'> = {
  create: (fact, world) => {
    const code = limitOfAuditAction(fact, world.wanted);
    if (code !== undefined) return not(limit(code));
    return steps(step('add-audit-action', actionOf(fact), whereOf(fact)), ...turnedOn(fact, world));
  },
  drop: (fact, world) =>
    steps(step('drop-audit-action', actionOf(fact), { needs }), ...turnedOn(fact, world, { needs })),
  change: {},
};

type Placed = Pick<AuditSpecificationFact | AuditActionFact, 'database'>;

const scopeOf = ({ database }: Placed) => (database === undefined ? 'server' : 'database');

function named(fact: AuditSpecificationFact) {
  return { specification: fact.name, of: scopeOf(fact) } as const;
}

/** Those of the server stand beside its audits. */
function whereOf(fact: Placed, properties?: readonly string[]): Partial<StepParts> {
  return defined({
    phase: fact.database === undefined ? ('server-specifications' as const) : undefined,
    properties,
  });
}

function changeAudit(
  { after, properties }: ChangedFact<'audit-specification'>,
  world: World,
): readonly Made[] {
  if (limitOfSpecification(after, world.wanted) !== undefined) return [];
  const values = { ...named(after), audit: after.audit ?? '' };
  const parts = { ...whereOf(after, ['audit', 'auditGuid']), needs };
  return [
    step('set-specification-audit', values, parts),
    ...(after.isEnabled && !properties.has('isEnabled') ? [stateStep(after)] : []),
  ];
}

function whyNot({ after }: ChangedFact<'audit-specification'>, { wanted }: World): Reason {
  const code = limitOfSpecification(after, wanted);
  return code === undefined ? KEPT : limit(code);
}

function stateStep(fact: AuditSpecificationFact): Made {
  const phase = fact.database === undefined ? 'server-specifications-on' : 'specifications-on';
  const parts = { phase, properties: ['isEnabled'] } as const;
  return fact.isEnabled
    ? step('enable-audit-specification', named(fact), parts)
    : step('disable-audit-specification', named(fact), { ...parts, needs });
}

/** A change of its actions leaves a specification off that is to be on. */
function turnedOn(
  { database, specification }: AuditActionFact,
  { wanted }: World,
  parts: Partial<StepParts> = {},
): readonly Made[] {
  const found = wanted.named('audit-specification', specification, database);
  return found?.isEnabled === true ? [{ ...stateStep(found), properties: [], ...parts } as Made] : [];
}

function actionOf(fact: AuditActionFact) {
  const { database = '', specification, action, class: on, schema, name = database, principal } = fact;
  return {
    specification,
    of: scopeOf(fact),
    action,
    on: on && { class: on, ...defined({ schema }), name },
    principal,
  } as const;
}
