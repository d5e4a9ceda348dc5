// Reads a profile that a user wrote: parsed and checked once, every problem told at once with its place.
import { findJsonPlaces } from '../files/json-places.ts';
import { readWholeText } from '../files/read-whole-text.ts';
import { RegrantError } from '../model/errors.ts';
import { counted } from '../model/words/shown.ts';
import type { Profile } from './profile.ts';
import { PROFILE_SCHEMA } from './profile-schema.ts';

/**
 * Reads a profile from a JSON file.
 * Throws a RegrantError: `file-failed` when it cannot be read, `bad-profile` with every problem it has.
 */
export async function readProfile(path: string): Promise<Profile> {
  return parseProfile(await readWholeText(path), path);
}

/** Parses and checks a profile's JSON text; `source` names it in errors. Throws `bad-profile`. */
export async function parseProfile(content: string, source: string): Promise<Profile> {
  const { brokenAt, repeated, placeOf } = findJsonPlaces(content);
  if (brokenAt !== undefined) {
    throw badProfile(source, [`it is not JSON at line ${brokenAt.line}, column ${brokenAt.column}`]);
  }
  const value: unknown = JSON.parse(content);
  const { Ajv } = await import('ajv');
  const ajv = new Ajv({ allErrors: true });
  const isValid = ajv.validate(PROFILE_SCHEMA, value);
  if (isValid && repeated.length === 0) return withoutSchema(value as Profile & { $schema?: string });
  const problems = (ajv.errors ?? []).map((error) => {
    const extra = (error.params as { additionalProperty?: string }).additionalProperty;
    return `${error.instancePath || '/'} ${error.message}${extra === undefined ? '' : ` (${extra})`}`;
  });
  const twice = repeated.map((at) => `${at} (line ${placeOf(at).line}) is given twice`);
  throw badProfile(source, [...twice, ...problems]);
}

function withoutSchema({ $schema: _, ...profile }: Profile & { $schema?: string }): Profile {
  return profile;
}

function badProfile(source: string, problems: readonly string[]): RegrantError {
  return new RegrantError({
    code: 'bad-profile',
    fact: `The profile ${source} has ${counted(problems.length, 'problem')}: ${problems.join('; ')}.`,
    remedy: 'Correct the file; the profile schema of the package says what it may hold.',
  });
}
