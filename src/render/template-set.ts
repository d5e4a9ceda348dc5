// The templates of a script: those of the package, compiled when it was built, and a user's own over them.
// T-SQL is not HTML: nothing is escaped here, because every value a template gets is already quoted for its place.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type Handlebars from 'handlebars';
import runtime from 'handlebars/runtime.js';
import { RegrantError } from '../model/errors.ts';
import { PRECOMPILED, STEP_TEMPLATES } from './precompiled.generated.ts';
import { HELPERS, type Kit, type TemplateSet } from './step-template.ts';
import templateOptions from './template-options.json' with { type: 'json' };

type Template = (context: object) => string;

/**
 * Loads the templates, with those of a folder in place of the package's of the same names.
 * Throws a RegrantError `bad-template` for a file that no template of the package has the name of, or that does not compile.
 */
export async function loadTemplates(folder?: string): Promise<TemplateSet> {
  // The package's types of its runtime are empty; it has the whole package's `create`.
  const engine = (runtime as unknown as typeof Handlebars).create();
  for (const [name, helper] of Object.entries(HELPERS)) engine.registerHelper(name, helper);
  const templates = new Map<string, Template>();
  const render: TemplateSet = (name, context) => {
    const template = templates.get(name);
    if (template === undefined) throw badTemplate(`There is no template ${name}.`);
    try {
      return template(context);
    } catch (cause) {
      if (cause instanceof RegrantError) throw cause;
      throw badTemplate(`Template ${name} does not render: ${messageOf(cause)}.`, cause);
    }
  };
  const kit: Kit = { value, partial: render, helpers: HELPERS };
  const specs = new Map(Object.entries(PRECOMPILED));
  for (const [name, make] of Object.entries(STEP_TEMPLATES)) {
    templates.set(name, (context) => make(context as never, kit));
  }
  if (folder !== undefined) for (const [name, spec] of await userTemplates(folder)) specs.set(name, spec);
  for (const [name, spec] of specs) templates.set(name, engine.template(spec as TemplateSpecification));
  for (const [name, template] of templates) {
    if (!name.includes('/')) engine.registerPartial(name, template as Handlebars.Template);
  }
  return render;
}

function value(found: unknown, name: string): string {
  if (typeof found !== 'string') throw new Error(`"${name}" is not there`);
  return found;
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

async function userTemplates(folder: string): Promise<Map<string, unknown>> {
  const { default: compiler } = await import('handlebars');
  const found = new Map<string, unknown>();
  for (const file of await listTemplates(folder)) {
    const name = file.replaceAll('\\', '/').slice(0, -'.hbs'.length);
    const isKnown = Object.hasOwn(PRECOMPILED, name) || Object.hasOwn(STEP_TEMPLATES, name);
    if (!isKnown) throw badTemplate(`${join(folder, file)} is not a template that a script uses.`);
    const source = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n').replace(/\n$/, '');
    try {
      const code = compiler.precompile(source, templateOptions) as string;
      found.set(name, new Function(`return ${code};`)());
    } catch (cause) {
      throw badTemplate(`${join(folder, file)} does not compile: ${messageOf(cause)}.`, cause);
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
