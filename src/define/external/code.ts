// Languages and libraries whose code runs outside of SQL Server; a library stands behind its language.
// Source: "CREATE EXTERNAL LANGUAGE", "CREATE EXTERNAL LIBRARY", "ALTER EXTERNAL LIBRARY (Transact-SQL)" (Microsoft).
import { binary, identifier, keyword, text } from '../../text/quote.ts';
import type { DefinitionKind } from '../kind.ts';
import { option } from './option.ts';

/** How languages are written; whose they are, security tells. */
export const EXTERNAL_LANGUAGE_KIND: DefinitionKind<'external-language'> = {
  statements: ({ name, body: { files } }) => {
    const specified = files.map(({ content, fileName, platform, parameters, environmentVariables }) => {
      const options = [
        `CONTENT = ${binary(content)}`,
        `FILE_NAME = ${text(fileName)}`,
        `PLATFORM = ${keyword(platform)}`,
        ...option('PARAMETERS', parameters, text),
        ...option('ENVIRONMENT_VARIABLES', environmentVariables, text),
      ];
      return `(${options.join(', ')})`;
    });
    return [
      {
        section: 'external-code',
        makes: { what: 'external-language', name },
        text: `CREATE EXTERNAL LANGUAGE ${identifier(name)} FROM ${specified.join(', ')};`,
      },
    ];
  },
  isHard: () => false,
};

/**
 * How libraries are written. SQL Server 2017 takes PLATFORM = WINDOWS in ALTER EXTERNAL LIBRARY, and is taken to do so
 * here, where its page leaves it out: without it, a server on Linux would take the file for its own.
 */
export const EXTERNAL_LIBRARY_KIND: DefinitionKind<'external-library'> = {
  statements: ({ name, body: { owner, language, files } }) => {
    const specified = files.map(
      ({ content, platform }) => `(CONTENT = ${binary(content)}, PLATFORM = ${keyword(platform)})`,
    );
    return [
      {
        section: 'external-code',
        makes: { what: 'external-library', name, on: owner },
        text: `CREATE EXTERNAL LIBRARY ${identifier(name)} AUTHORIZATION ${identifier(owner)} FROM ${specified.join(', ')} WITH (LANGUAGE = ${text(language)});`,
      },
    ];
  },
  isHard: () => false,
  needs: ({ body: { language } }) => [{ space: 'external-language', name: language }],
};
