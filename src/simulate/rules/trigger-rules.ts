// Why SQL Server refuses what concerns triggers of the server.
import { refusals } from './refusals.ts';

/** Rules about triggers, in the order in which they are asked. */
export const TRIGGER_RULES = [
  ...refusals(['create-server-trigger'], 'CREATE TRIGGER (Transact-SQL)', {
    'trigger-name-is-free': {
      error: 2714,
      taken: ({ name }, { server }) =>
        server.things['server-trigger'].has(name) && `a server trigger ${name}`,
    },
    'trigger-runs-as-a-login': {
      needs: ({ head: { executeAs: as } }) => ({
        what: 'login',
        name: typeof as === 'object' ? as.login : undefined,
      }),
    },
  }),
  ...refusals(
    ['enable-server-trigger', 'disable-server-trigger', 'drop-server-trigger'],
    'ENABLE TRIGGER (Transact-SQL)',
    {
      'server-trigger-exists': {
        asksServer: true,
        isMet: true,
        error: 1088,
        refuses: ({ names, ifExists }, { server }) => {
          const missing = ifExists
            ? undefined
            : names.find((name) => !server.things['server-trigger'].has(name));
          return missing !== undefined && `there is no server trigger ${missing}`;
        },
      },
    },
  ),
  ...refusals(['set-trigger-order'], 'sp_settriggerorder (Transact-SQL)', {
    'ordered-trigger-exists': {
      asksServer: true,
      refuses: ({ name }, { server }) =>
        !server.things['server-trigger'].has(name) && `there is no server trigger ${name}`,
    },
    'ordered-trigger-has-the-event': {
      asksServer: true,
      refuses: ({ name, event }, { server }) => {
        const { events = [] } = server.things['server-trigger'].get(name) ?? {};
        // What is in a group of events is not known here.
        const isOf = events.some((one) => one === event || one.startsWith('DDL_'));
        return !isOf && `the trigger ${name} is not one for ${event}`;
      },
    },
    'one-trigger-is-first': {
      asksServer: true,
      refuses: ({ name, order, event }, { server }) => {
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
      },
    },
  }),
];
