// What making and changing endpoints does. Sources: "CREATE ENDPOINT (Transact-SQL)", "ALTER ENDPOINT (Transact-SQL)",
// "Configure the Database Engine to listen on multiple TCP ports".
import { DEFAULT_TCP_ENDPOINT } from '../../model/catalog/default-permission.ts';
import { defined } from '../../model/defined.ts';
import type { EndpointFact } from '../../model/fact.ts';
import type { ActOf } from '../rule.ts';
import { actingLogin } from '../run/actor.ts';
import type { RunContext } from '../run-context.ts';
import { isMade } from '../state/principal.ts';

/** Makes an endpoint: stopped, and of whoever makes it, unless the statement says otherwise. */
export function createEndpoint({ name, clauses }: ActOf<'create-endpoint'>, context: RunContext): void {
  const { server } = context;
  const old = server.securable('ENDPOINT', undefined, name);
  if (isMade(old)) return;
  const { owner: named, ...rest } = clauses;
  const owner = named === undefined ? (actingLogin(context) ?? server.sa) : server.principal(named);
  const fact: EndpointFact = {
    kind: 'endpoint',
    name,
    ...DEFAULTS[rest.type ?? ''],
    state: 'STOPPED',
    ...rest,
  };
  server.addSecurable({ class: 'ENDPOINT', name, fact, ...defined({ owner }) });
  if (rest.type === 'TSQL') closeDefault(context);
}

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

/** Changes what the statement says; a certificate goes with the way of asking that it was of. */
export function alterEndpoint({ name, clauses }: ActOf<'alter-endpoint'>, { server }: RunContext): void {
  const found = server.securable('ENDPOINT', undefined, name);
  if (found === undefined) return;
  const { owner: named, ...rest } = clauses;
  const owner = named === undefined ? found.owner : server.principal(named);
  const before = found.fact?.kind === 'endpoint' ? found.fact : ({ kind: 'endpoint', name } as const);
  const { certificate, ipAddress, ...kept } = before;
  const fact: EndpointFact = {
    ...kept,
    ...defined({
      certificate: rest.authentication === undefined ? certificate : undefined,
      ipAddress: rest.protocol === undefined ? ipAddress : undefined,
    }),
    ...rest,
  };
  server.log.change(found, { fact, ...defined({ owner }) });
}
