// What a target may be, as tables: callers in JavaScript have no compiler. Nothing that is refused is repeated: it may be
// a secret.
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import type { ServerAddress } from './server-address.ts';
import { type Authentication, ENCRYPTIONS, LOGIN_TYPES, type ServerTarget } from './server-target.ts';
import type { WireLimits } from './wire/limits.ts';

const TARGET: OptionRules<ServerTarget> = {
  address: 'object',
  authentication: 'object',
  encryption: ENCRYPTIONS,
  trustServerCertificate: 'flag',
  hostNameInCertificate: 'text',
  caFile: 'text',
  allowRouting: 'flag',
  readOnlyIntent: 'flag',
  multiSubnetFailover: 'flag',
  connectTimeoutMs: 'milliseconds',
  packetSize: 'packetSize',
  applicationName: 'text',
  limits: 'object',
  retry: 'object',
};

const ADDRESS: OptionRules<ServerAddress> = { host: 'text', instance: 'text', port: 'port' };

const LIMITS: OptionRules<Partial<WireLimits>> = {
  handshake: 'count',
  login: 'count',
  value: 'count',
  part: 'count',
  row: 'count',
  answer: 'count',
  errors: 'count',
};

const RETRY: OptionRules<NonNullable<ServerTarget['retry']>> = { attempts: 'count', waitMs: 'milliseconds' };

type Login<T extends Authentication['type']> = Extract<Authentication, { readonly type: T }>;

const SQL: OptionRules<Login<'sql'>> = { type: ['sql'], user: 'text', password: 'text' };
const NTLM: OptionRules<Login<'ntlm'>> = { type: ['ntlm'], domain: 'text', user: 'text', password: 'text' };
const INTEGRATED: OptionRules<Login<'integrated'>> = { type: ['integrated'] };
const ENTRA: OptionRules<Login<'entra'>> = { type: ['entra'], credential: 'object', clientId: 'text' };

/** Throws a RegrantError `bad-option` that names what is not right in a target. */
export function checkTarget(target: ServerTarget): void {
  checkOptions(target, TARGET, { needed: ['address', 'authentication'] });
  const { address, authentication, limits = {}, retry = {} } = target;
  checkOptions(address, ADDRESS, { needed: ['host'], within: 'address.' });
  checkOptions(limits, LIMITS, { within: 'limits.' });
  checkOptions(retry, RETRY, { within: 'retry.' });
  checkLogin(authentication);
}

function checkLogin(login: Authentication): void {
  const within = 'authentication.';
  if (login.type === 'sql') checkOptions(login, SQL, { needed: ['user', 'password'], within });
  else if (login.type === 'ntlm')
    checkOptions(login, NTLM, { needed: ['domain', 'user', 'password'], within });
  else if (login.type === 'entra') checkOptions(login, ENTRA, { within });
  else if (login.type === 'integrated') checkOptions(login, INTEGRATED, { within });
  else checkOptions<{ type: unknown }>(login, { type: LOGIN_TYPES }, { needed: ['type'], within });
}
