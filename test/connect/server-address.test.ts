// Addresses as SqlClient takes them, as a table.
import { formatServerAddress, parseServerAddress } from '../../src/connect/server-address.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { assert, suite } from '../suite.ts';

const READ: readonly (readonly [string, object])[] = [
  ['SMDB01', { host: 'SMDB01' }],
  ['  smdb01.contoso.local  ', { host: 'smdb01.contoso.local' }],
  ['SMDB01\\SCSM', { host: 'SMDB01', instance: 'SCSM' }],
  ['SMDB01 \\ SCSM', { host: 'SMDB01', instance: 'SCSM' }],
  ['SMDB01\\MSSQLSERVER', { host: 'SMDB01' }],
  ['SMDB01,14330', { host: 'SMDB01', port: 14330 }],
  ['SMDB01 , 14330', { host: 'SMDB01', port: 14330 }],
  ['SMDB01\\SCSM,14330', { host: 'SMDB01', instance: 'SCSM', port: 14330 }],
  ['tcp:SMDB01,1433', { host: 'SMDB01', port: 1433 }],
  ['TCP: SMDB01\\SCSM', { host: 'SMDB01', instance: 'SCSM' }],
  ['(local)', { host: 'localhost' }],
  ['(LOCAL)\\SCSM', { host: 'localhost', instance: 'SCSM' }],
  ['.', { host: 'localhost' }],
  ['.\\SQLEXPRESS', { host: 'localhost', instance: 'SQLEXPRESS' }],
  ['localhost', { host: 'localhost' }],
  ['tcp:.,1500', { host: 'localhost', port: 1500 }],
  ['10.0.0.5', { host: '10.0.0.5' }],
  ['10.0.0.5,1433', { host: '10.0.0.5', port: 1433 }],
  ['::1', { host: '::1' }],
  ['[::1]', { host: '::1' }],
  ['::1,1433', { host: '::1', port: 1433 }],
  ['tcp:[fe80::1%12],1433', { host: 'fe80::1%12', port: 1433 }],
  ['tcp:::1', { host: '::1' }],
  ['abcd::1\\SCSM', { host: 'abcd::1', instance: 'SCSM' }],
  ['sérver.example', { host: 'sérver.example' }],
];

const REFUSED: readonly (readonly [string, string])[] = [
  ['', 'bad-address'],
  ['SMDB01,', 'bad-address'],
  ['SMDB01,0', 'bad-address'],
  ['SMDB01,65536', 'bad-address'],
  ['SMDB01,abc', 'bad-address'],
  ['SMDB01,1433,5', 'bad-address'],
  ['SMDB01,1433\\SCSM', 'bad-address'],
  ['SMDB01\\', 'bad-address'],
  ['SMDB01\\a\\b', 'bad-address'],
  ['SMDB01:1433', 'bad-address'],
  ['http://SMDB01', 'bad-address'],
  ['two words', 'bad-address'],
  ['[SMDB01', 'bad-address'],
  ['a\nb', 'bad-address'],
  ['foo:SMDB01', 'bad-address'],
  ['Server=SMDB01;Password=hunter2', 'bad-address'],
  ['admin:SMDB01', 'not-supported'],
  ['np:SMDB01', 'not-supported'],
  ['np:\\\\SMDB01\\pipe\\sql\\query', 'not-supported'],
  ['\\\\.\\pipe\\MSSQL$X\\sql\\query', 'not-supported'],
  ['lpc:SMDB01', 'not-supported'],
  ['(localdb)\\MSSQLLocalDB', 'not-supported'],
  ['tcp:(LocalDB)\\v11.0', 'not-supported'],
];

suite('server address', (test) => {
  for (const [text, expected] of READ) {
    test(`reads ${text}`, () => assert.equal(parseServerAddress(text), expected));
  }

  for (const [text, code] of REFUSED) {
    test(`refuses ${JSON.stringify(text)}`, () => {
      try {
        parseServerAddress(text);
      } catch (error) {
        assert.instance(error, RegrantError);
        assert.is((error as RegrantError).code, code);
        assert.ok((error as RegrantError).remedy.length > 10);
        assert.not.match((error as RegrantError).message, 'hunter2');
        return;
      }
      assert.unreachable('it was taken');
    });
  }

  test('prints what it reads', () => {
    for (const text of ['SMDB01', 'SMDB01\\SCSM', 'SMDB01,14330', 'a\\b,1', '[::1],1433', '10.0.0.5']) {
      assert.is(formatServerAddress(parseServerAddress(text)), text);
    }
  });
});
