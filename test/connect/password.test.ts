// Where passwords come from, and that a prompt shows nothing of them.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { findPassword, promptPassword } from '../../src/connect/password.ts';
import { passwordVariable, refuseSharedVariables } from '../../src/connect/password-variable.ts';
import { resolveTarget } from '../../src/connect/resolve-target.ts';
import { readServer, type ServerSettings } from '../../src/connect/server-settings.ts';
import { CREDENTIAL_SCRIPT, readCredential } from '../../src/connect/windows-credential.ts';
import { inFolder } from '../files/folder.ts';
import { assert, suite } from '../suite.ts';
import { failureOf } from './target-of.ts';

const HOSTILE = ['hunter2', ' x ', 'a;b"c\'d', '{y}=', 'pässwörd😀', "'; DROP LOGIN sa --", 'a'.repeat(128)];

/** A terminal to type on; `shown` is what it displays. */
function terminal() {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  let shown = '';
  const output = new Writable({
    write(chunk, _encoding, done) {
      shown += String(chunk);
      done();
    },
  });
  return {
    input: input as unknown as NodeJS.ReadStream,
    output,
    type: (keys: string) => input.write(keys),
    shown: () => shown,
  };
}

const USER: ServerSettings = { ...readServer('SMDB01\\SCSM'), login: { type: 'sql', user: 'sa' } };

const OWN = 'REGRANT_PASSWORD_';

suite('password', (test) => {
  test('names a variable for each server', () => {
    assert.is(passwordVariable('smdb01\\scsm'), 'REGRANT_PASSWORD_SMDB01_SCSM');
    assert.is(passwordVariable('rsdb01.contoso.com,1500'), `${OWN}RSDB01__2E__CONTOSO__2E__COM__2C__1500`);
    assert.is(passwordVariable('straße'), `${OWN}STRA__DF__E`);
  });

  test('names no two servers the same, but for the case of letters', () => {
    const signs = ['', '\\', '_', '.', '-', ',', '2E', '5F', '\\2E\\', '__2E__', 'ß', '😀', '/'];
    const names = signs.flatMap((one) =>
      signs.flatMap((other) => [
        `A${one}${other}B`,
        `${one}A${other}`,
        `${one}${other}`,
        `A${one}B${other}C`,
      ]),
    );
    const variables = new Map<string, string>();
    for (const name of names) {
      const variable = passwordVariable(name);
      assert.match(variable, /^[A-Z0-9_]+$/);
      assert.is(variables.get(variable) ?? name, name, variable);
      variables.set(variable, name);
    }
    assert.is(passwordVariable('Smdb01\\scsm'), passwordVariable('SMDB01\\SCSM'));
  });

  test('is not taken from one variable for two servers', async () => {
    const login = { type: 'sql', user: 'sa' } as const;
    const called = (name: string, address: string) => ({ ...readServer(address), name, login });
    const pair = [called('SMDB01', 'here.contoso.com'), called('there', 'smdb01')];
    const error = await failureOf(Promise.resolve().then(() => refuseSharedVariables(pair)));
    assert.is(error.code, 'bad-option');
    for (const told of ['here.contoso.com', 'smdb01', 'REGRANT_PASSWORD_SMDB01'])
      assert.match(error.fact, told);
    refuseSharedVariables([pair[0] as ServerSettings, called('a', 'here.contoso.com')]);
    refuseSharedVariables(pair.map((one) => ({ ...one, passwordFrom: 'prompt' as const })));
    refuseSharedVariables(pair.map((one) => ({ ...one, login: { type: 'entra' as const } })));
  });

  test('takes the server’s own before the one for all, and no empty one', () => {
    const env = { REGRANT_PASSWORD: 'all', REGRANT_PASSWORD_B: 'b', REGRANT_PASSWORD_C: '' };
    assert.is(findPassword([`${OWN}A`, `${OWN}B`], env), 'b');
    assert.is(findPassword([`${OWN}A`], env), 'all');
    assert.is(findPassword([`${OWN}C`], env), 'all');
    assert.is(findPassword([`${OWN}C`], { REGRANT_PASSWORD_C: '' }), undefined);
  });

  for (const password of HOSTILE) {
    test(`is typed unseen: ${JSON.stringify(password).slice(0, 30)}`, async () => {
      const { input, output, type, shown } = terminal();
      const asked = promptPassword('Password of sa: ', { input, output });
      type(`${password}\r`);
      assert.is(await asked, password);
      assert.is(shown(), 'Password of sa: \n');
    });
  }

  test('can be corrected while it is typed', async () => {
    const { input, output, type } = terminal();
    const asked = promptPassword('? ', { input, output });
    type('hunter3\u007f2\r');
    assert.is(await asked, 'hunter2');
  });

  test('is not asked for on Ctrl-C, Ctrl-D, the end of input, or a signal', async () => {
    for (const keys of ['abc\u0003', '\u0004']) {
      const { input, output, type } = terminal();
      const asked = promptPassword('? ', { input, output });
      type(keys);
      assert.is((await failureOf(asked)).code, 'cancelled');
    }
    const { input, output } = terminal();
    const ended = promptPassword('? ', { input, output });
    (input as unknown as PassThrough).end();
    assert.is((await failureOf(ended)).code, 'cancelled');
    const other = terminal();
    const signal = AbortSignal.timeout(20);
    const aborted = promptPassword('? ', { input: other.input, output: other.output, signal });
    assert.is((await failureOf(aborted)).code, 'timed-out');
    const already = promptPassword('? ', { ...terminal(), signal: AbortSignal.abort() });
    assert.is((await failureOf(already)).code, 'cancelled');
  });

  test('needs a terminal', async () => {
    const input = new PassThrough() as unknown as NodeJS.ReadStream;
    assert.is((await failureOf(promptPassword('? ', { input }))).code, 'password-missing');
  });

  test('makes a target, from the environment before the prompt', async () => {
    const prompt = async (question: string) => `typed after ${question}`;
    const fromEnvironment = await resolveTarget(USER, { env: { REGRANT_PASSWORD: 'e' }, prompt });
    assert.equal(fromEnvironment, {
      address: { host: 'SMDB01', instance: 'SCSM' },
      authentication: { type: 'sql', user: 'sa', password: 'e' },
    });
    const typed = await resolveTarget(
      { ...USER, passwordFrom: 'prompt' },
      { env: { REGRANT_PASSWORD: 'e' }, prompt },
    );
    assert.equal(typed.authentication, {
      type: 'sql',
      user: 'sa',
      password: 'typed after Password of sa on SMDB01\\SCSM: ',
    });
    const named = { ...USER, passwordFrom: { env: 'MINE' } };
    const own = await resolveTarget(named, { env: { REGRANT_PASSWORD: 'e', MINE: 'm' } });
    assert.is('password' in own.authentication && own.authentication.password, 'm');
    const missing = await failureOf(resolveTarget(named, { env: { REGRANT_PASSWORD: 'e' }, prompt }));
    assert.is(missing.code, 'password-missing');
    assert.match(missing.remedy, 'MINE');
    for (const env of ['__proto__', 'constructor', 'toString']) {
      const nowhere = await failureOf(resolveTarget({ ...USER, passwordFrom: { env } }));
      assert.is(nowhere.code, 'password-missing', env);
    }
  });

  test('carries hostile passwords of connection strings through', async () => {
    for (const password of HOSTILE) {
      const settings = readServer(`Server=a;UID=u;PWD="${password.replaceAll('"', '""')}"`);
      assert.is(settings.hasPassword, true);
      const target = await resolveTarget(settings, { env: {} });
      assert.equal(target.authentication, { type: 'sql', user: 'u', password });
    }
  });

  test('says what is missing, and that Windows sign-on cannot be had', async () => {
    assert.is((await failureOf(resolveTarget(readServer('a'), { env: {} }))).code, 'bad-option');
    assert.is((await failureOf(resolveTarget(USER, { env: {} }))).code, 'password-missing');
    const error = await failureOf(resolveTarget(readServer('Server=a;Trusted_Connection=yes'), { env: {} }));
    assert.is(error.code, 'not-supported');
    assert.match(error.remedy, 'NTLM');
    const entra = await resolveTarget({ ...USER, login: { type: 'entra' } }, { env: {} });
    assert.equal(entra.authentication, { type: 'entra' });
  });
});

suite('a password of Windows Credential Manager', (test) => {
  /** What PowerShell is told goes into a file; the answer is the one of the test. */
  const withStandIn = (answer: string, body: (program: string, heard: () => string) => Promise<void>) =>
    inFolder(async (folder) => {
      const [program, told] = [join(folder, 'powershell'), join(folder, 'told')];
      writeFileSync(
        program,
        `#!/bin/sh\nprintf '%s\\n' "$@" "name=$REGRANT_CREDENTIAL" "password=$REGRANT_PASSWORD" >'${told}'\n${answer}\n`,
      );
      chmodSync(program, 0o755);
      await body(program, () => readFileSync(told, 'utf8'));
    });
  const host = (program: string) => ({ platform: 'win32', program }) as const;
  const said = (text: string) => `printf '%s' 'found:${Buffer.from(text, 'utf16le').toString('base64')}'`;

  test('comes out as it went in, and the name is a variable that nothing runs', async () => {
    for (const password of [...HOSTILE, ' a ', 'ü😀']) {
      await withStandIn(said(password), async (program, heard) => {
        process.env.REGRANT_PASSWORD = 'of somebody else';
        const name = "a'; Remove-Item x; '$(whoami)`n";
        assert.is(await readCredential(name, host(program)), password);
        delete process.env.REGRANT_PASSWORD;
        const [profile, input, how, encoded = '', ...rest] = heard().trimEnd().split('\n');
        assert.equal([profile, input, how], ['-NoProfile', '-NonInteractive', '-EncodedCommand']);
        assert.is(Buffer.from(encoded, 'base64').toString('utf16le'), CREDENTIAL_SCRIPT);
        assert.equal(rest, [`name=${name}`, 'password=']);
      });
    }
  });

  test('is told as missing where there is none, where it is empty, and where nobody could be asked', async () => {
    for (const answer of [
      "printf 'none:'",
      "printf 'found:'",
      'printf nonsense',
      'echo secret-one; exit 1',
    ]) {
      await withStandIn(answer, async (program) => {
        const error = await failureOf(readCredential('regrant', host(program)));
        assert.is(error.code, 'password-missing');
        assert.not.match(`${error.message} ${JSON.stringify(error)}`, 'secret-one');
      });
    }
    const nobody = await failureOf(readCredential('regrant', host('/there/is/no/powershell')));
    assert.is(nobody.code, 'password-missing');
    assert.is((await failureOf(readCredential('a', { platform: 'linux' }))).code, 'not-supported');
  });

  test('is taken where the settings say so, before any variable', async () => {
    const settings = { ...USER, passwordFrom: { credential: 'regrant' } };
    const credential = async (name: string) => `kept as ${name}`;
    const target = await resolveTarget(settings, { env: { REGRANT_PASSWORD: 'e' }, credential });
    assert.is('password' in target.authentication && target.authentication.password, 'kept as regrant');
  });
});
