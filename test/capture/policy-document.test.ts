// Documents of a report server's policies: SIDs out of base64, and inputs of any kind.
import fc from 'fast-check';
import { policyEntries, sidOf } from '../../src/capture/applications/policy-document.ts';
import { assert, suite } from '../suite.ts';

/** S-1-5-32-544, as a report server writes it. */
const ADMINISTRATORS = 'AQIAAAAAAAUgAAAAIAIAAA==';

suite('documents of policies', (test) => {
  test('a SID is read with and without a byte before it', () => {
    const sid = '0x01020000000000052000000020020000';
    assert.is(sidOf(ADMINISTRATORS), sid);
    const bytes = Buffer.from(ADMINISTRATORS, 'base64');
    for (const before of [0, 1, 5, 255])
      assert.is(sidOf(Buffer.concat([Buffer.of(before), bytes]).toString('base64')), sid, String(before));
  });

  test('what is no SID gives none', () => {
    const bytes = Buffer.from(ADMINISTRATORS, 'base64');
    const wrong = [
      '',
      'no base64!',
      bytes.subarray(0, -1).toString('base64'),
      Buffer.concat([bytes, Buffer.of(0)]).toString('base64'),
      Buffer.concat([Buffer.of(5, 5), bytes]).toString('base64'),
      Buffer.from([2, ...bytes.subarray(1)]).toString('base64'),
      Buffer.from([1, 0, 0, 0, 0, 0, 0, 5]).toString('base64'),
    ];
    for (const text of wrong) assert.is(sidOf(text), undefined, text);
  });

  test('a document that is broken in any way is refused with what is wrong, and never taken for an empty one', () => {
    const roles = '<Roles><Role><Name>Browser</Name></Role></Roles>';
    const policy = `<Policy><GroupUserName>D\\u</GroupUserName>${roles}</Policy>`;
    for (const [text, problem] of [
      ['', 'not well-formed'],
      [`<Policies>${policy}`, 'not well-formed'],
      [`<Policies>${policy.slice(0, 60)}</Policies>`, 'not well-formed'],
      [`<!DOCTYPE x [<!ENTITY y "z">]><Policies>${policy}</Policies>`, 'declares a document type'],
      [`<Policies>${policy.replace('u<', '&y;<')}</Policies>`, 'undefined entity'],
      [`<Policies>${policy}</Policies><Policies/>`, 'not well-formed'],
      [`<policies>${policy}</policies>`, 'is not one list of policies'],
      ['<Lists><Policies/></Lists>', 'is not one list of policies'],
      ['<Policies>D\\u: Browser</Policies>', 'something in its list that is no policy'],
      [`<Policies>${policy}lost</Policies>`, 'something in its list that is no policy'],
      [`<Policies>${policy}<Polcy/></Policies>`, 'something in its list that is no policy'],
      ['<Policies><Policy/></Policies>', 'without a name'],
      ['<Policies><Policy>D\\u</Policy></Policies>', 'without a name'],
      [`<Policies><Policy>${roles}</Policy></Policies>`, 'without a name'],
      [`<Policies>${policy.replace('D\\u', ' ')}</Policies>`, 'without a name'],
      [`<Policies>${policy.replace(roles, '')}</Policies>`, 'without a name'],
      [`<Policies>${policy.replace(roles, '<Roles>Browser</Roles>')}</Policies>`, 'without a name'],
      [`<Policies>${policy.replace(roles, '<Roles><Rule/></Roles>')}</Policies>`, 'without a name'],
      [`<Policies>${policy.replace('<Name>Browser</Name>', '')}</Policies>`, 'without a name'],
      [`<Policies>${policy.replace('Browser', '<b>Browser</b>')}</Policies>`, 'nested too deeply'],
      [`<Policies>${'<Policy>'.repeat(200)}${'</Policy>'.repeat(200)}</Policies>`, 'nested too deeply'],
    ] as const) {
      const read = policyEntries(text);
      assert.match('problem' in read ? read.problem : 'fine', problem, text.slice(0, 200));
    }
    assert.equal(policyEntries('<?xml version="1.0"?>\n<Policies>\n</Policies>\n'), []);
    assert.equal(policyEntries(`<Policies>\n  ${policy}\n</Policies>`), [
      { account: 'D\\u', sid: undefined, role: 'Browser' },
    ]);
    assert.equal(policyEntries(`<Policies>${policy.replace(roles, '<Roles/>')}</Policies>`), []);
  });

  test('any text is read or refused, and never throws', () => {
    const part = fc.constantFrom(
      '<Policies>',
      '</Policies>',
      '<Policy>',
      '</Policy>',
      '<Roles>',
      '</Roles>',
      '<Role>',
      '</Role>',
      '<Name>',
      '</Name>',
      '<GroupUserName>',
      '</GroupUserName>',
      '&lt;',
      '&x;',
      'x',
      '<![CDATA[',
      ']]>',
      '\u0000',
      '<__proto__>',
      '</__proto__>',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(part, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (document) => {
        const read = policyEntries(document);
        if ('problem' in read) return read.problem !== '';
        return read.every(({ account, role }) => typeof account === 'string' && typeof role === 'string');
      }),
      { numRuns: 2000 },
    );
  });

  test('ten thousand accounts are read', () => {
    const one = (n: number) =>
      `<Policy><GroupUserName>D\\${n}</GroupUserName><GroupUserId>${ADMINISTRATORS}</GroupUserId><Roles><Role><Name>Browser</Name></Role></Roles></Policy>`;
    const read = policyEntries(
      `<Policies>${Array.from({ length: 10_000 }, (_, n) => one(n)).join('')}</Policies>`,
    );
    assert.is('problem' in read ? 0 : read.length, 10_000);
  });
});
