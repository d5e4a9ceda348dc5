// Compiles templates/ into src/render/precompiled.generated.ts: those of statements and lines into plain functions, the
// others for Handlebars' runtime; in those of pages values are escaped.
// Quick when nothing changed: the file is written only when its text differs.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import { functionOf } from './template-function.mjs';

const folder = new URL('../templates/', import.meta.url);
const target = new URL('../src/render/precompiled.generated.ts', import.meta.url);
const options = JSON.parse(
  readFileSync(new URL('../src/render/template-options.json', import.meta.url), 'utf8'),
);

const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.hbs'))
  .sort();
const sources = new Map(
  names.map((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    return [file.slice(0, -4), text.replaceAll('\r\n', '\n').replace(/\n$/, '')];
  }),
);
/** Rendered for each step: statements, the line that each stands in, and the parts that these are made of. */
const ofSteps = new Set(
  [...sources.keys()].filter((name) => name === 'line' || name.startsWith('statements/')),
);
for (const name of ofSteps) {
  for (const [, part] of sources.get(name).matchAll(/\{\{> *([\w-]+)/g)) ofSteps.add(part);
}
const isOfSteps = (name) => ofSteps.has(name);
/** Pages for a browser: there everything is escaped. */
const isPage = (name) => name.startsWith('pages/');
const entries = [...sources].map(([name, source]) => {
  const code = isOfSteps(name)
    ? functionOf(source)
    : Handlebars.precompile(source, { ...options, noEscape: !isPage(name) });
  return [name, `  ${JSON.stringify(name)}: ${code},\n`];
});
const table = (title, type, name, isOf) =>
  `/** ${title} */\nexport const ${name}: Readonly<Record<string, ${type}>> = {\n${entries
    .filter(([entry]) => isOf(entry))
    .map(([, line]) => line)
    .join('')}};\n`;
const text = [
  '// @ts-nocheck Made from templates/ by .ci/precompile.mjs; not in the repository.',
  "import type { StepTemplate } from './step-template.ts';",
  table('What is rendered for each step, as functions.', 'StepTemplate', 'STEP_TEMPLATES', isOfSteps),
  table(
    'Every other template, ready for Handlebars.template().',
    'unknown',
    'PRECOMPILED',
    (name) => !isOfSteps(name) && !isPage(name),
  ),
  table('Pages, ready for Handlebars.template().', 'unknown', 'PAGES', isPage),
].join('\n');

let before = '';
try {
  before = readFileSync(target, 'utf8');
} catch {
  // not made yet
}
if (before !== text) {
  writeFileSync(target, text);
  console.error(
    `precompiled ${names.length} templates into ${fileURLToPath(target).split(/[\\/]/).slice(-3).join('/')}`,
  );
}
