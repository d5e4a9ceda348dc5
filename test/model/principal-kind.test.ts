// The table of principal kinds agrees with the table of securable classes.
import { PRINCIPAL_KINDS, principalKind } from '../../src/model/principal-kind.ts';
import { SECURABLE_CLASSES, type SecurableClass } from '../../src/model/securable-class.ts';
import { assert, suite } from '../suite.ts';

suite('principal kinds', (test) => {
  const kinds = Object.entries(PRINCIPAL_KINDS);
  const typesOf = (on: SecurableClass): string =>
    [...(SECURABLE_CLASSES[on].principalTypes ?? '')].sort().join('');

  test('each class of principals takes the types whose kind is of it', () => {
    for (const on of ['USER', 'ROLE', 'APPLICATION ROLE'] as const) {
      const types = kinds.filter(([, kind]) => kind.databaseClass === on).map(([type]) => type);
      assert.is(types.sort().join(''), typesOf(on), on);
    }
    for (const on of ['LOGIN', 'SERVER ROLE'] as const) {
      const types = kinds.filter(([, kind]) => kind.serverClass === on).map(([type]) => type);
      assert.is(types.sort().join(''), typesOf(on), on);
    }
  });

  test('a type that is not in the table is none, whatever it is called', () => {
    assert.is(principalKind('R')?.databaseClass, 'ROLE');
    assert.is(principalKind('Z'), undefined);
    assert.is(principalKind('constructor'), undefined);
  });
});
