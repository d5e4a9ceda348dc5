// An examination, step by step: what is in order, what stops it, and the exact option that helps.
import { examineServer } from '../../src/advise/examine-server.ts';
import type { Examination, Finding } from '../../src/advise/finding.ts';
import type { ServerTarget } from '../../src/connect/server-target.ts';
import { embeddedFolder } from '../capture/test-server.ts';
import { withServer } from '../connect/target-of.ts';
import { openEngine } from '../server/engine/open-engine.ts';
import type { RunningServer, StartOptions } from '../server/start.ts';
import { assert, suite } from '../suite.ts';

const CAPTURE = { type: 'sql', user: 'regrant_capture', password: 'Fixture-capture-1' } as const;
const AUDITOR = { type: 'sql', user: 'auditor', password: 'Fixture-auditor-1' } as const;

async function examined(
  more: (server: RunningServer) => Partial<ServerTarget>,
  options: Partial<StartOptions> = {},
): Promise<Examination & { readonly logins: number }> {
  const engine = await openEngine(embeddedFolder('SMDB01'));
  let result: Examination | undefined;
  let logins = 0;
  await withServer({ engine, ...options }, async (server) => {
    const address = { host: 'localhost', port: server.port };
    result = await examineServer({
      address,
      authentication: CAPTURE,
      caFile: server.caFile,
      connectTimeoutMs: 3000,
      retry: { attempts: 1 },
      ...more(server),
    });
    logins = server.logins.length;
  });
  if (result === undefined) throw new Error('Nothing was examined.');
  return { ...result, logins };
}

const last = ({ findings }: Examination): Finding => {
  const found = findings.at(-1);
  if (found === undefined) throw new Error('Nothing was found.');
  return found;
};

suite('examination of a server', (test) => {
  test('a sysadmin over a good certificate: all is well', async () => {
    const found = await examined(() => ({}));
    assert.equal(
      found.findings.map(({ step, outcome }) => `${step} ${outcome}`),
      ['name good', 'port good', 'certificate good', 'login good', 'rights good', 'capture good'],
      JSON.stringify(found.findings),
    );
    assert.is(found.canConnect && found.seesAll, true);
  });

  test('a certificate that is not trusted: nobody logs in, and the option is named', async () => {
    const found = await examined(() => ({ caFile: undefined }) as unknown as Partial<ServerTarget>);
    assert.is(last(found).outcome, 'bad');
    assert.match(last(found).fact, 'which is not trusted here');
    assert.match(last(found).remedy ?? '', /--ca-file .*--trust-server-certificate/);
    assert.is(found.logins, 0);
    assert.is(found.canConnect, false);
  });

  test('a certificate for another name', async () => {
    const found = await examined(() => ({ hostNameInCertificate: 'SMDB01' }));
    assert.match(last(found).remedy ?? '', '--host-name-in-certificate localhost');
    assert.is(found.logins, 0);
  });

  test('any certificate, as asked: said, and gone on with', async () => {
    const found = await examined(
      () => ({ caFile: undefined, trustServerCertificate: true }) as unknown as Partial<ServerTarget>,
    );
    assert.is(found.findings.find(({ step }) => step === 'certificate')?.outcome, 'warning');
    assert.is(found.canConnect, true);
    assert.is(found.seesAll, false);
  });

  test('no encryption there, none asked for', async () => {
    const refused = await examined(() => ({}), { encryption: 'off' });
    assert.is(last(refused).step, 'certificate');
    assert.match(last(refused).fact, 'does not encrypt');
    const plain = await examined(() => ({ encryption: 'plain' }), { encryption: 'off' });
    assert.match(plain.findings.find(({ step }) => step === 'certificate')?.remedy ?? '', '--encrypt plain');
    assert.is(plain.canConnect, true);
  });

  test('a name, a port and a login that are not right', async () => {
    const name = await examined(() => ({ address: { host: 'no-such-host.invalid', port: 1 } }));
    assert.equal([last(name).step, last(name).outcome], ['name', 'bad']);
    const port = await examined(() => ({ address: { host: 'localhost', port: 1 } }));
    assert.equal([last(port).step, last(port).outcome], ['port', 'bad']);
    assert.match(last(port).fact, 'refused the connection');
    const login = await examined(() => ({ authentication: { ...CAPTURE, password: 'hunter2' } }));
    assert.equal([last(login).step, last(login).outcome], ['login', 'bad']);
    assert.not.match(JSON.stringify(login.findings), 'hunter2');
  });

  test('a weaker login: the rights it lacks, and what a capture would miss', async () => {
    const found = await examined(() => ({ authentication: AUDITOR }));
    const rights = found.findings.find(({ step }) => step === 'rights');
    assert.match(rights?.fact ?? '', 'lacks CONTROL SERVER');
    assert.match(rights?.remedy ?? '', 'regrant capture-login --login auditor --target-version 2019');
    const missed = found.findings.filter(({ step }) => step === 'capture').map(({ fact }) => fact);
    assert.match(missed.join('\n'), 'password hashes');
    assert.match(missed.join('\n'), 'may not read dbo.sysproxies');
    assert.is(found.canConnect, true);
    assert.is(found.seesAll, false);
  });
});
