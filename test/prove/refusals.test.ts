// Every refusal of the simulated server: its case is refused by it and by nothing else.
import { REFUSALS } from '../../src/simulate/rules.ts';
import { assert, suite } from '../suite.ts';
import { REFUSAL_CASES } from './refusal-cases.ts';
import { outcomeOf } from './world.ts';

suite('rules: refusals', (test) => {
  test('every refusal has a case, and every case a refusal', () => {
    const names = REFUSALS.map(({ name }) => name).sort();
    assert.equal(Object.keys(REFUSAL_CASES).sort(), names);
    assert.is(new Set(names).size, names.length);
  });

  test('every refusal names the page it is from', () => {
    for (const { name, source } of REFUSALS) assert.match(source, /^[A-Za-z][\w.' ()-]{8,}/, name);
  });

  test('a database that tells case gives a schema DBO another owner, which is not dbo', async () => {
    const { failures } = await outcomeOf(
      `CREATE DATABASE K COLLATE Latin1_General_BIN2;
GO
USE K;
CREATE USER app FOR LOGIN app;
GO
CREATE SCHEMA DBO;
GO
ALTER AUTHORIZATION ON SCHEMA::DBO TO app;
ALTER AUTHORIZATION ON SCHEMA::dbo TO app;`,
    );
    assert.equal(
      failures.map(({ rule, line }) => `${rule} ${line}`),
      ['system-schemas-keep-their-owner 9'],
    );
  });

  for (const [name, { script, ...options }] of Object.entries(REFUSAL_CASES)) {
    test(name, async () => {
      const { failures } = await outcomeOf(script, options);
      const own = failures.filter(({ rule }) => rule !== 'transaction-left-open');
      assert.equal(
        own.map(({ rule, why }) => `${rule}: ${why}`),
        failures.filter(({ rule }) => rule === name).map(({ why }) => `${name}: ${why}`),
      );
      assert.is(own.length, 1, 'it is refused once');
      const [refused] = own;
      assert.is(refused?.line, script.split('\n').length, 'at its last line');
    });
  }
});
