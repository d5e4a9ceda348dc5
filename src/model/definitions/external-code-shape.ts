// Code that runs outside of SQL Server: languages and libraries of theirs, with their files, one for each platform.
// Source: "sys.external_language_files", "sys.external_libraries", "sys.external_library_files" (Microsoft).
import { list, object } from '../facts/body-shape.ts';
import { hex, name, oneOf, opt, text } from '../facts/value-shape.ts';

const FILE = { platform: oneOf('WINDOWS', 'LINUX'), content: hex } as const;

/** A language that somebody added. */
export const EXTERNAL_LANGUAGE = object({
  files: list(object({ ...FILE, fileName: text, parameters: opt(text), environmentVariables: opt(text) })),
});

/** A library. */
export const EXTERNAL_LIBRARY = object({
  /** A library of dbo is everybody's, one of anybody else is that user's own. */
  owner: name,
  language: name,
  files: list(object(FILE)),
});
