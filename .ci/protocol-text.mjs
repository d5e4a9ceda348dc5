// Takes the T-SQL out of the templates that are no single statement (preflight, result …) into
// src/parse/foreign/protocol-text.generated.ts: by it a reader tells a script's own machinery from what others put in.
// A value that the renderer fills in becomes the word `regrant_value`; the tags around lines that may be left out go.
import { readFileSync, writeFileSync } from 'node:fs';

const TEMPLATES = ['preflight', 'target', 'result', 'section'];
const target = new URL('../src/parse/foreign/protocol-text.generated.ts', import.meta.url);

const text = TEMPLATES.map((name) =>
  readFileSync(new URL(`../templates/${name}.hbs`, import.meta.url), 'utf8')
    .replaceAll('\r\n', '\n')
    .replace(/\{\{[#/~!][^}]*\}\}|\{\{else[^}]*\}\}/g, '\n')
    .replace(/\{\{[^}]*\}\}/g, 'regrant_value'),
).join('\nGO\n');
const made = `// Made from templates/ by .ci/protocol-text.mjs; not in the repository.\n/** The machinery of every script. */\nexport const PROTOCOL_TEXT = ${JSON.stringify(text)};\n`;

let before = '';
try {
  before = readFileSync(target, 'utf8');
} catch {
  // not made yet
}
if (before !== made) writeFileSync(target, made);
