// Reads a profile that a user wrote: parsed and checked once, every problem told at once with its place.
import { readFile } from 'node:fs/promises';
import { RegrantError } from '../model/errors.ts';
import type { Profile } from './profile.ts';
import { PROFILE_SCHEMA } from './profile-schema.ts';

/**
 * Reads a profile from a JSON file.
 * Throws a RegrantError: `file-failed` when it cannot be read, `bad-profile` with every problem it has.
 */
export async function readProfile(path: string): Promise<Profile> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (cause) {
    throw new RegrantError({
      code: 'file-failed',
      fact: `The profile ${path} could not be read: ${(cause as Error).message}.`,
      remedy: 'Check the path and its permissions.',
      cause,
    });
  }
  return parseProfile(content, path);
}

/** Parses and checks a profile's JSON text; `source` names it in errors. Throws `bad-profile`. */
export async function parseProfile(content: string, source: string): Promise<Profile> {
  let value: unknown;
  try {
    value = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw badProfile(source, [`it is not JSON: ${(cause as Error).message}`], cause);
  }
  const { Ajv } = await import('ajv');
  const ajv = new Ajv({ allErrors: true });
  if (ajv.validate(PROFILE_SCHEMA, value)) return withoutSchema(value as Profile & { $schema?: string });
  const problems = (ajv.errors ?? []).map((error) => {
    const extra = (error.params as { additionalProperty?: string }).additionalProperty;
    return `${error.instancePath || '/'} ${error.message}${extra === undefined ? '' : ` (${extra})`}`;
  });
  throw badProfile(source, problems);
}

function withoutSchema({ $schema: _, ...profile }: Profile & { $schema?: string }): Profile {
  return profile;
}

function badProfile(source: string, problems: readonly string[], cause?: unknown): RegrantError {
  return new RegrantError({
    code: 'bad-profile',
    fact: `The profile ${source} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}: ${problems.join('; ')}.`,
    remedy: 'Correct the file; the profile schema of the package says what it may hold.',
    cause,
  });
}
