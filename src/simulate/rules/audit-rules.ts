// Why SQL Server refuses what concerns audits of the server.
import { refusals } from './refusals.ts';

/** Rules about audits, in the order in which they are asked. */
export const AUDIT_RULES = [
  ...refusals(['create-server-audit'], 'CREATE SERVER AUDIT (Transact-SQL) (a guess)', {
    'audit-name-is-free': {
      isMet: true,
      refuses: ({ name }, { server }) => server.audits.has(name) && `there is a server audit ${name} already`,
    },
  }),
  ...refusals(['alter-server-audit', 'drop-server-audit'], 'ALTER SERVER AUDIT (Transact-SQL)', {
    'server-audit-exists': {
      asksServer: true,
      isMet: true,
      refuses: ({ name }, { server }) => !server.audits.has(name) && `there is no server audit ${name}`,
    },
    'audit-is-disabled': {
      asksServer: true,
      refuses: ({ kind, name, clauses }, { server }) => {
        const isEnabled = server.audits.get(name)?.isEnabled === true;
        const isOther =
          kind === 'drop-server-audit' || Object.keys(clauses).some((one) => one !== 'isEnabled');
        return isEnabled && isOther && `the server audit ${name} is enabled`;
      },
    },
  }),
];
