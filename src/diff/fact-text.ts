// Facts as a DBA says them: one line each, every name through one door. For display; nothing here is T-SQL to run.
import type { Fact, FactKind, FactOf, PermissionFact, PermissionState } from '../model/fact.ts';
import { PRINCIPAL_KINDS } from '../model/principal-kind.ts';
import { visible } from '../model/visible.ts';

/** A name between brackets with nothing invisible in it: the only way a name gets onto a line. */
export function shown(name: string): string {
  return `[${visible(name).replaceAll(']', ']]')}]`;
}

/** A text that is no name, between quotes, likewise on one line. */
export function shownText(text: string): string {
  return `'${visible(text).replaceAll("'", "''")}'`;
}

/** The words of a permission's state. */
export const STATE_WORDS: Readonly<Record<PermissionState, string>> = {
  G: 'GRANT',
  W: 'GRANT WITH GRANT OPTION',
  D: 'DENY',
  R: 'REVOKE',
};

interface Words<K extends FactKind> {
  /** Which fact it is: its identity. */
  readonly subject: (fact: FactOf<K>) => string;
  /** What else to say of one that came or went. */
  readonly detail?: (fact: FactOf<K>) => string;
}

const ownedBy = (fact: { readonly owner?: string }) =>
  fact.owner === undefined ? '' : `, owned by ${shown(fact.owner)}`;

/** Every fact kind's words. A kind missing here does not compile. */
const WORDS: { readonly [K in FactKind]: Words<K> } = {
  server: { subject: () => 'server', detail: (fact) => ` ${shown(fact.name)}` },
  configuration: {
    subject: (fact) => `configuration ${shown(fact.name)}`,
    detail: (fact) =>
      ` = ${fact.value}${fact.value === fact.valueInUse ? '' : `, ${fact.valueInUse} in use`}`,
  },
  'trusted-assembly': {
    subject: (fact) => `trusted assembly ${fact.hash}`,
    detail: (fact) => (fact.description === undefined ? '' : ` ${shownText(fact.description)}`),
  },
  message: {
    subject: (fact) => `message ${fact.messageId} in language ${fact.languageId}`,
    detail: (fact) => ` ${shownText(fact.text)}`,
  },
  credential: {
    subject: (fact) => `credential ${shown(fact.name)}`,
    detail: (fact) => ` for identity ${shown(fact.identity)}`,
  },
  login: {
    subject: (fact) => `login ${shown(fact.name)}`,
    detail: (fact) => `, ${PRINCIPAL_KINDS[fact.type].words}${fact.isDisabled ? ', disabled' : ''}`,
  },
  'server-role': { subject: (fact) => `server role ${shown(fact.name)}`, detail: ownedBy },
  'role-member': {
    subject: (fact) =>
      `member ${shown(fact.member)} of ${fact.database === undefined ? 'server ' : ''}role ${shown(fact.role)}`,
  },
  database: { subject: (fact) => `database ${shown(fact.name)}`, detail: ownedBy },
  user: {
    subject: (fact) => `user ${shown(fact.name)}`,
    detail: (fact) => (fact.login === undefined ? '' : ` for login ${shown(fact.login)}`),
  },
  role: { subject: (fact) => `role ${shown(fact.name)}`, detail: ownedBy },
  'application-role': { subject: (fact) => `application role ${shown(fact.name)}` },
  schema: { subject: (fact) => `schema ${shown(fact.name)}`, detail: ownedBy },
  securable: { subject: (fact) => securable(fact.class, fact.schema, fact.name), detail: ownedBy },
  permission: { subject: permissionSubject },
};

/** Which fact it is, in words. */
export function subjectText(fact: Fact): string {
  return words(fact).subject(fact);
}

/** A fact that came or went, in words: `GRANT SELECT ON OBJECT::[dbo].[t] TO [u]`, `login [x], SQL`. */
export function factText(fact: Fact): string {
  return fact.kind === 'permission'
    ? permissionText(fact)
    : subjectText(fact) + (words(fact).detail?.(fact) ?? '');
}

function words(fact: Fact): Words<FactKind> {
  return WORDS[fact.kind] as unknown as Words<FactKind>;
}

function securable(securableClass: string, schema: string | undefined, name: string): string {
  return `${securableClass}::${schema === undefined ? '' : `${shown(schema)}.`}${shown(name)}`;
}

function permissionText(fact: PermissionFact): string {
  const [verb, to] = fact.state === 'R' ? ['REVOKE', 'FROM'] : [fact.state === 'D' ? 'DENY' : 'GRANT', 'TO'];
  const option = fact.state === 'W' ? ' WITH GRANT OPTION' : '';
  return `${verb} ${permissionOn(fact)} ${to} ${shown(fact.grantee)}${option}${grantedAs(fact)}`;
}

function permissionSubject(fact: PermissionFact): string {
  return `${permissionOn(fact)} TO ${shown(fact.grantee)}${grantedAs(fact)}`;
}

function permissionOn(fact: PermissionFact): string {
  const on = fact.name === undefined ? '' : ` ON ${securable(fact.class, fact.schema, fact.name)}`;
  return `${visible(fact.permission)}${on}${fact.column === undefined ? '' : ` (${shown(fact.column)})`}`;
}

/** The grantor is part of the identity; the one that nearly all have goes without saying. */
function grantedAs(fact: PermissionFact): string {
  const usual = fact.database === undefined ? 'sa' : 'dbo';
  return fact.grantor === usual ? '' : ` AS ${shown(fact.grantor)}`;
}
