// The server's part of a script: configuration and CLR, logins, server roles, server permissions, messages.

import { DEFAULT_ENDPOINTS } from '../model/default-permission.ts';
import type { LoginFact, PermissionFact } from '../model/fact.ts';
import { ordinal } from '../model/order.ts';
import { SA_SID } from '../model/system-principals.ts';
import { localAuthority } from './local-principal.ts';
import type { PlanNote, Section, Step } from './plan.ts';
import { step } from './plan.ts';
import { planPermissions } from './plan-permissions.ts';
import type { SnapshotIndex } from './snapshot-index.ts';

/** Configuration options a script may set, besides `show advanced options`, which it puts back. */
const CLR_OPTIONS = ['clr enabled', 'clr strict security'];
/** Options that a script switches on and never off. */
export const SWITCHED_ON_ONLY: readonly string[] = [
  'clr enabled',
  'contained database authentication',
  'cross db ownership chaining',
];
const ADVANCED = ['clr strict security'];

/** Whether CLR was on at the source. */
export function clrEnabled(index: SnapshotIndex): boolean {
  return index.server('configuration').some(({ name, value }) => name === 'clr enabled' && value === 1);
}

/** The sections of the server, in order, before the databases. */
export function planServer(index: SnapshotIndex, notes: PlanNote[]): Section[] {
  return [
    { name: 'clr', title: 'CLR and what later steps need of the configuration', steps: configuration(index) },
    { name: 'logins', title: 'Logins', steps: logins(index, notes) },
    { name: 'server-roles', title: 'Server roles, owners and members', steps: serverRoles(index, notes) },
    { name: 'server-permissions', title: 'Server permissions', steps: serverPermissions(index, notes) },
    { name: 'messages', title: 'User-defined messages', steps: messages(index, notes) },
  ];
}

function configuration(index: SnapshotIndex): Step[] {
  const options = index
    .server('configuration')
    .filter(({ name, value }) =>
      SWITCHED_ON_ONLY.includes(name) ? value === 1 : CLR_OPTIONS.includes(name),
    );
  const sets = options.map(({ name, value }) => step('set-configuration', { option: name, value }));
  const trust = index
    .server('trusted-assembly')
    .map(({ hash, description }) => step('trust-assembly', { hash, description }));
  const advanced = options.some(({ name }) => ADVANCED.includes(name));
  if (!advanced) return [...sets, ...trust];
  return [step('show-advanced-options', {}), ...sets, step('restore-advanced-options', {}), ...trust];
}

function logins(index: SnapshotIndex, notes: PlanNote[]): Step[] {
  const steps: Step[] = index.server('credential').map(({ name, identity, provider }) => {
    notes.push({
      code: 'secret-needed',
      note: `The secret of credential ${name} cannot be read from a server: type it into its CREATE CREDENTIAL line.`,
    });
    return step('create-credential', { credential: name, identity, provider });
  });
  for (const login of index.server('login')) {
    steps.push(...(login.sid === SA_SID ? renameSa(login) : createLogin(login, index, notes)));
    steps.push(...alterLogin(login));
    if (login.isMustChange)
      notes.push(
        loginNote(
          'must-change',
          login,
          'had to change its password at the next log-in; that cannot be restored with a hash',
        ),
      );
    if (login.isLocked) notes.push(loginNote('locked', login, 'was locked out; it comes back unlocked'));
    if (login.isExpired)
      notes.push(
        loginNote('expired', login, 'had an expired password; it comes back with its expiry counted anew'),
      );
  }
  return steps;
}

function loginNote(code: string, login: LoginFact, what: string): PlanNote {
  return { code, note: `Login ${login.name} ${what}.` };
}

function renameSa(login: LoginFact): Step[] {
  return login.name === 'sa' ? [] : [step('rename-sa', { login: login.name })];
}

function createLogin(fact: LoginFact, index: SnapshotIndex, notes: PlanNote[]): Step[] {
  const { name: login, sid } = fact;
  switch (fact.type) {
    case 'S': {
      if (fact.passwordHash === undefined) {
        notes.push(
          loginNote(
            'secret-needed',
            fact,
            'was captured without its password hash: type its password into its CREATE LOGIN line',
          ),
        );
      }
      return [step('create-sql-login', { login, sid, hash: fact.passwordHash, ...policy(fact) })];
    }
    case 'U':
    case 'G':
      return [step('create-windows-login', { login, sid: isReissued(fact, index) ? undefined : sid })];
    case 'E':
    case 'X':
      return [step('create-external-login', { login, sid })];
    case 'C':
      notes.push(keyNote(fact, `certificate ${fact.certificate ?? login}`));
      return [step('create-certificate-login', { login, sid, certificate: fact.certificate ?? login })];
    case 'K':
      notes.push(keyNote(fact, `asymmetric key ${fact.asymmetricKey ?? login}`));
      return [step('create-asymmetric-key-login', { login, sid, key: fact.asymmetricKey ?? login })];
  }
}

/** Whether Windows gives the account another SID where it is restored to, so that the captured one says nothing. */
function isReissued(fact: LoginFact, index: SnapshotIndex): boolean {
  const machineName = index.server('server')[0]?.machineName ?? '';
  return index.renames.has(fact.name) || localAuthority(fact, machineName) === 'MACHINE';
}

function keyNote(fact: LoginFact, key: string): PlanNote {
  return loginNote(
    'key-needed',
    fact,
    `stands for ${key} in master, which no catalogue gives away: restore it from its backup first`,
  );
}

function alterLogin(fact: LoginFact): Step[] {
  const { name: login, sid, passwordHash: hash } = fact;
  const steps: Step[] = [];
  if (hash !== undefined) steps.push(step('set-login-password', { login, sid, hash }));
  // A new password takes the policy off: it is put on again even where the snapshot does not know of it.
  if (fact.type === 'S' && (hash !== undefined || fact.isPolicyChecked !== undefined))
    steps.push(step('set-login-policy', { login, sid, ...policy(fact) }));
  if (fact.credential !== undefined)
    steps.push(step('set-login-credential', { login, credential: fact.credential }));
  for (const credential of fact.providerCredentials ?? []) {
    steps.push(step('add-login-credential', { login, credential }));
  }
  return steps;
}

/** What is not known is as CREATE LOGIN would have it. Source: "CREATE LOGIN (Transact-SQL)", CHECK_POLICY. */
function policy(fact: LoginFact): { checkPolicy: boolean; checkExpiration: boolean } {
  return { checkPolicy: fact.isPolicyChecked ?? true, checkExpiration: fact.isExpirationChecked ?? false };
}

function serverRoles(index: SnapshotIndex, notes: PlanNote[]): Step[] {
  const roles = index.server('server-role');
  const members = index.server('role-member').filter(({ role, member }) => {
    if (member !== index.sa) return true;
    if (role !== 'sysadmin') {
      notes.push({
        code: 'ungrantable-row',
        note: `${member} is a member of ${role}: sa can be put into no role, and needs none.`,
      });
    }
    return false;
  });
  return [
    ...roles.map(({ name: role }) => step('create-server-role', { role })),
    ...roles.map(({ name: role, owner }) => step('own-server-role', { role, owner })),
    ...index.server('securable').flatMap(({ class: kind, name, owner }) => {
      if (owner === undefined || owner === index.sa) return [];
      if (kind === 'ENDPOINT') return [step('own-endpoint', { endpoint: name, owner })];
      if (kind === 'AVAILABILITY GROUP') return [step('own-availability-group', { group: name, owner })];
      return [];
    }),
    ...members.map(({ role, member }) => step('add-server-role-member', { role, member })),
  ];
}

function serverPermissions(index: SnapshotIndex, notes: PlanNote[]): Step[] {
  const rows = index
    .server('permission')
    .filter((fact) => !isSaConnect(fact, index) && !isDeniedConnect(fact));
  const planned = planPermissions(rows, index);
  notes.push(...planned.notes);
  return planned.steps.map((found) => connectSql(found, index)).concat(revokedDefaults(index));
}

/** Every server's sa holds CONNECT SQL, and nothing can grant it: the row needs no statement. */
function isSaConnect(fact: PermissionFact, index: SnapshotIndex): boolean {
  return fact.grantee === index.sa && fact.permission === 'CONNECT SQL' && fact.state === 'G';
}

/** DENY CONNECT SQL comes last in the script. */
export function isDeniedConnect(fact: PermissionFact): boolean {
  return fact.class === 'SERVER' && fact.permission === 'CONNECT SQL' && fact.state === 'D';
}

/** A plain CONNECT SQL is what CREATE LOGIN gives: granted only where missing, so that the login that runs the script is left alone. */
function connectSql(found: Step, index: SnapshotIndex): Step {
  const { permission, withGrantOption, grantor, grantee } = found.values;
  const plain =
    found.action === 'grant' && permission === 'CONNECT SQL' && !withGrantOption && grantor === undefined;
  if (!plain || typeof grantee !== 'string') return found;
  const isLogin = index.server('login').length > 0 && grantee !== 'public';
  return isLogin ? step('grant-connect-sql', { login: grantee }) : found;
}

/** Rows every new server has and this one had lost. Only a complete capture can tell absence. */
function revokedDefaults(index: SnapshotIndex): Step[] {
  if (!index.serverAbsenceIsKnown) return [];
  const toPublic = index.server('permission').filter(({ grantee }) => grantee === 'public');
  const has = (permission: string, name?: string) =>
    toPublic.some((fact) => fact.permission === permission && fact.name === name);
  const steps: Step[] = [];
  if (!has('VIEW ANY DATABASE')) {
    steps.push(
      step('revoke', {
        permission: 'VIEW ANY DATABASE',
        on: { class: 'SERVER' },
        column: undefined,
        grantee: 'public',
        cascade: false,
        grantor: undefined,
      }),
    );
  }
  for (const endpoint of DEFAULT_ENDPOINTS) {
    if (!has('CONNECT', endpoint)) steps.push(step('revoke-endpoint-default', { endpoint }));
  }
  return steps;
}

function messages(index: SnapshotIndex, notes: PlanNote[]): Step[] {
  const english = 1033;
  const rank = (languageId: number) => (languageId === english ? 0 : 1);
  return [...index.server('message')]
    .sort(
      (a, b) =>
        a.messageId - b.messageId ||
        rank(a.languageId) - rank(b.languageId) ||
        ordinal(a.language ?? '', b.language ?? ''),
    )
    .flatMap((fact) => {
      if (fact.language === undefined) {
        notes.push({
          code: 'unknown-language',
          note: `Message ${fact.messageId} is in language ${fact.languageId}, which sys.syslanguages does not name: it is not scripted.`,
        });
        return [];
      }
      const { messageId: id, severity, text: message, language, languageId, isEventLogged: logged } = fact;
      return [step('add-message', { id, severity, message, language, languageId, logged })];
    });
}
