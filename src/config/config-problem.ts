// Problems of a configuration file: gathered, then told together, each with its place and never with a value.

import type { ErrorObject } from 'ajv';
import { type JsonPlaces, pointerKey } from '../files/json-places.ts';
import { RegrantError } from '../model/errors.ts';
import { counted } from '../model/words/shown.ts';

/** One problem. */
export interface ConfigProblem {
  /** JSON Pointer of the value it is about. */
  readonly path: string;
  /** The rest of a sentence whose subject is the value. */
  readonly text: string;
}

/** What ajv found, in our words; errors that only repeat others are left out. */
export function problemsOf(errors: readonly ErrorObject[]): readonly ConfigProblem[] {
  return errors.filter((error) => !repeats(error)).map(problemOf);
}

/** What a branch of “one of these” lacks: the “one of these” itself says it better. */
function repeats({ schemaPath }: ErrorObject): boolean {
  return /\/(oneOf|anyOf)\/\d+\//.test(schemaPath);
}

/** What “any of these” stands for, by the end of the path of the value. */
const ANY_OF: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'needs “servers” or “registeredServers”'],
  [/\/authentication$/, 'needs “user” for sql, “domain” and “user” for ntlm'],
  [/\/passwordFrom$/, 'must be "prompt", { "env": NAME } or { "credential": NAME }'],
];

function problemOf(error: ErrorObject): ConfigProblem {
  const { instancePath: path, keyword, params, message } = error;
  switch (keyword) {
    case 'additionalProperties': {
      const name = String(params.additionalProperty);
      return { path: path + pointerKey(name), text: isSecret(name) ? NO_PASSWORD : 'is not a setting' };
    }
    case 'required':
      return { path, text: `lacks “${params.missingProperty}”` };
    case 'enum':
      return { path, text: `must be one of ${(params.allowedValues as readonly string[]).join(', ')}` };
    case 'oneOf':
      return { path, text: 'needs either “server” or “connectionString”' };
    case 'anyOf':
      return { path, text: ANY_OF.find(([where]) => where.test(path))?.[1] ?? 'is not right' };
    default:
      return { path, text: message ?? 'is not right' };
  }
}

/** What is said of a password wherever one is found. */
export const NO_PASSWORD = 'has no place in the file: set REGRANT_PASSWORD, or “passwordFrom”';

function isSecret(name: string): boolean {
  return /pass(word|wd|phrase)|^p(ass|wd)$|secret/i.test(name);
}

/** The error that tells all problems of a file. */
export function badConfig(
  file: string,
  problems: readonly ConfigProblem[],
  places: JsonPlaces,
): RegrantError {
  const told = problems.map(({ path, text }) => {
    const { line, column } = places.placeOf(path);
    return `${path === '' ? 'The file' : path} (line ${line}, column ${column}) ${text}`;
  });
  return new RegrantError({
    code: 'bad-config',
    fact: `${file} has ${counted(told.length, 'problem')}: ${told.join('; ')}.`,
    remedy: 'Correct the file; the configuration schema of the package says what it may hold.',
  });
}
