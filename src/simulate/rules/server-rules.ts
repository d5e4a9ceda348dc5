// Why SQL Server refuses what concerns the server as a whole, its databases' options, and DROP.
import { languageIdOf } from '../../model/catalog/language-id.ts';
import { optionOf } from '../effects/apply-server.ts';
import { changedScope } from '../effects/changed-scope.ts';
import { findPrincipal, isPrincipalWord } from '../effects/find-named.ts';
import { type ActOf, type RunContext, refusal } from '../rule.ts';
import type { Principal } from '../state/principal.ts';
import { messageKey } from '../state/server-state.ts';
import { speaksOf } from './reference.ts';

const ENGLISH = 1033;
const ADVANCED = new Set(['clr strict security']);
/** Options that system databases keep. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  TRUSTWORTHY: ['master', 'model', 'tempdb'],
  DB_CHAINING: ['master', 'model', 'tempdb'],
};

/** Rules about configuration, messages, assemblies, databases and DROP, in the order in which they are asked. */
export const SERVER_RULES = [
  refusal({
    name: 'advanced-options-are-shown-first',
    asksServer: true,
    source: 'show advanced options (server configuration option)',
    error: 15123,
    on: ['configure'],
    refuses: ({ name: part }, context) => {
      const name = nameOf(part, context);
      const shown = context.server.configurations.get('show advanced options')?.valueInUse;
      return ADVANCED.has(name) && shown !== 1
        ? `${name} is an advanced option, and these are not shown`
        : undefined;
    },
  }),
  refusal({
    name: 'option-is-of-the-release',
    source: 'clr strict security (server configuration option)',
    error: 15123,
    on: ['configure'],
    refuses: ({ name }, { server }) =>
      name.toLowerCase() === 'clr strict security' && server.version < 2017
        ? `${name} came with SQL Server 2017`
        : undefined,
  }),
  refusal({
    name: 'option-is-known',
    source: 'sp_configure (Transact-SQL)',
    error: 15123,
    on: ['configure'],
    refuses: ({ name }, context) => {
      const found = optionOf(name, context);
      if ('name' in found) return undefined;
      return found.problem === 'none'
        ? `no configuration option has ${name} in its name`
        : `more than one configuration option has ${name} in its name`;
    },
  }),
  refusal({
    name: 'trusted-assemblies-since-2017',
    source: 'sys.sp_add_trusted_assembly (Transact-SQL)',
    on: ['add-trusted-assembly', 'drop-trusted-assembly'],
    refuses: (_, { server }) =>
      server.version < 2017 ? 'trusted assemblies came with SQL Server 2017' : undefined,
  }),
  refusal({
    name: 'assembly-is-trusted-once',
    isMet: true,
    source: 'sys.sp_add_trusted_assembly (Transact-SQL) (a guess)',
    on: ['add-trusted-assembly'],
    refuses: ({ hash }, { server }) =>
      server.trustedAssemblies.has(hash) ? 'the assembly is trusted already' : undefined,
  }),
  refusal({
    name: 'message-language-exists',
    source: 'sp_addmessage (Transact-SQL)',
    error: 15033,
    on: ['add-message'],
    refuses: ({ language }) =>
      language === undefined || languageIdOf(language) !== undefined
        ? undefined
        : `no language is called ${language}`,
  }),
  refusal({
    name: 'message-number-is-the-users-own',
    source: 'sp_addmessage (Transact-SQL)',
    error: 15040,
    on: ['add-message'],
    refuses: ({ messageId }) => (messageId > 50_000 ? undefined : 'numbers up to 50000 are SQL Server’s own'),
  }),
  refusal({
    name: 'message-is-replaced-on-request',
    isMet: true,
    source: 'sp_addmessage (Transact-SQL)',
    error: 15043,
    on: ['add-message'],
    refuses: ({ messageId, language, isReplace }, { server }) => {
      const languageId = languageIdOf(language ?? 'us_english') ?? ENGLISH;
      return !isReplace && server.messages.has(messageKey({ messageId, languageId }))
        ? `message ${messageId} is there already`
        : undefined;
    },
  }),
  refusal({
    name: 'message-is-english-first',
    asksServer: true,
    source: 'sp_addmessage (Transact-SQL)',
    error: 15279,
    on: ['add-message'],
    refuses: ({ messageId, language }, { server }) => {
      const isEnglish = languageIdOf(language ?? 'us_english') === ENGLISH;
      return isEnglish || server.messages.has(messageKey({ messageId, languageId: ENGLISH }))
        ? undefined
        : `message ${messageId} has no us_english text yet`;
    },
  }),
  speaksOf({
    name: 'database-exists',
    source: 'ALTER DATABASE SET Options (Transact-SQL)',
    error: 5011,
    on: ['alter-database-set', 'use'],
    of: ({ database: name }) => (name === undefined ? undefined : { what: 'database', name }),
  }),
  refusal({
    name: 'system-databases-keep-their-options',
    source: 'ALTER DATABASE SET Options (Transact-SQL)',
    error: 5058,
    on: ['alter-database-set'],
    refuses: (act, { database }) => {
      const name = act.database ?? database.name;
      const kept = Object.keys(act.options).find((option) => KEPT[option]?.includes(name));
      return kept && `${kept} cannot be set in ${name}`;
    },
  }),
  speaksOf({
    name: 'dropped-thing-exists',
    isMet: true,
    source: 'DROP USER (Transact-SQL)',
    on: ['drop'],
    of: ({ dropped, name, ifExists }) => (ifExists ? undefined : { what: dropped, name }),
  }),
  refusal({
    name: 'system-principals-are-not-dropped',
    source: 'DROP ROLE (Transact-SQL)',
    error: 15150,
    on: ['drop'],
    refuses: (act, context) => {
      const found = droppedPrincipal(act, context);
      return found?.isSystem === true || found?.id === 1 ? `${act.name} cannot be dropped` : undefined;
    },
  }),
  refusal({
    name: 'roles-with-members-are-not-dropped',
    source: 'DROP ROLE (Transact-SQL)',
    error: 15144,
    on: ['drop'],
    refuses: (act, context) => {
      const found = droppedPrincipal(act, context);
      return found !== undefined && changedScope(act, context)?.hasMembers(found)
        ? `the role ${act.name} has members`
        : undefined;
    },
  }),
  refusal({
    name: 'owners-are-not-dropped',
    source: 'DROP USER (Transact-SQL)',
    error: 15138,
    on: ['drop'],
    refuses: (act, context) => {
      const found = droppedPrincipal(act, context);
      return found !== undefined && ownsSomething(found, context) ? `${act.name} owns something` : undefined;
    },
  }),
  refusal({
    name: 'grantors-are-not-dropped',
    source: 'DROP USER (Transact-SQL) (a guess)',
    error: 15284,
    on: ['drop'],
    refuses: (act, context) => {
      const found = droppedPrincipal(act, context);
      const rows = found === undefined ? [] : (changedScope(act, context)?.rowsOf(found) ?? []);
      const gave = rows.some(({ grantor }) => grantor === found);
      return gave ? `${act.name} has granted or denied permissions` : undefined;
    },
  }),
  refusal({
    name: 'filled-schemas-are-not-dropped',
    source: 'DROP SCHEMA (Transact-SQL)',
    error: 3729,
    on: ['drop'],
    refuses: ({ dropped, name }, { database }) => {
      if (dropped !== 'schema') return undefined;
      const holds = [...database.securables()].some(
        ({ schema }) => schema !== undefined && database.fold(schema) === database.fold(name),
      );
      return holds ? `the schema ${name} is not empty` : undefined;
    },
  }),
];

function nameOf(part: string, context: RunContext): string {
  const found = optionOf(part, context);
  return 'name' in found ? found.name : part;
}

function droppedPrincipal({ dropped, name }: ActOf<'drop'>, context: RunContext): Principal | undefined {
  return isPrincipalWord(dropped) ? findPrincipal(dropped, name, context) : undefined;
}

function ownsSomething(owner: Principal, { server, database }: RunContext): boolean {
  for (const scope of [server, database]) {
    for (const securable of scope.securables()) if (securable.owner === owner) return true;
    for (const principal of scope.principals()) if (principal.owner === owner) return true;
  }
  for (const { options } of server.databases()) {
    if (owner.login !== undefined && options.ownerSid === owner.sid) return true;
  }
  return false;
}
