// Accounts, certificates and keys outside of SQL Server: each has a SID of its own, whatever slashes are in names.
import { Directory, newSid } from '../../src/simulate/state/directory.ts';
import { assert, suite } from '../suite.ts';

suite('the directory of a simulated server', (test) => {
  const directory = new Directory();

  test('a certificate is told by its database and its name, and not by both in a row', () => {
    const first = directory.account('certificate', 'a/b', 'c');
    const second = directory.account('certificate', 'a', 'b/c');
    assert.is.not(first.sid, second.sid);
    assert.is.not(newSid('user', 'a/b', 'c'), newSid('user', 'a', 'b/c'));
  });

  test('an account of Windows is one in every database and in any case', () => {
    const { sid } = directory.account('windows', 'a', 'CONTOSO\\Straße');
    assert.is(directory.account('windows', 'b', 'contoso\\STRAßE').sid, sid);
    assert.is.not(directory.account('windows', 'a', 'CONTOSO\\STRASSE').sid, sid);
  });
});
