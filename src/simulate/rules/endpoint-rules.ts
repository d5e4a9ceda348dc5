// Why SQL Server refuses what concerns endpoints.
import { isMade } from '../state/principal.ts';
import { refusals } from './refusals.ts';

const CREATE = 'CREATE ENDPOINT (Transact-SQL)';

/** Rules about endpoints, in the order in which they are asked. */
export const ENDPOINT_RULES = [
  ...refusals(['create-endpoint'], `${CREATE} (a guess)`, {
    'endpoint-name-is-free': {
      taken: ({ name }, { server }) =>
        isMade(server.securable('ENDPOINT', undefined, name)) && `an endpoint ${name}`,
    },
  }),
  ...refusals(['alter-endpoint'], 'ALTER ENDPOINT (Transact-SQL)', {
    'altered-endpoint-exists': {
      needs: ({ name }) => ({ what: 'securable', class: 'ENDPOINT', name: [name] }),
    },
  }),
  ...refusals(['create-endpoint'], CREATE, {
    'one-endpoint-of-a-sort': {
      asksServer: true,
      refuses: ({ clauses: { type } }, { server }) => {
        if (type === undefined || type === 'TSQL') return undefined;
        for (const { fact } of server.securables())
          if (fact?.kind === 'endpoint' && fact.type === type)
            return `the server has an endpoint for ${type} already, ${fact.name}`;
        return undefined;
      },
    },
  }),
  ...refusals(['create-endpoint', 'alter-endpoint'], CREATE, {
    'endpoint-owner-exists': { needs: ({ clauses: { owner: name } }) => ({ what: 'login', name }) },
    'certificate-of-endpoint-exists': {
      needs: ({ clauses: { certificate: name } }) => ({ what: 'certificate', name, database: 'master' }),
    },
  }),
];
