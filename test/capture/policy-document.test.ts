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
