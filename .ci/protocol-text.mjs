// Takes the T-SQL out of the templates that are no single statement (preflight, result …) into
// src/parse/foreign/protocol-text.generated.ts: by it a reader tells a script's own machinery from what others put in.
// A value that the renderer fills in becomes the word `regrant_value`; the tags around lines that may be left out go.
// Where its tokens stand is told with it, so that no reader has to look for them each time it is loaded.
import { readFileSync, writeFileSync } from 'node:fs';

const TEMPLATES = ['preflight', 'target', 'result', 'section'];
const target = new URL('../src/parse/foreign/protocol-text.generated.ts', import.meta.url);

const text = TEMPLATES.map((name) =>
  readFileSync(new URL(`../templates/${name}.hbs`, import.meta.url), 'utf8')
    .replaceAll('\r\n', '\n')
    .replace(/\{\{[#/~!][^}]*\}\}|\{\{else[^}]*\}\}/g, '\n')
    .replace(/\{\{[^}]*\}\}/g, 'regrant_value'),
).join('\nGO\n');

/** Comments and blanks, else a token as templates have them; test/read/foreign-statements.test.ts holds them to the reader's. */
const TOKENS =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\s+|(N?'(?:[^']|'')*'|\[(?:[^\]]|\]\])*\]|[@#A-Za-z_][\w@#$]*|\d+|<>|[<>!+]=|::|\S)/g;
const places = [...text.matchAll(TOKENS)].flatMap(({ index, 1: token }) =>
  token === undefined ? [] : [index, token.length],
);

const made = `// Made from templates/ by .ci/protocol-text.mjs; not in the repository.
/** The machinery of every script. */
export const PROTOCOL_TEXT = ${JSON.stringify(text)};
/** Where each of its tokens begins, and how long it is. */
export const PROTOCOL_PLACES: readonly number[] = ${JSON.stringify(places)};
`;

let before = '';
try {
  before = readFileSync(target, 'utf8');
} catch {
  // not made yet
}
if (before !== made) writeFileSync(target, made);
