// The templates of statements as functions: they give what Handlebars gives for them, and refuse what it refuses.
import { readdirSync, readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { SECURABLE_CLASSES, type SecurableClass } from '../../src/model/catalog/securable-class.ts';
import { STEP_TEMPLATES } from '../../src/render/precompiled.generated.ts';
import { statementContext } from '../../src/render/statement-context.ts';
import { sentenceOfStep } from '../../src/render/step-sentence.ts';
import templateOptions from '../../src/render/template-options.json' with { type: 'json' };
import { loadTemplates } from '../../src/render/template-set.ts';
import { everyActionPlan } from '../conformance-bridge/every-action.ts';
import { assert, suite } from '../suite.ts';

const folder = new URL('../../templates/', import.meta.url);
const templates = await loadTemplates();
const statements = everyActionPlan().sections.flatMap(({ steps }) => steps);

const engine = Handlebars.create();
engine.registerHelper('onOff', (value: unknown) => (value ? 'ON' : 'OFF'));
engine.registerHelper('bit', (value: unknown) => (value ? '1' : '0'));
const source = (name: string): string =>
  readFileSync(new URL(`${name}.hbs`, folder), 'utf8')
    .replaceAll('\r\n', '\n')
    .replace(/\n$/, '');
/** What statements are partly made of, and the line that each stands in. */
const parts = Object.keys(STEP_TEMPLATES).filter((name) => !name.includes('/'));
for (const name of parts) engine.registerPartial(name, source(name));
const byHandlebars = new Map(
  Object.keys(STEP_TEMPLATES).map((name) => [name, engine.compile(source(name), templateOptions)]),
);

suite('templates as functions', (test) => {
  test('give what Handlebars gives, of every action with all of its values and with none', () => {
    let compared = 0;
    for (const statement of statements) {
      for (const form of [{ guarded: true }, { guarded: false, mask: '***' }]) {
        const context = statementContext(statement, form);
        for (const name of [`statements/${statement.action}`, `statements/${statement.action}.guard`]) {
          const template = byHandlebars.get(name);
          if (template === undefined) continue;
          assert.is(templates(name, context), template(context), name);
          compared += 1;
        }
      }
    }
    assert.ok(compared > 300, String(compared));
    assert.is(byHandlebars.size, readdirSync(new URL('statements/', folder)).length + parts.length);
  });

  test('refuse a value that is not there', () => {
    assert.throws(
      () => templates('statements/drop-login', { guarded: true, login: { name: '[a]' } }),
      /login\.text/,
    );
  });
});

suite('a step as a sentence', (test) => {
  const sentences = statements.map((statement) => sentenceOfStep(statement, templates));

  test('is one line of T-SQL without its guard and without a secret', () => {
    for (const sentence of sentences) {
      assert.not.match(sentence, /[\r\n]|^IF |0x0200AB HASHED|SELECT 1 FROM/);
    }
    const said = (start: string) => sentences.find((sentence) => sentence.startsWith(start));
    assert.match(
      said("CREATE LOGIN [login ]]'] WITH PASSWORD") ?? '',
      /WITH PASSWORD = \*\*\* HASHED, SID = 0x0105/,
    );
    assert.ok(sentences.includes("CREATE SCHEMA [schema ]]'] AUTHORIZATION [owner ]]']"));
    assert.ok(sentences.includes("ALTER ROLE [role ]]'] ADD MEMBER [member ]]']"));
  });

  test('of an owner names the securable, whatever its class', () => {
    const classes = (Object.keys(SECURABLE_CLASSES) as SecurableClass[]).filter(
      (on) => SECURABLE_CLASSES[on].alterAuthorization || on === 'DATABASE',
    );
    for (const on of classes) {
      assert.ok(
        sentences.some((sentence) => sentence.startsWith(`ALTER AUTHORIZATION ON ${on}::`)),
        on,
      );
    }
  });
});
