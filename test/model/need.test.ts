// What a script needs that neither it nor the databases bring, by name.
import type { Fact, FactOf } from '../../src/model/fact.ts';
import { NEED_WORDS, needsOf } from '../../src/model/need.ts';
import { assert, suite } from '../suite.ts';

const on = (place: object): Fact =>
  ({ kind: 'permission', ...place, permission: 'CONTROL', grantee: 'r', grantor: 'dbo', state: 'G' }) as Fact;
const login = (name: string, rest: Pick<FactOf<'login'>, 'type'> & Partial<FactOf<'login'>>): Fact => ({
  kind: 'login',
  name,
  sid: '0x02',
  isDisabled: false,
  ...rest,
});
const ENDPOINT = { class: 'ENDPOINT', name: 'Mirroring' } as const;
const LISTENER = {
  kind: 'endpoint',
  type: 'DATABASE_MIRRORING',
  protocol: 'TCP',
  port: 5022,
  encryption: 'AES',
  role: 'ALL',
} as const;
const JOBS = { database: 'msdb', class: 'OBJECT', schema: 'dbo', name: 'jobs' } as const;
const ORDERS = { database: 'Sales', class: 'OBJECT', schema: 'dbo', name: 'orders' } as const;

suite('needs', (test) => {
  test('names what no script and no backup brings, once', () => {
    const facts: Fact[] = [
      { kind: 'endpoint', name: 'by hand', owner: 'sa' },
      { ...LISTENER, name: 'Mirroring', certificate: 'proof', authentication: 'CERTIFICATE' },
      { ...LISTENER, name: 'plain', authentication: 'NTLM' },
      { kind: 'securable', class: 'AVAILABILITY GROUP', name: 'AG', owner: 'A\\svc' },
      { kind: 'securable', ...JOBS },
      { kind: 'securable', ...ORDERS },
      on(ENDPOINT),
      on({ ...ENDPOINT, grantee: 's' }),
      on(JOBS),
      on(ORDERS),
      on({ database: 'msdb', class: 'OBJECT', schema: 'dbo', name: 'sp_send_dbmail' }),
      login('hashed', { type: 'S', passwordHash: '0x01' }),
      login('bare', { type: 'S' }),
      login('signer', { type: 'C', certificate: 'cert]' }),
      { kind: 'credential', name: 'c', identity: 'i', provider: 'hsm' },
      { kind: 'credential', name: '##of a feature##', identity: 'i' },
      { kind: 'credential', name: '##xp_cmdshell_proxy_account##', identity: 'i' },
      login('mapped', { type: 'U', credential: '##a##', providerCredentials: ['##b##', 'c'] }),
      { kind: 'agent-proxy', database: 'msdb', name: 'p', isEnabled: true, credential: '##a##' },
      on({ class: 'CREDENTIAL', name: '##d##' }),
      on({ class: 'CREDENTIAL', name: '##xp_cmdshell_proxy_account##' }),
      { kind: 'application-role', database: 'Sales', name: 'till' },
      { kind: 'application-role', database: 'msdb', name: 'till' },
    ];
    assert.equal(
      needsOf(facts).map(({ code, database = 'server', name }) => `${code} ${database} ${name}`),
      [
        'server-securable server ENDPOINT::[by hand]',
        'system-key master CERTIFICATE::[proof]',
        'server-securable server AVAILABILITY GROUP::[AG]',
        'system-object msdb OBJECT::[dbo].[jobs]',
        'secret server login [bare]',
        'system-key master CERTIFICATE::[cert]]]',
        'secret server credential [c]',
        'cryptographic-provider server [hsm]',
        'secret server credential [##xp_cmdshell_proxy_account##]',
        'feature-credential server credential [##a##]',
        'feature-credential server credential [##b##]',
        'feature-credential server credential [##d##]',
        'secret msdb application role [till]',
      ],
    );
  });

  test('says of each code what to do about it', () => {
    for (const words of Object.values(NEED_WORDS)) assert.match(words, /^[A-Z].*\.$/);
  });
});
