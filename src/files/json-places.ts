// Where in a JSON text each value stands, by JSON Pointer, so that a problem can be told with line and column. Also
// tells syntax errors without quoting the text, and keys given twice, which JSON.parse passes over.

import { createScanner, visit } from 'jsonc-parser';
import { defined } from '../model/defined.ts';

/** A place in a text, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What was found in a JSON text. */
export interface JsonPlaces {
  /** The place of the value at a JSON Pointer, or of its nearest parent. */
  placeOf(pointer: string): Place;
  /** Pointers of keys that an object has more than once. */
  readonly repeated: readonly string[];
  /** Where the text stops being JSON, or goes deeper than anything that is read here. */
  readonly brokenAt?: Place;
}

/** Deeper than any file that is read here; what reads on calls itself once for each level. */
const DEEPEST = 64;

/** Looks through a JSON text. */
export function findJsonPlaces(text: string): JsonPlaces {
  const tooDeep = depthExceededAt(text);
  const places: Found = tooDeep === undefined ? placesOf(text) : { byPointer: new Map(), repeated: [] };
  const brokenAt = tooDeep ?? places.brokenAt;
  return {
    placeOf: (pointer) => nearest(places.byPointer, pointer),
    repeated: places.repeated,
    ...defined({ brokenAt }),
  };
}

/** One key of a JSON Pointer. */
export function pointerKey(key: string | number): string {
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

interface Found {
  readonly byPointer: Map<string, Place>;
  readonly repeated: string[];
  brokenAt?: Place;
}

function placesOf(text: string): Found {
  const found: Found = { byPointer: new Map(), repeated: [] };
  const value = (
    _: number,
    __: number,
    line: number,
    character: number,
    path: () => (string | number)[],
  ): void => {
    const pointer = path().map(pointerKey).join('');
    // The place of a property is its key's, which comes before its value.
    if (!found.byPointer.has(pointer)) found.byPointer.set(pointer, placeFrom(line, character));
  };
  visit(
    text,
    {
      onObjectBegin: value,
      onArrayBegin: value,
      onLiteralValue: (_, ...place) => value(...place),
      onObjectProperty: (name, _, __, line, character, path) => {
        const pointer = [...path(), name].map(pointerKey).join('');
        if (found.byPointer.has(pointer)) found.repeated.push(pointer);
        found.byPointer.set(pointer, placeFrom(line, character));
      },
      onError: (_, __, ___, line, character) => {
        found.brokenAt ??= placeFrom(line, character);
      },
    },
    { disallowComments: true },
  );
  return found;
}

function depthExceededAt(text: string): Place | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    // What a token begins with; in a string that is its quote.
    const first = text.charAt(scanner.getTokenOffset());
    if (first === '{' || first === '[') depth += 1;
    else if (first === '}' || first === ']') depth -= 1;
    if (depth > DEEPEST) return placeFrom(scanner.getTokenStartLine(), scanner.getTokenStartCharacter());
  }
  return undefined;
}

/** A place as we count it, of one counted from 0. */
function placeFrom(line: number, character: number): Place {
  return { line: line + 1, column: character + 1 };
}

function nearest(places: ReadonlyMap<string, Place>, pointer: string): Place {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const place = places.get(at);
    if (place !== undefined) return place;
  }
  return places.get('') ?? { line: 1, column: 1 };
}
