// The templates of a script: those of the package, compiled when it was built, and a user's own over them.
// T-SQL is not HTML: nothing is escaped here, because every value a template gets is already quoted for its place.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type Handlebars from 'handlebars';
import runtime from 'handlebars/runtime.js';
import { RegrantError } from '../model/errors.ts';
import { PRECOMPILED } from './precompiled.generated.ts';
import { stencilled } from './stencil.ts';
import templateOptions from './template-options.json' with { type: 'json' };

/** Renders a template by its name, such as `header` or `statements/grant`. */
export type TemplateSet = (name: string, context: object) => string;

type Template = (context: object) => string;

/**
 * Loads the templates, with those of a folder in place of the package's of the same names.
 * Throws a RegrantError `bad-template` for a file that no template of the package has the name of, or that does not compile.
 */
export async function loadTemplates(folder?: string): Promise<TemplateSet> {
  // The package's types of its runtime are empty; it has the whole package's `create`.
  const engine = (runtime as unknown as typeof Handlebars).create();
  engine.registerHelper('onOff', (value: unknown) => (value ? 'ON' : 'OFF'));
  engine.registerHelper('bit', (value: unknown) => (value ? '1' : '0'));
  engine.registerHelper('rule', (title: unknown) => ` ${String(title)} --`.padStart(100, '-'));
  const specs = new Map(Object.entries(PRECOMPILED));
  if (folder !== undefined)
    for (const [name, spec] of await userTemplates(folder, specs)) specs.set(name, spec);
  const templates = new Map<string, Template>();
  for (const [name, spec] of specs) {
    const template = engine.template(spec as TemplateSpecification);
    // A user's templates may use all of Handlebars, so nothing is taken for granted of them.
    templates.set(name, folder === undefined && isOfSteps(name) ? stencilled(template) : template);
    if (!name.includes('/')) engine.registerPartial(name, template);
  }
  return (name, context) => {
    const template = templates.get(name);
    if (template === undefined) throw badTemplate(`There is no template ${name}.`);
    try {
      return template(context);
    } catch (cause) {
      throw badTemplate(
        `Template ${name} does not render: ${cause instanceof Error ? cause.message : String(cause)}.`,
        cause,
      );
    }
  };
}

/** What is called once for every step, or more. */
function isOfSteps(name: string): boolean {
  return name === 'line' || name.startsWith('statements/');
}

async function userTemplates(
  folder: string,
  known: ReadonlyMap<string, unknown>,
): Promise<Map<string, unknown>> {
  const { default: compiler } = await import('handlebars');
  const found = new Map<string, unknown>();
  for (const file of await listTemplates(folder)) {
    const name = file.replaceAll('\\', '/').slice(0, -'.hbs'.length);
    if (!known.has(name)) throw badTemplate(`${join(folder, file)} is not a template that a script uses.`);
    const source = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n').replace(/\n$/, '');
    try {
      const code = compiler.precompile(source, templateOptions) as string;
      found.set(name, new Function(`return ${code};`)());
    } catch (cause) {
      throw badTemplate(
        `${join(folder, file)} does not compile: ${cause instanceof Error ? cause.message : String(cause)}.`,
        cause,
      );
    }
  }
  return found;
}

async function listTemplates(folder: string): Promise<string[]> {
  try {
    const files = await readdir(folder, { recursive: true });
    return files.filter((file) => basename(file).endsWith('.hbs')).sort();
  } catch (cause) {
    throw badTemplate(`The template folder ${folder} cannot be read.`, cause);
  }
}

function badTemplate(fact: string, cause?: unknown): RegrantError {
  return new RegrantError({
    code: 'bad-template',
    fact,
    remedy: "Take the package's templates folder as the model: the same names, the same values in them.",
    cause,
  });
}
