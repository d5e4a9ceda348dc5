// What making and changing endpoints does. Sources: "CREATE ENDPOINT (Transact-SQL)", "ALTER ENDPOINT (Transact-SQL)",
// "Configure the Database Engine to listen on multiple TCP ports".
import { DEFAULT_TCP_ENDPOINT } from '../../model/catalog/default-permission.ts';
import { defined } from '../../model/defined.ts';
import type { EndpointFact } from '../../model/fact.ts';
import { actingLogin } from '../run/actor.ts';
import type { RunContext } from '../run-context.ts';
import { isMade } from '../state/principal.ts';
import { within } from './effect.ts';

export const ENDPOINT_EFFECTS = within('server', {
  /** Makes an endpoint: stopped, and of whoever makes it, unless the statement says otherwise. */
  'create-endpoint': ({ name, clauses }, context) => {
    const { server } = context;
    if (isMade(server.securable('ENDPOINT', undefined, name))) return;
    const { owner: named, ...rest } = clauses;
    const owner = named === undefined ? (actingLogin(context) ?? server.sa) : server.principal(named);
    const usual = { ...DEFAULTS[rest.type ?? ''], state: 'STOPPED' };
    const fact: EndpointFact = { kind: 'endpoint', name, ...usual, ...rest };
    server.addSecurable({ class: 'ENDPOINT', name, fact, ...defined({ owner }) });
    if (rest.type === 'TSQL') closeDefault(context);
  },
  /** Changes what the statement says; a certificate goes with the way of asking that it was of. */
  'alter-endpoint': ({ name, clauses }, { server }) => {
    const found = server.securable('ENDPOINT', undefined, name);
    if (found === undefined) return;
    const { owner: named, ...rest } = clauses;
    const owner = named === undefined ? found.owner : server.principal(named);
    const before = found.fact?.kind === 'endpoint' ? found.fact : ({ kind: 'endpoint', name } as const);
    const { certificate, ipAddress, ...kept } = before;
    const left = defined({
      certificate: rest.authentication === undefined ? certificate : undefined,
      ipAddress: rest.protocol === undefined ? ipAddress : undefined,
    });
    server.log.change(found, { fact: { ...kept, ...left, ...rest }, ...defined({ owner }) });
  },
});

/** What an endpoint has that the statement does not say. */
const DEFAULTS: Readonly<Record<string, Partial<EndpointFact>>> = {
  SERVICE_BROKER: { authentication: 'NEGOTIATE', encryption: 'AES', isForwarding: false },
  DATABASE_MIRRORING: { authentication: 'NEGOTIATE', encryption: 'AES' },
};

function closeDefault({ server }: RunContext): void {
  const target = server.target('ENDPOINT', undefined, DEFAULT_TCP_ENDPOINT);
  if (target === undefined) return;
  for (const row of server.permissions.on(target))
    if (row.permission === 'CONNECT' && row.grantee.name === 'public') server.permissions.remove(row);
}
