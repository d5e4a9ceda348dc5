// ADO.NET connection strings: quoting rules, synonyms, and that no message ever shows a piece of a password.
import { parseConnectionString } from '../../src/connect/connection-settings.ts';
import { splitConnectionString } from '../../src/connect/connection-string.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { assert, suite } from '../suite.ts';

const SPLIT: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  ['', []],
  [' ; ;', []],
  ['Server=a', [['server', 'a']]],
  [' Server = a ; ', [['server', 'a']]],
  [
    'Server=a;;Database=b',
    [
      ['server', 'a'],
      ['database', 'b'],
    ],
  ],
  [
    'Password=;Database=b',
    [
      ['password', ''],
      ['database', 'b'],
    ],
  ],
  ['Password="a;b""c\'d"', [['password', 'a;b"c\'d']]],
  ["Password='it''s'", [['password', "it's"]]],
  [
    'Password="  edge  " ; x=1',
    [
      ['password', '  edge  '],
      ['x', '1'],
    ],
  ],
  ['Password=a"b', [['password', 'a"b']]],
  ['Password={x}', [['password', '{x}']]],
  ['Password=b=c==', [['password', 'b=c==']]],
  ['a==b=1', [['a=b', '1']]],
  ['Password=p\u00e4ss \ud83d\udd11', [['password', 'p\u00e4ss \ud83d\udd11']]],
  [
    'Server=a;\nDatabase=b',
    [
      ['server', 'a'],
      ['database', 'b'],
    ],
  ],
  ['Server=a\0', [['server', 'a']]],
];

const BROKEN = ['foo', '=a', 'a="x', "a='x", 'a="x"y', 'a=x"', "a=x'", 'a=x\u0001', 'Server=a;hunter2'];

function problemOf(text: string): RegrantError {
  try {
    parseConnectionString(text);
  } catch (error) {
    assert.instance(error, RegrantError);
    return error as RegrantError;
  }
  throw new Error(`${text} was taken`);
}

suite('connection string', (test) => {
  for (const [text, pairs] of SPLIT) {
    test(`splits ${JSON.stringify(text)}`, () => {
      assert.equal(
        splitConnectionString(text).map(({ keyword, value }) => [keyword, value]),
        pairs,
      );
    });
  }

  for (const text of BROKEN) {
    test(`refuses ${JSON.stringify(text)}`, () => {
      assert.is(problemOf(text).code, 'bad-address');
      assert.not.match(problemOf(text).message, 'hunter2');
    });
  }

  test('knows the synonyms', () => {
    for (const server of ['Data Source', 'Server', 'Address', 'Addr', 'Network Address']) {
      for (const database of ['Initial Catalog', 'Database']) {
        for (const user of ['User ID', 'UID', 'User']) {
          for (const password of ['Password', 'PWD']) {
            const settings = parseConnectionString(
              `${server}=SMDB01\\SCSM;${database}=ServiceManager;${user}=sa;${password}=x;`,
            );
            assert.equal(settings, {
              address: { host: 'SMDB01', instance: 'SCSM' },
              database: 'ServiceManager',
              login: { type: 'sql', user: 'sa', password: 'x' },
              hasPassword: true,
              remarks: [],
            });
          }
        }
      }
    }
  });

  test('reads every setting', () => {
    const settings = parseConnectionString(
      'Server=tcp:a,1500;Encrypt=Strict;TrustServerCertificate=yes;Host Name In Certificate=b;App=me;' +
        'ApplicationIntent=ReadOnly;MultiSubnetFailover=True;Timeout=7;Command Timeout=90;Packet Size=8000;Pooling=false',
    );
    assert.equal(settings, {
      address: { host: 'a', port: 1500 },
      hasPassword: false,
      encryption: 'strict',
      trustServerCertificate: true,
      hostNameInCertificate: 'b',
      applicationName: 'me',
      readOnlyIntent: true,
      multiSubnetFailover: true,
      connectTimeoutMs: 7000,
      commandTimeoutMs: 90_000,
      packetSize: 8000,
      remarks: ['“pooling” means nothing here and is left out.'],
    });
  });

  test('lets the last of a keyword win, an empty one being its default', () => {
    assert.is(parseConnectionString('Server=a;Data Source=b').address.host, 'b');
    assert.is(parseConnectionString('Server=a;Encrypt=strict;Encrypt=').encryption, undefined);
  });

  test('never takes plain text from Encrypt', () => {
    for (const value of ['false', 'No', 'Optional']) {
      const settings = parseConnectionString(`Server=a;Encrypt=${value}`);
      assert.is(settings.encryption, undefined);
      assert.match(settings.remarks.join(), 'still encrypts');
    }
    for (const value of ['true', 'YES', 'Mandatory']) {
      assert.is(parseConnectionString(`Server=a;Encrypt=${value}`).encryption, 'mandatory');
    }
  });

  test('tells the ways to log in apart', () => {
    const login = (rest: string) => parseConnectionString(`Server=a;${rest}`).login;
    assert.is(login(''), undefined);
    assert.equal(login('Integrated Security=SSPI'), { type: 'integrated' });
    assert.equal(login('Trusted_Connection=yes;UID=sa'), { type: 'integrated' });
    assert.equal(login('Integrated Security=false;UID=sa'), { type: 'sql', user: 'sa' });
    assert.equal(login('Authentication=Active Directory Default'), { type: 'entra' });
    assert.equal(login('Authentication=ActiveDirectoryManagedIdentity;User ID=1234'), {
      type: 'entra',
      clientId: '1234',
    });
    assert.equal(login('Authentication=SqlPassword;User ID=sa;PWD=x'), {
      type: 'sql',
      user: 'sa',
      password: 'x',
    });
    assert.is(problemOf('Server=a;Authentication=Active Directory Interactive').code, 'not-supported');
  });

  test('reports all problems at once', () => {
    const { message } = problemOf('Server=a;Colour=red;Shape=round;Encrypt=maybe;Packet Size=7;Timeout=soon');
    for (const part of ['“colour”', '“shape”', '“encrypt”', '“packet size”', '“connect timeout”']) {
      assert.match(message, part);
    }
  });

  test('shows no piece of a password that was not quoted', () => {
    const { message } = problemOf('Server=a;Password=abc;hun=ter2');
    assert.not.match(message, 'hun');
    assert.match(message, 'quotes');
    assert.not.match(problemOf('Server=a;Password=abc;Encrypt=hunter2').message, 'hunter2');
  });

  test('reads hostile passwords exactly', () => {
    for (const password of ['a;b', '"', "'", '\'"', ' x ', '{y}', '=', '==', 'ü😀', 'it\'s; "q" = {z}']) {
      const quoted = `"${password.replaceAll('"', '""')}"`;
      const { login } = parseConnectionString(`Server=a;UID=u;PWD=${quoted};`);
      assert.equal(login, { type: 'sql', user: 'u', password });
    }
  });
});
