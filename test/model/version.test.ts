// Which release a server counts as.
import { releaseOf, versionOf } from '../../src/model/catalog/version.ts';
import { assert, suite } from '../suite.ts';

suite('versions', (test) => {
  test('a boxed server is of the release its major number says, a newer one of the newest known', () => {
    assert.is(versionOf('15.0.4430.1'), 2019);
    assert.is(versionOf('18.0.1'), 2025);
    assert.is(versionOf('10.50.6000.34'), undefined);
    assert.is(releaseOf('12.0.2000.8', 3), 2014);
  });

  test('engines of Azure report 12.0 and are as the newest release', () => {
    assert.is(releaseOf('12.0.2000.8', 5), 2025);
    assert.is(releaseOf('12.0.2000.8', 8), 2025);
  });
});
