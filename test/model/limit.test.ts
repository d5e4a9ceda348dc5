// The limits: each is said once, in a sentence, and is met by something.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from '../../src/model/fact.ts';
import { FactIndex } from '../../src/model/fact-index.ts';
import { FACT_KINDS, propertyShape } from '../../src/model/fact-shape.ts';
import { FIXED_PROPERTIES, LIMITS, limitOfProperty } from '../../src/model/limit.ts';
import { limitOfMember, limitOfOwner, limitOfPermission } from '../../src/model/limit-of-row.ts';
import { assert, suite } from '../suite.ts';

const SRC = new URL('../../src/', import.meta.url).pathname;
const sources = readdirSync(SRC, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.ts') && name !== join('model', 'limit.ts'))
  .map((name) => readFileSync(join(SRC, name), 'utf8'))
  .join('\n');

const fact = (parts: object) => parts as unknown as never;

suite('limits', (test) => {
  test('each is one sentence of its own, and is met somewhere', () => {
    const said = new Set<string>(FIXED_PROPERTIES.map(({ limit }) => limit));
    for (const [code, why] of Object.entries(LIMITS)) {
      assert.match(why, /^[A-Z].{15,}\.$/, code);
      assert.ok(said.has(code) || sources.includes(`'${code}'`), `${code} is met by nothing`);
    }
    assert.is(new Set(Object.values(LIMITS)).size, Object.keys(LIMITS).length);
  });

  test('no other file words a limit again', () => {
    for (const [code, why] of Object.entries(LIMITS)) assert.not(sources.includes(why), code);
  });

  test('fixed properties are properties of facts', () => {
    for (const { properties } of FIXED_PROPERTIES) {
      for (const property of properties) {
        assert.ok(
          FACT_KINDS.some((kind) => propertyShape(kind, property) !== undefined),
          property,
        );
      }
    }
  });

  test('a login is disabled by a statement unless it is a group or of a key', () => {
    const limit = (type: string) => limitOfProperty(fact({ kind: 'login', name: 'l', type }), 'isDisabled');
    assert.equal(
      [...'SUGCKEX'].map((type) => limit(type) ?? '-').join(' '),
      '- - cannot-disable cannot-disable cannot-disable - cannot-disable',
    );
  });

  test('owners and rows that no statement makes', () => {
    const database = 'd';
    const facts = [
      { kind: 'role', database, name: 'r', owner: 'dbo' },
      { kind: 'user', database, name: 'g', type: 'G', authenticationType: 3 },
      { kind: 'user', database, name: 'u', type: 'S', authenticationType: 1 },
      { kind: 'schema', database, name: 's', owner: 'u' },
    ] as unknown as Fact[];
    const index = new FactIndex(facts);
    const owner = (on: string, name: string, type?: string) =>
      limitOfOwner(fact({ kind: 'securable', database, class: on, name: 'x', owner: name, type }), index);
    assert.equal(
      [owner('CERTIFICATE', 'r'), owner('ASYMMETRIC KEY', 'g'), owner('CERTIFICATE', 'db_owner')],
      ['owner-fixed', 'owner-fixed', 'owner-fixed'],
    );
    assert.equal(
      [owner('CERTIFICATE', 'u'), owner('ASSEMBLY', 'r'), owner('OBJECT', 'u', 'U')],
      [undefined, undefined, undefined],
    );
    assert.is(owner('OBJECT', 'u', 'SQ'), 'owner-fixed');
    const inMsdb = (name: string) =>
      limitOfOwner(
        fact({ kind: 'securable', database: 'msdb', class: 'CERTIFICATE', name: 'x', owner: name }),
        index,
      );
    assert.equal([inMsdb('dc_proxy'), owner('CERTIFICATE', 'dc_proxy')], ['owner-fixed', undefined]);
    const row = (parts: object) =>
      limitOfPermission(
        fact({ kind: 'permission', database, class: 'OBJECT', schema: 's', name: 't', state: 'G', ...parts }),
        index,
      );
    assert.is(row({ grantee: 'u' }), 'ungrantable-row');
    assert.is(row({ grantee: 'dbo' }), 'ungrantable-row');
    assert.is(row({ grantee: 'r', state: 'R' }), 'ungrantable-row');
    assert.is(row({ grantee: 'r' }), undefined);
    assert.is(
      row({ grantee: 'sa', database: undefined, class: 'SERVER', schema: undefined, name: undefined }),
      'ungrantable-row',
    );
    assert.is(
      limitOfMember(fact({ kind: 'role-member', database, member: 'dbo' }), index),
      'ungrantable-row',
    );
    assert.is(limitOfMember(fact({ kind: 'role-member', member: 'sa' }), index), 'ungrantable-row');
    assert.is(limitOfMember(fact({ kind: 'role-member', member: 'x' }), index), undefined);
  });
});
