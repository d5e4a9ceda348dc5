// Why the procedures of msdb refuse what concerns jobs, operators and categories of SQL Server Agent.
import { outsideMsdb } from './msdb-rules.ts';
import { refusals } from './refusals.ts';

const JOBS = ['add-agent-job', 'update-agent-job', 'delete-agent-job'] as const;
const OPERATORS = ['add-agent-operator', 'update-agent-operator', 'delete-agent-operator'] as const;
const CATEGORIES = ['add-agent-category', 'delete-agent-category'] as const;

/** Rules about them, in the order in which they are asked. */
export const AGENT_RULES = [
  ...refusals([...JOBS, ...OPERATORS, ...CATEGORIES], 'sp_add_job (Transact-SQL)', {
    'procedures-of-agent-are-in-msdb': { error: 2812, refuses: outsideMsdb },
  }),
  ...refusals(['update-agent-job', 'delete-agent-job'], 'sp_update_job (Transact-SQL)', {
    'job-exists': { error: 14262, needs: ({ name }) => ({ what: 'agent-job', name }) },
  }),
  ...refusals(['add-agent-job'], 'sp_add_job (Transact-SQL)', {
    'job-name-is-free': {
      error: 14261,
      taken: ({ name }, { server }) => server.things['agent-job'].has(name) && `a job ${name}`,
    },
  }),
  ...refusals(['add-agent-job', 'update-agent-job'], 'sp_update_job (Transact-SQL)', {
    'job-owner-exists': {
      error: 14234,
      needs: ({ owner: name }, { server: { directory } }) => ({
        what: 'login',
        name: directory.sidOfOwner(name ?? '') === undefined ? name : undefined,
      }),
    },
  }),
  ...refusals(['update-agent-operator', 'delete-agent-operator'], 'sp_update_operator (Transact-SQL)', {
    'operator-exists': { error: 14262, needs: ({ name }) => ({ what: 'agent-operator', name }) },
  }),
  ...refusals(['add-agent-operator'], 'sp_add_operator (Transact-SQL)', {
    'operator-name-is-free': {
      error: 14261,
      taken: ({ name }, { server }) => server.things['agent-operator'].has(name) && `an operator ${name}`,
    },
  }),
  ...refusals(['add-agent-operator', 'update-agent-operator'], 'sp_add_operator (Transact-SQL)', {
    'operator-category-exists': {
      error: 14234,
      // Those of SQL Server itself begin with a bracket.
      needs: ({ category: name }) => ({
        what: 'operator-category',
        name: name?.startsWith('[') ? undefined : name,
      }),
    },
  }),
  ...refusals(['add-agent-category'], 'sp_add_category (Transact-SQL)', {
    'category-name-is-free': {
      error: 14261,
      taken: ({ class: of, name }, { server }) =>
        server.things['agent-category'].has(of, name) && `a category ${name}`,
    },
  }),
  ...refusals(['delete-agent-category'], 'sp_delete_category (Transact-SQL)', {
    'category-exists': {
      error: 14262,
      asksServer: true,
      refuses: ({ class: of, name }, { server }) =>
        !server.things['agent-category'].has(of, name) && `there is no category ${name}`,
    },
  }),
];
