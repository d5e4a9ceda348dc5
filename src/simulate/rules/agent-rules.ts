// Why the procedures of msdb refuse what concerns jobs, operators and categories of SQL Server Agent.
import { categoryKey } from '../state/msdb-state.ts';
import { outsideMsdb } from './msdb-rules.ts';
import { refusals } from './refusals.ts';

const JOBS = ['add-agent-job', 'update-agent-job', 'delete-agent-job'] as const;
const OPERATORS = ['add-agent-operator', 'update-agent-operator', 'delete-agent-operator'] as const;
const CATEGORIES = ['add-agent-category', 'delete-agent-category'] as const;

/** Rules about them, in the order in which they are asked. */
export const AGENT_RULES = [
  ...refusals([...JOBS, ...OPERATORS, ...CATEGORIES], 'sp_add_job (Transact-SQL)', {
    'procedures-of-agent-are-in-msdb': {
      error: 2812,
      refuses: outsideMsdb,
    },
  }),
  ...refusals(['update-agent-job', 'delete-agent-job'], 'sp_update_job (Transact-SQL)', {
    'job-exists': {
      error: 14262,
      needs: ({ name }) => ({ what: 'agent-job', name }),
    },
  }),
  ...refusals(['add-agent-job'], 'sp_add_job (Transact-SQL)', {
    'job-name-is-free': {
      isMet: true,
      error: 14261,
      refuses: ({ name }, { server }) => server.msdb.jobs.has(name) && `there is a job ${name} already`,
    },
  }),
  ...refusals(['add-agent-job', 'update-agent-job'], 'sp_update_job (Transact-SQL)', {
    'job-owner-exists': {
      error: 14234,
      needs: ({ owner: name }, { server }) =>
        name !== undefined && server.directory.sidOfOwner(name) === undefined && { what: 'login', name },
    },
  }),
  ...refusals(['update-agent-operator', 'delete-agent-operator'], 'sp_update_operator (Transact-SQL)', {
    'operator-exists': {
      error: 14262,
      needs: ({ name }) => ({ what: 'agent-operator', name }),
    },
  }),
  ...refusals(['add-agent-operator'], 'sp_add_operator (Transact-SQL)', {
    'operator-name-is-free': {
      isMet: true,
      error: 14261,
      refuses: ({ name }, { server }) =>
        server.msdb.operators.has(name) && `there is an operator ${name} already`,
    },
  }),
  ...refusals(['add-agent-operator', 'update-agent-operator'], 'sp_add_operator (Transact-SQL)', {
    'operator-category-exists': {
      error: 14234,
      // Those of SQL Server itself begin with a bracket.
      needs: ({ category: name }) =>
        name !== undefined && !name.startsWith('[') && { what: 'operator-category', name },
    },
  }),
  ...refusals(['add-agent-category'], 'sp_add_category (Transact-SQL)', {
    'category-name-is-free': {
      isMet: true,
      error: 14261,
      refuses: (act, { server }) =>
        server.msdb.categories.has(categoryKey(act)) && `there is a category ${act.name} already`,
    },
  }),
  ...refusals(['delete-agent-category'], 'sp_delete_category (Transact-SQL)', {
    'category-exists': {
      error: 14262,
      asksServer: true,
      refuses: (act, { server }) =>
        !server.msdb.categories.has(categoryKey(act)) && `there is no category ${act.name}`,
    },
  }),
];
