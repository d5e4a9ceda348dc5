// What stops a script before its first statement, by what the server says of itself.
import { refusalOf, type ServerIdentity } from '../../src/apply/server-checks.ts';
import { assert, suite } from '../suite.ts';

const SERVER: ServerIdentity = {
  name: 'SMDB01',
  productVersion: '15.0.4430.1',
  engineEdition: 3,
  login: 'sa',
  isSysadmin: true,
  digest: '',
  showAdvancedOptions: 0,
  pending: [],
};
const EXPECTED = { serverName: 'SMDB01', anyServer: false, majorVersion: 15 };

const fact = (server: Partial<ServerIdentity>, expected = EXPECTED) =>
  refusalOf({ ...SERVER, ...server }, expected)?.fact;

suite('server checks', (test) => {
  test('the server that the script is for is let through, whatever the case of its name', () => {
    assert.is(fact({}), undefined);
    assert.is(fact({ name: 'smdb01' }), undefined);
  });

  test('an older release, another server and a login that is no sysadmin are refused', () => {
    assert.match(fact({ productVersion: '14.0.1' }) ?? '', 'older');
    assert.match(fact({ name: 'OTHER' }) ?? '', 'made for SMDB01');
    assert.is(fact({ name: 'OTHER' }, { ...EXPECTED, anyServer: true }), undefined);
    assert.match(fact({ isSysadmin: false }) ?? '', 'no sysadmin');
  });

  test('Azure SQL Database is refused by its engine, a managed instance is let through by it', () => {
    assert.match(fact({ engineEdition: 5, productVersion: '12.0.2000.8' }) ?? '', 'Azure SQL Database');
    assert.is(fact({ engineEdition: 8, productVersion: '12.0.2000.8' }), undefined);
  });
});
