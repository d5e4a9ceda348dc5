// The lock file is made on one machine and installed on others: `npm ci` refuses one that lacks the packages of the
// other platforms, and where it does not, the linter is missing on Windows.
import lock from '../package-lock.json' with { type: 'json' };
import { assert, suite } from './suite.ts';

suite('lock file', (test) => {
  const packages = new Map(Object.entries(lock.packages));

  test('locks the package of every platform that a tool lists', () => {
    const listed = [...packages].flatMap(([owner, entry]) =>
      'optionalDependencies' in entry
        ? Object.keys(entry.optionalDependencies).map((name) => ({ owner, name }))
        : [],
    );
    assert.ok(listed.length > 20, 'the lock file was not read');
    const missing = listed.filter(
      ({ owner, name }) =>
        !packages.has(`node_modules/${name}`) && !packages.has(`${owner}/node_modules/${name}`),
    );
    assert.equal(missing, []);
  });
});
