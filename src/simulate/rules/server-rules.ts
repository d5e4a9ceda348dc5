// Why SQL Server refuses what concerns the server as a whole, its databases' options, and DROP.

import { findOption, optionRow } from '../../model/catalog/configuration-option.ts';
import { SWITCH_WORDS } from '../../model/catalog/database-switch.ts';
import { ENGLISH, languageIdOf, US_ENGLISH } from '../../model/catalog/language-id.ts';
import { CAME_WITH, whyNewer } from '../../model/catalog/release-need.ts';
import { isFixedDatabase } from '../../model/catalog/system-database.ts';
import { optionOf } from '../effects/apply-server.ts';
import { findPrincipal, isPrincipalWord } from '../effects/find-named.ts';
import { changedScope } from '../effects/statement-effect.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import { isMade, type Principal } from '../state/principal.ts';
import { needs, refusals, refuses, taken } from './refusals.ts';

const GRANTORS = 'DROP USER (Transact-SQL) (a guess)';

/** Rules about configuration, messages, assemblies, databases and DROP, in the order in which they are asked. */
export const SERVER_RULES = [
  ...refusals(['configure'], 'show advanced options (server configuration option)', {
    'advanced-options-are-shown-first': refuses(
      { asksServer: true, error: 15123 },
      ({ name: part }, context) => {
        const name = nameOf(part, context);
        const shown = context.server.things.configuration.get('show advanced options')?.valueInUse;
        const isHidden = optionRow(name).isAdvanced === true && shown !== 1;
        return isHidden && `${name} is an advanced option, and these are not shown`;
      },
    ),
  }),
  ...refusals(['configure'], 'clr strict security (server configuration option)', {
    'option-is-of-the-release': refuses(15123, ({ name }, { server }) => {
      const found = findOption(name);
      const { since } = optionRow('name' in found ? found.name : name);
      return whyNewer({ since, what: name }, server.version);
    }),
  }),
  ...refusals(['configure'], 'sp_configure (Transact-SQL)', {
    'option-is-known': refuses(15123, ({ name }, context) => {
      const found = optionOf(name, context);
      if ('name' in found) return undefined;
      return found.problem === 'none'
        ? `no configuration option has ${name} in its name`
        : `more than one configuration option has ${name} in its name`;
    }),
  }),
  ...refusals(
    ['add-trusted-assembly', 'drop-trusted-assembly'],
    'sys.sp_add_trusted_assembly (Transact-SQL)',
    {
      'trusted-assemblies-since-2017': refuses((_, { server }) =>
        whyNewer(CAME_WITH.trustedAssembly, server.version),
      ),
    },
  ),
  ...refusals(['add-trusted-assembly'], 'sys.sp_add_trusted_assembly (Transact-SQL) (a guess)', {
    'assembly-is-trusted-once': refuses(
      { isMet: true },
      ({ hash }, { server }) =>
        server.things['trusted-assembly'].has(hash) && 'the assembly is trusted already',
    ),
  }),
  ...refusals(['add-message'], 'sp_addmessage (Transact-SQL)', {
    'message-language-exists': refuses(15033, ({ language }) =>
      language === undefined || languageIdOf(language) !== undefined
        ? undefined
        : `no language is called ${language}`,
    ),
    'message-number-is-the-users-own': refuses(15040, ({ messageId }) =>
      messageId > 50_000 ? undefined : 'numbers up to 50000 are SQL Server’s own',
    ),
    'message-is-replaced-on-request': refuses(
      { isMet: true, error: 15043 },
      ({ messageId, language, isReplace }, { server }) => {
        const languageId = languageIdOf(language ?? US_ENGLISH) ?? ENGLISH;
        return (
          !isReplace &&
          server.things.message.has(messageId, languageId) &&
          `message ${messageId} is there already`
        );
      },
    ),
    'message-is-english-first': refuses(
      { asksServer: true, error: 15279 },
      ({ messageId, language }, { server }) => {
        const isEnglish = languageIdOf(language ?? US_ENGLISH) === ENGLISH;
        return isEnglish || server.things.message.has(messageId, ENGLISH)
          ? undefined
          : `message ${messageId} has no us_english text yet`;
      },
    ),
  }),
  ...refusals(['create-database'], 'CREATE DATABASE (Transact-SQL)', {
    'database-name-is-free': taken(
      1801,
      ({ name }, { server }) => isMade(server.database(name)) && `a database ${name}`,
    ),
    'contained-databases-are-allowed': refuses(
      { asksServer: true, error: 12824 },
      ({ isContained }, { server }) =>
        isContained &&
        server.things.configuration.get('contained database authentication')?.valueInUse !== 1 &&
        'contained database authentication is 0, and a contained database needs 1',
    ),
  }),
  ...refusals(['alter-database-set', 'use'], 'ALTER DATABASE SET Options (Transact-SQL)', {
    'database-exists': needs(5011, ({ database: name }) => ({ what: 'database', name })),
  }),
  ...refusals(['alter-database-set'], 'ALTER DATABASE SET Options (Transact-SQL)', {
    'system-databases-keep-their-options': refuses(5058, (act, { database }) => {
      const name = act.database ?? database.name;
      const kept = Object.keys(act.options).find((option) => SWITCH_WORDS[option] !== undefined);
      return kept !== undefined && isFixedDatabase(name) && `${kept} cannot be set in ${name}`;
    }),
  }),
  ...refusals(['drop'], 'DROP ROLE (Transact-SQL)', {
    'system-principals-are-not-dropped': refuses(15150, (act, context) => {
      const found = droppedPrincipal(act, context);
      return (found?.isSystem === true || found?.id === 1) && `${act.name} cannot be dropped`;
    }),
    'roles-with-members-are-not-dropped': refuses(15144, (act, context) => {
      const found = droppedPrincipal(act, context);
      return (
        found !== undefined &&
        (changedScope(act, context)?.members(found).length ?? 0) > 0 &&
        `the role ${act.name} has members`
      );
    }),
  }),
  ...refusals(['drop'], 'DROP USER (Transact-SQL)', {
    'dropped-thing-exists': needs({ isMet: true }, ({ dropped, name, ifExists }) => ({
      what: dropped,
      name: ifExists ? undefined : name,
    })),
    'owners-are-not-dropped': refuses(15138, (act, context) => {
      const found = droppedPrincipal(act, context);
      return found !== undefined && ownsSomething(found, context) && `${act.name} owns something`;
    }),
    'grantors-are-not-dropped': refuses({ error: 15284, source: GRANTORS }, (act, context) => {
      const found = droppedPrincipal(act, context);
      const rows = found && changedScope(act, context)?.permissions.givenBy(found.id);
      return (rows?.length ?? 0) > 0 && `${act.name} has granted or denied permissions`;
    }),
  }),
  ...refusals(['drop'], 'DROP SCHEMA (Transact-SQL)', {
    'filled-schemas-are-not-dropped': refuses(3729, ({ dropped, name }, { database }) => {
      if (dropped !== 'schema') return undefined;
      const holds = [...database.securables()].some(
        ({ schema }) => schema !== undefined && database.fold(schema) === database.fold(name),
      );
      return holds && `the schema ${name} is not empty`;
    }),
  }),
];

function nameOf(part: string, context: RunContext): string {
  const found = optionOf(part, context);
  return 'name' in found ? found.name : part;
}

function droppedPrincipal({ dropped, name }: ActOf<'drop'>, context: RunContext): Principal | undefined {
  return isPrincipalWord(dropped) ? findPrincipal(dropped, name, context) : undefined;
}

/** Jobs of SQL Server Agent, too. Source: "DROP LOGIN (Transact-SQL)". */
function ownsSomething(owner: Principal, { server, database }: RunContext): boolean {
  for (const { ownerSid } of server.things['agent-job'].values())
    if (owner.login !== undefined && ownerSid === owner.sid) return true;
  for (const scope of [server, database]) {
    for (const securable of scope.securables()) if (securable.owner === owner) return true;
    for (const principal of scope.principals()) if (principal.owner === owner) return true;
  }
  for (const { options } of server.databases()) {
    if (owner.login !== undefined && options.ownerSid === owner.sid) return true;
  }
  return false;
}
