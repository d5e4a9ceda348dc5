// A stencil makes no difference: for the package's templates and any form of their values, and for others too.
import fc from 'fast-check';
import Handlebars from 'handlebars';
import { stencilled } from '../../src/render/stencil.ts';
import templateOptions from '../../src/render/template-options.json' with { type: 'json' };
import { assert, suite } from '../suite.ts';

const SOURCE =
  '{{#if on}}ON {{on.name}}={{on.text}}{{else}}ALL{{/if}} {{value}}{{#if flag}} FLAG{{/if}}{{#if value}}!{{/if}}{{suffix}}';

const someText = fc.oneof(fc.constantFrom('', '0', 'a.b', '\0', 'on', '$&'), fc.string({ maxLength: 4 }));
const anyContext = fc.record({
  value: fc.option(someText, { nil: undefined }),
  on: fc.option(fc.record({ name: someText, text: someText }), { nil: undefined }),
  flag: fc.option(fc.boolean(), { nil: undefined }),
  suffix: someText,
});

suite('stencilled', (test) => {
  const template = Handlebars.create().compile(SOURCE, { ...templateOptions, strict: false });

  test('gives what the template gives', () => {
    fc.assert(
      fc.property(fc.array(anyContext, { minLength: 1, maxLength: 20 }), (contexts) => {
        const quick = stencilled(template);
        for (const context of contexts) assert.is(quick(context), template(context));
      }),
      { numRuns: 1000 },
    );
  });

  test('asks the template once for each form of its values, and every time for what it cannot tell', () => {
    let asked = 0;
    const quick = stencilled((context) => {
      asked += 1;
      return template(context);
    });
    for (const value of ['a', 'b', undefined, undefined, '', ''])
      quick({ value, on: undefined, flag: true, suffix: 'x' });
    assert.is(asked, 3);
    for (const list of [['a'], ['a']]) quick({ value: 'v', on: { list }, flag: true, suffix: 'x' });
    assert.is(asked, 5);
  });

  test('throws what the template throws', () => {
    const strict = Handlebars.create().compile('{{missing}}', templateOptions);
    assert.throws(() => stencilled(strict)({ value: 'a' }), /missing/);
  });
});
