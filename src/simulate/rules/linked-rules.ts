// Why SQL Server refuses what concerns linked servers.
import { SQL_SERVER_PRODUCT } from '../../model/catalog/linked-server-option.ts';
import { optionValue, serverOption } from '../effects/apply-linked.ts';
import { isMade } from '../state/principal.ts';
import { refusals } from './refusals.ts';

const OF_ONE = [
  'set-server-option',
  'set-network-name',
  'set-linked-login',
  'drop-linked-login',
  'drop-linked-server',
] as const;

/** Rules about linked servers, in the order in which they are asked. */
export const LINKED_RULES = [
  ...refusals(['add-linked-server', 'set-linked-login'], 'sp_addlinkedserver (Transact-SQL)', {
    'linked-servers-are-made-outside-transactions': {
      error: 15002,
      refuses: (_, { transactions }) =>
        transactions > 0 && 'linked servers and mappings are not made inside a transaction',
    },
  }),
  ...refusals(['add-linked-server'], 'sp_addlinkedserver (Transact-SQL)', {
    'linked-server-name-is-free': {
      isMet: true,
      error: 15028,
      refuses: ({ server: name }, { server }) => {
        const found = server.things['linked-server'].get(name);
        return isMade(found) && `the linked server ${name} is there already`;
      },
    },
  }),
  ...refusals(['add-linked-server'], 'sp_addlinkedserver (Transact-SQL) (a guess)', {
    'product-says-it-all': {
      error: 15428,
      refuses: ({ product, provider, dataSource, location, providerString, catalog }) =>
        product === SQL_SERVER_PRODUCT &&
        [provider, dataSource, location, providerString, catalog].some((part) => part !== undefined) &&
        `nothing else is given with the product ${SQL_SERVER_PRODUCT}`,
    },
  }),
  ...refusals(OF_ONE, 'sp_serveroption (Transact-SQL)', {
    'linked-server-exists': { error: 15015, needs: ({ server: name }) => ({ what: 'linked-server', name }) },
  }),
  ...refusals(['set-server-option'], 'sp_serveroption (Transact-SQL)', {
    'server-option-is-known': {
      error: 15600,
      refuses: ({ option: name, value }) => {
        const option = serverOption(name);
        if (option === undefined) return `linked servers have no option ${name}`;
        return optionValue(option, value) === undefined && `the option ${name} takes no such value`;
      },
    },
  }),
  ...refusals(['set-linked-login', 'drop-linked-login'], 'sp_addlinkedsrvlogin (Transact-SQL)', {
    'local-login-exists': { error: 15007, needs: ({ login: name }) => ({ what: 'login', name }) },
  }),
  ...refusals(['drop-linked-server'], 'sp_dropserver (Transact-SQL)', {
    'linked-servers-with-logins-are-not-dropped': {
      error: 15190,
      refuses: ({ server: name, dropsLogins }, { server }) => {
        const found = server.things['linked-server'].get(name);
        const has = [...server.links['linked-login'].values()].some(
          ({ server: of, login }) => of === found && login !== undefined,
        );
        return !dropsLogins && has && `logins are mapped to the linked server ${name}`;
      },
    },
  }),
];
