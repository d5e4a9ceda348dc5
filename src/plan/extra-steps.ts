// Steps that no full plan has: a script never switches anything off, nor changes what a new server cannot have.
import type { FactOf } from '../model/fact.ts';
import { keyOf } from '../model/identity.ts';
import { SYSTEM_DATABASES } from '../model/system-database.ts';
import type { Allowance, GuardedStep } from './allowance.ts';
import type { ChangedFact, FactChanges } from './compare-snapshots.ts';
import { changedOf } from './compare-snapshots.ts';
import type { Settled } from './needed-step.ts';
import type { Step } from './plan.ts';
import { step } from './plan.ts';
import { untransferable } from './plan-database.ts';
import { SWITCHED_ON_ONLY } from './plan-server.ts';
import { revocation } from './removal-steps.ts';
import type { SnapshotIndex } from './snapshot-index.ts';

/** A step, and the properties that it makes as they should be. */
export interface ExtraStep extends GuardedStep {
  readonly database?: string;
  readonly settles: readonly Settled[];
}

/** Adds a step if one of the properties that it sets differs. */
type Add = (properties: readonly string[], one: Step, ...needs: readonly Allowance[]) => void;

/** The steps, in an order that can run. */
export function extraSteps(changes: FactChanges, wanted: SnapshotIndex): readonly ExtraStep[] {
  const found: ExtraStep[] = [];
  const adding =
    <F extends FactOf<keyof typeof STEPS>>(change: ChangedFact<F>): Add =>
    (properties, one, ...needs) => {
      const { after } = change;
      const database =
        'database' in after && after.database !== undefined ? { database: after.database } : {};
      const differing = properties.filter((property) => change.properties.has(property));
      if (differing.length === 0) return;
      const settles = differing.map((property) => ({ key: keyOf(after), property }));
      found.push({ step: one, needs, settles, ...database });
    };
  for (const kind of Object.keys(STEPS) as (keyof typeof STEPS)[]) {
    for (const change of changedOf(changes, kind)) {
      const make = STEPS[kind] as (change: ChangedFact, add: Add, wanted: SnapshotIndex) => void;
      make(change, adding(change), wanted);
    }
  }
  return found;
}

/** By the kind of fact, in the order of the steps. */
const STEPS = {
  configuration: configurationSteps,
  credential: credentialSteps,
  login: loginSteps,
  database: databaseSteps,
  user: userSteps,
  'application-role': applicationRoleSteps,
  securable: securableSteps,
  permission: permissionSteps,
} as const;

function configurationSteps({ after }: ChangedFact<FactOf<'configuration'>>, add: Add): void {
  if (after.value !== 0 || !SWITCHED_ON_ONLY.includes(after.name)) return;
  const off = step('set-configuration', { option: after.name, value: 0 });
  add(after.valueInUse === 0 ? ['value', 'valueInUse'] : ['value'], off, 'revoke-extra');
}

/** ALTER CREDENTIAL sets the secret anew, whatever it was: a person has to type it. */
function credentialSteps({ after }: ChangedFact<FactOf<'credential'>>, add: Add): void {
  add(['identity'], step('alter-credential', { credential: after.name, identity: after.identity }));
}

function loginSteps({ before, after }: ChangedFact<FactOf<'login'>>, add: Add, { sa }: SnapshotIndex): void {
  const { name: login } = after;
  const opens = before.isDisabled && !after.isDisabled && 'SUE'.includes(after.type) && login !== sa;
  if (opens) add(['isDisabled'], step('enable-login', { login }), 'enable-logins');
  if (after.credential === undefined) {
    add(['credential'], step('clear-login-credential', { login }), 'revoke-extra');
  }
  for (const credential of before.providerCredentials ?? []) {
    if (after.providerCredentials?.includes(credential)) continue;
    add(['providerCredentials'], step('drop-login-credential', { login, credential }), 'revoke-extra');
  }
}

function databaseSteps({ after }: ChangedFact<FactOf<'database'>>, add: Add): void {
  const { name: database } = after;
  if (SYSTEM_DATABASES.includes(database)) return;
  if (!after.isTrustworthy) add(['isTrustworthy'], step('clear-trustworthy', { database }), 'revoke-extra');
  if (!after.isDbChaining) add(['isDbChaining'], step('clear-db-chaining', { database }), 'revoke-extra');
  if (!after.isBrokerEnabled) add(['isBrokerEnabled'], step('disable-broker', { database }), 'revoke-extra');
}

function userSteps({ before, after, properties }: ChangedFact<FactOf<'user'>>, add: Add): void {
  const { name: user, type, login, defaultSchema: schema, defaultLanguage: language } = after;
  if (properties.has('type') || properties.has('authenticationType')) return;
  const isContained = after.authenticationType === 2;
  const isGroup = type === 'G' || type === 'X';
  // Only a group can be without a default schema. Source: "ALTER USER (Transact-SQL)".
  if (isContained ? schema !== undefined : isGroup && schema === undefined)
    add(['defaultSchema'], step('set-user-schema', { user, schema }));
  const hasLanguage = isContained || (login === undefined && (type === 'U' || type === 'G'));
  if (hasLanguage) add(['defaultLanguage'], step('set-user-language', { user, language }));
  const isMapped = before.login !== undefined && login !== undefined && before.login !== login;
  if (isMapped && 'SUG'.includes(type))
    add(['login', 'sid'], step('set-user-login', { user, login }), 'revoke-extra');
}

function applicationRoleSteps({ after }: ChangedFact<FactOf<'application-role'>>, add: Add): void {
  const { name: role, defaultSchema: schema } = after;
  if (schema !== undefined) add(['defaultSchema'], step('set-application-role-schema', { role, schema }));
}

function securableSteps({ after }: ChangedFact<FactOf<'securable'>>, add: Add, wanted: SnapshotIndex): void {
  const { class: kind, schema, name, owner, database } = after;
  const isPlanned = owner !== undefined && (schema !== undefined || owner !== 'dbo');
  if (isPlanned || database === undefined) return;
  const roles = new Set(wanted.database(database, 'role').map((role) => role.name));
  if (untransferable(after, owner !== undefined && roles.has(owner)) !== undefined) return;
  const on = { class: kind, name, ...(schema === undefined ? {} : { schema }) };
  const one = owner === undefined ? step('own-by-schema', { on }) : step('own-securable', { on, owner });
  add(['owner'], one, 'change-owners');
}

function permissionSteps(
  { before, after }: ChangedFact<FactOf<'permission'>>,
  add: Add,
  wanted: SnapshotIndex,
): void {
  if (before.state !== 'W' || after.state !== 'G') return;
  const needs: Allowance[] = after.grantee === 'public' ? ['revoke-extra', 'allow-public'] : ['revoke-extra'];
  add(['state'], step('revoke-grant-option', revocation(after, wanted)), ...needs);
}
