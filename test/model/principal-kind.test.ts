// The kinds of principals: what is read off the table is what the catalogue's pages say.
import { readFileSync } from 'node:fs';
import {
  isAccount,
  isOfKey,
  isPrincipalClass,
  LOGIN_TYPES,
  PRINCIPAL_KINDS,
  type PrincipalType,
  principalKind,
  typesOfClass,
} from '../../src/model/catalog/principal-kind.ts';
import { SECURABLE_CLASSES, type SecurableClass } from '../../src/model/catalog/securable-class.ts';
import { assert, suite } from '../suite.ts';

const CLASSES = Object.keys(SECURABLE_CLASSES) as SecurableClass[];

suite('principal kinds', (test) => {
  test('each class of principals has its types, and no other class any', () => {
    const types = Object.fromEntries(
      CLASSES.filter(isPrincipalClass).map((on) => [on, [...typesOfClass(on)].sort().join('')]),
    );
    assert.equal(types, {
      'APPLICATION ROLE': 'A',
      LOGIN: 'CEGKSUX',
      ROLE: 'R',
      'SERVER ROLE': 'R',
      USER: 'CEGKSUX',
    });
    assert.is([...LOGIN_TYPES].sort().join(''), 'CEGKSUX');
  });

  test('accounts have SIDs of their own, keys have none that is theirs, groups stand for many', () => {
    const typesThat = (is: (type: PrincipalType) => boolean) =>
      (Object.keys(PRINCIPAL_KINDS) as PrincipalType[]).filter(is).sort().join('');
    assert.is(typesThat(isAccount), 'EGUX');
    assert.is(typesThat(isOfKey), 'CK');
    assert.is(
      typesThat((type) => PRINCIPAL_KINDS[type].isGroup),
      'GRX',
    );
    assert.is(
      typesThat((type) => PRINCIPAL_KINDS[type].canBeDisabled),
      'ESU',
    );
    assert.is(
      typesThat((type) => PRINCIPAL_KINDS[type].canBeRemapped),
      'GSU',
    );
  });

  test('the statement that gives users to their logins asks for the kinds that can be given to one', () => {
    const template = new URL('../../templates/statements/remap-user.hbs', import.meta.url);
    const [, asked = ''] = /u\.type IN \(([^)]*)\)/.exec(readFileSync(template, 'utf8')) ?? [];
    const can = LOGIN_TYPES.filter((type) => PRINCIPAL_KINDS[type].canBeRemapped);
    assert.is(asked, can.map((type) => `'${type}'`).join(', '));
  });

  test('a type that is not in the table is none, whatever it is called', () => {
    assert.is(principalKind('R')?.databaseClass, 'ROLE');
    assert.is(principalKind('Z'), undefined);
    assert.is(principalKind('constructor'), undefined);
  });
});
