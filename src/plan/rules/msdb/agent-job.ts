// Jobs of SQL Server Agent and packages of Integration Services: they come with msdb. A job that is there is given its owner,
// with whose rights its steps run. Source: "sp_update_job (Transact-SQL)" (Microsoft).
import type { AgentJobFact } from '../../../model/fact.ts';
import { shown } from '../../../model/words/shown.ts';
import type { Made } from '../../plan.ts';
import { step } from '../../plan.ts';
import { limit } from '../../reason.ts';
import type { KindRule } from '../../rule.ts';
import { by, each, not, steps, unscripted } from '../../rule.ts';

const JOB = limit('job-by-hand');
const PACKAGE = limit('package-by-hand');
const UNKNOWN_OWNER = limit('unknown-owner');

export const AGENT_JOB_RULE: KindRule<'agent-job'> = {
  create: (fact, { isKnown }) => {
    if (fact.owner === undefined) return unscripted(`Agent job ${shown(fact.name)}`, 'unknown-owner');
    return isKnown ? not(JOB) : steps(...ownerSteps(fact));
  },
  drop: () => not(JOB),
  change: {
    ...each(
      ['owner', 'ownerSid'],
      by(({ after }) => ownerSteps(after), UNKNOWN_OWNER),
    ),
    category: JOB,
    isEnabled: JOB,
  },
};

function ownerSteps({ name: job, owner }: AgentJobFact): readonly Made[] {
  return owner === undefined
    ? []
    : [step('set-job-owner', { job, owner }, { properties: ['owner', 'ownerSid'] })];
}

export const AGENT_JOB_STEP_RULE: KindRule<'agent-job-step'> = {
  create: () => not(JOB),
  drop: () => not(JOB),
  change: each(['name', 'subsystem', 'proxy', 'userDatabase', 'user'], JOB),
};

export const SSIS_PACKAGE_RULE: KindRule<'ssis-package'> = {
  create: () => not(PACKAGE),
  drop: () => not(PACKAGE),
  change: each(['owner', 'ownerSid', 'readerRole', 'writerRole'], PACKAGE),
};
