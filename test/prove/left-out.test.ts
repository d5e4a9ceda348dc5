// What was asked to be left out of a script is no failure of its proof; anything else that is missing still is.
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import { leftOutOf } from '../../src/plan/left-out.ts';
import { proveScript } from '../../src/prove/prove-script.ts';
import type { ScriptOptions } from '../../src/render/write-script.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { capturedFixture, embeddedFixture } from '../apply/restored-server.ts';
import { assert, suite } from '../suite.ts';

interface Asked {
  readonly what: string;
  readonly name: 'SMDB01' | 'RSDB01';
  readonly options: ScriptOptions & { readonly targetVersion?: SqlVersion };
}

const ASKED: readonly Asked[] = [
  { what: 'local principals', name: 'SMDB01', options: { localPrincipals: 'comment-out' } },
  { what: 'an older release', name: 'RSDB01', options: { targetVersion: 2019, unsupported: 'comment-out' } },
];

suite('a script that leaves out what it was asked to', (test) => {
  for (const { what, name, options } of ASKED) {
    test(`${what}: is proven, and can run through`, async () => {
      const snapshot = await capturedFixture(embeddedFixture(name));
      const { plan, text } = await scriptSnapshot(snapshot, options);
      const script = [...text].join('');
      const leftOut = leftOutOf(plan);
      assert.ok(leftOut.length > 0);
      const { targetVersion } = options;
      for (const from of ['empty', 'restored'] as const) {
        const where = { from, ...(targetVersion === undefined ? {} : { targetVersion }) };
        const proof = await proveScript(script, snapshot, { ...where, leftOut });
        assert.equal([proof.missing, proof.extra, proof.different, proof.failures], [[], [], [], []]);
        assert.ok(proof.identical);
        assert.ok(proof.expected.some(({ code }) => code === 'left-out'));
        const strict = await proveScript(script, snapshot, where);
        assert.not.ok(strict.identical, 'it is missing where nobody asked for that');
        const [last] = script.match(/^EXEC #regrant \d+, N'ALTER ROLE .*$/m) ?? [''];
        const broken = await proveScript(script.replace(last, ''), snapshot, { ...where, leftOut });
        if (from === 'empty') assert.not.ok(broken.identical, 'something else is missing');
      }
    });
  }
});
