// Compiles templates/ into src/render/precompiled.generated.ts, so that rendering needs only Handlebars' runtime.
// Quick when nothing changed: the file is written only when its text differs.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';

const folder = new URL('../templates/', import.meta.url);
const target = new URL('../src/render/precompiled.generated.ts', import.meta.url);
const options = JSON.parse(
  readFileSync(new URL('../src/render/template-options.json', import.meta.url), 'utf8'),
);

const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.hbs'))
  .sort();
const entries = names.map((name) => {
  const source = readFileSync(new URL(name, folder), 'utf8').replaceAll('\r\n', '\n').replace(/\n$/, '');
  return `  ${JSON.stringify(name.slice(0, -4))}: ${Handlebars.precompile(source, options)},\n`;
});
const text = `// @ts-nocheck Made from templates/ by .ci/precompile.mjs; not in the repository.\n/** Every template, ready for Handlebars.template(). */\nexport const PRECOMPILED: Readonly<Record<string, unknown>> = {\n${entries.join('')}};\n`;

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
