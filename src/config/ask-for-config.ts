// The questions of whoever sets up a configuration, one after the other, and what their answers make.
import { SERVICE_MANAGER } from '../select/profiles/service-manager.ts';
import type { WrittenAuthentication, WrittenConfig, WrittenServer } from './config.ts';

/** Asks a person, who may leave it at what is taken by default; answers come without blanks around them. */
export type Ask = (question: string, byDefault?: string) => Promise<string>;

/**
 * Asks for servers, a login and a place, and makes a configuration of the answers, which `parseConfig` then checks.
 * Passes on what `ask` throws.
 */
export async function askForConfig(ask: Ask): Promise<WrittenConfig> {
  const servers: WrittenServer[] = [];
  for (;;) {
    const server = await ask(
      servers.length === 0
        ? 'Server (host, host\\INSTANCE or host,port)'
        : 'Another server (empty when there is none)',
    );
    if (server === '' && servers.length > 0) break;
    if (server !== '') servers.push({ server });
  }
  const authentication = await askForLogin(ask);
  const certificate = await ask(
    'PEM file of the authority of the servers’ certificates (empty: the machine’s own)',
  );
  const isServiceManager = /^y/i.test(await ask('Are these the servers of Service Manager? (y/n)', 'n'));
  const out = await ask('Folder for snapshots and scripts', 'dr');
  return {
    $schema: SCHEMA,
    ...(isServiceManager ? { profile: SERVICE_MANAGER.name } : {}),
    out,
    defaults: { authentication, ...(certificate === '' ? {} : { caFile: certificate }) },
    servers,
  };
}

const SCHEMA = './node_modules/regrant/dist/schemas/config.schema.json';

/** `DOMAIN\user` logs in by NTLM, anything else as a SQL login; nothing means Microsoft Entra. */
async function askForLogin(ask: Ask): Promise<WrittenAuthentication> {
  const login = await ask('Login (DOMAIN\\user, a SQL login, or empty for Microsoft Entra)');
  if (login === '') return { type: 'entra' };
  const [domain = '', user] = login.split('\\');
  return user === undefined ? { type: 'sql', user: login } : { type: 'ntlm', domain, user };
}
