// The head of a trigger's text: that it makes the trigger of its name and nothing else.
import { triggerHead } from '../../src/model/catalog/trigger-text.ts';
import { limitOfTrigger } from '../../src/model/limit-of-row.ts';
import { assert, suite } from '../suite.ts';

const REST = 'ON ALL SERVER FOR LOGON AS RETURN';

suite('triggerHead', (test) => {
  test('reads name, events and who it runs as, whatever stands between', () => {
    assert.equal(
      triggerHead(
        "/* a /* b */ c */\r\n-- d\r\ncreate Or Alter TRIGGER [x]]y]\tON ALL SERVER WITH ENCRYPTION, EXECUTE AS N'o''b' AFTER logon,CREATE_LOGIN , logon AS BEGIN RETURN END",
      ),
      { name: 'x]y', events: ['CREATE_LOGIN', 'LOGON'], executeAs: { login: "o'b" } },
    );
    assert.equal(triggerHead(`CREATE TRIGGER "q""q" ${REST}`)?.name, 'q"q');
    assert.equal(
      triggerHead('CREATE TRIGGER t ON ALL SERVER WITH EXECUTE AS SELF FOR LOGON AS RETURN')?.executeAs,
      'self',
    );
  });

  test('takes no text that makes anything else', () => {
    for (const text of [
      '',
      'DROP DATABASE d',
      `SELECT 1 CREATE TRIGGER t ${REST}`,
      `; CREATE TRIGGER t ${REST}`,
      `CREATE PROCEDURE t ${REST}`,
      `CREATE TRIGGER a.t ${REST}`,
      'CREATE TRIGGER t ON DATABASE FOR CREATE_TABLE AS RETURN',
      'CREATE TRIGGER t ON dbo.t FOR INSERT AS RETURN',
      `CREATE TRIGGER 't' ${REST}`,
      'CREATE TRIGGER t ON ALL SERVER FOR LOGON; DROP DATABASE d',
      'CREATE TRIGGER t ON ALL SERVER WITH x FOR LOGON AS RETURN',
      `/* CREATE TRIGGER t ${REST}`,
    ])
      assert.is(triggerHead(text), undefined, text);
  });

  test('a trigger is scripted only under the name that its text has', () => {
    const fact = {
      kind: 'server-trigger',
      isDisabled: false,
      definition: `CREATE TRIGGER t ${REST}`,
    } as const;
    assert.is(limitOfTrigger({ ...fact, name: 't' }), undefined);
    assert.is(limitOfTrigger({ ...fact, name: 'other' }), 'trigger-by-hand');
    assert.is(limitOfTrigger({ ...fact, name: 't', isQuotedIdentifierOff: true }), 'trigger-by-hand');
    assert.is(limitOfTrigger({ kind: 'server-trigger', name: 't', isDisabled: false }), 'trigger-by-hand');
  });
});
