// Jobs of SQL Server Agent: whose each is, and which of their steps run as another. What they do is not security: they come
// with msdb. Sources: "dbo.sysjobs", "dbo.sysjobsteps", "dbo.syscategories (Transact-SQL)" (Microsoft).
import { defined } from '../../model/defined.ts';
import { shown } from '../../model/words/shown.ts';
import { filled, flag, id, integer, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { SEE_MORE } from '../principal.ts';
import type { DatabaseScope } from '../scope.ts';
import { nameCategory } from './operators.ts';
import { ownerOfRow } from './owner-of-row.ts';

/** `dbo.syscategories`. */
export const jobCategories = defineQuery<DatabaseScope>()({
  name: 'categories of Agent jobs',
  view: 'dbo.syscategories',
  columns: ['category_id', 'category_class', 'category_type', 'name'],
  read: (scope, at) => ({
    row(row) {
      const [of, type] = [id(row[at.category_class]), id(row[at.category_type])];
      scope.jobCategories.set(id(row[at.category_id]), { name: name(row[at.name]), of, type });
    },
  }),
});

/** The columns of a job that name operators; 0 for none. */
const NOTIFIED = [
  'notify_email_operator_id',
  'notify_netsend_operator_id',
  'notify_page_operator_id',
] as const;

/** `dbo.sysjobs`. */
export const jobs = defineQuery<DatabaseScope>()({
  name: 'Agent jobs',
  view: 'dbo.sysjobs',
  columns: ['job_id', 'name', 'enabled', 'category_id', 'owner_sid', ...NOTIFIED],
  expressions: { account_name: 'SUSER_SNAME([v].[owner_sid])' },
  read: (scope, at) => {
    const names = new Set<string>();
    return {
      row(row) {
        const { ledger, database } = scope;
        const job = name(row[at.name]);
        scope.jobs.set(name(row[at.job_id]), job);
        for (const column of NOTIFIED) {
          const operator = integer(row[at[column]]);
          if (operator !== undefined && operator !== 0) scope.namedOperators.add(operator);
        }
        if (names.has(job)) {
          const fact = `Several Agent jobs are called ${shown(job)}: one of them was captured.`;
          ledger.omit('job-of-a-name', fact, 'Give each job a name of its own.', 1);
          return;
        }
        names.add(job);
        const whose = ownerOfRow(scope, row[at.owner_sid], row[at.account_name]);
        if (whose.owner === undefined)
          ledger.note('orphan-job-owner', `The owner of Agent job ${shown(job)} is gone: ${whose.ownerSid}.`);
        scope.facts.push(
          defined({
            kind: 'agent-job' as const,
            database,
            name: job,
            ...whose,
            category: nameCategory(scope, row[at.category_id])?.name,
            isEnabled: flag(row[at.enabled]),
          }),
        );
      },
    };
  },
});

/** `dbo.sysjobsteps`: those that run as a proxy, or as a user of a database. */
export const jobSteps = defineQuery<DatabaseScope>()({
  name: 'steps of Agent jobs',
  view: 'dbo.sysjobsteps',
  columns: ['job_id', 'step_id', 'step_name', 'subsystem', 'proxy_id', 'database_name', 'database_user_name'],
  narrow: (query) => query.whereNotNull('v.proxy_id').orWhereNotNull('v.database_user_name'),
  read: (scope, at) => ({
    row(row) {
      const { ledger, database } = scope;
      const job = scope.jobs.get(name(row[at.job_id]));
      const number = integer(row[at.proxy_id]);
      const proxy = number === undefined ? undefined : scope.proxies.get(number);
      const user = filled(row[at.database_user_name]);
      if (job === undefined || (number !== undefined && proxy === undefined)) {
        const fact = 'msdb speaks of a job or proxy which is not visible.';
        ledger.omit('unresolved-id', fact, SEE_MORE, 1);
        return;
      }
      if (proxy === undefined && user === undefined) return;
      scope.facts.push(
        defined({
          kind: 'agent-job-step' as const,
          database,
          job,
          step: id(row[at.step_id]),
          name: name(row[at.step_name]),
          subsystem: name(row[at.subsystem]),
          proxy,
          userDatabase: user === undefined ? undefined : filled(row[at.database_name]),
          user,
        }),
      );
    },
  }),
});
