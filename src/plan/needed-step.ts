// Which steps of the full plan a difference needs, and which differences each step settles: a step is of one fact, and
// of some of its properties.
import type { Fact, FactKind } from '../model/fact.ts';
import { keyFor } from '../model/identity.ts';
import type { SecurableName } from '../text/quote.ts';
import type { ActionName } from './action.ts';
import type { FactChanges } from './compare-snapshots.ts';
import type { Step } from './plan.ts';
import type { SnapshotIndex } from './snapshot-index.ts';

/** What a step is of. */
interface Subject {
  readonly kind: FactKind;
  /** The parameter that holds the fact's name. */
  readonly name: string;
  /** The property of the fact's identity that the name is. */
  readonly as?: string;
  /** Whether a fact that is not there yet needs it. */
  readonly added: boolean;
  /** The properties whose change needs it. */
  readonly properties: readonly string[];
  /** The parameter without which the step changes nothing of a fact that is there. */
  readonly by?: string;
}

/** A difference that a step settles: a fact that comes or goes, or one property of one that is there. */
export interface Settled {
  readonly key: string;
  readonly property?: string;
}

const of = (kind: FactKind, name: string, added: boolean, ...properties: readonly string[]): Subject => ({
  kind,
  name,
  added,
  properties,
});

const created = (kind: FactKind, name: string): Subject => of(kind, name, true);
/** Made anew, or given its default schema: nothing else of a user that is there is in its statement. */
const user = (): Subject => ({ ...of('user', 'user', true, 'defaultSchema'), by: 'schema' });

/** Actions that are of a fact named by one parameter. The others are told apart below. */
const SUBJECTS: Readonly<Partial<Record<ActionName, Subject>>> = {
  'trust-assembly': { ...created('trusted-assembly', 'hash'), as: 'hash' },
  'create-credential': created('credential', 'credential'),
  'create-sql-login': created('login', 'login'),
  'create-windows-login': created('login', 'login'),
  'create-external-login': created('login', 'login'),
  'create-certificate-login': created('login', 'login'),
  'create-asymmetric-key-login': created('login', 'login'),
  'set-login-password': of('login', 'login', false, 'passwordHash'),
  'set-login-policy': of('login', 'login', false, 'passwordHash', 'isPolicyChecked', 'isExpirationChecked'),
  'set-login-credential': of('login', 'login', true, 'credential'),
  'create-server-role': created('server-role', 'role'),
  'own-server-role': of('server-role', 'role', true, 'owner'),
  'revoke-connect-sql': created('login', 'login'),
  'own-database': of('database', 'database', true, 'owner', 'ownerSid'),
  'set-trustworthy': of('database', 'database', true, 'isTrustworthy'),
  'set-db-chaining': of('database', 'database', true, 'isDbChaining'),
  'enable-broker': of('database', 'database', true, 'isBrokerEnabled'),
  'create-user-for-login': user(),
  'create-user-for-external-login': user(),
  'create-windows-user': user(),
  'create-external-user': user(),
  'create-user-without-login': user(),
  'create-certificate-user': created('user', 'user'),
  'create-asymmetric-key-user': created('user', 'user'),
  'create-contained-user': created('user', 'user'),
  'rename-user': created('user', 'user'),
  'create-role': created('role', 'role'),
  'own-role': of('role', 'role', true, 'owner'),
  'create-application-role': created('application-role', 'role'),
  'create-schema': created('schema', 'schema'),
  'own-schema': of('schema', 'schema', false, 'owner'),
  'set-default-database': of('login', 'login', true, 'defaultDatabase'),
  'set-default-language': of('login', 'login', true, 'defaultLanguage'),
  'enable-login': of('login', 'login', true, 'isDisabled'),
  'disable-login': of('login', 'login', true, 'isDisabled'),
};

/** Tells of the steps of a plan for `after` which differences they settle; none is needed that settles none. */
export class NeededSteps {
  readonly #changes: FactChanges;
  readonly #index: SnapshotIndex;
  /** Permissions that a change of owner takes away, by key. */
  readonly #lost: ReadonlySet<string>;

  constructor(changes: FactChanges, index: SnapshotIndex, lost: ReadonlySet<string>) {
    this.#changes = changes;
    this.#index = index;
    this.#lost = lost;
  }

  /** Whether a step is needed. */
  has(step: Step, database: string | undefined): boolean {
    if (this.settledBy(step, database).length > 0) return true;
    if (step.action.endsWith('-advanced-options')) return this.#needsAdvanced();
    if (!isPermissionStep(step)) return false;
    if (this.#lost.has(this.keyOfPermission(step, database))) return true;
    // CREATE USER grants CONNECT, which a user that had none has to lose again.
    const { permission, grantee } = step.values;
    return step.action === 'revoke' && permission === 'CONNECT' && this.#isAdded('user', grantee, database);
  }

  /** The differences that a step settles. */
  settledBy(step: Step, database: string | undefined): readonly Settled[] {
    const { values } = step;
    const subject = SUBJECTS[step.action];
    if (subject !== undefined) return this.#settledOf(subject, step, database);
    switch (step.action) {
      case 'set-configuration':
        return this.#configured(values);
      case 'add-login-credential':
        return this.#credentialOf(values);
      case 'remap-user':
        return this.#remapped(values, database);
      case 'add-message':
        return this.#touched(
          keyFor({ kind: 'message', messageId: values.id, languageId: values.languageId }),
        );
      case 'add-server-role-member':
      case 'add-role-member':
        return this.#touched(
          keyFor({ kind: 'role-member', database, role: values.role, member: values.member }),
        );
      case 'own-endpoint':
        return this.#ownerOf({ class: 'ENDPOINT', name: values.endpoint as string }, database);
      case 'own-availability-group':
        return this.#ownerOf({ class: 'AVAILABILITY GROUP', name: values.group as string }, database);
      case 'own-securable':
        return this.#ownerOf(values.on as SecurableName, database);
      case 'grant-connect-sql':
        return this.#isAdded('login', values.login) ? [] : this.#permitted(step, database);
      case 'grant':
      case 'deny':
      case 'revoke':
        return this.#permitted(step, database);
      default:
        return [];
    }
  }

  /** The key of the permission that a step gives, denies or takes. */
  keyOfPermission({ action, values }: Step, database: string | undefined): string {
    if (action === 'grant-connect-sql') return this.#permission(connectSql(values.login), database);
    return this.#permission(values, database);
  }

  #settledOf(
    { kind, name, as = 'name', added, properties, by }: Subject,
    step: Step,
    database?: string,
  ): Settled[] {
    const scope = kind === 'database' ? {} : { database };
    const key = keyFor({ kind, ...scope, [as]: step.values[name] });
    if (this.#changes.added.has(key)) return added ? [{ key }] : [];
    if (by !== undefined && step.values[by] === undefined) return [];
    return this.#changed(key, (property) => properties.includes(property));
  }

  #touched(key: string): Settled[] {
    return this.#changes.added.has(key) ? [{ key }] : this.#changed(key, () => true);
  }

  #changed(key: string, isOf: (property: string) => boolean): Settled[] {
    const properties = this.#changes.changed.get(key)?.properties ?? [];
    return [...properties].filter(isOf).map((property) => ({ key, property }));
  }

  #isAdded(kind: FactKind, name: unknown, database?: string): boolean {
    return this.#changes.added.has(keyFor({ kind, database, name }));
  }

  /** RECONFIGURE puts a value in use at once: one that was pending cannot be made so again. */
  #configured({ option, value }: Step['values']): Settled[] {
    const key = keyFor({ kind: 'configuration', name: option });
    const before = this.#changes.changed.get(key)?.before;
    const isThere = before?.kind === 'configuration' && before.value === value && before.valueInUse === value;
    return isThere ? [] : this.#touched(key);
  }

  /** Advanced options are shown for the one that a script sets. */
  #needsAdvanced(): boolean {
    const key = keyFor({ kind: 'configuration', name: ADVANCED });
    const wanted = this.#changes.added.get(key) ?? this.#changes.changed.get(key)?.after;
    return (
      wanted?.kind === 'configuration' &&
      this.#configured({ option: ADVANCED, value: wanted.value }).length > 0
    );
  }

  #credentialOf({ login, credential }: Step['values']): Settled[] {
    const key = keyFor({ kind: 'login', name: login });
    if (this.#changes.added.has(key)) return [{ key }];
    const before = this.#changes.changed.get(key)?.before;
    const has = before?.kind === 'login' && before.providerCredentials?.includes(String(credential));
    return has ? [] : this.#changed(key, (property) => property === 'providerCredentials');
  }

  /** The statement leaves a user alone that has a login, see `set-user-login`, and takes none that never had one. */
  #remapped({ user: name }: Step['values'], database: string | undefined): Settled[] {
    const key = keyFor({ kind: 'user', database, name });
    const { before, properties } = this.#changes.changed.get(key) ?? {};
    if (before?.kind === 'user' && before.login !== undefined) return [];
    if (properties?.has('authenticationType')) return [];
    return this.#changed(key, (property) => property === 'sid' || property === 'login');
  }

  #ownerOf(on: SecurableName, database: string | undefined): Settled[] {
    const key = keyFor({ kind: 'securable', database, ...on });
    return this.#changed(key, (property) => property === 'owner');
  }

  #permitted(step: Step, database: string | undefined): Settled[] {
    const key = this.keyOfPermission(step, database);
    const change = this.#changes.changed.get(key);
    // GRANT never takes the grant option back: REVOKE GRANT OPTION FOR does, in a step of its own.
    if (change !== undefined && stateOf(change.before) === 'W' && stateOf(change.after) === 'G') return [];
    return this.#touched(key);
  }

  #permission(values: Readonly<Record<string, unknown>>, database: string | undefined): string {
    const on = values.on as SecurableName;
    const grantor =
      values.grantor ?? this.#index.ownerOf({ ...on, ...(database === undefined ? {} : { database }) });
    const { permission, column, grantee } = values;
    return keyFor({ kind: 'permission', database, ...on, column, permission, grantee, grantor });
  }
}

const ADVANCED = 'clr strict security';

const connectSql = (grantee: unknown) => ({ permission: 'CONNECT SQL', on: { class: 'SERVER' }, grantee });

/** Whether a step is of one row of permissions. */
export function isPermissionStep({ action }: Step): boolean {
  return action === 'grant' || action === 'deny' || action === 'revoke';
}

function stateOf(fact: Fact): string | undefined {
  return fact.kind === 'permission' ? fact.state : undefined;
}
