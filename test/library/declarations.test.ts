// What the package's declarations promise: every type that a signature names can be imported, every public name and
// member says what it is, and nothing of a dependency's types comes through.
import { assert, suite } from '../suite.ts';
import { lookThrough } from './declarations.ts';

suite('declarations', (test) => {
  const found = lookThrough();

  test('were looked through', () => {
    assert.ok(found.exported.length > 100, found.exported.join(' '));
    for (const name of ['captureServer', 'Snapshot', 'LoginFact']) assert.ok(found.exported.includes(name));
  });

  test('every type that an exported name speaks of is exported', () => {
    assert.equal(found.unexported, []);
  });

  test('every exported name and every member of it has a docstring', () => {
    assert.equal(found.undocumented, []);
  });

  test('no package’s types are needed to use ours', () => {
    assert.equal(found.packages, []);
  });
});
