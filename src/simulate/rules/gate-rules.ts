// Why SQL Server refuses what concerns endpoints, linked servers and triggers of the server.
import { SQL_SERVER_PRODUCT } from '../../model/catalog/linked-server-option.ts';
import { optionValue, serverOption } from '../effects/apply-linked.ts';
import { isMade } from '../state/principal.ts';
import { needs, refusals, refuses, taken, thingTaken } from './refusals.ts';

const CREATE = 'CREATE ENDPOINT (Transact-SQL)';

const OF_ONE = [
  'set-server-option',
  'set-network-name',
  'set-linked-login',
  'drop-linked-login',
  'drop-linked-server',
] as const;

/** Rules about them, in the order in which they are asked. */
export const GATE_RULES = [
  ...refusals(['create-endpoint'], `${CREATE} (a guess)`, {
    'endpoint-name-is-free': taken(
      ({ name }, { server }) =>
        isMade(server.securable('ENDPOINT', undefined, name)) && `an endpoint ${name}`,
    ),
  }),
  ...refusals(['alter-endpoint'], 'ALTER ENDPOINT (Transact-SQL)', {
    'altered-endpoint-exists': needs(({ name }) => ({ what: 'securable', class: 'ENDPOINT', name: [name] })),
  }),
  ...refusals(['create-endpoint'], CREATE, {
    'one-endpoint-of-a-sort': refuses({ asksServer: true }, ({ clauses: { type } }, { server }) => {
      if (type === undefined || type === 'TSQL') return undefined;
      for (const { fact } of server.securables())
        if (fact?.kind === 'endpoint' && fact.type === type)
          return `the server has an endpoint for ${type} already, ${fact.name}`;
      return undefined;
    }),
  }),
  ...refusals(['create-endpoint', 'alter-endpoint'], CREATE, {
    'endpoint-owner-exists': needs(({ clauses: { owner: name } }) => ({ what: 'login', name })),
    'certificate-of-endpoint-exists': needs(({ clauses: { certificate: name } }) => ({
      what: 'certificate',
      name,
      database: 'master',
    })),
  }),
  ...refusals(['add-linked-server', 'set-linked-login'], 'sp_addlinkedserver (Transact-SQL)', {
    'linked-servers-are-made-outside-transactions': refuses(
      15002,
      (_, { transactions }) =>
        transactions > 0 && 'linked servers and mappings are not made inside a transaction',
    ),
  }),
  ...refusals(['add-linked-server'], 'sp_addlinkedserver (Transact-SQL)', {
    'linked-server-name-is-free': refuses({ isMet: true, error: 15028 }, ({ server: name }, { server }) => {
      const found = server.things['linked-server'].get(name);
      return isMade(found) && `the linked server ${name} is there already`;
    }),
  }),
  ...refusals(['add-linked-server'], 'sp_addlinkedserver (Transact-SQL) (a guess)', {
    'product-says-it-all': refuses(
      15428,
      ({ product, provider, dataSource, location, providerString, catalog }) =>
        product === SQL_SERVER_PRODUCT &&
        [provider, dataSource, location, providerString, catalog].some((part) => part !== undefined) &&
        `nothing else is given with the product ${SQL_SERVER_PRODUCT}`,
    ),
  }),
  ...refusals(OF_ONE, 'sp_serveroption (Transact-SQL)', {
    'linked-server-exists': needs(15015, ({ server: name }) => ({ what: 'linked-server', name })),
  }),
  ...refusals(['set-server-option'], 'sp_serveroption (Transact-SQL)', {
    'server-option-is-known': refuses(15600, ({ option: name, value }) => {
      const option = serverOption(name);
      if (option === undefined) return `linked servers have no option ${name}`;
      return optionValue(option, value) === undefined && `the option ${name} takes no such value`;
    }),
  }),
  ...refusals(['set-linked-login', 'drop-linked-login'], 'sp_addlinkedsrvlogin (Transact-SQL)', {
    'local-login-exists': needs(15007, ({ login: name }) => ({ what: 'login', name })),
  }),
  ...refusals(['drop-linked-server'], 'sp_dropserver (Transact-SQL)', {
    'linked-servers-with-logins-are-not-dropped': refuses(
      15190,
      ({ server: name, dropsLogins }, { server }) => {
        const found = server.things['linked-server'].get(name);
        const has = [...server.links['linked-login'].values()].some(
          ({ server: of, login }) => of === found && login !== undefined,
        );
        return !dropsLogins && has && `logins are mapped to the linked server ${name}`;
      },
    ),
  }),
  ...refusals(['create-server-trigger'], 'CREATE TRIGGER (Transact-SQL)', {
    'trigger-name-is-free': thingTaken(2714, 'server-trigger', 'a server trigger'),
    'trigger-runs-as-a-login': needs(({ head: { executeAs: as } }) => ({
      what: 'login',
      name: typeof as === 'object' ? as.login : undefined,
    })),
  }),
  ...refusals(
    ['enable-server-trigger', 'disable-server-trigger', 'drop-server-trigger'],
    'ENABLE TRIGGER (Transact-SQL)',
    {
      'server-trigger-exists': refuses(
        { asksServer: true, isMet: true, error: 1088 },
        ({ names, ifExists }, { server }) => {
          const missing = ifExists
            ? undefined
            : names.find((name) => !server.things['server-trigger'].has(name));
          return missing !== undefined && `there is no server trigger ${missing}`;
        },
      ),
    },
  ),
  ...refusals(['set-trigger-order'], 'sp_settriggerorder (Transact-SQL)', {
    'ordered-trigger-exists': refuses(
      { asksServer: true },
      ({ name }, { server }) =>
        !server.things['server-trigger'].has(name) && `there is no server trigger ${name}`,
    ),
    'ordered-trigger-has-the-event': refuses({ asksServer: true }, ({ name, event }, { server }) => {
      const { events = [] } = server.things['server-trigger'].get(name) ?? {};
      // What is in a group of events is not known here.
      const isOf = events.some((one) => one === event || one.startsWith('DDL_'));
      return !isOf && `the trigger ${name} is not one for ${event}`;
    }),
    'one-trigger-is-first': refuses({ asksServer: true }, ({ name, order, event }, { server }) => {
      if (order === undefined) return undefined;
      const property = order === 'first' ? 'firstFor' : 'lastFor';
      const other = [...server.things['server-trigger'].values()].find((one) =>
        one[property]?.includes(event),
      );
      return (
        other !== undefined &&
        other !== server.things['server-trigger'].get(name) &&
        `the trigger ${other.name} is ${order} for ${event} already`
      );
    }),
  }),
];
