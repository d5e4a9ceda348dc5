// Every fact as one sentence: the T-SQL that makes it, as a DBA would say it, in one line. For people only: it is never
// run, names and texts have nothing invisible in them, and secrets are taken out before a row sees the fact.

import { isOfKey, PRINCIPAL_KINDS } from '../catalog/principal-kind.ts';
import { usualOwner } from '../catalog/system-principals.ts';
import { DEFINITION_TYPES } from '../definitions/definition-type.ts';
import type { DefinitionFact, Fact, FactKind, FactOf, PermissionFact, PermissionState } from '../fact.ts';
import { propertyValue } from '../fact-shape.ts';
import { withoutSecrets } from '../secret.ts';
import { APPLICATION_WORDS } from './application-sentence.ts';
import { AUDIT_WORDS } from './audit-sentence.ts';
import { MSDB_WORDS } from './msdb-sentence.ts';
import { shown, shownText } from './shown.ts';
import { SSIS_WORDS } from './ssis-sentence.ts';
import { visible } from './visible.ts';
import type { Words } from './words.ts';
import { aside } from './words.ts';

/** What stands for a secret on a line. */
export const MASK = '***';

/** The words of a permission's state. */
export const STATE_WORDS: Readonly<Record<PermissionState, string>> = {
  G: 'GRANT',
  W: 'GRANT WITH GRANT OPTION',
  D: 'DENY',
  R: 'REVOKE',
};

/** Every fact kind's words. A kind missing here does not compile. */
const WORDS: { readonly [K in FactKind]: Words<K> } = {
  server: {
    subject: () => 'server',
    sentence: ({ name }) => `server ${shown(name)}`,
  },
  configuration: {
    subject: ({ name }) => `option ${shownText(name)}`,
    sentence: ({ name, value, valueInUse }) =>
      `EXEC sp_configure ${shownText(name)}, ${value}${aside(value === valueInUse ? '' : `${valueInUse} in use`)}`,
  },
  'trusted-assembly': {
    subject: ({ hash }) => `trusted assembly ${hash}`,
    sentence: ({ hash, description }) =>
      `EXEC sp_add_trusted_assembly ${hash}${description === undefined ? '' : `, ${shownText(description)}`}`,
  },
  message: {
    subject: ({ messageId, languageId }) => `message ${messageId} in language ${languageId}`,
    sentence: ({ messageId, severity, text, language, languageId, isEventLogged }) =>
      `EXEC sp_addmessage ${messageId}, ${severity}, ${shownText(text)}, ${language === undefined ? `language ${languageId}` : shownText(language)}${isEventLogged ? ", 'true'" : ''}`,
  },
  credential: {
    subject: ({ name }) => `credential ${shown(name)}`,
    sentence: ({ name, identity, provider }) =>
      `CREATE CREDENTIAL ${shown(name)} WITH IDENTITY = ${shownText(identity)}${provider === undefined ? '' : ` FOR CRYPTOGRAPHIC PROVIDER ${shown(provider)}`}`,
  },
  'linked-server': {
    subject: ({ name }) => `linked server ${shown(name)}`,
    sentence: ({ name, product = '', provider, dataSource }) =>
      `EXEC sp_addlinkedserver ${shown(name)}, ${shownText(product)}, ${shownText(provider)}${dataSource === undefined ? '' : `, ${shownText(dataSource)}`}`,
  },
  'linked-login': {
    subject: ({ server, login }) => `mapping of ${everybodyOr(login)} to linked server ${shown(server)}`,
    sentence: ({ server, login, usesSelf, remoteName }) =>
      `EXEC sp_addlinkedsrvlogin ${shown(server)}, ${usesSelf ? 'TRUE' : 'FALSE'}, ${login === undefined ? 'NULL' : shown(login)}${remoteName === undefined ? '' : `, ${shown(remoteName)}, ${MASK}`}`,
  },
  login: {
    subject: ({ name }) => `login ${shown(name)}`,
    sentence: (fact) => {
      const { isGroup } = PRINCIPAL_KINDS[fact.type];
      const state = [...(isGroup ? ['a group'] : []), ...(fact.isDisabled ? ['disabled'] : [])];
      return `CREATE LOGIN ${shown(fact.name)}${sourceOf(fact)}${aside(state.join(', '))}`;
    },
  },
  'server-role': {
    subject: ({ name }) => `server role ${shown(name)}`,
    sentence: ({ name, owner }) => `CREATE SERVER ROLE ${shown(name)} AUTHORIZATION ${shown(owner)}`,
  },
  'role-member': {
    subject: ({ database, role, member }) =>
      `member ${shown(member)} of ${database === undefined ? 'server ' : ''}role ${shown(role)}`,
    sentence: ({ database, role, member }) =>
      `ALTER ${database === undefined ? 'SERVER ' : ''}ROLE ${shown(role)} ADD MEMBER ${shown(member)}`,
  },
  database: {
    subject: ({ name }) => `database ${shown(name)}`,
    sentence: ({ name, owner }) =>
      `CREATE DATABASE ${shown(name)}${aside(owner === undefined ? 'of an unknown owner' : `owned by ${shown(owner)}`)}`,
  },
  user: {
    subject: ({ name }) => `user ${shown(name)}`,
    sentence: (fact) => `CREATE USER ${shown(fact.name)}${userSource(fact)}`,
  },
  role: {
    subject: ({ name }) => `role ${shown(name)}`,
    sentence: ({ name, owner }) => `CREATE ROLE ${shown(name)} AUTHORIZATION ${shown(owner)}`,
  },
  'application-role': {
    subject: ({ name }) => `application role ${shown(name)}`,
    sentence: ({ name }) => `CREATE APPLICATION ROLE ${shown(name)} WITH PASSWORD = ${MASK}`,
  },
  schema: {
    subject: ({ name }) => `schema ${shown(name)}`,
    sentence: ({ name, owner }) => `CREATE SCHEMA ${shown(name)} AUTHORIZATION ${shown(owner)}`,
  },
  securable: {
    subject: securable,
    sentence: (fact) =>
      fact.owner === undefined
        ? securable(fact)
        : `ALTER AUTHORIZATION ON ${securable(fact)} TO ${shown(fact.owner)}`,
  },
  endpoint: {
    subject: ({ name }) => `endpoint ${shown(name)}`,
    sentence: endpointSentence,
  },
  'server-trigger': {
    subject: ({ name }) => `server trigger ${shown(name)}`,
    sentence: ({ name, events = [], executeAs, isDisabled, definition }) => {
      const as = executeAs === undefined ? '' : ` WITH EXECUTE AS ${shownText(executeAs)}`;
      const state = [
        ...(isDisabled ? ['disabled'] : []),
        ...(definition === undefined ? ['its text cannot be read'] : []),
      ];
      return `CREATE TRIGGER ${shown(name)} ON ALL SERVER${as} FOR ${events.map(visible).join(', ')}${aside(state.join(', '))}`;
    },
  },
  ...AUDIT_WORDS,
  definition: {
    subject: definitionSubject,
    sentence: (fact) => {
      const { words } = DEFINITION_TYPES[fact.type];
      const on = fact.on === undefined ? '' : ` ON ${qualified(fact.schema, fact.on)}`;
      return `CREATE ${words} ${qualified(fact.schema, fact.name)}${on}`;
    },
  },
  ...MSDB_WORDS,
  ...SSIS_WORDS,
  ...APPLICATION_WORDS,
  permission: { subject: permissionSubject, sentence: permissionSentence },
};

/** Which fact it is, in words: `login [x]`, `SELECT ON OBJECT::[dbo].[t] TO [u]`. */
export function subjectOf(fact: Fact): string {
  return wordsOf(fact).subject(withoutSecrets(fact));
}

/** The fact as the T-SQL that makes it: `GRANT SELECT ON OBJECT::[dbo].[t] TO [u]`, `CREATE LOGIN [x] FROM WINDOWS`. */
export function sentenceOf(fact: Fact): string {
  return wordsOf(fact).sentence(withoutSecrets(fact));
}

/** Where a fact is: `[ServiceManager]`, or `server`. */
export function placeOf(fact: Fact): string {
  const database = propertyValue(fact, 'database');
  return typeof database === 'string' ? shown(database) : 'server';
}

/** The sentence and its place: `CREATE ROLE [r] AUTHORIZATION [dbo]  ([ServiceManager])`. */
export function placedSentence(fact: Fact): string {
  return `${sentenceOf(fact)}  (${placeOf(fact)})`;
}

function wordsOf(fact: Fact): Words<FactKind> {
  return WORDS[fact.kind] as unknown as Words<FactKind>;
}

const everybodyOr = (login: string | undefined): string =>
  login === undefined ? 'everybody else' : shown(login);

function sourceOf({ type, certificate, asymmetricKey }: FactOf<'login' | 'user'>): string {
  switch (PRINCIPAL_KINDS[type].source) {
    case 'windows':
      return ' FROM WINDOWS';
    case 'external':
      return ' FROM EXTERNAL PROVIDER';
    case 'certificate':
      return ` FROM CERTIFICATE ${shown(certificate ?? '')}`;
    case 'asymmetric-key':
      return ` FROM ASYMMETRIC KEY ${shown(asymmetricKey ?? '')}`;
    default:
      return ` WITH PASSWORD = ${MASK}`;
  }
}

function userSource(fact: FactOf<'user'>): string {
  const isOfOwnKey = fact.certificate !== undefined || fact.asymmetricKey !== undefined;
  if (isOfOwnKey) return sourceOf(fact);
  if (fact.login !== undefined) return ` FOR LOGIN ${shown(fact.login)}`;
  if (isOfKey(fact.type)) return aside('its certificate or key is not there');
  if (fact.authenticationType === 2) return ` WITH PASSWORD = ${MASK}`;
  if (fact.authenticationType === 0) return ' WITHOUT LOGIN';
  return fact.authenticationType === 4 ? ' FROM EXTERNAL PROVIDER' : aside('its login is not there');
}

function securable(on: { readonly class: string; readonly schema?: string; readonly name?: string }): string {
  return `${on.class}::${qualified(on.schema, on.name ?? '')}`;
}

function qualified(schema: string | undefined, name: string): string {
  return schema === undefined ? shown(name) : `${shown(schema)}.${shown(name)}`;
}

function definitionSubject({ type, schema, name }: DefinitionFact): string {
  return `${DEFINITION_TYPES[type].one} ${qualified(schema, name)}`;
}

function endpointSentence({ name, owner, type, protocol, state, port }: FactOf<'endpoint'>): string {
  const at = port === undefined ? '' : ` (LISTENER_PORT = ${port})`;
  const words = [
    ...(owner === undefined ? [] : [`AUTHORIZATION ${shown(owner)}`]),
    ...(state === undefined ? [] : [`STATE = ${visible(state)}`]),
    ...(protocol === undefined ? [] : [`AS ${visible(protocol)}${at}`]),
    ...(type === undefined ? [] : [`FOR ${visible(type)}`]),
  ];
  return `CREATE ENDPOINT ${[shown(name), ...words].join(' ')}`;
}

function permissionSentence(fact: PermissionFact): string {
  const [verb, to] = fact.state === 'R' ? ['REVOKE', 'FROM'] : [fact.state === 'D' ? 'DENY' : 'GRANT', 'TO'];
  const option = fact.state === 'W' ? ' WITH GRANT OPTION' : '';
  return `${verb} ${permissionOn(fact)} ${to} ${shown(fact.grantee)}${option}${grantedAs(fact)}`;
}

function permissionSubject(fact: PermissionFact): string {
  return `${permissionOn(fact)} TO ${shown(fact.grantee)}${grantedAs(fact)}`;
}

function permissionOn(fact: PermissionFact): string {
  const on = fact.name === undefined ? '' : ` ON ${securable(fact)}`;
  return `${visible(fact.permission)}${on}${fact.column === undefined ? '' : ` (${shown(fact.column)})`}`;
}

/** The grantor is part of the identity; the one that nearly all have goes without saying. */
function grantedAs(fact: PermissionFact): string {
  return fact.grantor === usualOwner(fact.database) ? '' : ` AS ${shown(fact.grantor)}`;
}
