// Takes the T-SQL out of the templates that are no single statement (preflight, result …) into
// src/parse/foreign/protocol-text.generated.ts: by it a reader tells a script's own machinery from what others put in.
// A value that the renderer fills in becomes the word `regrant_value`; the tags around lines that may be left out go.
// They stand in the order of a script. Where the tokens stand is told with it, so that no reader has to look for them each
// time it is loaded.
import { readFileSync, writeFileSync } from 'node:fs';

const target = new URL('../src/parse/foreign/protocol-text.generated.ts', import.meta.url);

const template = (name) =>
  readFileSync(new URL(`../templates/${name}.hbs`, import.meta.url), 'utf8').replaceAll('\r\n', '\n');

/** As a script has them one after the other; there may be any number of sections. */
const whole = [
  template('preflight').replace('{{target}}', () => template('target')),
  `{{#each sections}}${template('section')}{{/each}}`,
  template('result'),
].join('\nGO\n');

let text = '';
/** Where what may stand there again and again begins and ends, one after the other. */
const loops = [];
let end = 0;
for (const { 0: tag, index } of whole.matchAll(/\{\{[^}]*\}\}/g)) {
  text += whole.slice(end, index);
  end = index + tag.length;
  if (tag.startsWith('{{#each') || tag === '{{/each}}') loops.push(text.length);
  text += /^\{\{(?:[#/~!]|else)/.test(tag) ? '\n' : 'regrant_value';
}
text += whole.slice(end);

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
/** Where what may stand there again and again begins and ends, one after the other. */
export const PROTOCOL_LOOPS: readonly number[] = ${JSON.stringify(loops)};
`;

let before = '';
try {
  before = readFileSync(target, 'utf8');
} catch {
  // not made yet
}
if (before !== made) writeFileSync(target, made);
