// Pages for a browser, from the templates in templates/pages: one file each, which asks the network for nothing. Every
// value is shown as text: nothing in a name can be markup, and nothing in it can hide.
import type Handlebars from 'handlebars';
import { visibleLines } from '../../model/words/visible.ts';
import { PAGES } from '../../render/precompiled.generated.ts';

/** The pages that there are. */
export type PageName = 'check' | 'runbook' | 'index';

/** Renders a page. */
export async function renderPage(name: PageName, context: object): Promise<string> {
  const { default: runtime } = await import('handlebars/runtime.js');
  // The package's types of its runtime are empty; it has the whole package's `create`.
  const engine = (runtime as unknown as typeof Handlebars).create();
  for (const [page, spec] of Object.entries(PAGES)) {
    engine.registerPartial(page, engine.template(spec as TemplateSpecification));
  }
  const template = engine.template(PAGES[`pages/${name}`] as TemplateSpecification);
  return `${template(shownDeep(context) as object)}\n`;
}

/** Every text in it with nothing invisible in it; line feeds stay, for commands of several lines. */
function shownDeep(value: unknown): unknown {
  if (typeof value === 'string') return visibleLines(value);
  if (Array.isArray(value)) return value.map(shownDeep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shownDeep(one)]));
}
