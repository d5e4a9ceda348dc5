// Languages and libraries whose code runs outside of SQL Server. Source: "sys.external_language_files",
// "sys.external_libraries", "sys.external_library_files" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { BodyOf } from '../../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../../model/facts/definition-fact.ts';
import { ordinal } from '../../../model/order.ts';
import { shown } from '../../../model/words/shown.ts';
import { filled, hex, id, name } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../../scope.ts';
import { MOST_CONTENT } from '../clr/assemblies.ts';
import { keepById, keepParts } from '../kept.ts';

type LanguageFile = BodyOf<'external-language'>['files'][number];
type LibraryFile = BodyOf<'external-library'>['files'][number];

/** `platform_desc`; the page of the numbers does not say which is which. */
const PLATFORMS: readonly string[] = ['WINDOWS', 'LINUX'] satisfies readonly LibraryFile['platform'][];

/** What the two views of files have in common; undefined where the login does not see it, or no release is known to have it. */
function fileOf(content: unknown, platform: unknown): LibraryFile | undefined {
  const [bytes, word] = [hex(content), name(platform)];
  if (bytes === undefined || !PLATFORMS.includes(word)) return undefined;
  return { platform: word as LibraryFile['platform'], content: bytes };
}

const languageFiles = keepParts<LanguageFile | undefined>();

/** `sys.external_language_files`. */
const languageFileRows = defineQuery<DatabaseScope>()({
  name: 'files of external languages',
  view: 'sys.external_language_files',
  since: 2019,
  columns: [
    'external_language_id',
    'content',
    'file_name',
    'platform_desc',
    'parameters',
    'environment_variables',
  ],
  read: (scope, at) => ({
    row: (row) => {
      const file = fileOf(row[at.content], row[at.platform_desc]);
      const fileName = filled(row[at.file_name]);
      languageFiles(scope).add(
        id(row[at.external_language_id]),
        file === undefined || fileName === undefined
          ? undefined
          : defined({
              ...file,
              fileName,
              parameters: filled(row[at.parameters]),
              environmentVariables: filled(row[at.environment_variables]),
            }),
      );
    },
  }),
});

interface Library {
  readonly name: string;
  readonly ownerId: number;
  readonly language: string;
}

const libraries = keepById<Library>();

/** `sys.external_libraries`. */
const libraryRows = defineQuery<DatabaseScope>()({
  name: 'external libraries',
  view: 'sys.external_libraries',
  since: 2017,
  columns: ['external_library_id', 'name', 'principal_id', 'language'],
  read: (scope, at) => ({
    row: (row) => {
      libraries(scope).set(id(row[at.external_library_id]), {
        name: name(row[at.name]),
        ownerId: id(row[at.principal_id]),
        language: name(row[at.language]),
      });
    },
  }),
});

const libraryFiles = keepParts<LibraryFile | undefined>();

/** `sys.external_library_files`. */
const libraryFileRows = defineQuery<DatabaseScope>()({
  name: 'files of external libraries',
  view: 'sys.external_library_files',
  since: 2017,
  columns: ['external_library_id', 'content', 'platform_desc'],
  read: (scope, at) => ({
    row: (row) => {
      const file = fileOf(row[at.content], row[at.platform_desc]);
      libraryFiles(scope).add(id(row[at.external_library_id]), file);
    },
  }),
});

/** What is read of languages. */
export const EXTERNAL_LANGUAGE_QUERIES = [languageFileRows];

/** What is read of libraries. */
export const EXTERNAL_LIBRARY_QUERIES = [libraryRows, libraryFileRows];

/** The external languages of a database that somebody added. */
export function* externalLanguageFacts(scope: DatabaseScope): Generator<DefinitionOf<'external-language'>> {
  const { database } = scope;
  for (const [language, { name: called, isShipped }] of securableIndex(scope, 'EXTERNAL LANGUAGE')) {
    if (isShipped) continue;
    const files = wholeFiles(scope, languageFiles(scope).of(language), `external language ${shown(called)}`);
    if (files !== undefined)
      yield { kind: 'definition', database, type: 'external-language', name: called, body: { files } };
  }
}

/** The external libraries of a database; of several of one name that of the first owner, which dbo is before anybody. */
export function* externalLibraryFacts(scope: DatabaseScope): Generator<DefinitionOf<'external-library'>> {
  const { database } = scope;
  const taken = new Set<string>();
  const byOwner = [...libraries(scope)].sort(([, a], [, b]) => a.ownerId - b.ownerId);
  for (const [library, { name: called, ownerId, language }] of byOwner) {
    const what = `external library ${shown(called)}`;
    const owner = scope.principals.get(ownerId)?.name;
    if (owner === undefined) {
      const fact = `The owner of the ${what} could not be read; its definition was not captured.`;
      scope.ledger.omit('unresolved-id', fact, 'Capture with a login that sees the users.', 1);
      continue;
    }
    if (taken.has(called)) {
      const fact = `Another owner has a library of the name of the ${what} of ${shown(owner)}, too; its definition was not captured.`;
      scope.ledger.omit('external-library-twice', fact, 'Make it from its files by hand.', 1);
      continue;
    }
    const files = wholeFiles(scope, libraryFiles(scope).of(library), what);
    if (files === undefined) continue;
    taken.add(called);
    const body = { owner, language, files };
    yield { kind: 'definition', database, type: 'external-library', name: called, body };
  }
}

/** The files in an order of their own; undefined, which is told, where one could not be read or all are too large. */
function wholeFiles<F extends LibraryFile>(
  scope: DatabaseScope,
  read: readonly (F | undefined)[],
  what: string,
): readonly F[] | undefined {
  const files = read.flatMap((file) => file ?? []).sort((a, b) => ordinal(a.platform, b.platform));
  if (files.length === 0 || files.length < read.length) {
    const fact = `The files of the ${what} could not be read; its definition was not captured.`;
    scope.ledger.omit('text-hidden', fact, 'Grant the login VIEW DEFINITION in the database.', 1);
    return undefined;
  }
  if (files.reduce((sum, { content }) => sum + content.length, 0) > MOST_CONTENT) {
    const fact = `The ${what} is too large for a line of a snapshot; its definition was not captured.`;
    scope.ledger.omit('external-code-too-large', fact, 'Make it from its files by hand.', 1);
    return undefined;
  }
  return files;
}
